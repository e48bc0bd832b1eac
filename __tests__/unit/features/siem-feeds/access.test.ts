import { allFileSources, feedNames, feedNamesOf, fileSources } from "../../../../features/siem-feeds/names";
import { namesFor } from "../../../../config/names/names";
import type { Policy } from "../../../../aws-semantics/iam/document";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import type { Caller } from "../../../../aws-semantics/iam/request";
import { References } from "../../../../terraform-types/synthesized/references";
import { ofType, readStack } from "../../../../terraform-types/synthesized/stack";
import { rolesOf } from "../../../../terraform-types/synthesized/policies";
import { account, arn } from "../../../../sample-data/values";
import { organization } from "../../../support/organization";

/** The callers that may publish, receive and read for a feed, evaluated with the synthesized policies. */

const { config, stacks } = organization("config/examples/everything.yaml");
const { accounts, homeRegion, siemFeeds } = config;
const logArchive = stacks.get("log-archive");
if (logArchive === undefined) throw new Error("no log archive");
const stack = readStack("log-archive", logArchive.json);
const references = new References([stack]);
const tls = { "aws:SecureTransport": "true" };

/** Returns the policy of a resource with resolved references. */
function policyOf(type: string, attribute: string, value: string): Policy {
  const found = ofType(stack, type).find(({ attributes }) => references.text(stack, attributes[attribute]) === value);
  if (found === undefined) throw new Error(`no ${type} of ${value}`);
  return readPolicy(value, "resource", references.text(stack, found.attributes.policy));
}

const place = (service: string, name: string) => arn(service, homeRegion, accounts.logArchive, name);
const topicOf = (name: Parameters<ReturnType<typeof feedNames>["topicName"]>[0]) =>
  place("sns", feedNames(config).topicName(name));
const s3: Caller = { kind: "service", service: "s3.amazonaws.com" };
const sns: Caller = { kind: "service", service: "sns.amazonaws.com" };

/** Returns whether a service may perform an action on a resource. */
const allows = (policy: Policy, caller: Caller, action: string, resource: string, context: Record<string, string>) =>
  evaluate(
    { resource: policy, identity: [] },
    { caller, action, resource, resourceAccount: accounts.logArchive, context: { ...tls, ...context } },
  ).effect;

describe.each(allFileSources(config))("the topic of $name", ({ name, archive }) => {
  const topic = topicOf(name);
  const [topicId] = Object.entries(logArchive.json.resource.aws_sns_topic).find(
    ([, attributes]) => (attributes as { name: string }).name === feedNames(config).topicName(name),
  ) ?? [""];
  const policy = policyOf("aws_sns_topic_policy", "arn", references.text(stack, `\${aws_sns_topic.${topicId}.arn}`));
  const from = {
    "aws:SourceAccount": accounts.logArchive,
    "aws:SourceArn": arn("s3", "", "", namesFor(config).buckets[archive]),
  };
  const publish = (caller: Caller, context: Record<string, string>) =>
    allows(policy, caller, "sns:Publish", topic, context);

  test("accepts messages of its bucket", () => {
    expect(publish(s3, from)).toBe("allow");
  });

  test.each<[string, Caller, Record<string, string>, string]>([
    ["another bucket", s3, { ...from, "aws:SourceArn": arn("s3", "", "", "other") }, "implicit deny"],
    ["a bucket with this name in another account", s3, { ...from, "aws:SourceAccount": account(9) }, "implicit deny"],
    ["a request without a source", s3, {}, "implicit deny"],
    ["another service", { kind: "service", service: "events.amazonaws.com" }, from, "implicit deny"],
    ["nobody", { kind: "anonymous" }, from, "implicit deny"],
    ["a request over plain HTTP", s3, { ...from, "aws:SecureTransport": "false" }, "explicit deny"],
  ])("refuses messages of %s", (_, caller, context, effect) => {
    expect(publish(caller, context)).toBe(effect);
  });
});

describe.each(siemFeeds)("the feed $name", (feed) => {
  const names = feedNamesOf(config, feed);
  const queue = place("sqs", names.queueName);
  const sources = fileSources(config, feed.logs);
  const role = rolesOf(references).find(({ name }) => name === names.roleName);
  const asRole: Caller = {
    kind: "role",
    arn: names.roleArn,
    account: accounts.logArchive,
    organization: config.organizationId,
  };
  const byRole = (action: string, resource: string, context: Record<string, string> = {}) =>
    evaluate(
      { identity: role?.policies ?? [] },
      { caller: asRole, action, resource, resourceAccount: accounts.logArchive, context: { ...tls, ...context } },
    ).effect;

  test.each([names.queueName, names.deadLetterQueueName])(
    "accepts only messages of its topics in the queue %s",
    (name) => {
      const [id] = Object.entries(logArchive.json.resource.aws_sqs_queue).find(
        ([, attributes]) => (attributes as { name: string }).name === name,
      ) ?? [""];
      const policy = policyOf(
        "aws_sqs_queue_policy",
        "queue_url",
        references.text(stack, `\${aws_sqs_queue.${id}.url}`),
      );
      const send = (caller: Caller, context: Record<string, string>) =>
        allows(policy, caller, "sqs:SendMessage", references.text(stack, `\${aws_sqs_queue.${id}.arn}`), context);
      const from = (topic: string) => ({ "aws:SourceAccount": accounts.logArchive, "aws:SourceArn": topic });

      for (const source of sources) expect(send(sns, from(topicOf(source.name)))).toBe("allow");
      for (const { name: other } of allFileSources(config)) {
        const isOwn = sources.some((source) => source.name === other);
        expect(send(sns, from(topicOf(other)))).toBe(isOwn ? "allow" : "implicit deny");
      }
      expect(send(sns, from(arn("sns", homeRegion, account(9), "acme-prod-new-trail")))).toBe("implicit deny");
      expect(send(sns, { ...from(topicOf("trail")), "aws:SourceAccount": account(9) })).toBe("implicit deny");
      expect(send(s3, from(topicOf("trail")))).toBe("implicit deny");
      expect(send(sns, { ...from(topicOf("trail")), "aws:SecureTransport": "false" })).toBe("explicit deny");
    },
  );

  test("allows its role only to receive and delete messages", () => {
    for (const action of ["ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueUrl"]) {
      expect(byRole(`sqs:${action}`, queue)).toBe("allow");
    }
    for (const action of ["SendMessage", "PurgeQueue", "SetQueueAttributes", "DeleteQueue", "AddPermission"]) {
      expect(byRole(`sqs:${action}`, queue)).toBe("implicit deny");
    }
    for (const other of siemFeeds.filter(({ name }) => name !== feed.name)) {
      expect(byRole("sqs:ReceiveMessage", place("sqs", feedNamesOf(config, other).queueName))).toBe("implicit deny");
    }
    expect(byRole("sqs:ReceiveMessage", place("sqs", names.deadLetterQueueName))).toBe("implicit deny");
    for (const action of ["sts:AssumeRole", "iam:PassRole", "athena:StartQueryExecution", "s3:ListAllMyBuckets"]) {
      expect(byRole(action, "*")).toBe("implicit deny");
    }
  });
});

describe("the role of a feed", () => {
  const [splunk, sentinel] = siemFeeds;
  const trustOf = (feed: (typeof siemFeeds)[number]) => {
    const { roleName } = feedNamesOf(config, feed);
    const found = ofType(stack, "aws_iam_role").find(({ attributes }) => attributes.name === roleName);
    const { Version, Statement } = JSON.parse(found?.attributes.assume_role_policy);
    // A trust policy has no resource: the resource is its role
    return JSON.stringify({
      Version,
      Statement: Statement.map((one: object) => Object.assign(one, { Resource: "*" })),
    });
  };
  const reader = (accountId: string, name: string): Caller => ({
    kind: "role",
    arn: arn("iam", "", accountId, `role/${name}`),
    account: accountId,
    organization: "o-z9y8x7w6v5",
  });
  const administrator = readPolicy(
    "administrator",
    "identity",
    JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
  );
  const assume = (feed: (typeof siemFeeds)[number], caller: Caller, context: Record<string, string>) =>
    evaluate(
      { resource: readPolicy("trust", "resource", trustOf(feed)), identity: [administrator] },
      {
        caller,
        action: "sts:AssumeRole",
        resource: feedNamesOf(config, feed).roleArn,
        resourceAccount: accounts.logArchive,
        context,
      },
    ).effect;

  test.each<[string, Caller, Record<string, string>, string]>([
    ["the reader with the external id", reader(account(6), "log-reader"), { "sts:ExternalId": "ours" }, "allow"],
    [
      "the reader with the external id of another reader",
      reader(account(6), "log-reader"),
      { "sts:ExternalId": "x" },
      "implicit deny",
    ],
    ["the reader without an external id", reader(account(6), "log-reader"), {}, "implicit deny"],
    [
      "another role of the reader's account",
      reader(account(6), "other"),
      { "sts:ExternalId": "ours" },
      "implicit deny",
    ],
    [
      "the same role of another account",
      reader(account(7), "log-reader"),
      { "sts:ExternalId": "ours" },
      "implicit deny",
    ],
    ["nobody", { kind: "anonymous" }, { "sts:ExternalId": "ours" }, "implicit deny"],
  ])("the role of a feed can or cannot be assumed by %s, as expected", (_, caller, context, effect) => {
    if (splunk === undefined) throw new Error("the example has a feed");
    const ours = context["sts:ExternalId"] === "ours" ? { "sts:ExternalId": splunk.externalId ?? "" } : context;

    expect(assume(splunk, caller, ours)).toBe(effect);
  });

  test("the role of a feed of Microsoft Sentinel trusts no AWS principal, and only one workspace", () => {
    if (sentinel === undefined) throw new Error("the example has a feed");
    const [statement, ...more] = JSON.parse(trustOf(sentinel)).Statement;

    expect(more).toEqual([]);
    expect(Object.keys(statement.Principal)).toEqual(["Federated"]);
    expect(statement.Condition.StringEquals["sts:RoleSessionName"]).toBe(
      `MicrosoftSentinel_${sentinel.sentinelWorkspaceId}`,
    );
  });
});

describe("the notifications of the buckets", () => {
  const resources = logArchive.json.resource;

  test("send each file to one topic, after every queue has its policy", () => {
    const notifications = Object.values<{
      topic: { topic_arn: string; filter_prefix?: string }[];
      depends_on: string[];
    }>(resources.aws_s3_bucket_notification);
    const announced = notifications.flatMap(({ topic }) =>
      topic.map(({ topic_arn: topic_, filter_prefix: prefix = "" }) => [references.text(stack, topic_), prefix]),
    );

    expect(announced.toSorted()).toEqual(
      allFileSources(config)
        .flatMap(({ name, keyPrefixes }) => keyPrefixes.map((prefix) => [topicOf(name), prefix]))
        .toSorted(),
    );
    const subscriptions = Object.keys(resources.aws_sns_topic_subscription).filter((id) => id.startsWith("SiemFeeds"));
    for (const { depends_on: dependsOn } of notifications) {
      expect(dependsOn).toEqual(expect.arrayContaining(subscriptions.map((id) => `aws_sns_topic_subscription.${id}`)));
    }
  });

  test("the notifications of the buckets have the same Terraform address with and without a feed, so that a new feed causes no gap", () => {
    const withSearchAlone = organization("config/examples/everything.yaml", { siemFeeds: [] }).stacks.get(
      "log-archive",
    );
    const [address] = Object.keys(withSearchAlone?.json.resource.aws_s3_bucket_notification);

    expect(Object.keys(resources.aws_s3_bucket_notification)).toContain(address);
    expect(resources.aws_s3_bucket_notification[address ?? ""].depends_on).toContainEqual(
      expect.stringMatching(/^aws_sns_topic_subscription\.Search_/),
    );
  });
});
