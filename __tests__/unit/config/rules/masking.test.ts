import { problemsOf } from "../configuration";

const withSessions = { "logSources.sessions": { enabled: true, cloudWatchLogs: { enabled: true } } };

test.each([
  ["credentials in the trail", { masking: { trail: ["AwsSecretKey", "PkcsPrivateKey"] } }],
  ["any identifier in sessions", { masking: { sessions: ["EmailAddress", "DriversLicense-US"] }, ...withSessions }],
])("accepts %s", (_what, changes) => {
  expect(problemsOf(changes)).toEqual([]);
});

test.each(["IpAddress", "EmailAddress", "Name", "Address", "DriversLicense-US"])(
  "rejects %s in the trail, because detections compare such data",
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
])("rejects %j", (changes, message) => {
  expect(problemsOf(changes).join("\n")).toContain(message);
});
