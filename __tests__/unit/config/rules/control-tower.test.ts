import { account, arn } from "../../../../sample-data/values";
import { type Changes, arnOf, everyControlTowerSetting, expectProblem, members, problemsOf } from "../configuration";

const beside: Changes = { mode: "controlTower", "controlTower.layout": "3.x" };
const dataEvents = [{ resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "acme-payroll/")] }];

test("the mode controlTower accepts every setting of Control Tower", () => {
  expect(problemsOf(everyControlTowerSetting)).toEqual([]);
  expect(problemsOf({ ...everyControlTowerSetting, "trail.dataEvents": dataEvents })).toEqual([]);
});

test.each(["3.x", "landingZoneAccelerator"])("layout %s requires no other setting", (layout) => {
  expect(problemsOf({ mode: "controlTower", "controlTower.layout": layout })).toEqual([]);
});

test("the mode controlTower fails without a layout", () => {
  expectProblem({ mode: "controlTower" }, "controlTower.layout", "required with mode controlTower");
});

test("layout 4.x fails without the names that end with random characters, and lists all of them", () => {
  const problems = problemsOf({ mode: "controlTower", "controlTower.layout": "4.x" });

  expect(problems.map((problem) => problem.split(":")[0])).toEqual([
    "controlTower.trailBucket",
    "controlTower.logGroupName",
    "controlTower.configBucket",
  ]);
  expect(problems[2]).toContain("aws-controltower-config-logs-");
});

test.each(["whole", "adopt"])(
  "the mode %s fails with settings of Control Tower, because it would create a second trail",
  (mode) => {
    const adopted = mode === "adopt" ? { "existing.workgroupName": "security" } : {};
    const problems = problemsOf({ mode, ...adopted, "controlTower.layout": "3.x" });

    expect(problems).toEqual([expect.stringMatching(/^controlTower: .*have no effect.*set mode: controlTower/)]);
  },
);

test.each([
  ["trail.excludeKmsEvents", true, "has no effect, because the trail aws-controltower-BaselineCloudTrail records"],
  ["trail.excludeRdsDataApiEvents", true, "has no effect"],
  ["trail.insights", ["ApiCallRateInsight"], "CloudTrail supports Insights only on a trail that records management"],
  ["trail.notifyDeliveries", true, "has no effect, because this project creates no trail"],
  [
    "query.cloudTrailLocation",
    "s3://acme-other/AWSLogs/o-a1b2c3d4e5",
    "set controlTower.trailBucket and controlTower.trailPrefix",
  ],
  ["logSources.awsConfig.recorder", "create", "Control Tower already records the accounts that it governs"],
  ["logSources.awsConfig.recorder", "adopt", "Control Tower already records the accounts that it governs"],
  [
    "controlTower.trailKmsKeyArn",
    arnOf("aws-cn", "kms", "cn-north-1", account(1), "key/other"),
    "not an ARN of partition aws",
  ],
] as const)("the mode controlTower fails with %s: %j", (path, value, words) => {
  expectProblem({ ...beside, [path]: value }, path, words);
});

test("the name of the project's earlier trail is accepted, because the policies of the archive contain it", () => {
  expect(problemsOf({ ...beside, "trail.name": "acme-trail" })).toEqual([]);
});

test.each(["trail.name", "trail.notifyDeliveries"])("the setting %s is accepted for a trail of data events", (path) => {
  const value = path === "trail.name" ? "acme-trail" : true;

  expect(problemsOf({ ...beside, "trail.dataEvents": dataEvents, [path]: value })).toEqual([]);
});

test.each(["aws-controltower-BaselineCloudTrail", "aws-controltower-Mine"])(
  "the mode controlTower fails if the project's own trail is %s",
  (name) => {
    expectProblem(
      { ...beside, "trail.dataEvents": dataEvents, "trail.name": name },
      "trail.name",
      "belongs to Control Tower",
    );
  },
);

test("the mode controlTower fails with CloudTrail Lake, which would charge for the management events again", () => {
  const lake = { enabled: true, existingCustomer: true };

  expectProblem({ ...beside, "trail.lake": lake }, "trail.lake.enabled", "a second time");
});

test("the mode controlTower fails if a recorder of Control Tower is adopted", () => {
  const changes = {
    ...beside,
    "logSources.awsConfig.recorderByAccount": { [account(1)]: "adopt" },
    "logSources.awsConfig.adoptedName": "aws-controltower-BaselineConfigRecorder",
  };

  expectProblem(changes, "logSources.awsConfig.adoptedName", "Control Tower owns the recorder");
  expect(problemsOf({ ...changes, "logSources.awsConfig.adoptedName": "default" })).toEqual([]);
});

test("an override may create recorders in accounts outside Control Tower, but may not adopt Control Tower's recorders", () => {
  const config = { recorder: "create" };
  const overriding = (settings: object) => ({
    ...beside,
    "accounts.members": members(1),
    overrides: [{ accounts: [members(1)[0]?.id], logSources: { awsConfig: settings } }],
  });
  const problems = problemsOf(
    overriding({ recorder: "adopt", adoptedName: "aws-controltower-BaselineConfigRecorder" }),
  );

  expect(problemsOf(overriding(config))).toEqual([]);
  expect(problems).toEqual([expect.stringContaining("Control Tower owns the recorder with this name")]);
});

test("the mode controlTower accepts a recorder in the management account", () => {
  expect(problemsOf({ ...beside, "logSources.awsConfig.recorderByAccount": { [account(1)]: "create" } })).toEqual([]);
});

test("the mode controlTower fails with data events of Control Tower's bucket", () => {
  const own = [
    {
      resourceType: "AWS::S3::Object",
      arnPrefixes: [arn("s3", "", "", `aws-controltower-logs-${account(2)}-eu-west-1/`)],
    },
  ];

  expectProblem({ ...beside, "trail.dataEvents": own }, "trail.dataEvents[0].arnPrefixes[0]", "every log file");
});

test("the mode controlTower fails with a name with which CloudWatch Logs would refuse a pattern", () => {
  const problems = problemsOf({ ...beside, "controlTower.logGroupName": "g".repeat(300) });

  expect(problems).toEqual([
    expect.stringMatching(/^controlTower.logGroupName: the pattern of detection trail-log-group-/),
  ]);
});
