import { awsConfigRules } from "../../../../../detections/aws-config-rules";
import { account } from "../../../../../sample-data/values";
import { parse, problemsOf, withoutHint } from "../../configuration";

const config = (setting: string) => `logSources.awsConfig.${setting}`;

describe("logSources.awsConfig.enabled", () => {
  test.each([true, false, 1])("fails when it is %j, and names the setting that replaces it", (value) => {
    expect(problemsOf({ [config("enabled")]: value })).toEqual([
      `logSources.awsConfig.enabled: logSources.awsConfig.recorder replaced this setting; instead of true set recorder: create, instead of false set recorder: none; got ${value}`,
    ]);
  });
});

describe("logSources.awsConfig.recorderByAccount", () => {
  test("logSources.awsConfig.recorderByAccount may name the management account, the log archive and members", () => {
    const modes = { [account(1)]: "create", [account(2)]: "none", [account(3)]: "adopt" };
    const changes = { "accounts.members": [{ name: "a", id: account(3) }], [config("recorderByAccount")]: modes };

    expect(parse(changes).logSources.awsConfig.recorderByAccount).toEqual(modes);
  });

  test("fails for an unknown account", () => {
    expect(problemsOf({ [config("recorderByAccount")]: { [account(1)]: "none", [account(9)]: "none" } })).toEqual([
      `logSources.awsConfig.recorderByAccount.${account(9)}: account ${account(9)} is not in accounts; remove it, or write its 12 digits in quotes; got "none"`,
    ]);
  });

  test.each(["off", true, null])("fails when a recorder is %j", (mode) => {
    expect(problemsOf({ [config("recorderByAccount")]: { [account(1)]: mode } })).toEqual([
      `logSources.awsConfig.recorderByAccount.${account(1)}: expected one of create, adopt, none; got ${JSON.stringify(mode)}`,
    ]);
  });
});

describe("logSources.awsConfig.adoptedName", () => {
  test.each(["default", "a", "Config-Recorder_1.x", "a".repeat(255), "a".repeat(256)])(
    "logSources.awsConfig.adoptedName may be %s",
    (name) => {
      expect(parse({ [config("adoptedName")]: name }).logSources.awsConfig.adoptedName).toBe(name);
    },
  );

  test.each(["", "a".repeat(257), "a b", "a@eu-west-1", "${x}", 'a"b', "a\n"])("fails when it is %j", (name) => {
    expect(problemsOf({ [config("adoptedName")]: name })).toEqual([
      expect.stringContaining("logSources.awsConfig.adoptedName: expected the name of a recorder"),
    ]);
  });
});

describe("logSources.awsConfig.createServiceLinkedRole", () => {
  const setting = config("createServiceLinkedRole");
  const changes = (choice: unknown, role = "serviceLinked") => ({
    "accounts.members": [
      { name: "a", id: account(3) },
      { name: "b", id: account(4) },
    ],
    [config("recorderByAccount")]: { [account(4)]: "none" },
    [config("role")]: role,
    [setting]: choice,
  });

  test.each([[true], [false], [[account(3)]], [[account(1), account(2), account(3)]]])(
    "logSources.awsConfig.createServiceLinkedRole may be %j",
    (choice) => {
      expect(parse(changes(choice)).logSources.awsConfig.createServiceLinkedRole).toEqual(choice);
    },
  );

  test.each([[true], [[account(3)]]])("fails with %j if recorders have a role of their own", (choice) => {
    expect(problemsOf(changes(choice, "own"))).toEqual([
      `${config("role")}: createServiceLinkedRole has no effect with role: own, because recorders do not use the service-linked role; set role to serviceLinked, or remove createServiceLinkedRole; got "own"`,
    ]);
  });

  test("logSources.awsConfig.createServiceLinkedRole may be false if recorders have a role of their own", () => {
    expect(problemsOf(changes(false, "own"))).toEqual([]);
  });

  test("fails with an account that is unknown, has no recorder, or is listed twice", () => {
    expect(problemsOf(changes([account(3), account(9), account(4), account(3)]))).toEqual([
      `${setting}[1]: account ${account(9)} is not in accounts; correct it, or remove it; got "${account(9)}"`,
      `${setting}[2]: this project manages no recorder in this account; remove the account from the list, or add it to recorderByAccount; got "${account(4)}"`,
      `${setting}[3]: duplicate of ${setting}[0]; remove one; got "${account(3)}"`,
    ]);
  });

  test.each([
    [[], "expected at least one account; use false for none; got []"],
    ["all", 'expected true, false or a list of account ids; got "all"'],
    [null, "expected true, false or a list of account ids; got null"],
  ])("fails when it is %j", (choice, message) => {
    expect(problemsOf(changes(choice))).toEqual([`${setting}: ${message}`]);
  });

  test("fails with an account id that lacks a digit", () => {
    expect(problemsOf(changes([account(3).slice(1)]))).toEqual([
      expect.stringContaining("expected an account id: 12 digits in quotes"),
    ]);
  });
});

describe("logSources.awsConfig.role", () => {
  test.each(["own", "serviceLinked"])("logSources.awsConfig.role may be %s", (role) => {
    expect(parse({ [config("role")]: role }).logSources.awsConfig.role).toBe(role);
  });

  test.each(["service-linked", "", true, null])("fails when it is %j", (role) => {
    expect(problemsOf({ [config("role")]: role }).map(withoutHint)).toEqual([
      `${config("role")}: expected one of own, serviceLinked; got ${JSON.stringify(role)}`,
    ]);
  });
});

describe("logSources.awsConfig.recordHighChurnTypesDaily", () => {
  const changes = (recordingFrequency: string, daily: boolean) => ({
    [config("recordingFrequency")]: recordingFrequency,
    [config("recordHighChurnTypesDaily")]: daily,
  });

  test.each([
    ["CONTINUOUS", true],
    ["CONTINUOUS", false],
    ["DAILY", false],
  ] as const)("logSources.awsConfig.recordHighChurnTypesDaily is accepted with %s as %j", (frequency, daily) => {
    expect(parse(changes(frequency, daily)).logSources.awsConfig.recordHighChurnTypesDaily).toBe(daily);
  });

  test("fails if every resource type is recorded daily", () => {
    expect(problemsOf(changes("DAILY", true))).toEqual([
      "logSources.awsConfig.recordHighChurnTypesDaily: has no effect, because recordingFrequency is DAILY for every resource type; remove it; got true",
    ]);
  });
});

describe("logSources.awsConfig.rules", () => {
  const changes = (rules: unknown, recorder: string, recorderByAccount = {}) => ({
    "accounts.members": [{ name: "a", id: account(3) }],
    [config("rules")]: rules,
    [config("recorder")]: recorder,
    [config("recorderByAccount")]: recorderByAccount,
  });

  test.each([true, ["cloudtrail-enabled"]])("fails with %j if no account has a recorder", (rules) => {
    expect(problemsOf(changes(rules, "none", { [account(3)]: "none" }))).toEqual([
      expect.stringMatching(
        /^logSources\.awsConfig\.rules: AWS Config rules need a recorder, and this project manages none; set recorder to create, add an account to recorderByAccount, or remove the rules; got /,
      ),
    ]);
  });

  test.each([
    [true, "none", { [account(3)]: "adopt" }],
    [true, "create", { [account(3)]: "none" }],
    [false, "none", {}],
  ])("accepts %j with %s, but refuses %j", (rules, recorder, others) => {
    expect(problemsOf(changes(rules, recorder, others))).toEqual([]);
  });
});

describe("logSources.awsConfig.aggregator.account", () => {
  const members = [{ name: "a", id: account(3) }];
  const problems = (id: unknown) =>
    problemsOf({
      "accounts.members": members,
      [config("aggregator.enabled")]: true,
      [config("aggregator.account")]: id,
    });

  test.each([2, 3])("logSources.awsConfig.aggregator.account may be the log archive or a member", (digit) => {
    expect(problems(account(digit))).toEqual([]);
  });

  test("fails when it is the management account", () => {
    expect(problems(account(1))).toEqual([
      `logSources.awsConfig.aggregator.account: the management account cannot be a delegated administrator; use the log-archive account or a member; got "${account(1)}"`,
    ]);
  });

  test("fails with an unknown account", () => {
    expect(problems(account(9))).toEqual([
      `logSources.awsConfig.aggregator.account: account ${account(9)} is not in accounts; use the log-archive account or a member; got "${account(9)}"`,
    ]);
  });

  test.each([account(2).slice(1), `${account(2)}2`])("fails when its digits are %s", (id) => {
    expect(problems(id)).toEqual([expect.stringContaining("expected an account id: 12 digits in quotes")]);
  });
});

describe("logSources.awsConfig.rules", () => {
  const ids = awsConfigRules.map(({ id }) => id);

  test.each([true, false])("logSources.awsConfig.rules may be %j", (rules) => {
    expect(parse({ [config("rules")]: rules }).logSources.awsConfig.rules).toBe(rules);
  });

  test("logSources.awsConfig.rules may list any of the rules, or all", () => {
    for (const id of ids) expect(parse({ [config("rules")]: [id] }).logSources.awsConfig.rules).toEqual([id]);
    expect(parse({ [config("rules")]: ids }).logSources.awsConfig.rules).toEqual(ids);
  });

  test("fails with an unknown rule, and lists the known rules", () => {
    expect(problemsOf({ [config("rules")]: [ids[0], "vpc-flow-logs"] })).toEqual([
      `logSources.awsConfig.rules[1]: expected one of ${ids.join(", ")}; got "vpc-flow-logs"`,
    ]);
  });

  test.each([1, null, true, {}])("fails with %j instead of the name of a rule", (rule) => {
    expect(problemsOf({ [config("rules")]: [ids[0], rule] })).toEqual([
      expect.stringMatching(/^logSources\.awsConfig\.rules\[1\]: expected one of cloudtrail-enabled, /),
    ]);
  });

  test("fails with an empty list", () => {
    expect(problemsOf({ [config("rules")]: [] })).toEqual([
      "logSources.awsConfig.rules: expected at least one rule; use false for none; got []",
    ]);
  });

  test("fails when a rule is listed twice", () => {
    expect(problemsOf({ [config("rules")]: [ids[0], ids[1], ids[0]] })).toEqual([
      `logSources.awsConfig.rules[2]: duplicate of logSources.awsConfig.rules[0]; remove one; got "${ids[0]}"`,
    ]);
  });

  test.each(["all", 1, null])("fails when it is %j", (rules) => {
    expect(problemsOf({ [config("rules")]: rules })).toEqual([
      `logSources.awsConfig.rules: expected true, false or a list of rules; got ${JSON.stringify(rules)}`,
    ]);
  });
});
