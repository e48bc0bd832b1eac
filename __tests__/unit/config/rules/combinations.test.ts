import { existingBuckets } from "../../../../config/derived/archive-buckets";
import { archiveBucketNames, bucketArn } from "../../../../config/names/names";
import { dataEvents, managementEvents } from "../../../../modules/trail/event-selectors";
import { account, arn } from "../../../../sample-data/values";
import {
  type Changes,
  arnOf,
  configuration,
  expectProblem,
  everySetting,
  parse,
  pathsOf,
  problemsOf,
  s3Arn,
  settingAt,
} from "../configuration";

/** Returns the ARN of a role of an account. */
const role = (digit: number) => arn("iam", "", account(digit), `role/Auditor`);

/** Changes that make the configuration valid in another partition. */
const partitionChanges: Record<string, Changes> = {
  aws: {},
  "aws-us-gov": { partition: "aws-us-gov", homeRegion: "us-gov-west-1" },
  "aws-cn": { partition: "aws-cn", homeRegion: "cn-north-1" },
};

describe("an account", () => {
  const member = (name: string, digit: number) => ({ name, id: account(digit) });

  test("has one role, with any number of members", () => {
    expect(problemsOf({ "accounts.members": [member("a", 3), member("b", 4), member("c", 5)] })).toEqual([]);
  });

  test.each<[string, Changes, string, string]>([
    [
      "management and log archive",
      { "accounts.logArchive": account(1) },
      "accounts.logArchive",
      "duplicate of accounts.management",
    ],
    [
      "management and member",
      { "accounts.members": [member("a", 3), member("b", 1)] },
      "accounts.members[1].id",
      "duplicate of accounts.management",
    ],
    [
      "log archive and member",
      { "accounts.members": [member("a", 2)] },
      "accounts.members[0].id",
      "duplicate of accounts.logArchive",
    ],
    [
      "a member twice",
      { "accounts.members": [member("a", 3), member("b", 4), member("c", 3)] },
      "accounts.members[2].id",
      "duplicate of accounts.members",
    ],
  ])("fails when it is listed as %s", (_, changes, path, words) => {
    expectProblem(changes, path, words);
    expectProblem(changes, path, "; list each account once");
  });

  test.each<[string, Changes, string, string]>([
    [
      "the management account",
      { "accounts.outside": [member("x", 1)] },
      "accounts.outside[0].id",
      "accounts.management",
    ],
    ["the log archive", { "accounts.outside": [member("x", 2)] }, "accounts.outside[0].id", "accounts.logArchive"],
    [
      "a member",
      { "accounts.members": [member("a", 3), member("b", 4)], "accounts.outside": [member("x", 7), member("y", 4)] },
      "accounts.outside[1].id",
      "accounts.members[1].id",
    ],
    [
      "listed twice as external",
      { "accounts.outside": [member("x", 7), member("y", 7)] },
      "accounts.outside[1].id",
      "accounts.outside[0].id",
    ],
  ])("fails when an external account is also %s", (_, changes, path, first) => {
    expectProblem(changes, path, `duplicate of ${first}`);
  });

  test("an account may be external with the name of a member, because the names of their stacks differ", () => {
    expect(problemsOf({ "accounts.members": [member("a", 3)], "accounts.outside": [member("a", 7)] })).toEqual([]);
  });

  test("fails when two external accounts have the same name", () => {
    expectProblem(
      { "accounts.outside": [member("x", 7), member("x", 8)] },
      "accounts.outside[1].name",
      "duplicate of accounts.outside[0].name; use another name, because the stack is named after it",
    );
  });

  test("fails when a role of an external account is a reader of the archive", () => {
    expectProblem(
      { "accounts.outside": [member("x", 7)], "archive.readerRoleArns": [role(7)] },
      "archive.readerRoleArns[0]",
      `the role belongs to account ${account(7)}, which is not in accounts`,
    );
  });

  test("fails when two members have the same name, because their stacks would collide", () => {
    expectProblem(
      { "accounts.members": [member("a", 3), member("a", 4)] },
      "accounts.members[1].name",
      "duplicate of accounts.members",
    );
  });

  test("fails once for each duplicate id and each duplicate name", () => {
    const changes = {
      "accounts.logArchive": account(1),
      "accounts.members": [member("a", 1), member("a", 3), member("a", 3)],
    };

    expect(problemsOf(changes).map((problem) => problem.split(": ")[0])).toEqual([
      "accounts.logArchive",
      "accounts.members[0].id",
      "accounts.members[2].id",
      "accounts.members[1].name",
      "accounts.members[2].name",
    ]);
  });

  test.each<[string, Changes]>([
    ["another id is mistyped", { "accounts.management": "1" }],
    ["a member is missing its name", { "accounts.members[0]": { id: account(3) } }],
    ["a member is not an object", { "accounts.members[0]": "payments" }],
    ["a member is empty", { "accounts.members[0]": null }],
  ])("fails when it is listed twice, also if %s", (_, changes) => {
    expect(problemsOf({ "accounts.members": [member("a", 3), member("b", 2)], ...changes })).toEqual([
      expect.stringMatching(/^accounts\.(management|members\[0\])/),
      expect.stringMatching(/^accounts\.members\[1\]\.id: duplicate of accounts\.logArchive; list each account once/),
    ]);
  });

  test.each([null, "333", 3, [], ["a"], [null, null]])("fails with one reason when the accounts are %j", (accounts) => {
    for (const problem of problemsOf({ accounts })) expect(problem).toMatch(/^accounts\S*: (required|expected|write)/);
  });
});

describe("the home region", () => {
  test.each(["eu-south-1", "af-south-1", "me-central-1"])("fails when it is the opt-in region %s", (region) => {
    expectProblem(
      { homeRegion: region },
      "homeRegion",
      "accounts that have not opted in to this region could not deliver their logs; use one of ap-northeast-1, ",
    );
  });

  test("fails when it is an opt-in region, even if it is in `regions`", () => {
    expectProblem({ homeRegion: "eu-south-1", regions: ["eu-south-1"] }, "homeRegion", "have not opted in");
  });

  test.each(["eu-west-9", "us-gov-west-1", "cn-north-1"])("fails when partition aws has no %s", (homeRegion) => {
    expect(problemsOf({ homeRegion })).toContainEqual(
      expect.stringContaining("homeRegion: not a region of partition aws; use one of ap-northeast-1, "),
    );
  });

  test.each([
    ["aws-us-gov", "eu-west-1"],
    ["aws-us-gov", "cn-north-1"],
    ["aws-cn", "us-gov-west-1"],
    ["aws-cn", "us-east-1"],
  ])("fails in partition %s when it is %s", (partition, homeRegion) => {
    expect(problemsOf({ partition, homeRegion })).toContainEqual(
      expect.stringContaining(`homeRegion: not a region of partition ${partition}; use one of `),
    );
  });

  test("fails without a suggestion when the partition is invalid", () => {
    expectProblem({ partition: "aws-iso", homeRegion: "us-iso-east-1" }, "partition", "expected one of");
  });
});

describe("the recorded regions", () => {
  test.each([[["eu-west-1"]], [["us-east-1", "eu-west-1"]], [["eu-west-1", "eu-south-1", "me-central-1"]]])(
    "the recorded regions may be %j, including opt-in regions",
    (recordedRegions) => {
      expect(parse({ recordedRegions }).recordedRegions).toEqual(recordedRegions);
    },
  );

  test.each([
    [
      "does not exist",
      ["eu-west-1", "eu-west-9"],
      "recordedRegions[1]",
      "not a region of partition aws; if it is a new region of AWS",
    ],
    [
      "belongs to another partition",
      ["us-gov-east-1", "eu-west-1"],
      "recordedRegions[0]",
      "not a region of partition aws",
    ],
    [
      "is listed twice",
      ["eu-west-1", "us-east-1", "eu-west-1"],
      "recordedRegions[2]",
      "duplicate of recordedRegions[0]",
    ],
  ])("fail when a region %s", (_, regions, path, words) => {
    expectProblem({ recordedRegions: regions }, path, words);
    expectProblem({ regions }, path.replace("recordedRegions", "regions"), words.replace("recordedRegions", "regions"));
  });

  test("fail without the home region, because users and roles would not be recorded", () => {
    expectProblem(
      { recordedRegions: ["us-east-1"] },
      "recordedRegions",
      "must contain the home region, because users and roles are recorded there; add eu-west-1",
    );
  });

  test("fail when the home region is not in use, because the trail is in it", () => {
    expectProblem({ regions: ["us-east-1"] }, "regions", "because the trail and the archive are there; add eu-west-1");
  });

  test("fail when a region is not in use", () => {
    expectProblem(
      { regions: ["eu-west-1", "eu-north-1"], recordedRegions: ["eu-west-1", "us-east-1"] },
      "recordedRegions[1]",
      "us-east-1 is not a region in use; add it to regions, or use one of eu-west-1, eu-north-1",
    );
  });

  test("fail when a region belongs to partition aws and the configuration does not", () => {
    expectProblem(
      { ...partitionChanges["aws-us-gov"], recordedRegions: ["us-gov-west-1", "us-east-1"] },
      "recordedRegions[1]",
      "not a region of partition aws-us-gov",
    );
  });
});

describe("the provider version", () => {
  const regions = { one: ["eu-west-1"], two: ["eu-west-1", "us-east-1"] };

  test.each([
    ["~> 5.100", "one"],
    ["5.100", "one"],
    ["5.100.0", "one"],
    [">=5.101", "one"],
    [">= 5.100.0, < 7.0.0", "one"],
    ["~> 6.0", "one"],
    ["6", "one"],
    ["= 6.25.0", "one"],
    ["~> 10.1", "one"],
    ["~> 6.0", "two"],
    ["6.0.0", "two"],
    [">= 6", "two"],
    [">= 6.25, < 7", "two"],
    ["< 7, >= 6.25", "two"],
    [">= 5.0, >= 6.25", "two"],
    ["~> 6.25.1", "two"],
    [">= 5.0, >= 5.100", "one"],
    ["< 7, > 5.100.0", "one"],
    ["~> 5.100.0", "one"],
    ["~> 10.1", "two"],
  ] as const)("the provider version may be %s if the number of recorded regions is: %s", (providerVersion, count) => {
    expect(parse({ providerVersion, recordedRegions: regions[count] }).providerVersion).toBe(providerVersion);
  });

  test.each([
    "4.67.0",
    "~> 5.99",
    "5.99.999",
    "5",
    "5.9",
    ">= 5.10.0, < 6.0.0",
    "= 0.1",
    "< 7.0.0, >= 5.0.0",
    "< 6.0.0",
    "<= 6.25",
    "> 5.99",
  ])("fails when it is %s, because it accepts versions older than any tested version", (providerVersion) => {
    expectProblem({ providerVersion }, "providerVersion", "the oldest supported AWS provider is 5.100.0");
  });

  test.each([
    "~> 5.99",
    "~> 5.100",
    "5.999.0",
    ">= 5.100.0, < 7.0.0",
    "4.67.0",
    "< 7.0.0, >= 5.100.0",
    "< 6.0.0",
    "<= 7",
  ])("fails when it is %s, and a second region is recorded", (providerVersion) => {
    expectProblem(
      { providerVersion, recordedRegions: ["us-east-1", "eu-west-1"] },
      "providerVersion",
      "region us-east-1 is not the home region and needs version 6 of the AWS provider; use ~> 6.25",
    );
  });
});

describe("a provider version that no release can meet", () => {
  test.each(["> 6, < 6", ">= 7, < 6.25", "6.25, 6.26", "~> 6.25, < 6", "~> 6.25.0, >= 6.26", "~> 5.100, ~> 6.0"])(
    "fails with %s",
    (providerVersion) => {
      expectProblem({ providerVersion }, "providerVersion", "no version can satisfy this constraint");
    },
  );
});

describe("the lock", () => {
  test("the lock may be bypassed by roles in governance mode", () => {
    expect(problemsOf({ "archive.lock": { mode: "governance", bypassRoleArns: [role(1), role(2)] } })).toEqual([]);
  });

  test.each(["compliance", "none"])("fails when roles bypass a lock of mode %s", (mode) => {
    expectProblem(
      { "archive.lock": { mode, bypassRoleArns: [role(1)] } },
      "archive.lock.bypassRoleArns",
      `roles can bypass only a governance lock, and archive.lock.mode is ${mode}; remove the roles`,
    );
    expect(problemsOf({ "archive.lock": { mode, bypassRoleArns: [] } })).toEqual([]);
  });

  test.each([1, 3653])("the lock of mode compliance may last %d days without a confirmation", (days) => {
    const lock = { "archive.lock": { mode: "compliance", days }, "archive.lifecycle.expireDays": null };
    expect(problemsOf(lock)).toEqual([]);
  });

  test("the lock of mode compliance fails with more than ten years without a confirmation", () => {
    const lock = { mode: "compliance", days: 3654 };
    const problem = "no one can shorten a compliance lock of 3654 days, not even AWS; choose fewer days, or confirm it";
    const never = { "archive.lifecycle.expireDays": null };
    expectProblem({ "archive.lock": lock, ...never }, "archive.lock.days", problem);
    expect(problemsOf({ "archive.lock": { ...lock, confirmDays: 3654 }, ...never })).toEqual([]);
  });

  test.each(["governance", "none"])("the lock of mode %s needs no confirmation", (mode) => {
    expect(problemsOf({ "archive.lock": { mode, days: 36_500 }, "archive.lifecycle.expireDays": null })).toEqual([]);
  });

  test.each(["governance", "compliance"])(
    "the lock of mode %s fails when the confirmation differs from the number of days",
    (mode) => {
      for (const confirmDays of [364, 366]) {
        expectProblem(
          { "archive.lock": { mode, days: 365, confirmDays } },
          "archive.lock.confirmDays",
          "must be equal to archive.lock.days, which is 365",
        );
      }
    },
  );

  test.each(["governance", "compliance"])("the lock of mode %s may also apply to the service logs", (mode) => {
    expect(problemsOf({ "archive.lock.mode": mode, "archive.serviceLogs.lock": true })).toEqual([]);
  });

  test("fails for the service logs when it is disabled", () => {
    expectProblem(
      { "archive.lock.mode": "none", "archive.serviceLogs.lock": true },
      "archive.serviceLogs.lock",
      "requires a lock, and archive.lock.mode is none",
    );
    expect(problemsOf({ "archive.lock.mode": "none", "archive.serviceLogs.lock": false })).toEqual([]);
  });

  test.each([true, false, null, {}, { days: 365 }])(
    "fails with %j for AWS Config's archive and for access logs",
    (lock) => {
      expectProblem(
        { "archive.configArchive.lock": lock },
        "archive.configArchive.lock",
        "AWS Config cannot deliver to a bucket with a default lock; remove archive.configArchive.lock",
      );
      expectProblem(
        { "archive.accessLogs.lock": lock },
        "archive.accessLogs.lock",
        "S3 cannot deliver access logs to a bucket with Object Lock; remove archive.accessLogs.lock",
      );
    },
  );

  describe.each(["governance", "compliance", "none"])("of mode %s and 400 days", (mode) => {
    const changes = (expireDays: number | null): Changes => ({
      "archive.lock": { mode, days: 400 },
      "archive.lifecycle": { expireDays },
    });

    test.each([400, 401, null])("accepts logs that expire after %j days", (expireDays) => {
      expect(problemsOf(changes(expireDays))).toEqual([]);
    });

    if (mode === "none") {
      test("logs may expire after 399 days with a lock of mode none and 400 days", () => {
        expect(problemsOf(changes(399))).toEqual([]);
      });
    } else {
      test.each([1, 399])("fails with logs that expire after %j days", (expireDays) => {
        expectProblem(
          changes(expireDays),
          "archive.lifecycle.expireDays",
          "logs would expire before their lock of 400 days ends; use 400 or more, or null",
        );
      });
    }
  });
});

describe("destroying", () => {
  test.each(["governance", "none"])("destroying is allowed under a lock of mode %s", (mode) => {
    expect(problemsOf({ "archive.lock.mode": mode, "archive.preventDestroy": false })).toEqual([]);
  });

  test("fails under a compliance lock, because nobody could empty the bucket", () => {
    expectProblem(
      { "archive.lock.mode": "compliance", "archive.preventDestroy": false },
      "archive.preventDestroy",
      "a bucket with a compliance lock cannot be emptied",
    );
    expect(problemsOf({ "archive.lock.mode": "compliance", "archive.preventDestroy": true })).toEqual([]);
  });
});

describe("the lifecycle", () => {
  const steps = [
    "infrequentAccessDays",
    "glacierInstantRetrievalDays",
    "glacierDays",
    "deepArchiveDays",
    "expireDays",
  ] as const;
  type Days = Partial<Record<(typeof steps)[number], number>>;

  /** A lifecycle with only these steps. With a lock of one day, logs may expire after any number of days. */
  const lifecycle = (days: Days): Changes => ({
    "archive.lock.days": 1,
    "archive.lifecycle": Object.fromEntries(steps.map((step) => [step, days[step] ?? null])),
  });

  test.each<[string, Days]>([
    ["none", {}],
    ["one step", { infrequentAccessDays: 30 }],
    ["Glacier Instant Retrieval alone, from the first day", { glacierInstantRetrievalDays: 1 }],
    ["Glacier alone, from the first day", { glacierDays: 1 }],
    ["Deep Archive alone, from the first day", { deepArchiveDays: 1 }],
    ["expiry alone, from the first day", { expireDays: 1 }],
    [
      "all steps, each on its earliest day",
      {
        infrequentAccessDays: 30,
        glacierInstantRetrievalDays: 60,
        glacierDays: 150,
        deepArchiveDays: 240,
        expireDays: 241,
      },
    ],
  ])("accepts %s", (_, days) => {
    expect(problemsOf(lifecycle(days))).toEqual([]);
  });

  test.each<[string, number, keyof Days, Days]>([
    ["Glacier Instant Retrieval after Standard-IA", 30, "glacierInstantRetrievalDays", { infrequentAccessDays: 40 }],
    ["Glacier after Glacier Instant Retrieval", 90, "glacierDays", { glacierInstantRetrievalDays: 40 }],
    ["Deep Archive after Glacier Instant Retrieval", 90, "deepArchiveDays", { glacierInstantRetrievalDays: 40 }],
    ["Deep Archive after Standard-IA", 30, "deepArchiveDays", { infrequentAccessDays: 40 }],
    ["expiry after Glacier Instant Retrieval", 1, "expireDays", { glacierInstantRetrievalDays: 40 }],
    ["Glacier after Standard-IA", 30, "glacierDays", { infrequentAccessDays: 40 }],
    ["Deep Archive after Glacier", 90, "deepArchiveDays", { glacierDays: 40 }],
    [
      "Deep Archive after Glacier after Standard-IA",
      90,
      "deepArchiveDays",
      { infrequentAccessDays: 30, glacierDays: 60 },
    ],
    ["expiry after Standard-IA", 1, "expireDays", { infrequentAccessDays: 40 }],
    ["expiry after Glacier", 1, "expireDays", { glacierDays: 40 }],
    ["expiry after Deep Archive", 1, "expireDays", { deepArchiveDays: 40 }],
    ["expiry after Glacier after Standard-IA", 1, "expireDays", { infrequentAccessDays: 30, glacierDays: 60 }],
  ])("accepts %s %d days later, and fails when it is earlier", (_, gap, step, before) => {
    const [previous, days = 0] = Object.entries(before).at(-1) ?? [];

    expect(problemsOf(lifecycle({ ...before, [step]: days + gap }))).toEqual([]);
    expect(problemsOf(lifecycle({ ...before, [step]: days + gap + 1 }))).toEqual([]);
    expectProblem(
      lifecycle({ ...before, [step]: days + gap - 1 }),
      `archive.lifecycle.${step}`,
      `too soon after ${previous} (minimum gap in days: ${gap}); use ${days + gap} or more, or null`,
    );
  });

  test("fails when Deep Archive comes before Standard-IA", () => {
    expectProblem(
      lifecycle({ infrequentAccessDays: 40, deepArchiveDays: 20 }),
      "archive.lifecycle.deepArchiveDays",
      "or more",
    );
  });

  test("fails once for each step that is too early", () => {
    const days = { infrequentAccessDays: 90, glacierDays: 100, deepArchiveDays: 150, expireDays: 120 };

    expect(problemsOf(lifecycle(days)).map((problem) => problem.split(": ")[0])).toEqual([
      "archive.lifecycle.glacierDays",
      "archive.lifecycle.deepArchiveDays",
      "archive.lifecycle.expireDays",
    ]);
  });

  test.each([
    ["the minimum is the lock, which ends after the last step", 300, 365],
    ["the minimum is the same for both", 364, 365],
    ["the minimum is the last step, which follows the lock", 400, 401],
  ])("fails with both reasons and one minimum when logs expire too soon: %s", (_, glacierDays, least) => {
    const reasons =
      "logs would expire before their lock of 365 days ends, and too soon after glacierDays (minimum gap in days: 1)";
    const changes = (expireDays: number): Changes => ({
      "archive.lifecycle.glacierDays": glacierDays,
      "archive.lifecycle.expireDays": expireDays,
    });

    expect(problemsOf(changes(200))).toEqual([
      `archive.lifecycle.expireDays: ${reasons}; use ${least} or more, or null; got 200`,
    ]);
    expect(problemsOf(changes(least - 1))).toHaveLength(1);
    expect(problemsOf(changes(least))).toEqual([]);
  });
});

describe.each([
  ["readerRoleArns", "archive.readerRoleArns"],
  ["bypassRoleArns", "archive.lock.bypassRoleArns"],
])("a role in %s", (_, path) => {
  const members = [{ name: "payments", id: account(3) }];

  test(`a role in ${path} may belong to any account of the organization`, () => {
    expect(problemsOf({ "accounts.members": members, [path]: [role(1), role(2), role(3)] })).toEqual([]);
  });

  test("fails when it belongs to an account outside the organization", () => {
    expectProblem(
      { "accounts.members": members, [path]: [role(1), role(4)] },
      `${path}[1]`,
      `the role belongs to account ${account(4)}, which is not in accounts; use a role of an account in accounts`,
    );
  });

  test.each(["aws-us-gov", "aws-cn"])("fails when it belongs to partition %s", (partition) => {
    expectProblem(
      { [path]: [arnOf(partition, "iam", "", account(1), "role/Auditor")] },
      `${path}[0]`,
      "not an ARN of partition aws",
    );
  });

  test.each(["aws-us-gov", "aws-cn"])(
    `a role in ${path} is accepted in partition %s if it belongs to the partition`,
    (partition) => {
      const itsOwn = arnOf(partition, "iam", "", account(1), "role/Auditor");

      expect(problemsOf({ ...partitionChanges[partition], [path]: [itsOwn] })).toEqual([]);
      expectProblem(
        { ...partitionChanges[partition], [path]: [itsOwn, role(1)] },
        `${path}[1]`,
        `not an ARN of partition ${partition}`,
      );
    },
  );
});

describe("a role that is listed twice", () => {
  test.each(["archive.readerRoleArns", "archive.lock.bypassRoleArns"])("fails in %s", (path) => {
    expectProblem({ [path]: [role(1), role(2), role(1)] }, `${path}[2]`, `duplicate of ${path}[0]; remove one`);
  });

  test("a role that is listed twice may be both a reader and a role that bypasses the lock", () => {
    expect(problemsOf({ "archive.readerRoleArns": [role(1)], "archive.lock.bypassRoleArns": [role(1)] })).toEqual([]);
  });
});

describe("your own archive key", () => {
  const members = [{ name: "payments", id: account(3) }];

  test.each([1, 2, 3])(
    "your own archive key may belong to account %d of the organization, in the home region",
    (id) => {
      const kmsKeyArn = arn("kms", "eu-west-1", account(id), "key/mrk-1234");

      expect(parse({ "accounts.members": members, "archive.kmsKeyArn": kmsKeyArn }).archive.kmsKeyArn).toBe(kmsKeyArn);
    },
  );

  test.each([
    ["another region", arn("kms", "us-east-1", account(2), "key/1234")],
    ["another partition", arnOf("aws-cn", "kms", "eu-west-1", account(2), "key/1234")],
  ])("fails when it belongs to %s", (_, kmsKeyArn) => {
    expectProblem(
      { "archive.kmsKeyArn": kmsKeyArn },
      "archive.kmsKeyArn",
      `expected an ARN that begins with ${["arn", "aws", "kms", "eu-west-1", ""].join(":")}`,
    );
  });

  test("fails when it belongs to an account outside the organization", () => {
    expectProblem(
      { "accounts.members": members, "archive.kmsKeyArn": arn("kms", "eu-west-1", account(4), "key/1234") },
      "archive.kmsKeyArn",
      `account ${account(4)} is not in accounts, and the account that owns the key can make every log unreadable`,
    );
  });

  test.each(["aws-us-gov", "aws-cn"])(
    "your own archive key is accepted in partition %s if it belongs to the partition",
    (partition) => {
      const changes = partitionChanges[partition];
      const region = String(changes?.["homeRegion"]);

      expect(
        problemsOf({ ...changes, "archive.kmsKeyArn": arnOf(partition, "kms", region, account(2), "key/1234") }),
      ).toEqual([]);
      expectProblem(
        { ...changes, "archive.kmsKeyArn": arn("kms", region, account(2), "key/1234") },
        "archive.kmsKeyArn",
        `begins with arn:${partition}:kms:`,
      );
    },
  );
});

describe("the administrators of your own key", () => {
  const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/1234");
  const administrator = (id: number, name = "Administrator") => arn("iam", "", account(id), `role/${name}`);
  const setting = "archive.kmsKeyAdministratorRoleArns";

  test("the administrators of your own key must be roles of the key's account", () => {
    const roles = [administrator(2), administrator(2, "path/Other")];

    expect(parse({ "archive.kmsKeyArn": kmsKeyArn, [setting]: roles }).archive.kmsKeyAdministratorRoleArns).toEqual(
      roles,
    );
  });

  test("fail when a role belongs to another account, or is listed twice", () => {
    const roles = [administrator(2), administrator(1), administrator(2)];

    expect(problemsOf({ "archive.kmsKeyArn": kmsKeyArn, [setting]: roles })).toEqual([
      `${setting}[1]: expected a role of the account of the key: ${administrator(2, "<name>")}; got "${administrator(1)}"`,
      `${setting}[2]: duplicate of ${setting}[0]; remove one; got "${administrator(2)}"`,
    ]);
  });

  test("fail if no key of your own is configured", () => {
    expectProblem({ [setting]: [administrator(2)] }, "archive.kmsKeyArn", "set kmsKeyArn, or remove the roles");
  });
});

describe("data events", () => {
  const ownBuckets = Object.entries(archiveBucketNames("acme", account(2)));
  const record = (...arnPrefixes: string[]): Changes => ({
    "trail.dataEvents": [
      { resourceType: "AWS::Lambda::Function", arnPrefixes: [arn("lambda", "eu-west-1", account(3), "function:")] },
      { resourceType: "AWS::S3::Object", arnPrefixes },
    ],
  });

  test("data events may be recorded for other buckets, even with a name like an archive's", () => {
    const others = ["acme-payroll/", ...Object.values(archiveBucketNames("acme", account(3)))];

    expect(problemsOf(record(...others.map((name) => s3Arn("aws", name))))).toEqual([]);
  });

  test.each(ownBuckets)("fail for the %s bucket of the archive", (_, name) => {
    for (const resource of [name, `${name}/`, `${name}/AWSLogs/`]) {
      expectProblem(
        record(s3Arn("aws", "acme-payroll/"), s3Arn("aws", resource)),
        "trail.dataEvents[1].arnPrefixes[1]",
        "an archive bucket would record its own log deliveries in an endless loop; remove it",
      );
    }
  });

  test("fail for the locked copy of the Config archive", () => {
    const copy = s3Arn("aws", `acme-config-archive-copy-${account(2)}/`);

    expectProblem(
      { ...record(copy), "archive.configArchive.lockedCopy.enabled": true },
      "trail.dataEvents[1].arnPrefixes[0]",
      "an archive bucket would record its own log deliveries in an endless loop; remove it",
    );
  });

  test("fail with an ARN of another partition", () => {
    expectProblem(
      record(s3Arn("aws-cn", "acme-payroll/")),
      "trail.dataEvents[1].arnPrefixes[0]",
      "not an ARN of partition aws",
    );
  });

  test.each(["aws-us-gov", "aws-cn"])("fail for the buckets of the archive in partition %s too", (partition) => {
    const changes = (name: string): Changes => ({
      ...partitionChanges[partition],
      "trail.dataEvents": [{ resourceType: "AWS::S3::Object", arnPrefixes: [s3Arn(partition, name)] }],
    });

    expect(problemsOf(changes("acme-payroll/"))).toEqual([]);
    for (const [, name] of ownBuckets) {
      expectProblem(changes(`${name}/`), "trail.dataEvents[0].arnPrefixes[0]", "in an endless loop");
    }
  });

  test.each([
    ["AWS::S3::Object", "s3"],
    ["AWS::Lambda::Function", "lambda"],
    ["AWS::DynamoDB::Table", "dynamodb"],
  ])("data events of %s fail with ARNs of a service other than %s", (resourceType, service) => {
    const events = (its: string): Changes => ({
      "trail.dataEvents": [{ resourceType, arnPrefixes: [arn(its, "eu-west-1", account(3), "x")] }],
    });

    expect(problemsOf(events(service))).toEqual([]);
    for (const other of ["s3", "lambda", "dynamodb", "sns"].filter((name) => name !== service)) {
      expectProblem(
        events(other),
        "trail.dataEvents[0].arnPrefixes[0]",
        `not an ARN of a resource of type ${resourceType}; expected ${["arn", "aws", service].join(":")}`,
      );
    }
  });

  test("data events of an unknown type may have ARNs of any service", () => {
    const arnPrefixes = [arn("kinesisvideo", "eu-west-1", account(3), "stream/"), s3Arn("aws", "b/")];

    expect(problemsOf({ "trail.dataEvents": [{ resourceType: "AWS::KinesisVideo::Stream", arnPrefixes }] })).toEqual(
      [],
    );
  });

  describe("near CloudTrail's limit of values", () => {
    /** Returns this number of selectors and prefixes. The management events use 8 values, and each selector uses 8. */
    const selectors = (...counts: number[]): Changes => ({
      "trail.dataEvents": counts.map((count, i) => ({
        resourceType: "AWS::S3::Object",
        arnPrefixes: Array.from({ length: count }, (_, j) => s3Arn("aws", `b-${i}-${j}/`)),
        access: "read",
      })),
    });

    test.each([
      [499, [483]],
      [500, [484]],
      [500, [200, 276]],
      [497, Array(41).fill(1).concat(112)],
    ])("values of data events near CloudTrail's limit may be %d", (_, counts) => {
      expect(problemsOf(selectors(...counts))).toEqual([]);
    });

    test.each([
      [501, [485]],
      [501, [200, 277]],
      [503, Array(55).fill(1)],
    ])("fail with %d values", (values, counts) => {
      expectProblem(
        selectors(...counts),
        "trail.dataEvents",
        `the event selectors have ${values} values, and CloudTrail accepts at most 500 in a trail`,
      );
    });

    test("data events may have one value fewer in each selector if the AWS WAF bucket is excluded too", () => {
      const webAclLogs = { "logSources.webAclLogs.enabled": true };

      expect(problemsOf({ ...selectors(200, 274), ...webAclLogs })).toEqual([]);
      expectProblem(
        { ...selectors(200, 275), ...webAclLogs },
        "trail.dataEvents",
        "the event selectors have 501 values",
      );
    });

    test.each([[[484]], [[200, 276]], [Array(54).fill(1)]])(
      "data events are within CloudTrail's limit of values if %j prefixes are accepted",
      (counts) => {
        const config = parse({ ...selectors(...counts), "trail.excludeKmsEvents": true });
        const { trail } = config;
        const own = existingBuckets(config).map((name) => bucketArn("aws", name));
        const written = [
          ...managementEvents(["kms.amazonaws.com", "rdsdata.amazonaws.com"]),
          ...dataEvents(trail.dataEvents, own),
        ];

        const fields = written.flatMap(({ fieldSelector }) => (Array.isArray(fieldSelector) ? fieldSelector : []));
        const values = fields.flatMap((field) => Object.values({ ...field, field: [] }).flat());
        expect(values.length).toBeGreaterThan(480);
        expect(values.length).toBeLessThanOrEqual(500);
      },
    );
  });
});

describe("the state bucket", () => {
  const backend = (bucket: string): Changes => ({ backend: { type: "s3", bucket, region: "eu-west-1" } });

  test("fails when it is the locked copy of the Config archive and the copy is enabled", () => {
    const copy = `acme-config-archive-copy-${account(2)}`;

    expect(problemsOf(backend(copy))).toEqual([]);
    expectProblem(
      { ...backend(copy), "archive.configArchive.lockedCopy.enabled": true },
      "backend.bucket",
      "Terraform cannot store its state in an archive bucket that it creates",
    );
  });

  test("the state bucket may be any other bucket, even with a name like an archive's", () => {
    expect(problemsOf(backend("acme-terraform-state"))).toEqual([]);
    for (const name of Object.values(archiveBucketNames("acme", account(1)))) {
      expect(problemsOf(backend(name))).toEqual([]);
    }
  });

  test.each(Object.entries(archiveBucketNames("acme", account(2))))(
    "fails when it is the archive's %s bucket",
    (_, name) => {
      expectProblem(
        backend(name),
        "backend.bucket",
        "Terraform cannot store its state in an archive bucket that it creates",
      );
    },
  );
});

describe("the state", () => {
  const backend = (changes: object): Changes => ({
    backend: { type: "s3", bucket: "acme-terraform-state", region: "eu-west-1", ...changes },
  });

  test.each(["eu-west-1", "us-east-1", "af-south-1"])(
    "the state may be in region %s with another home region",
    (region) => {
      expect(problemsOf(backend({ region }))).toEqual([]);
    },
  );

  test.each(["eu-west-9", "us-gov-west-1", "cn-north-1"])(
    "fails in region %s, which partition aws does not have",
    (region) => {
      expectProblem(backend({ region }), "backend.region", "not a region of partition aws");
    },
  );

  test.each([
    ["kmsKeyArn", arnOf("aws-cn", "kms", "cn-north-1", account(9), "key/state")],
    ["roleArn", arnOf("aws-us-gov", "iam", "", account(9), "role/State")],
  ])("fails with a %s of another partition", (key, value) => {
    expectProblem(backend({ [key]: value }), `backend.${key}`, "not an ARN of partition aws");
  });

  test.each(["aws-us-gov", "aws-cn"])(
    "the state is accepted in partition %s if it belongs to the partition",
    (partition) => {
      const changes = partitionChanges[partition];
      const region = String(changes?.["homeRegion"]);
      const own = { region, roleArn: arnOf(partition, "iam", "", account(9), "role/State") };

      expect(problemsOf({ ...changes, ...backend(own) })).toEqual([]);
      expectProblem({ ...changes, ...backend({}) }, "backend.region", `not a region of partition ${partition}`);
    },
  );
});

describe("the first day of the tables", () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 10, 21, 23, 59) }));
  afterEach(() => jest.useRealTimers());

  test.each(["2013-11-13", "2026-11-20", "2026-11-21"])("the first day of the tables may be %s", (firstDay) => {
    expect(problemsOf({ "query.firstDay": firstDay })).toEqual([]);
  });

  test.each(["2026-11-22", "2027-01-01"])("fails when it is %s, a day in the future", (firstDay) => {
    expectProblem({ "query.firstDay": firstDay }, "query.firstDay", "use 2026-11-21 or an earlier day");
  });
});

describe("a string with a Terraform interpolation", () => {
  const templates = ["${file(1)}", "%{ if true }", "$${x}", "a${", "%%{x}"];

  test.each<[string, (template: string) => Changes]>([
    ["notifications.runbookUrl", (text) => ({ "notifications.runbookUrl": `https://example.com/${text}` })],
    [
      "notifications.page.httpsEndpoints[0]",
      (text) => ({ "notifications.page.httpsEndpoints": [`https://example.com/?a=${text}`] }),
    ],
    [
      "trail.dataEvents[0].arnPrefixes[0]",
      (text) => ({
        "trail.dataEvents[0]": {
          resourceType: "AWS::S3::Object",
          arnPrefixes: [s3Arn("aws", `b/${text.replaceAll(" ", "")}`)],
        },
      }),
    ],
  ])("fails in %s", (path, changes) => {
    for (const template of templates) {
      expect(problemsOf(changes(template))).toEqual([
        expect.stringContaining(`${path}: Terraform would evaluate \${…} and %{…} as a template; remove them`),
      ]);
    }
  });

  test("a string with a Terraform interpolation is refused in every setting", () => {
    const given = configuration(everySetting);
    const texts = pathsOf(given).filter((path) => typeof settingAt(given, path) === "string");

    expect(texts.length).toBeGreaterThan(30);
    for (const path of texts) {
      expect(problemsOf({ ...everySetting, [path]: `${settingAt(given, path)}\${x}` })).not.toEqual([]);
    }
  });

  test.each(["https://example.com/$x", "https://example.com/100%", "https://example.com/{x}$"])(
    "a string with a Terraform interpolation is accepted when it is %s, which is only similar",
    (runbookUrl) => {
      expect(problemsOf({ "notifications.runbookUrl": runbookUrl })).toEqual([]);
    },
  );
});

describe("a subscriber", () => {
  const values = {
    emails: ["a@example.com", "b@example.com"],
    httpsEndpoints: ["https://a.example", "https://b.example"],
  };

  describe.each(["page", "notify"])("of %s", (severity) => {
    test.each(Object.entries(values))("fails when it is listed twice in %s", (kind, [first = "", second = ""]) => {
      const path = `notifications.${severity}.${kind}`;

      expect(problemsOf({ [path]: [first, second] })).toEqual([]);
      expectProblem({ [path]: [first, second, first] }, `${path}[2]`, `duplicate of ${path}[0]; remove one`);
    });
  });

  test("a subscriber may receive pages and notifications", () => {
    const both = { emails: ["a@example.com"], httpsEndpoints: ["https://a.example"] };

    expect(problemsOf({ "notifications.page": both, "notifications.notify": both })).toEqual([]);
  });
});

describe("an invalid setting", () => {
  test.each<[string, Changes]>([
    ["partition", { partition: "aws-iso" }],
    ["homeRegion", { homeRegion: "Ireland" }],
    ["regions", { regions: "eu-west-1" }],
    ["recordedRegions", { recordedRegions: "eu-west-1" }],
    ["recordedRegions[0]", { recordedRegions: ["Ireland"] }],
    ["providerVersion", { providerVersion: "5.x" }],
    ["prefix", { prefix: "Acme" }],
    ["accounts.logArchive", { "accounts.logArchive": "2" }],
    ["accounts.management", { "accounts.management": "1" }],
    ["accounts.members", { "accounts.members": "payments" }],
    ["archive.lock", { "archive.lock": "compliance" }],
    ["archive.lock.mode", { "archive.lock.mode": "off" }],
    ["archive.lock.days", { "archive.lock.days": "366" }],
    ["archive.lock.days", { "archive.lock.days": 36_501 }],
    ["archive.lock.bypassRoleArns", { "archive.lock.bypassRoleArns": {} }],
    ["archive.serviceLogs.lock", { "archive.serviceLogs.lock": 1 }],
    ["archive.lifecycle", { "archive.lifecycle": null }],
    ["archive.lifecycle.glacierDays", { "archive.lifecycle.glacierDays": "0" }],
    ["archive.lifecycle.expireDays", { "archive.lifecycle.expireDays": 0 }],
    ["archive.readerRoleArns", { "archive.readerRoleArns": true }],
    ["archive.readerRoleArns[0]", { "archive.readerRoleArns": [account(1)] }],
    ["archive.kmsKeyArn", { "archive.kmsKeyArn": "alias/audit" }],
    ["archive", { archive: [] }],
    ["trail", { trail: "none" }],
    ["trail.dataEvents", { "trail.dataEvents": {} }],
    ["trail.dataEvents[0]", { "trail.dataEvents": ["AWS::S3::Object"] }],
    ["backend", { backend: "s3" }],
    ["backend.bucket", { "backend.bucket": 7 }],
    ["notifications", { notifications: "me@example.com" }],
    ["notifications.page", { "notifications.page": "me@example.com" }],
    ["notifications.page.emails", { "notifications.page.emails": "me@example.com" }],
  ])("an invalid setting is the only problem at %s, because no rule evaluates an invalid value", (path, changes) => {
    expect(problemsOf({ ...everySetting, ...changes })).toEqual([expect.stringMatching(/^[^:]+: (expected|write)/)]);
    expect(problemsOf({ ...everySetting, ...changes })[0]?.split(": ")[0]).toBe(path);
  });

  test.each<[string, Changes, string]>([
    [
      "archive.lock",
      { "archive.lock.mod": "none", "archive.serviceLogs.lock": true, "archive.lock.mode": "none" },
      "archive.serviceLogs.lock",
    ],
    [
      "archive.lifecycle",
      {
        "archive.lifecycle.glacier": 1,
        "archive.lifecycle.infrequentAccessDays": 90,
        "archive.lifecycle.glacierDays": 91,
      },
      "archive.lifecycle.glacierDays",
    ],
  ])("does not prevent the evaluation of rules if it is only an unknown setting in %s", (_, changes, path) => {
    expect(problemsOf(changes).map((problem) => problem.split(": ")[0])).toContain(path);
  });
});

describe("the responders' scan limit", () => {
  const path = "query.responderScanLimitGigabytes";

  test.each([100, 100.01, 1_000])("the responders' scan limit may be %d when the analysts' is 100", (value) => {
    expect(problemsOf({ "query.scanLimitGigabytes": 100, [path]: value })).toEqual([]);
  });

  test("fails when it is less than the analysts'", () => {
    expectProblem(
      { "query.scanLimitGigabytes": 100, [path]: 99.99 },
      path,
      "less than query.scanLimitGigabytes; use 100",
    );
  });

  test("fails when the limit of the analysts is higher than the default of the responders", () => {
    expectProblem({ "query.scanLimitGigabytes": 1_001 }, path, "use 1001 or more");
  });
});

describe("the location of another trail", () => {
  const path = "query.cloudTrailLocation";

  test("the location of another trail may belong to the same organization", () => {
    expect(problemsOf({ [path]: "s3://logs/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5" })).toEqual([]);
  });

  test.each(["s3://logs/o-a1b2c3d4e5/AWSLogs/o-zzzzzzzzzz", "s3://logs/AWSLogs/o-xa1b2c3d4e5"])(
    "fails when it is %s, because queries would find no events",
    (value) => {
      expectProblem({ [path]: value }, path, "use one that ends in /AWSLogs/o-a1b2c3d4e5");
    },
  );
});

describe("a trail with a configured name", () => {
  const path = "query.cloudTrailLocation";
  const own = `s3://acme-trail-archive-${account(2)}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5`;

  test("a trail with a configured name is accepted if the tables read from the location to which it delivers", () => {
    expect(problemsOf({ "trail.name": "audit", [path]: own })).toEqual([]);
  });

  test("fails if the tables read from another location", () => {
    const changes = { "trail.name": "audit", [path]: "s3://logs/AWSLogs/o-a1b2c3d4e5" };

    expectProblem(changes, path, `the trail audit delivers to ${own}, and the tables would read another location`);
  });
});

describe("the location of an earlier trail", () => {
  const path = "query.earlierTrailLocations";
  const own = `s3://acme-trail-archive-${account(2)}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5`;
  const earlier = "s3://logs/AWSLogs/o-a1b2c3d4e5";

  test.each([[[earlier]], [[earlier, "s3://logs/x/AWSLogs/o-a1b2c3d4e5"]]])(
    "the location of an earlier trail may be %s",
    (value) => {
      expect(problemsOf({ [path]: value })).toEqual([]);
    },
  );

  test.each<[string, Changes, number, string]>([
    ["it belongs to another organization", { [path]: ["s3://logs/AWSLogs/o-zzzzzzzzzz"] }, 0, "another organization"],
    ["it is listed twice", { [path]: [earlier, earlier] }, 1, "duplicate of query.earlierTrailLocations[0]"],
    ["it is the location of the archive", { [path]: [own] }, 0, "the table cloudtrail already reads this location"],
    [
      "it is the configured location",
      { [path]: [earlier], "query.cloudTrailLocation": earlier },
      0,
      "the table cloudtrail already reads this location",
    ],
  ])("fails when %s", (_, changes, i, words) => {
    expectProblem(changes, `${path}[${i}]`, words);
  });

  test("fails when it is the fifth earlier location, but not when it is the fourth", () => {
    const locations = Array.from({ length: 5 }, (_, i) => `s3://logs-${i}/AWSLogs/o-a1b2c3d4e5`);

    expect(problemsOf({ [path]: locations.slice(1) })).toEqual([]);
    expectProblem({ [path]: locations }, path, "expected 4 locations or fewer");
  });

  test("the location of an earlier trail must use the partition of the organization in its ARNs", () => {
    const keyPath = "query.earlierTrailKmsKeyArns";
    const key = arn("kms", "us-east-1", account(7), "key/1234");

    expect(problemsOf({ [keyPath]: [key] })).toEqual([]);
    expectProblem({ [keyPath]: [key, key] }, `${keyPath}[1]`, "duplicate");
    expectProblem(
      { [keyPath]: [arnOf("aws-cn", "kms", "cn-north-1", account(7), "key/1234")] },
      `${keyPath}[0]`,
      "not an ARN of partition aws",
    );
  });
});

describe("the locked copy of the Config archive", () => {
  const copied = { "archive.configArchive.lockedCopy.enabled": true };

  test.each(["governance", "compliance"])(
    "the locked copy of the Config archive may be created under a lock of mode %s",
    (mode) => {
      expect(problemsOf({ ...copied, "archive.lock.mode": mode })).toEqual([]);
    },
  );

  test("fails without a lock, because the copy would be unlocked", () => {
    expectProblem(
      { ...copied, "archive.lock.mode": "none" },
      "archive.configArchive.lockedCopy.enabled",
      "requires a lock, and archive.lock.mode is none; set this setting to false or choose another mode",
    );
  });

  test("the locked copy of the Config archive is suggested when a lock of the Config archive is refused", () => {
    expectProblem(
      { "archive.configArchive.lock": true },
      "archive.configArchive.lock",
      "set archive.configArchive.lockedCopy.enabled to true for a locked copy",
    );
  });
});

describe("a bucket with access logging", () => {
  const logged = (digit: number, bucket = "acme-payroll"): Changes => ({
    "accounts.members": [{ name: "payments", id: account(3) }],
    "accounts.outside": [{ name: "acquired", id: account(8) }],
    "logSources.accessLogs.buckets": [
      { account: account(3), bucket: "acme-invoices" },
      { account: account(digit), bucket },
    ],
  });
  const path = "logSources.accessLogs.buckets[1]";

  test.each([1, 3])(
    "a bucket with access logging may belong to account %d, the management account or a member",
    (digit) => {
      expect(problemsOf(logged(digit))).toEqual([]);
    },
  );

  test.each([
    [2, "can log directly to the access-log bucket"],
    [4, "is neither the management account nor a member"],
    [8, "is neither the management account nor a member"],
  ])("fails when it belongs to account %d", (digit, words) => {
    expectProblem(logged(digit), `${path}.account`, words);
  });

  test("fails when it is listed twice", () => {
    expectProblem(logged(1, "acme-invoices"), `${path}.bucket`, "duplicate of logSources.accessLogs.buckets[0].bucket");
  });

  test.each([
    `acme-access-logs-${account(3)}`,
    `acme-access-logs-${account(2)}`,
    `acme-trail-archive-${account(2)}`,
    `acme-config-archive-${account(2)}`,
  ])("fails when it is %s, a bucket of this project", (bucket) => {
    expectProblem(
      logged(3, bucket),
      `${path}.bucket`,
      "this project already logs the requests to this bucket, or the bucket stores access logs; remove the bucket from the list",
    );
  });
});
