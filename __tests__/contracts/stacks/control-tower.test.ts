import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { detectionsOf } from "../../../config/derived/detections-of";
import { controlTowerNames } from "../../../config/names/control-tower";
import { unsubscribedLogGroups } from "../../../config/names/deliveries";
import { namesFor } from "../../../config/names/names";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../aws-semantics/filter-pattern/filter-predicate";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../aws-semantics/iam/evaluate";
import { account, arn } from "../../../sample-data/values";
import { type Change, organization } from "../../support/organization";

const example = "config/examples/control-tower.yaml";
const clean = { trailBucket: undefined, logGroupName: undefined, configBucket: undefined };
const layouts: [string, Change][] = [
  ["layout 4.x with data events", {}],
  ["layout 3.x without data events", { controlTower: { layout: "3.x", ...clean }, trail: undefined }],
  [
    "layout landingZoneAccelerator",
    {
      controlTower: {
        layout: "landingZoneAccelerator",
        ...clean,
        trailName: undefined,
        trailPrefix: undefined,
        configPrefix: undefined,
      },
    },
  ],
];

/** Resource types that may contain names of Control Tower's resources. They monitor, read or exclude them, and change nothing. */
const readings = new Set([
  "aws_cloudtrail not_starts_with",
  "aws_cloudwatch_dashboard dashboard_body",
  "aws_cloudwatch_event_rule event_pattern",
  "aws_cloudwatch_log_metric_filter log_group_name",
  "aws_cloudwatch_log_metric_filter pattern",
  "aws_cloudwatch_metric_alarm LogGroupName",
  "aws_cloudwatch_query_definition log_group_names",
  "aws_glue_catalog_table location",
  "aws_glue_catalog_table storage.location.template",
  "aws_iam_policy policy",
  "aws_iam_role_policy policy",
  "aws_sfn_state_machine definition",
]);

/** Returns a policy without references and escapes of Terraform. */
const resolved = (policy: string) =>
  policy.replaceAll(/(?<!\$)\$\{[^}]+\}/g, arn("kms", "eu-west-1", account(2), "key/x")).replaceAll("$${", "${");

/** Returns every string of a resource, with the name of its attribute. */
function textsOf(value: unknown, attribute = ""): [string, string][] {
  if (typeof value === "string") return [[attribute, value]];
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, attribute));
  return Object.entries((value ?? {}) as object).flatMap(([name, one]) => textsOf(one, name));
}

describe.each(layouts)("with Control Tower, %s,", (_, change) => {
  const { config, stacks } = organization(example, change);
  const theirs = controlTowerNames(config);
  const owned = [theirs.trailName, theirs.trailBucket, theirs.configBucket, theirs.logGroupName];
  const resources = [...stacks].flatMap(([stack, { json }]) =>
    Object.entries<Record<string, object>>(json.resource).flatMap(([type, named]) =>
      Object.values(named).map((attributes) => ({ stack, type, attributes })),
    ),
  );
  const isTheirs = (text: string) => owned.some((name) => text.includes(name)) || /aws-?controltower-/.test(text);

  test("no resource creates, changes or imports a resource of Control Tower", () => {
    const named = resources.flatMap(({ type, attributes }) =>
      textsOf(attributes)
        .filter(([, text]) => isTheirs(text))
        .map(([attribute]) => `${type} ${attribute}`),
    );

    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((place) => !readings.has(place))).toEqual([]);
    for (const [, { json }] of stacks) expect([json.import, json.moved]).toEqual([undefined, undefined]);
  });

  test("policies allow only read access to resources of Control Tower", () => {
    const statements = resources
      .filter(({ type }) => ["aws_iam_policy", "aws_iam_role_policy"].includes(type))
      .flatMap(
        ({ attributes }) => JSON.parse((attributes as { policy: string }).policy).Statement as PolicyStatement[],
      );
    const ofTheirs = statements.filter(({ Resource }) => [Resource ?? []].flat().some(isTheirs));
    const actions = new Set(
      ofTheirs.flatMap(({ Effect, Action }) => (Effect === "Allow" ? [Action ?? []].flat() : [])),
    );

    expect(actions).toContain("s3:GetObject");
    expect(
      [...actions].filter(
        (action) => !/^(s3:(Get|List)|logs:(StartQuery|GetQuery|StopQuery|Get|Describe|Filter))/.test(action),
      ),
    ).toEqual([]);
  });

  test("an analyst may read only the folders of the tables in Control Tower's buckets", () => {
    const analysts = stacks
      .get("log-archive")
      ?.all(IamPolicy)
      .filter(({ name }) => name === namesFor(config).analystPolicyName);
    const identity = (analysts ?? []).map(({ policy }) => readPolicy("analysts", "identity", resolved(policy)));
    const effectOf = (action: string, bucket: string, key: string) =>
      evaluate(
        { identity },
        {
          caller: { kind: "role", arn: arn("iam", "", account(2), "role/analyst"), account: account(2) },
          action,
          resource: arn("s3", "", "", action === "s3:ListBucket" ? bucket : `${bucket}/${key}`),
          resourceAccount: account(2),
          context: action === "s3:ListBucket" ? { "s3:prefix": key } : {},
        },
      ).effect;
    const effects = (bucket: string, key: string) =>
      ["s3:GetObject", "s3:ListBucket"].map((action) => effectOf(action, bucket, key));
    const templates = (stacks.get("log-archive")?.all(GlueCatalogTable) ?? []).flatMap(({ parameters = {} }) => {
      const template: string = parameters["storage.location.template"] ?? "";
      const [, bucket = "", folder = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(template) ?? [];
      return [theirs.trailBucket, theirs.configBucket].includes(bucket) ? [{ bucket, folder }] : [];
    });

    expect(identity).toHaveLength(1);
    expect(templates.some(({ folder }) => folder.includes("/Config/"))).toBe(true);
    expect(templates.some(({ folder }) => folder.includes("/CloudTrail/"))).toBe(true);
    for (const { bucket, folder } of templates) {
      const inside = folder.replaceAll(/\$+\{account\}/g, account(3)).replaceAll(/\$+\{\w+\}/g, "x");
      expect([folder, effects(bucket, `${inside}/`)]).toEqual([folder, ["allow", "allow"]]);
    }
    const { configBucket, configPrefix } = theirs;
    const awsLogs = `${configPrefix === "" ? "" : `${configPrefix}/`}AWSLogs`;
    for (const other of [
      `${awsLogs}/`,
      `${awsLogs}/${account(3)}/vpcflowlogs/eu-west-1/a`,
      `${awsLogs}/${account(3)}/elasticloadbalancing/Config/a`,
      `${awsLogs}/${account(3)}/Configuration/a`,
      "elsewhere/a",
    ]) {
      expect([other, effects(configBucket, other)]).toEqual([other, ["implicit deny", "implicit deny"]]);
    }
  });

  test("no trail records management events or Insights a second time", () => {
    const trails = [...stacks.values()].flatMap((stack) => stack.all(Cloudtrail));
    const selectors = trails.flatMap((trail) => trail.advanced_event_selector);

    expect(trails).toHaveLength(config.trail.dataEvents.length > 0 ? 1 : 0);
    expect(trails.filter((trail) => (trail.advanced_event_selector ?? []).length === 0)).toEqual([]);
    expect(JSON.stringify(selectors)).not.toContain('"Management"');
    expect(trails.filter((trail) => trail.insight_selector ?? trail.event_selector)).toEqual([]);
  });

  test("every alarm and live query reads Control Tower's log group, and application logs do not subscribe it", () => {
    const management = stacks.get("management");
    const groups = [
      ...(management?.all(CloudwatchLogMetricFilter) ?? []).map(({ log_group_name }) => log_group_name),
      ...(management?.all(CloudwatchQueryDefinition) ?? []).flatMap(({ log_group_names }) => log_group_names),
    ];

    expect(groups.length).toBeGreaterThan(90);
    expect(new Set(groups)).toEqual(new Set([theirs.logGroupName]));
    expect(unsubscribedLogGroups(config)).toContain(theirs.logGroupName);
  });

  test("only the management account has a recorder", () => {
    const recorded = [...stacks].filter(([, stack]) => stack.all(ConfigConfigurationRecorder).length > 0);

    expect(recorded.map(([name]) => name)).toEqual(["management"]);
  });

  test("Terraform assumes Control Tower's role in every account except the management account", () => {
    const roles = [...stacks].map(([name, { json }]) => [
      name,
      json.provider.aws[0].assume_role?.[0].role_arn.split("/")[1],
    ]);

    expect(roles).toEqual(
      [...stacks.keys()].map((name) => [name, name === "management" ? undefined : "AWSControlTowerExecution"]),
    );
  });

  const noticed = (eventSource: string, eventName: string, fields: object, organizationOf = config) =>
    detectionsOf(organizationOf)
      .filter(({ pattern }) =>
        matches(parseFilterPattern(pattern), { eventSource: `${eventSource}.amazonaws.com`, eventName, ...fields }),
      )
      .map(({ id }) => id);
  const { config: whole } = organization("config/example.yaml");
  const after = {
    isOrganizationTrail: true,
    isMultiRegionTrail: true,
    logFileValidationEnabled: true,
    cloudWatchLogsLogGroupArn: "any",
    s3BucketName: theirs.trailBucket,
  };

  test.each([
    ["trail-blinded", "cloudtrail", "PutEventSelectors", { requestParameters: { trailName: theirs.trailName } }],
    ["trail-blinded", "cloudtrail", "UpdateTrail", { responseElements: { ...after, s3BucketName: "elsewhere" } }],
    ["archive-guard-removed", "s3", "DeleteBucketPolicy", { requestParameters: { bucketName: theirs.trailBucket } }],
    ["archive-guard-removed", "s3", "PutBucketLifecycle", { requestParameters: { bucketName: theirs.configBucket } }],
    ["archive-settings-changed", "s3", "PutBucketLogging", { requestParameters: { bucketName: theirs.trailBucket } }],
    [
      "trail-log-group-tampering",
      "logs",
      "DeleteMetricFilter",
      { requestParameters: { logGroupName: theirs.logGroupName } },
    ],
  ])("the detection %s matches %s:%s of Control Tower's resources", (id, source, name, fields) => {
    expect(noticed(source, name, fields)).toContain(id);
    if (!JSON.stringify(fields).includes("elsewhere")) expect(noticed(source, name, fields, whole)).not.toContain(id);
  });

  test("no detection matches an update after which Control Tower's trail is complete", () => {
    expect(noticed("cloudtrail", "UpdateTrail", { responseElements: after })).not.toContain("trail-blinded");
  });

  test("the detections also protect the project's own trail of data events", () => {
    const selectors = { requestParameters: { trailName: namesFor(config).trailName } };

    expect(noticed("cloudtrail", "PutEventSelectors", selectors).includes("trail-blinded")).toBe(
      config.trail.dataEvents.length > 0,
    );
  });
});

describe.each([
  ["with data events", {}],
  ["without", { trail: undefined }],
])("a change from mode whole to mode controlTower, %s,", (_, change: Change) => {
  const addressesOf = (changes: Change) =>
    [...organization(example, { ...change, ...changes }).stacks].flatMap(([stack, { json }]) => {
      const forgotten: { readonly from: string }[] = json.removed ?? [];
      const addresses = Object.entries<object>(json.resource).flatMap(([type, named]) =>
        Object.keys(named).map((name) => `${type}.${name}`),
      );
      return addresses.concat(forgotten.map(({ from }) => from)).map((address) => `${stack} ${address}`);
    });
  const config = { recorder: "none", recorderByAccount: { [account(1)]: "create" } };
  const before = addressesOf({ mode: "whole", controlTower: undefined, logSources: { awsConfig: config } });
  const now = new Set(addressesOf({}));
  const holdsData = /(aws_cloudtrail|_log_group|aws_s3_bucket(?!_metric)\w*|aws_kms_\w+|aws_glue_\w+|aws_athena_\w+)\./;

  test("destroys nothing that records, locks or protects logs", () => {
    const lost = before.filter((address) => !now.has(address) && holdsData.test(address));

    expect(before.filter((address) => holdsData.test(address)).length).toBeGreaterThan(100);
    expect(lost).toEqual([]);
  });
});
