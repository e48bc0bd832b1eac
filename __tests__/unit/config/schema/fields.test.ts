import { account, arn } from "../../../../sample-data/values";
import {
  type Changes,
  arnOf,
  configuration,
  everySetting,
  members,
  parse,
  problemsIn,
  problemsOf,
  settingAt,
  withoutHint,
  yamlOf,
} from "../configuration";

/** The settings of each kind. Each of them has a separate schema. */
const accountIds = ["accounts.management", "accounts.logArchive", "accounts.members[0].id", "accounts.outside[0].id"];
const roleNames = [
  "access.roleName",
  "access.managementRoleName",
  "access.planRoleName",
  "accounts.outside[0].roleName",
];
const roleArns = ["archive.readerRoleArns[0]", "archive.lock.bypassRoleArns[0]", "backend.roleArn"];
const keyArns = ["archive.kmsKeyArn", "backend.kmsKeyArn"];
const days = [
  "archive.lock.days",
  "archive.lifecycle.infrequentAccessDays",
  "archive.lifecycle.glacierInstantRetrievalDays",
  "archive.lifecycle.glacierDays",
  "archive.lifecycle.deepArchiveDays",
  "archive.lifecycle.expireDays",
  "archive.lifecycle.noncurrentDays",
  "archive.lifecycle.abortIncompleteUploadDays",
  "archive.accessLogs.expireDays",
  "query.resultExpireDays",
];

const booleans = [
  "archive.preventDestroy",
  "archive.configArchive.lockedCopy.enabled",
  "trail.excludeKmsEvents",
  "trail.excludeRdsDataApiEvents",
  "trail.notifyDeliveries",
  "logSources.awsConfig.recordHighChurnTypesDaily",
  "logSources.awsConfig.aggregator.enabled",
  "logSources.awsConfig.aggregator.register",
  "logSources.vendedLogs.enabled",
  "notifications.urgentEvents.enabled",
];
const choices: [string, readonly string[]][] = [
  ["archive.lock.mode", ["governance", "compliance", "none"]],
  ["logSources.awsConfig.recorder", ["create", "adopt", "none"]],
  ["logSources.awsConfig.recordingFrequency", ["CONTINUOUS", "DAILY"]],
  [
    "logSources.awsConfig.snapshotFrequency",
    ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"],
  ],
  ["logSources.sessions.existingDocument", ["create", "adopt"]],
  ["logSources.securityHubFindings.format", ["ASFF", "OCSF"]],
  ["logSources.applicationLogs.partitions", ["date", "logGroup"]],
  ["logSources.applicationLogs.subscription.mode", ["none", "listed", "prefixes", "all"]],
];

/** Settings that some of the choices require. */
const given: Changes = {
  "accounts.members": members(1),
  "accounts.outside": [{ name: "acquired", id: account(8) }],
  backend: everySetting["backend"],
};

const accepted = (path: string, value: unknown) =>
  expect(settingAt(parse({ ...given, [path]: value }), path)).toEqual(value);

const refused = (path: string, value: unknown, message: string) =>
  expect(problemsOf({ ...given, [path]: value })).toContain(`${path}: ${message}; got ${JSON.stringify(value)}`);

describe.each(booleans)("the boolean %s", (path) => {
  test.each([true, false])(`the boolean ${path} may be %j`, (value) => {
    accepted(path, value);
  });

  test.each(["off", "false", 0, null])("fails when it is %j", (value) => {
    refused(path, value, "expected true or false");
  });
});

describe.each(choices)("the choice %s", (path, values) => {
  test.each(values)(`the choice ${path} may be %s`, (value) => {
    accepted(path, value);
  });

  test.each(["", "Daily", "NONE", 24, null, true])("fails when it is %j", (value) => {
    expect(problemsOf({ [path]: value }).map(withoutHint)).toEqual([
      `${path}: expected one of ${values.join(", ")}; got ${JSON.stringify(value)}`,
    ]);
  });
});

describe.each(accountIds)("the account id %s", (path) => {
  test.each([account(7), account(0), account(9)])(`the account id ${path} may be %s`, (id) => {
    accepted(path, id);
  });

  test.each([
    "",
    account(7).slice(1),
    `${account(7)}7`,
    `${account(7).slice(1)}a`,
    `${account(7)}\n`,
    ` ${account(7)}`,
    "٧".repeat(12),
  ])("fails when it is %j", (id) => {
    refused(path, id, `expected an account id: 12 digits in quotes, "${account(1)}"`);
  });

  test("fails as a number, because YAML reads a number that begins with 0 as another number", () => {
    refused(
      path,
      Number(account(7)),
      `the account id must be a string; write its 12 digits in quotes, "${account(1)}"`,
    );
  });
});

describe.each(roleNames)("the role name %s", (path) => {
  test.each(["a", "a".repeat(64), "Admin+Role=1,2.3@x-y_z"])(`the role name ${path} may be %s`, (name) => {
    accepted(path, name);
  });

  test.each(["", "a".repeat(65), "path/Role", "a role", "role*", arn("iam", "", account(1), "role/Role"), "Rôle"])(
    "fails when it is %j",
    (name) => {
      refused(path, name, "expected the name of an IAM role, 1 to 64 characters");
    },
  );
});

describe.each(roleArns)("the role ARN %s", (path) => {
  const role = (resource: string) => arn("iam", "", account(1), resource);

  const sized = (length: number) => role("role/").padEnd(length, "a");

  test.each([role("role/a"), role("role/path/to/Role+=,.@_-"), sized(199), sized(200)])(
    `the role ARN ${path} may be %s`,
    (value) => {
      accepted(path, value);
    },
  );

  test("fails with 201 characters, because policies contain the ARN many times", () => {
    expect(problemsOf({ ...given, [path]: sized(201) })).toEqual([
      expect.stringContaining(": expected a role ARN of 200 characters or fewer; use a role with a shorter path; got "),
    ]);
  });

  test.each([
    role("role/"),
    role("user/a"),
    role("root"),
    role("role/*"),
    role("role/a b"),
    role("role/a/"),
    role("role//a"),
    `x${role("role/a")}`,
    `${role("role/a")}\n`,
    arn("iam", "eu-west-1", account(1), "role/a"),
    arn("iam", "", "", "role/a"),
    arn("iam", "", "*", "role/a"),
    arn("iam", "", `${account(1)}1`, "role/a"),
    arn("sts", "", account(1), "assumed-role/a/b"),
    arnOf("amazon", "iam", "", account(1), "role/a"),
    "*",
    "Reader",
  ])("fails when it is %j", (value) => {
    const problems = problemsOf({ ...given, [path]: value });

    expect(problems).toEqual([
      expect.stringContaining("expected the ARN of an IAM role, arn:<partition>:iam::<account id>:role/<name>; got "),
    ]);
  });
});

describe.each(keyArns)("the key ARN %s", (path) => {
  const key = (resource: string) => arn("kms", "eu-west-1", account(2), resource);

  test.each([key("key/1234abcd-12ab-34cd-56ef-1234567890ab"), key("key/mrk-1234abcd12ab34cd56ef1234567890ab")])(
    `the key ARN ${path} may be %s`,
    (value) => {
      accepted(path, value);
    },
  );

  test.each([
    key("alias/audit"),
    key("key/"),
    key("key/*"),
    key("key/a b"),
    `x${key("key/1234")}`,
    `${key("key/1234")}\n`,
    arn("kms", "", account(2), "key/1234"),
    arn("kms", "*", account(2), "key/1234"),
    arn("kms", "eu-west-1", "", "key/1234"),
    arn("kms", "eu-west-1", account(2).slice(1), "key/1234"),
    arn("s3", "eu-west-1", account(2), "key/1234"),
    "1234abcd-12ab-34cd-56ef-1234567890ab",
    "alias/audit",
  ])("fails when it is %j", (value) => {
    const problems = problemsOf({ ...given, [path]: value });

    expect(problems).toEqual([
      expect.stringContaining("expected the ARN of a KMS key, arn:<partition>:kms:<region>:<account id>:key/<id>; "),
    ]);
    expect(problems[0]).toContain("an alias does not work across accounts");
  });
});

describe.each(days)("the number of days %s", (path) => {
  test.each([1.5, -0.5, "30", true, Number.MAX_VALUE])("fails when it is %j", (value) => {
    refused(path, value, "expected a whole number of days");
  });

  test.each([NaN, Infinity, -Infinity])("fails when it is %d", (value) => {
    expect(problemsIn(yamlOf(configuration({ [path]: value })))).toEqual([
      expect.stringMatching(/^[\w.]+ \(line \d+\): expected a whole number of days; got /),
    ]);
  });

  test.each([0, -1, -365])("fails when it is %d", (value) => {
    refused(path, value, path.endsWith("infrequentAccessDays") ? expect30 : "expected 1 day or more");
  });

  test.each([36_501, 1e9])("fails when it is %d, more than a hundred years", (value) => {
    expect(problemsOf({ ...given, [path]: value })).toContainEqual(
      expect.stringContaining(`${path}: expected 36,500 days or fewer, a hundred years; got `),
    );
  });

  const expect30 = "expected 30 days or more, the least S3 keeps an object in Standard before Standard-IA";
});

describe("a number of days without a rule of its own", () => {
  test.each(["archive.lifecycle.abortIncompleteUploadDays", "archive.accessLogs.expireDays", "query.resultExpireDays"])(
    "a number of days without a rule of its own may be 1 to 36,500 at %s, and fails when it is null",
    (path) => {
      for (const value of [1, 2, 36_499, 36_500]) accepted(path, value);
      refused(path, null, "expected a whole number of days");
    },
  );
});
