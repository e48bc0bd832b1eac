import type { Statement } from "../../../../aws-semantics/iam/document";
import { type FactTable, stackd } from "../fact-table";
import { type ServiceFact, alarm, bucket, from, grant, owner, region, rule, stranger, topic } from "./service-fact";

const publish = (
  what: string,
  service: string,
  source: string,
  statements: readonly Statement[],
  allowed: boolean,
) => ({
  what,
  service,
  action: "sns:Publish",
  sends: from(source),
  statements,
  allowed,
});

const events = (what: string, Condition: Statement["Condition"], allowed: boolean): ServiceFact =>
  publish(what, "events.amazonaws.com", rule, [grant("events.amazonaws.com", "sns:Publish", Condition)], allowed);

/** EventBridge sends its rule and its account, but not the older `aws:SourceOwner`. */
export const rulesToTopics: FactTable<ServiceFact> = {
  source: stackd("docs/sns.md"),
  rows: [
    events("a rule, without a condition", undefined, true),
    events("a rule, by its ARN", { ArnEquals: { "aws:SourceArn": rule } }, true),
    events("a rule, by its account", { StringEquals: { "aws:SourceAccount": owner } }, true),
    events("a rule, by another ARN", { ArnEquals: { "aws:SourceArn": `${rule}-other` } }, false),
    events("a rule, by the owner of the source", { StringEquals: { "aws:SourceOwner": owner } }, false),
  ],
};

const bySource = (source: string): Statement["Condition"] => ({
  ArnEquals: { "aws:SourceArn": source },
  StringEquals: { "aws:SourceAccount": owner },
});

export const alarmsToTopics: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/sns/encryption_cloudwatch_source.json"),
  rows: [
    publish(
      "an alarm, by its ARN and account",
      "cloudwatch.amazonaws.com",
      alarm,
      [grant("cloudwatch.amazonaws.com", "sns:Publish", bySource(alarm))],
      true,
    ),
  ],
};

export const bucketsToTopics: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/sns/encryption_s3_source.json"),
  rows: [
    publish(
      "a bucket, by its ARN and account",
      "s3.amazonaws.com",
      bucket,
      [grant("s3.amazonaws.com", "sns:Publish", bySource(bucket))],
      true,
    ),
  ],
};

/** SNS sends to a queue of its own region as its own principal, and from an opt-in region as the SNS principal of this region. */
const toQueue = (what: string, service: string, granted: string, allowed: boolean): ServiceFact => ({
  what,
  service,
  action: "sqs:SendMessage",
  sends: from(topic),
  statements: [grant(granted, "sqs:SendMessage")],
  allowed,
});
const ofOptInRegion = "sns.ap-east-1.amazonaws.com";

export const topicsToQueues: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/sns/regional_sqs.json"),
  rows: [
    toQueue("a topic of a default region", "sns.amazonaws.com", "sns.amazonaws.com", true),
    toQueue("a topic of an opt-in region, by its regional name", ofOptInRegion, ofOptInRegion, true),
    toQueue("a topic of an opt-in region, by the general name", ofOptInRegion, "sns.amazonaws.com", false),
    toQueue(`a topic of ${region}, by another service`, "sns.amazonaws.com", "events.amazonaws.com", false),
    {
      ...toQueue("a topic, by another account", "sns.amazonaws.com", "sns.amazonaws.com", false),
      statements: [grant("sns.amazonaws.com", "sqs:SendMessage", { StringEquals: { "aws:SourceAccount": stranger } })],
    },
    {
      ...toQueue("a topic, by another ARN", "sns.amazonaws.com", "sns.amazonaws.com", false),
      statements: [grant("sns.amazonaws.com", "sqs:SendMessage", { ArnEquals: { "aws:SourceArn": `${topic}-other` } })],
    },
  ],
};
