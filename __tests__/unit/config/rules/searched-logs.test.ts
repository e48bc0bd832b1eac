import { account, arn } from "../../../../sample-data/values";
import { type Changes, problemsOf } from "../configuration";

/** A search of every kind of log, and the log sources that archive them. */
const enabled: Changes = {
  "search.enabled": true,
  "search.subnetIds": ["subnet-00000001", "subnet-00000002"],
  "search.securityGroupIds": ["sg-00000001"],
  "search.adminRoleArn": arn("iam", "", account(2), "role/Admin"),
  "search.logs.flowLogs.enabled": true,
  "search.logs.applicationLogs.enabled": true,
  "search.logs.securityHubFindings.enabled": true,
  "search.monitors": true,
  "logSources.vendedLogs.enabled": true,
  "logSources.flowLogs.vpcs": "all",
  "logSources.applicationLogs.enabled": true,
  "logSources.applicationLogs.subscription.mode": "all",
  "logSources.securityHubFindings.mode": "eachAccount",
};
const problems = (changes: Changes) => problemsOf({ ...enabled, ...changes });

test("the search accepts every kind of log that is in the archive", () => {
  expect(problems({})).toEqual([]);
});

test.each([
  ["flowLogs", { "logSources.flowLogs.vpcs": "none" }, "logSources.flowLogs.vpcs is none"],
  ["applicationLogs", { "logSources.applicationLogs.enabled": false }, "logSources.applicationLogs.enabled is false"],
  [
    "securityHubFindings",
    { "logSources.securityHubFindings.mode": "none" },
    "logSources.securityHubFindings.mode is none",
  ],
])(
  "the search of %s is refused if no archive contains them, unless this search is disabled",
  (name, changes, because) => {
    expect(problems(changes)).toEqual([
      expect.stringContaining(
        `search.logs.${name}.enabled: the archive has no such logs, because ${because}; change that setting, or set this one to false`,
      ),
    ]);
    expect(problems({ ...changes, [`search.logs.${name}.enabled`]: false })).toEqual([]);
    expect(problems({ ...changes, "search.enabled": false })).toEqual([]);
  },
);

test("the search of findings is refused if their format is not ASFF", () => {
  expect(problems({ "logSources.securityHubFindings.format": "OCSF" })).toEqual([
    expect.stringContaining("the search reads findings in the format ASFF"),
  ]);
});

test.each(["flowLogs", "applicationLogs", "securityHubFindings"])(
  "%s must not stay in the search longer than in the archive",
  (name) => {
    const days = { [`search.logs.${name}.retentionDays`]: 400 };

    expect(problems({ ...days, [`archive.retention.${name}.expireDays`]: 400 })).toEqual([]);
    expect(problems({ ...days, [`archive.retention.${name}.expireDays`]: 399 })).toEqual([
      expect.stringContaining(
        `search.logs.${name}.retentionDays: the archive deletes logs after 399 days (archive.retention.${name}.expireDays); use 399 or fewer`,
      ),
    ]);
  },
);

test("alarms of the search are refused if no logs are searched", () => {
  const none = {
    "search.logs.flowLogs.enabled": false,
    "search.logs.applicationLogs.enabled": false,
    "search.logs.securityHubFindings.enabled": false,
  };

  expect(problems(none)).toEqual([
    expect.stringContaining(
      "search.monitors: monitors read the logs of search.logs, and no log in search.logs is enabled",
    ),
  ]);
  expect(problems({ ...none, "search.monitors": false })).toEqual([]);
  expect(problems({ ...none, "search.enabled": false })).toEqual([]);
});
