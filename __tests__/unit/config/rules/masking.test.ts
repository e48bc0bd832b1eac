import { problemsOf } from "../configuration";

const withSessions = { "logSources.sessions": { enabled: true, cloudWatchLogs: { enabled: true } } };

test.each([
  ["credentials in the trail", { masking: { trail: ["AwsSecretKey", "PkcsPrivateKey"] } }],
  [
    "any identifier in session transcripts",
    { masking: { sessions: ["EmailAddress", "DriversLicense-US"] }, ...withSessions },
  ],
])("masking of %s is accepted", (_what, changes) => {
  expect(problemsOf(changes)).toEqual([]);
});

test.each(["IpAddress", "EmailAddress", "Name", "Address", "DriversLicense-US"])(
  "masking of %s in the trail is refused, because detections compare this data",
  (identifier) => {
    expect(problemsOf({ masking: { trail: [identifier] } })).toEqual([
      expect.stringContaining("would disable detections"),
    ]);
  },
);

test.each([
  [{ masking: { trail: ["AwsSecretKey", "AwsSecretKey"] } }, "duplicate of masking.trail[0]; remove one"],
  [{ masking: { sessions: ["Name", "Name"] }, ...withSessions }, "duplicate of masking.sessions[0]; remove one"],
  [{ masking: { sessions: ["EmailAddress"] } }, "sessions have no log group; set logSources.sessions.enabled"],
  [
    { masking: { sessions: ["EmailAddress"] }, "logSources.sessions": { enabled: true } },
    "sessions have no log group; set logSources.sessions.enabled",
  ],
  [
    { masking: { trail: ["AwsSecretKey"] }, mode: "controlTower" },
    "the log group of the trail belongs to Control Tower; remove masking.trail",
  ],
])("masking with %j is refused", (changes, message) => {
  expect(problemsOf(changes).join("\n")).toContain(message);
});
