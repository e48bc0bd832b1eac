import { aggregatorStackName } from "../../../config/names/aws-config";
import { rootsWithSameSettings } from "../../../synthesis/same-settings";
import { account, arn } from "../../../sample-data/values";
import { type Change, configOf } from "../../support/organization";

const names = ["three", "four", "five", "six", "seven"];
const members = names.map((name, i) => ({ name, id: account(i + 3) }));

/** Returns the names of the members in each group. Omits roots of other accounts. */
function groupsOf(change: Change): string[] {
  const config = configOf("config/example.yaml", { accounts: { members }, ...change });
  return rootsWithSameSettings(config)
    .map((roots) => roots.map(({ stackName }) => stackName.replace("member-", "")).join(" "))
    .filter((group) => !["log-archive", "management", aggregatorStackName].includes(group));
}

test("members with the same settings share a group", () => {
  expect(groupsOf({})).toEqual(["three four five six seven"]);
});

test("each other root has its own group, including the aggregator of a member", () => {
  const config = configOf("config/examples/everything.yaml", {});
  const roots = rootsWithSameSettings(config);

  for (const name of ["log-archive", "management", aggregatorStackName, "outside-acquired-shop"]) {
    const group = roots.find((one) => one.some(({ stackName }) => stackName === name));
    expect(group).toHaveLength(1);
  }
});

test.each<[string, Change, readonly string[]]>([
  [
    "a list of accounts, in any order",
    { logSources: { flowLogs: { vpcs: "all", exceptAccounts: [account(6), account(4)] } } },
    ["three five seven", "four six"],
  ],
  [
    "a setting for each account",
    {
      logSources: {
        awsConfig: { recorderByAccount: { [account(3)]: "none", [account(5)]: "adopt", [account(7)]: "none" } },
      },
    },
    ["three seven", "four six", "five"],
  ],
  [
    "two lists",
    {
      logSources: {
        flowLogs: { vpcs: "all", exceptAccounts: [account(4), account(5)] },
        dnsQueryLogs: { vpcs: "all", exceptAccounts: [account(5), account(6)] },
      },
    },
    ["three seven", "four", "five", "six"],
  ],
  [
    "entries that contain more than the account",
    {
      regions: ["eu-west-1", "us-east-1"],
      logSources: {
        sessions: {
          enabled: true,
          existingDocument: "adopt",
          adoptedDocuments: [3, 4, 5].map((n) => ({
            account: account(n),
            region: n === 5 ? "us-east-1" : "eu-west-1",
          })),
        },
      },
    },
    ["three four", "five", "six seven"],
  ],
  [
    "lists of different entries",
    {
      logSources: {
        applicationLogs: {
          enabled: true,
          logGroups: [
            { name: "/one", accounts: [account(3), account(4)] },
            { name: "/two", accounts: [account(4), account(5)] },
          ],
        },
      },
    },
    ["three", "four", "five", "six seven"],
  ],
  [
    "settings outside a list",
    {
      logSources: {
        awsConfig: { aggregator: { enabled: true, account: account(3) } },
        securityHubFindings: { mode: "delegatedAdministrator", account: account(5) },
      },
    },
    ["three", "four six seven", "five"],
  ],
])("members that differ by %s are in different groups", (_, change, groups) => {
  expect(groupsOf(change).toSorted()).toEqual([...groups].toSorted());
});

test("members in ARNs are in different groups, unless only the id differs", () => {
  const webAcl = (n: number, id: string) =>
    arn("wafv2", "eu-west-1", account(n), `regional/webacl/shop/${id.repeat(8)}-1111-1111-1111-${id.repeat(12)}`);
  const change = {
    logSources: { webAclLogs: { enabled: true, webAcls: [webAcl(3, "a"), webAcl(4, "a"), webAcl(5, "b")] } },
  };

  expect(groupsOf(change)).toEqual(["three four", "five", "six seven"]);
});

test("members with different units and tags are in one group", () => {
  const labelled = members.map(({ name, id }, i) => ({
    name,
    id,
    unit: `ou-a1b2-${String(i).repeat(8)}`,
    tags: { owner: `${name} of ${account(3)}` },
  }));

  expect(groupsOf({ accounts: { members: labelled } })).toEqual(["three four five six seven"]);
});

test("members share a group if the same overrides apply to them, whatever the selectors", () => {
  const unit = "ou-a1b2-00000000";
  const labelled = members.map(({ name, id }, i) => Object.assign({ name, id }, i < 2 && { unit }));
  const overrides = [
    { units: [unit], logSources: { sessions: { idleTimeoutMinutes: 5 } } },
    { accounts: [account(4), account(6), account(7)], logSources: { sessions: { maxDurationMinutes: 60 } } },
  ];

  expect(groupsOf({ accounts: { members: labelled }, overrides })).toEqual(["three", "four", "five", "six seven"]);
});

test("an additional setting of a member is compared", () => {
  const config = configOf("config/example.yaml", { accounts: { members } });
  const changed = config.accounts.members.map((member, i) => ({ ...member, tier: i < 2 ? "gold" : "basic" }));
  const groups = rootsWithSameSettings({ ...config, accounts: { ...config.accounts, members: changed } });

  expect(groups.map((group) => group.length)).toEqual([1, 1, 2, 3]);
});
