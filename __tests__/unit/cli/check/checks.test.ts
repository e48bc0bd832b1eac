import { readFileSync } from "node:fs";
import { join } from "node:path";
import { terraformRoots } from "../../../../config/derived/terraform-roots";
import type { Check } from "../../../../cli/check/check";
import type { AccountReader } from "../../../../cli/aws-reader/account-reader";
import { checkGroups, checks } from "../../../../cli/check/checks";
import { obstacles } from "../../../../cli/check/obstacles";
import { PlannedRoot } from "../../../../cli/check/planned-root";
import { account, arn } from "../../../../sample-data/values";
import { References } from "../../../../terraform-types/synthesized/references";
import { addressOf, readStack } from "../../../../terraform-types/synthesized/stack";
import { type Change, organization } from "../../../support/organization";

/** Responses of AWS by command: a value, or an error by its name. */
type Answers = Readonly<Record<string, unknown>>;

class Refusal extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

/** Returns a reader whose clients respond without a network. */
function readerOf(answers: Answers, sent: string[]): AccountReader {
  const client = (Client: new (config: object) => object, region: string) => {
    const send = async (command: object) => {
      const { name } = command.constructor;
      sent.push(name);
      const answer = answers[name.replace(/Command$/, "")];
      if (answer === undefined) throw new Error(`no answer to ${name}`);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    // The function that reads pages tests the class of the client
    return Object.assign(new Client({ region, credentials: { accessKeyId: "a", secretAccessKey: "b" } }), { send });
  };
  return { accountId: "", client } as unknown as AccountReader;
}

interface Case {
  /** @default everything.yaml */
  readonly example?: string;
  readonly root: string;
  readonly change?: Change;
  readonly answers: Answers;

  /** Returns whether a resource of this type is in the state. */
  readonly isDeployed?: (type: string) => boolean;
}

/** Returns the findings of a check. */
async function find(id: string, { example, root: name, change = {}, answers, isDeployed = () => false }: Case) {
  const { config, stacks } = organization(`config/examples/${example ?? "everything.yaml"}`, change);
  const outputs = [...stacks.keys()].map((one) => readStack(one, stacks.get(one)?.json));
  const stack = outputs.find((one) => one.name === name);
  const root = terraformRoots(config).find(({ stackName }) => stackName === name);
  if (stack === undefined || root === undefined) throw new Error(`no root ${name}`);
  const sent: string[] = [];
  const reader = readerOf(answers, sent);
  const deployed = new Set(stack.resources.filter(({ type }) => isDeployed(type)).map(addressOf));
  const planned = new PlannedRoot(root, stack, config, reader, reader, new References(outputs), deployed);
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return { problems: (await check.find(planned)).map(({ problem }) => problem), sent };
}

const region = "eu-central-1";
const inOrganization = (change: object = {}) => ({
  DescribeOrganization: {
    Organization: { Id: "o-a1b2c3d4e5", MasterAccountId: account(1), FeatureSet: "ALL", ...change },
  },
});
const trusting = (...services: readonly string[]) => ({
  ListAWSServiceAccessForOrganization: {
    EnabledServicePrincipals: services.map((ServicePrincipal) => ({ ServicePrincipal })),
  },
});
const many = (count: number, key: string) => Array.from({ length: count }, (_, i) => ({ [key]: `other-${i}` }));
const regions = (OptInStatus: string) => ({ DescribeRegions: { Regions: [{ RegionName: region, OptInStatus }] } });
const summary = (SummaryMap: object) => ({ GetAccountSummary: { SummaryMap } });

/** The resources of Control Tower's trail and AWS Config in the example. */
const controlTower = "control-tower.yaml";
const theirKey = arn("kms", "eu-west-1", account(1), "key/01234567-89ab-cdef-0123-456789abcdef");
const theirTrail = (change: object = {}) => ({
  DescribeTrails: {
    trailList: [
      {
        Name: "aws-controltower-BaselineCloudTrail",
        IsOrganizationTrail: true,
        S3BucketName: `aws-controltower-logs-${account(2)}-eu-west-1`,
        S3KeyPrefix: "o-a1b2c3d4e5",
        KmsKeyId: theirKey,
        CloudWatchLogsLogGroupArn: `${arn("logs", "eu-west-1", account(1), "log-group:aws-controltower/CloudTrailLogs")}:*`,
        ...change,
      },
    ],
  },
});
const theirChannel = (change: object = {}) => ({
  DescribeDeliveryChannels: {
    DeliveryChannels: [
      {
        s3BucketName: `aws-controltower-config-logs-${account(3)}-abc-xyz`,
        s3KeyPrefix: "o-a1b2c3d4e5",
        s3KmsKeyArn: theirKey,
        ...change,
      },
    ],
  },
});

const enforced = { guardrails: { mode: "enforce", targets: ["r-a1b2"] } };
/** The root of the organization, in which every policy type but one is enabled. */
const policyTypes = (disabled?: string) => ({
  ListRoots: {
    Roots: [
      {
        Id: "r-a1b2",
        PolicyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]
          .filter((type) => type !== disabled)
          .map((Type) => ({ Type, Status: "ENABLED" })),
      },
    ],
  },
});

/** Conflicts that the local AWS cannot have, because it lacks the operation or the limit: the finding, and a clean account. */
const cases: readonly (readonly [id: string, found: Case, clean: Answers, problem: RegExp])[] = [
  [
    "management-account-differs",
    { root: "management", answers: inOrganization({ MasterAccountId: account(9) }) },
    inOrganization(),
    /management account is 9{12}/,
  ],
  [
    "features-missing",
    { root: "management", answers: inOrganization({ FeatureSet: "CONSOLIDATED_BILLING" }) },
    inOrganization(),
    /CONSOLIDATED_BILLING/,
  ],
  ...(["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const).map(
    (type) =>
      [
        "policy-type-disabled",
        { root: "management", change: enforced, answers: policyTypes(type) },
        policyTypes(),
        new RegExp(`^the organization has not enabled ${type}$`),
      ] as const,
  ),
  [
    "trusted-access-of-cloudtrail",
    { root: "management", answers: trusting("config.amazonaws.com") },
    trusting("cloudtrail.amazonaws.com"),
    /cloudtrail\.amazonaws\.com has no trusted access/,
  ],
  [
    "trusted-access-of-aws-config",
    { root: "management", answers: trusting("cloudtrail.amazonaws.com") },
    trusting("config.amazonaws.com"),
    /config\.amazonaws\.com has no trusted access/,
  ],
  [
    "delegated-administrator-missing",
    {
      root: "management",
      change: { logSources: { awsConfig: { aggregator: { register: false } } } },
      answers: { ListDelegatedAdministrators: { DelegatedAdministrators: [] } },
    },
    { ListDelegatedAdministrators: { DelegatedAdministrators: [{ Id: account(5) }] } },
    /account 5{12} is not a delegated administrator of/,
  ],
  [
    "credentials-of-other-account",
    { root: "management", answers: { GetCallerIdentity: { Account: account(3) } } },
    { GetCallerIdentity: { Account: account(1) } },
    /credentials belong to account 3{12}/,
  ],
  [
    "region-not-enabled",
    { root: "member-payments", answers: regions("not-opted-in") },
    regions("opted-in"),
    /has not enabled eu-central-1/,
  ],
  [
    "roles-quota",
    { root: "member-payments", answers: summary({ Roles: 997, RolesQuota: 1000 }) },
    summary({ Roles: 996, RolesQuota: 1000 }),
    /997 IAM roles exist, 4 are added, and the quota is 1000/,
  ],
  [
    "policies-quota",
    { root: "member-payments", answers: summary({ Policies: 1499, PoliciesQuota: 1500 }) },
    summary({ Policies: 1498, PoliciesQuota: 1500 }),
    /1499 IAM policies exist, 2 are added/,
  ],
  [
    "crawler-exists",
    { root: "log-archive", answers: { GetCrawler: { Crawler: {} } } },
    { GetCrawler: new Refusal("EntityNotFoundException") },
    /Glue crawler acme-prod-open-logs exists/,
  ],
  [
    "log-resource-policy-limit",
    { root: "log-archive", answers: { DescribeResourcePolicies: { resourcePolicies: many(10, "policyName") } } },
    { DescribeResourcePolicies: { resourcePolicies: many(9, "policyName") } },
    /10 of 10 resource policies/,
  ],
  [
    "account-subscription-exists",
    {
      root: "member-payments",
      change: {
        logSources: { applicationLogs: { subscription: { mode: "all", existing: [] }, maskedDataIdentifiers: [] } },
      },
      answers: { DescribeAccountPolicies: { accountPolicies: [{ policyName: "everything" }] } },
    },
    { DescribeAccountPolicies: { accountPolicies: [] } },
    /account policy everything exists/,
  ],
  [
    "subscription-limit",
    {
      root: "member-website",
      answers: { DescribeSubscriptionFilters: { subscriptionFilters: many(2, "filterName") } },
    },
    { DescribeSubscriptionFilters: { subscriptionFilters: many(1, "filterName") } },
    /log group \/ecs\/website has 2 of 2 subscriptions/,
  ],
  [
    "metric-filter-limit",
    {
      root: "management",
      // An interrupted apply created the resource
      isDeployed: (type) => type === "aws_cloudwatch_log_group",
      answers: { DescribeMetricFilters: { metricFilters: many(4, "filterName") } },
    },
    { DescribeMetricFilters: { metricFilters: many(3, "filterName") } },
    /has 4 metric filters, 97 are added, and the limit is 100/,
  ],
  [
    // The log group of the project's own trail is missing, or Control Tower's log group has another name
    "log-group-missing",
    {
      root: "management",
      isDeployed: (type) => type === "aws_cloudwatch_log_group",
      answers: { DescribeLogGroups: { logGroups: [] } },
    },
    { DescribeLogGroups: { logGroups: [{ logGroupName: "acme-prod-organization-trail" }] } },
    /log group acme-prod-organization-trail does not exist/,
  ],
  [
    "control-tower-trail-missing",
    { example: controlTower, root: "management", answers: theirTrail({ Name: "other" }) },
    theirTrail(),
    /^there is no trail aws-controltower-BaselineCloudTrail$/,
  ],
  [
    "control-tower-trail-missing",
    { example: controlTower, root: "management", answers: theirTrail({ IsOrganizationTrail: false }) },
    theirTrail(),
    /does not record the organization$/,
  ],
  ...(
    [
      [
        "S3BucketName",
        "aws-controltower-logs-abc-xyz",
        /has aws-controltower-logs-abc-xyz, but controlTower.trailBucket is/,
      ],
      ["S3KeyPrefix", undefined, /has nothing, but controlTower.trailPrefix is o-a1b2c3d4e5$/],
      ["KmsKeyId", `${theirKey}0`, /but controlTower.trailKmsKeyArn is/],
      [
        "CloudWatchLogsLogGroupArn",
        arn("logs", "x", "y", "log-group:abc:*"),
        /has abc, but controlTower.logGroupName is/,
      ],
    ] as const
  ).map(
    ([attribute, value, problem]) =>
      [
        "control-tower-trail-differs",
        { example: controlTower, root: "management", answers: theirTrail({ [attribute]: value }) },
        theirTrail(),
        problem,
      ] as const,
  ),
  ...(
    [
      ["s3BucketName", "other", /AWS Config has other, but controlTower.configBucket is aws-controltower-config-logs-/],
      ["s3KeyPrefix", "other", /AWS Config has other, but controlTower.configPrefix is o-a1b2c3d4e5$/],
      ["s3KmsKeyArn", `${theirKey}0`, /AWS Config has .*, but controlTower.configKmsKeyArn is/],
    ] as const
  ).map(
    ([attribute, value, problem]) =>
      [
        "control-tower-config-differs",
        { example: controlTower, root: "log-archive", answers: theirChannel({ [attribute]: value }) },
        theirChannel(),
        problem,
      ] as const,
  ),
  [
    "event-rule-quota",
    { root: "member-security-tooling", answers: { ListRules: { Rules: many(100, "Name") } } },
    { ListRules: { Rules: many(99, "Name") } },
    /event bus default has 100 rules, and 1 are added/,
  ],
  [
    "transit-gateway-missing",
    { root: "member-payments", answers: { DescribeTransitGateways: { TransitGateways: [] } } },
    { DescribeTransitGateways: { TransitGateways: [{ TransitGatewayId: "tgw-0123456789abcdef0" }] } },
    /tgw-0123456789abcdef0 does not exist/,
  ],
  [
    "web-acl-missing",
    { root: "member-payments", answers: { GetWebACL: new Refusal("WAFNonexistentItemException") } },
    { GetWebACL: { WebACL: {} } },
    /webacl\/payments\/.* does not exist/,
  ],
  [
    "web-acl-logs-elsewhere",
    {
      root: "member-payments",
      answers: { GetLoggingConfiguration: { LoggingConfiguration: { LogDestinationConfigs: ["another-bucket"] } } },
    },
    { GetLoggingConfiguration: new Refusal("WAFNonexistentItemException") },
    /delivers its logs to another-bucket/,
  ],
  [
    "config-role-exists",
    {
      root: "member-website",
      change: {
        logSources: {
          awsConfig: { role: "serviceLinked", createServiceLinkedRole: true, recorderByAccount: undefined },
        },
      },
      answers: { GetRole: { Role: {} } },
    },
    { GetRole: new Refusal("NoSuchEntityException") },
    /AWSServiceRoleForConfig exists/,
  ],
  [
    "archive-key-unusable",
    {
      root: "log-archive",
      change: {
        archive: {
          kmsKeyArn: arn("kms", region, account(2), `key/${"a".repeat(8)}-0000-4000-8000-${"0".repeat(11)}a`),
        },
      },
      answers: { DescribeKey: { KeyMetadata: { KeyState: "PendingDeletion" } } },
    },
    { DescribeKey: { KeyMetadata: { KeyState: "Enabled" } } },
    /is PendingDeletion/,
  ],
  [
    "state-bucket-locked",
    {
      root: "management",
      answers: {
        GetObjectLockConfiguration: { ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 1 } } } },
      },
    },
    { GetObjectLockConfiguration: new Refusal("ObjectLockConfigurationNotFoundError") },
    /has a default retention/,
  ],
  [
    "state-bucket-unversioned",
    { root: "management", answers: { GetBucketVersioning: {} } },
    { GetBucketVersioning: { Status: "Enabled" } },
    /has no versioning/,
  ],
];

test.each(cases)("%s is found, and a clean account has no finding", async (id, found, clean, problem) => {
  const { problems } = await find(id, found);

  expect(problems.length).toBeGreaterThan(0);
  for (const one of problems) expect(one).toMatch(problem);
  expect((await find(id, { ...found, answers: clean })).problems).toEqual([]);
});

test.each([
  ["no delivery channel", { DescribeDeliveryChannels: {} }],
  ["no key in the delivery channel", theirChannel({ s3KmsKeyArn: undefined })],
])("AWS Config with %s does not conflict with Control Tower", async (_, answers) => {
  const found = await find("control-tower-config-differs", { example: controlTower, root: "log-archive", answers });

  expect(found.problems).toEqual([]);
});

test("resources of Control Tower are read only in its mode, and only in the accounts that contain them", async () => {
  for (const { id } of checkGroups["Control Tower"]) {
    for (const [example, root] of [
      ["everything.yaml", "management"],
      ["everything.yaml", "log-archive"],
      [controlTower, "member-payments"],
    ] as const)
      expect(await find(id, { example, root, answers: {} })).toEqual({ problems: [], sent: [] });
  }
});

test("no request is sent for a deployed root about names that are in its state", async () => {
  const ofNames: readonly Check[] = checkGroups["Names of other resources"];

  for (const { id } of ofNames) {
    const { problems, sent } = await find(id, { root: "log-archive", answers: {}, isDeployed: () => true });
    expect([id, problems, sent]).toEqual([id, [], []]);
  }
});

test("every check has a unique id, a sentence, a fix and its actions", () => {
  const all = [...checks, ...obstacles];

  expect(all.length).toBeGreaterThanOrEqual(25);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { id, when, fix, reads } of all) {
    expect([id, /^[a-z]+(-[a-z]+)*$/.test(id), when.endsWith("."), /[.;]$/.test(fix)]).toEqual([id, true, true, false]);
    expect(reads.filter((action) => !/^[a-z0-9]+:[A-Z]\w+$/.test(action))).toEqual([]);
    expect([id, reads.filter((action) => !/:(Get|List|Describe|AssumeRole)/.test(action))]).toEqual([id, []]);
  }
});

test("every check has a case in this file or in the test on the local AWS", () => {
  const files = ["__tests__/local/check.test.ts", __filename, join(__dirname, "check-roots.test.ts")];
  const texts = files.map((file) => readFileSync(file, "utf8"));
  const untested = [...checks, ...obstacles].filter(({ id }) => !texts.some((text) => text.includes(`"${id}"`)));

  expect(untested.map(({ id }) => id)).toEqual([]);
});
