import { condenseArns } from "../../../../../cli/policy/deploy/arns";
import { deployPolicies } from "../../../../../cli/policy/deploy/deploy-policy";
import { type Statement, statementsOf } from "../../../../../cli/policy/deploy/statements";
import { account, arn } from "../../../../../sample-data/values";
import { type Stack, readStack } from "../../../../../terraform-types/synthesized/stack";
import { organization } from "../../../../support/organization";

const stacksOf = (file: string): Stack[] =>
  [...organization(file, {}).stacks].map(([name, { json }]) => readStack(name, json));

const everything = stacksOf("config/examples/everything.yaml");
const example = stacksOf("config/example.yaml");

const selection = (name: string, ...stacks: readonly Stack[]) => [name, stacks] as const;

/** Each root alone, and all roots together. */
const selections = [
  ...everything.map((stack) => selection(`${stack.name} of everything`, stack)),
  ...example.map((stack) => selection(`${stack.name} of the example`, stack)),
  selection("all roots of everything", ...everything),
  selection("all roots of the example", ...example),
];

const writing = (stacks: readonly Stack[]): Statement[] =>
  statementsOf(stacks).filter(({ Action }) => !Action.every((action) => /:(Get|List|Describe|Validate)/.test(action)));

describe.each(selections)("the policies of %s", (_, stacks) => {
  test("fit into managed policies, and contain no statement twice", () => {
    const policies = deployPolicies(stacks);
    const ids = policies.flatMap(({ Statement: all }) => all.map(({ Sid }) => Sid));

    expect(policies.length).toBeLessThanOrEqual(10);
    for (const policy of policies)
      expect(JSON.stringify(policy).replaceAll(/\s/g, "").length).toBeLessThanOrEqual(6_144);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[A-Za-z0-9]+$/.test(id))).toEqual([]);
  });

  test("the policies contain only full names of actions", () => {
    const actions = statementsOf(stacks).flatMap(({ Action }) => Action);

    expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Z]\w+$/.test(action))).toEqual([]);
  });

  test("allow IAM changes only of named roles and policies", () => {
    const statements = writing(stacks).filter(({ Action }) => Action.some((action) => action.startsWith("iam:")));

    for (const { Sid, Resource } of statements) {
      const named =
        /^arn:[^:]+:iam::(\d{12}|\*):(role|policy)\/(acme-|OIDC_acme-|aws-service-role\/[a-z0-9.-]+\.amazonaws\.com\/)/;
      expect([Sid, [Resource].flat().filter((one) => !named.test(one))]).toEqual([Sid, []]);
    }
  });

  test("pass roles only to the services that their trust policies allow", () => {
    const passing = statementsOf(stacks).filter(({ Action }) => Action.includes("iam:PassRole"));
    const roles = stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === "aws_iam_role"));

    for (const { Action, Condition, Resource } of passing) {
      const [service = ""] = Condition?.["StringEquals"]?.["iam:PassedToService"] ?? [];
      const names = [Resource].flat().map((one) => one.split(":role/")[1] ?? "");
      const trusting = roles.filter(({ attributes }) => attributes.assume_role_policy.includes(`"${service}"`));
      expect(Action).toEqual(["iam:PassRole"]);
      expect(service).toMatch(/^[a-z0-9-]+\.amazonaws\.com$/);
      expect(names.filter((name) => !trusting.some(({ attributes }) => attributes.name === name))).toEqual([]);
    }
  });

  test("attach only the policies that the roots attach, and create only named service-linked roles", () => {
    for (const { Action, Condition = {} } of statementsOf(stacks)) {
      if (Action.includes("iam:AttachRolePolicy")) {
        const policies = Condition["ArnLike"]?.["iam:PolicyARN"] ?? [];
        expect(policies.length).toBeGreaterThan(0);
        expect(policies.filter((one) => !/:iam::(aws|\d{12}|\*):policy\/(service-role\/AW|acme-)/.test(one))).toEqual(
          [],
        );
      }
      if (Action.includes("iam:CreateServiceLinkedRole")) {
        expect(Condition["StringEquals"]?.["iam:AWSServiceName"]?.length).toBeGreaterThan(0);
      }
    }
  });

  test("create no users, access keys or sessions, and read no logs", () => {
    const actions = statementsOf(stacks).flatMap(({ Action }) => Action);
    const refused =
      /^(sts:|iam:(Create|Put|Attach|Update|Delete)(User|Group|Login|Access)|s3:(GetObject|PutObject|DeleteObject)|s3:Bypass|logs:(GetLogEvents|FilterLogEvents)|athena:StartQuery|kms:(Decrypt|GenerateDataKey))/;

    expect(actions.filter((action) => refused.test(action))).toEqual([]);
  });
});

test("only the logging of another owner's bucket may be changed", () => {
  const statements = writing(everything).filter(({ Resource }) =>
    Resource.includes(arn("s3", "", "", "acme-invoices")),
  );

  expect(statements.map(({ Action }) => Action)).toEqual([["s3:PutBucketLogging"]]);
});

test("only a subscription may be added to another owner's log group", () => {
  const group = arn("logs", "eu-central-1", "*", "log-group:/ecs/website");
  const statements = writing(everything).filter(({ Resource }) => Resource.includes(group));

  expect(statements.map(({ Action }) => Action)).toEqual([
    ["logs:DeleteSubscriptionFilter", "logs:PutSubscriptionFilter"],
  ]);
});

test("the policies of one account contain only this account", () => {
  const stack = everything.find(({ name }) => name === "member-payments");
  const resources = writing(stack ? [stack] : []).flatMap(({ Resource }) => [Resource].flat());
  const accounts = new Set(resources.map((resource) => resource.split(":")[4]));

  expect(accounts).toEqual(new Set([account(3), "", undefined]));
});

test("the role may create the service-linked role of each service that creates it as the caller", () => {
  const statements = statementsOf(everything).filter(({ Action }) => Action.includes("iam:CreateServiceLinkedRole"));

  expect(statements.map(({ Condition }) => Condition?.["StringEquals"]?.["iam:AWSServiceName"])).toEqual([
    [
      "cloudtrail.amazonaws.com",
      "opensearchservice.amazonaws.com",
      "ops.emr-serverless.amazonaws.com",
      "osis.amazonaws.com",
      "wafv2.amazonaws.com",
    ],
  ]);
});

test.each([
  ["aws_kinesis_firehose_delivery_stream", true],
  ["aws_opensearch_domain", true],
  ["aws_sqs_queue", false],
])("the role may create grants at keys for a root with %s: %s", (type, isAllowed) => {
  const resources = everything.flatMap((stack) => stack.resources.filter((one) => one.type === type));
  const actions = statementsOf([Object.assign({}, everything[0], { resources })]).flatMap(({ Action }) => Action);

  expect(actions.includes("kms:CreateGrant")).toBe(isAllowed);
});

test("a resource type that this project does not create is refused", () => {
  const other = { id: "a", type: "aws_instance", attributes: {} };
  const [stack] = example;

  expect(() => statementsOf([Object.assign({}, stack, { resources: [other] })])).toThrow(/aws_instance/);
});

test("roots that need more than ten policies are refused", () => {
  const roots = Array.from({ length: 1_200 }, (_, i): Stack => {
    const bucket = `bucket-${"x".repeat(40)}-${i}`.split("").toReversed().join("");
    return Object.assign({}, example[0], { resources: [{ id: "a", type: "aws_s3_bucket", attributes: { bucket } }] });
  });

  expect(() => deployPolicies(roots)).toThrow(/these roots need \d\d policies, but IAM allows 10 for each role/);
});

describe("the names of resources", () => {
  const alarms = (...names: readonly string[]) =>
    names.map((name) => arn("cloudwatch", "eu-west-1", "*", `alarm:${name}`));

  test.each([
    ["stay if there are three", alarms("acme-a", "acme-b", "acme-c"), alarms("acme-a", "acme-b", "acme-c")],
    ["become a pattern if there are four", alarms("acme-a", "acme-b", "acme-c", "acme-d"), alarms("acme-*")],
    [
      "stay if four names have three letters in common",
      alarms("acm1", "acm2", "acm3", "acm4"),
      alarms("acm1", "acm2", "acm3", "acm4"),
    ],
    [
      "become a pattern if four names have four letters in common",
      alarms("acme1", "acme2", "acme3", "acme4"),
      alarms("acme*"),
    ],
  ])("%s", (_, given, expected) => {
    expect(condenseArns(given)).toEqual(expected);
  });
});
