import type { Statement } from "../../../../aws-semantics/iam/document";
import { type FactTable, stackd } from "../fact-table";
import { arn } from "../../../../sample-data/values";
import { type ServiceFact, from, grant, owner, region, rule, stranger, topic } from "./service-fact";

const assume = (
  what: string,
  service: string,
  sends: ServiceFact["sends"],
  Condition: Statement["Condition"],
  allowed: boolean,
): ServiceFact => ({
  what,
  service,
  action: "sts:AssumeRole",
  sends,
  statements: [grant(service, "sts:AssumeRole", Condition)],
  allowed,
});

/** Firehose sends the account of the stream as the external id. */
const firehose = (what: string, externalId: string, allowed: boolean) =>
  assume(
    what,
    "firehose.amazonaws.com",
    { "sts:ExternalId": owner },
    { StringEquals: { "sts:ExternalId": externalId } },
    allowed,
  );

export const firehoseRoles: FactTable<ServiceFact> = {
  source: stackd("docs/firehose.md"),
  rows: [firehose("Firehose, by its account", owner, true), firehose("Firehose, by another account", stranger, false)],
};

/** The source account is the account of the topic, not the account of the stream. */
const sns = (what: string, account: string, allowed: boolean) =>
  assume(
    what,
    "sns.amazonaws.com",
    from(topic),
    { StringEquals: { "aws:SourceAccount": account }, ArnEquals: { "aws:SourceArn": topic } },
    allowed,
  );

export const topicRoles: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/sns/cross_account_firehose.json"),
  rows: [
    sns("SNS to a stream, by the account of the topic", owner, true),
    sns("SNS to a stream, by the account of the stream", stranger, false),
  ],
};

/** The source account is the account of the bus, not the account that created the rule or sent the event. */
const events = (what: string, Condition: Statement["Condition"], allowed: boolean) =>
  assume(what, "events.amazonaws.com", from(rule), Condition, allowed);

export const busRoles: FactTable<ServiceFact> = {
  source: stackd("docs/eventbridge.md"),
  rows: [
    events("EventBridge, by the rule", { ArnEquals: { "aws:SourceArn": rule } }, true),
    events("EventBridge, by the account of the bus", { StringEquals: { "aws:SourceAccount": owner } }, true),
    events("EventBridge, by another rule", { ArnEquals: { "aws:SourceArn": `${rule}-other` } }, false),
    events("EventBridge, by the account of the publisher", { StringEquals: { "aws:SourceAccount": stranger } }, false),
  ],
};

/** The name of the condition key is case-insensitive. The recording spells it `AWS:SourceAccount`. */
export const configRoles: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/configservice/lifecycle.json"),
  rows: [
    assume(
      "AWS Config, by its account",
      "config.amazonaws.com",
      from(arn("config", region, owner, "configuration-recorder/owned")),
      { StringEquals: { "AWS:SourceAccount": owner } },
      true,
    ),
  ],
};

const group = arn("logs", region, owner, "log-group:/owned");
const invoke = (what: string, Condition: Statement["Condition"], allowed: boolean): ServiceFact => ({
  what,
  service: "logs.amazonaws.com",
  action: "lambda:InvokeFunction",
  sends: from(`${group}:*`),
  statements: [grant("logs.amazonaws.com", "lambda:InvokeFunction", Condition)],
  allowed,
});

/** The source ARN of CloudWatch Logs is the log group with `:*` at its end. */
export const subscribedFunctions: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/logs/subscriptions.json"),
  rows: [
    invoke("a log group, without a condition", undefined, true),
    invoke("a log group with the end", { ArnEquals: { "aws:SourceArn": `${group}:*` } }, true),
    invoke("a log group without the end", { StringEquals: { "aws:SourceArn": group } }, false),
    invoke("another log group", { ArnEquals: { "aws:SourceArn": `${group}-other:*` } }, false),
    invoke("another account", { StringEquals: { "aws:SourceAccount": stranger } }, false),
  ],
};
