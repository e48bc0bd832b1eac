import { acceptsSubscription } from "../../../../aws-semantics/deliveries/subscription";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { account, arn } from "../../../../sample-data/values";
import { type SubscriptionFact, accountLogs, firehose, streams } from "./subscriptions";

const owner = account(1);
const region = "us-east-1";
const Version = "2012-10-17";
const streamArn = arn("kinesis", region, owner, "stream/owned");

function roleOf({ trusts, condition, action }: SubscriptionFact) {
  if (trusts === undefined) return undefined;
  const sources = JSON.stringify(condition ?? {}).replace(accountLogs, arn("logs", region, owner, "*"));
  const trust = {
    Effect: "Allow",
    Principal: { Service: trusts },
    Action: "sts:AssumeRole",
    Condition: JSON.parse(sources),
  };
  const policies =
    action === undefined ? [] : [{ Version, Statement: { Effect: "Allow", Action: action, Resource: streamArn } }];
  return {
    arn: arn("iam", "", owner, "role/owned"),
    trust: readPolicy("trust", "trust", JSON.stringify({ Version, Statement: trust })),
    policies: policies.map((policy) => readPolicy("owned", "identity", JSON.stringify(policy))),
  };
}

test.each([...streams.rows, ...firehose.rows])("a subscription with $what is accepted: $accepted", (fact) => {
  const subscription = {
    accountId: owner,
    sourceArn: arn("logs", region, owner, "log-group:/owned:*"),
    streamArn,
    action: fact.action ?? "kinesis:PutRecord",
    role: roleOf(fact),
  };

  expect(acceptsSubscription(subscription)).toBe(fact.accepted);
});
