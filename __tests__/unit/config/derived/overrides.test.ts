import { accountsOf } from "../../../../config/derived/accounts";
import { isRecorded, recorderOf } from "../../../../config/derived/recorders";
import { configFor, inAnyAccount, resolutions } from "../../../../config/derived/overrides";
import { account } from "../../../../sample-data/values";
import { parse, problemsOf } from "../configuration";

const [first, second, third] = [account(3), account(4), account(5)];
const sandbox = "ou-a1b2-00000000";
const workloads = "ou-a1b2-11111111";

const accounts = [
  { name: "one", id: first, unit: sandbox, tags: { environment: "test", team: "red" } },
  { name: "two", id: second, unit: sandbox, tags: { environment: "production", team: "red" } },
  { name: "three", id: third, unit: workloads },
];

const organization = { "accounts.members": accounts, regions: ["eu-west-1", "us-east-1", "af-south-1"] };
const withOverrides = (...overrides: object[]) => parse({ ...organization, overrides });
const everyone = [account(1), account(2), first, second, third];

/** Ids of the accounts that the override selects. The override limits their sessions to one minute. */
const selected = (selectors: object) => {
  const config = withOverrides({ ...selectors, logSources: { sessions: { idleTimeoutMinutes: 1 } } });
  return everyone.filter((id) => configFor(config, id).logSources.sessions.idleTimeoutMinutes === 1);
};

describe("an override applies to", () => {
  test.each<[string, object, readonly string[]]>([
    ["every account without a selector", {}, everyone],
    ["listed accounts", { accounts: [first, account(1)] }, [account(1), first]],
    ["the accounts of an organizational unit, but no account without a unit", { units: [sandbox] }, [first, second]],
    ["the accounts of several organizational units", { units: [sandbox, workloads] }, [first, second, third]],
    ["accounts with a tag", { tags: { environment: ["test"] } }, [first]],
    [
      "accounts whose tag has one of the listed values",
      { tags: { environment: ["test", "production"] } },
      [first, second],
    ],
    [
      "accounts that have all of the listed tag keys",
      { tags: { environment: ["test", "production"], team: ["red"] } },
      [first, second],
    ],
    ["accounts that match every selector", { accounts: [second, third], units: [sandbox] }, [second]],
  ])("%s", (_, selectors, ids) => {
    expect(selected(selectors)).toEqual(ids);
  });

  test.each<object>([
    { accounts: [third], units: [sandbox] },
    { units: ["ou-a1b2-22222222"] },
    { tags: { environment: ["Test"] } },
    { tags: { environment: ["test"], team: ["blue"] } },
    { tags: { constructor: ["x"] } },
    { units: [workloads], tags: { team: ["red"] } },
  ])("no account with the selector accounts: %j, or the configuration fails", (selectors) => {
    expect(problemsOf({ ...organization, overrides: [{ ...selectors, regions: ["eu-west-1"] }] })).toEqual([
      expect.stringMatching(/^overrides\[0\]: no account matches all selectors of this entry \((accounts|units|tags)/),
    ]);
  });
});

describe("the configuration of an account", () => {
  test("the configuration of an account is the object of the organization if no override applies", () => {
    const config = parse(organization);

    expect(configFor(config, first)).toBe(config);
  });

  test("takes each setting from the last override that sets it", () => {
    const config = withOverrides(
      { units: [sandbox], logSources: { sessions: { idleTimeoutMinutes: 2, maxDurationMinutes: 20 } } },
      { accounts: [first], logSources: { sessions: { idleTimeoutMinutes: 3 } } },
    );

    expect(configFor(config, first).logSources.sessions).toMatchObject({
      idleTimeoutMinutes: 3,
      maxDurationMinutes: 20,
    });
    expect(configFor(config, second).logSources.sessions).toMatchObject({
      idleTimeoutMinutes: 2,
      maxDurationMinutes: 20,
    });
    expect(configFor(config, third).logSources.sessions).toEqual(config.logSources.sessions);
  });

  test("has null where an override sets null", () => {
    const config = parse({
      ...organization,
      "logSources.sessions.maxDurationMinutes": 60,
      overrides: [{ accounts: [first], logSources: { sessions: { maxDurationMinutes: null } } }],
    });

    expect(configFor(config, first).logSources.sessions.maxDurationMinutes).toBeNull();
    expect(configFor(config, second).logSources.sessions.maxDurationMinutes).toBe(60);
  });

  test("replaces a whole list by the list of the override", () => {
    const config = parse({
      ...organization,
      "logSources.awsConfig.rules": ["cloudtrail-enabled", "vpc-flow-logs-enabled"],
      overrides: [{ accounts: [first], logSources: { awsConfig: { rules: ["vpc-flow-logs-enabled"] } } }],
    });

    expect(configFor(config, first).logSources.awsConfig.rules).toEqual(["vpc-flow-logs-enabled"]);
  });

  test("contains no overrides, so that it is resolved only once", () => {
    const config = configFor(withOverrides({ accounts: [first], regions: ["eu-west-1"] }), first);

    expect(config.overrides).toEqual([]);
    expect(configFor(config, second)).toBe(config);
  });

  test("the configuration of an account is one shared object for all accounts with the same overrides", () => {
    const config = withOverrides({ units: [sandbox], regions: ["eu-west-1"] });

    expect(configFor(config, first)).toBe(configFor(config, second));
    expect(resolutions(config).map(({ accountIds, overrides }) => ({ accountIds, overrides }))).toEqual([
      { accountIds: [account(1), account(2), third], overrides: [] },
      { accountIds: [first, second], overrides: [0] },
    ]);
  });
});

describe("regions of an override", () => {
  const sources = {
    "logSources.sessions.regions": ["eu-west-1", "af-south-1"],
    recordedRegions: ["eu-west-1", "af-south-1"],
  };

  test("limit log sources to the regions that remain", () => {
    const config = parse({
      ...organization,
      ...sources,
      overrides: [{ accounts: [first], regions: ["eu-west-1", "us-east-1"] }],
    });
    const own = configFor(config, first);

    expect(own.regions).toEqual(["eu-west-1", "us-east-1"]);
    expect(own.recordedRegions).toEqual(["eu-west-1"]);
    expect(own.logSources.sessions.regions).toEqual(["eu-west-1"]);
    expect(own.logSources.flowLogs.regions).toBeUndefined();
    expect(configFor(config, second).recordedRegions).toEqual(["eu-west-1", "af-south-1"]);
  });

  test("use a region again that a later override adds back", () => {
    const config = parse({
      ...organization,
      ...sources,
      overrides: [{ regions: ["eu-west-1"] }, { accounts: [first], regions: ["eu-west-1", "af-south-1"] }],
    });

    expect(configFor(config, first).logSources.sessions.regions).toEqual(["eu-west-1", "af-south-1"]);
    expect(configFor(config, first).recordedRegions).toEqual(["eu-west-1", "af-south-1"]);
    expect(configFor(config, second).logSources.sessions.regions).toEqual(["eu-west-1"]);
  });

  test.each<[string, object, object, string, RegExp]>([
    [
      "outside the organization's regions",
      {},
      { regions: ["eu-west-1", "eu-west-2"] },
      "overrides[0].regions[1]",
      /eu-west-2 is not a region in use/,
    ],
    [
      "without the home region",
      {},
      { regions: ["us-east-1"] },
      "overrides[0].regions",
      /must contain the home region.* \(in 3{12}\)/,
    ],
    [
      "that leave a log source without a region",
      { "logSources.sessions": { enabled: true, regions: ["af-south-1"] } },
      { regions: ["eu-west-1"] },
      "overrides[0].regions",
      /contains no region of logSources.sessions.regions/,
    ],
    [
      "without a region of a log source of the same override",
      {},
      { regions: ["eu-west-1"], logSources: { sessions: { regions: ["us-east-1"] } } },
      "overrides[0].logSources.sessions.regions[0]",
      /us-east-1 is not a region in use/,
    ],
    [
      "without the region of a listed VPC",
      {
        "logSources.flowLogs": {
          vpcs: "listed",
          listedVpcs: [{ account: first, region: "us-east-1", ids: ["vpc-0a1b2c3d"] }],
        },
      },
      { regions: ["eu-west-1"] },
      "logSources.flowLogs.listedVpcs[0].region",
      /account 3{12} does not use us-east-1 because of its overrides/,
    ],
  ])("regions of an override %s are refused", (_, changes, override, path, message) => {
    const problems = problemsOf({ ...organization, ...changes, overrides: [{ accounts: [first], ...override }] });

    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems[0]?.startsWith(`${path}: `)).toBe(true);
  });

  test("regions of an override may leave out a region in which another account lists a VPC", () => {
    const flowLogs = { vpcs: "listed", listedVpcs: [{ account: second, region: "us-east-1", ids: ["vpc-0a1b2c3d"] }] };

    expect(
      problemsOf({
        ...organization,
        "logSources.flowLogs": flowLogs,
        overrides: [{ accounts: [first], regions: ["eu-west-1"] }],
      }),
    ).toEqual([]);
  });
});

describe("an override fails when it", () => {
  test.each<[string, object, object, string, RegExp]>([
    ["sets nothing", {}, {}, "overrides[0]", /this entry has no settings/],
    [
      "sets only empty sections",
      {},
      { logSources: { sessions: { runAs: {} } } },
      "overrides[0]",
      /this entry has no settings/,
    ],
    [
      "has a setting of the whole organization",
      {},
      { homeRegion: "eu-west-1" },
      "overrides[0].homeRegion",
      /unknown setting/,
    ],
    [
      "has a column of the tables",
      {},
      { logSources: { flowLogs: { fields: "everything" } } },
      "overrides[0].logSources.flowLogs.fields",
      /unknown setting/,
    ],
    [
      "contradicts recorderByAccount",
      { "logSources.awsConfig.recorderByAccount": { [first]: "none" } },
      { logSources: { awsConfig: { recorder: "adopt" } } },
      "overrides[0].logSources.awsConfig.recorder",
      /is also in logSources.awsConfig.recorderByAccount/,
    ],
    [
      "contradicts exceptAccounts",
      { "logSources.flowLogs": { vpcs: "all", exceptAccounts: [first] } },
      { logSources: { flowLogs: { vpcs: "all" } } },
      "overrides[0].logSources.flowLogs.vpcs",
      /is also in logSources.flowLogs.exceptAccounts/,
    ],
    [
      "selects listed VPCs, but no VPC is listed",
      {},
      { logSources: { dnsQueryLogs: { vpcs: "listed" } } },
      "overrides[0].logSources.dnsQueryLogs.vpcs",
      /has no VPC in logSources.dnsQueryLogs.listedVpcs/,
    ],
    [
      "needs a delivery that is disabled",
      { "logSources.vendedLogs.enabled": false },
      { logSources: { dnsQueryLogs: { vpcs: "all" } } },
      "overrides[0].logSources.dnsQueryLogs",
      /requires logSources\.vendedLogs\.enabled/,
    ],
    [
      "makes another setting ineffective",
      { "logSources.awsConfig.recordHighChurnTypesDaily": true },
      { logSources: { awsConfig: { recordingFrequency: "DAILY" } } },
      "overrides[0].logSources.awsConfig",
      /has no effect, because recordingFrequency is DAILY.* \(in 3{12}\)/,
    ],
    [
      "delivers findings twice",
      { "logSources.securityHubFindings": { mode: "delegatedAdministrator", account: account(2) } },
      { logSources: { securityHubFindings: { mode: "eachAccount" } } },
      "overrides[0].logSources.securityHubFindings.mode",
      /one account delivers the findings of all/,
    ],
    [
      "has regions for findings that no account delivers",
      {},
      { logSources: { securityHubFindings: { regions: ["eu-west-1"] } } },
      "overrides[0].logSources.securityHubFindings.regions",
      /has an effect only with mode: eachAccount/,
    ],
    [
      "enables application logs without a log group",
      {},
      { logSources: { applicationLogs: { enabled: true } } },
      "overrides[0].logSources.applicationLogs",
      /no log group would be created or delivered/,
    ],
    [
      "delivers a log group of this project",
      {},
      { logSources: { applicationLogs: { enabled: true, logGroups: [{ name: "/aws/ssm/acme-sessions" }] } } },
      "overrides[0].logSources.applicationLogs.logGroups[0].name",
      /this project already creates a log group with this name/,
    ],
  ])("%s", (_, changes, override, path, message) => {
    const problems = problemsOf({ ...organization, ...changes, overrides: [{ accounts: [first], ...override }] });

    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems[0]?.startsWith(`${path}: `)).toBe(true);
  });

  test("names an account outside the organization, or an unknown account", () => {
    const outside = { "accounts.outside": [{ name: "shop", id: account(8) }] };
    const overrides = [{ accounts: [account(7), account(8), first, first], regions: ["eu-west-1"] }];

    expect(problemsOf({ ...organization, ...outside, overrides })).toEqual([
      expect.stringMatching(/^overrides\[0\]\.accounts\[0\]: account 7{12} is not in accounts/),
      expect.stringMatching(/^overrides\[0\]\.accounts\[1\]: account 8{12} is outside the organization/),
      expect.stringMatching(/^overrides\[0\]\.accounts\[3\]: duplicate of overrides\[0\]\.accounts\[2\]/),
    ]);
  });
});

describe("a setting of any account", () => {
  test("a setting of any account is found by inAnyAccount if one account has it", () => {
    const config = withOverrides({ accounts: [first], logSources: { sessions: { enabled: true } } });

    expect(inAnyAccount(config, ({ logSources }) => logSources.sessions.enabled)).toBe(true);
    expect(inAnyAccount(parse(organization), ({ logSources }) => logSources.sessions.enabled)).toBe(false);
  });

  test("makes isRecorded true if one account has a recorder", () => {
    const none = { ...organization, "logSources.awsConfig.recorder": "none" };
    const config = parse({
      ...none,
      overrides: [{ accounts: [first], logSources: { awsConfig: { recorder: "create" } } }],
    });

    expect(isRecorded(config)).toBe(true);
    expect([first, second].map((id) => recorderOf(config, id))).toEqual(["create", "none"]);
    expect(isRecorded(parse(none))).toBe(false);
  });
});

test("the roles of an account come from its overrides", () => {
  const config = parse({
    ...organization,
    "access.managementRoleName": "Management",
    "accounts.outside": [{ name: "shop", id: account(8) }],
    overrides: [
      { access: { roleName: "Deployer", planRoleName: "Planner" } },
      { units: [sandbox], access: { roleName: "Sandbox" } },
    ],
  });
  const { management, logArchive, members, outside } = accountsOf(config);
  const roles = [management, logArchive, ...members, ...outside].map(({ deployRoleArn, planRoleArn }) =>
    [deployRoleArn, planRoleArn].map((arn) => arn?.split("/")[1]),
  );

  expect(roles).toEqual([
    ["Management", "Planner"],
    ["Deployer", "Planner"],
    ["Sandbox", "Planner"],
    ["Sandbox", "Planner"],
    ["Deployer", "Planner"],
    ["OrganizationAccountAccessRole", undefined],
  ]);
});
