import type { Statement } from "../../../../aws-semantics/iam/document";
import { type FactTable, stackd } from "../fact-table";
import {
  type ServiceFact,
  alarm,
  bucket,
  from,
  grant,
  organization,
  owner,
  rule,
  topic,
  topicContext,
} from "./service-fact";

const ofTopic = { "kms:EncryptionContext:aws:sns:topicArn": topic };
const actions = ["kms:GenerateDataKey*", "kms:Decrypt"];

const events = (what: string, condition: NonNullable<Statement["Condition"]>, allowed: boolean): ServiceFact => ({
  what,
  service: "events.amazonaws.com",
  action: "kms:GenerateDataKey",
  sends: { ...from(rule), "aws:SourceOrgID": organization, ...topicContext(rule) },
  statements: [
    grant("events.amazonaws.com", actions, {
      ...condition,
      StringEquals: { ...condition.StringEquals, ...ofTopic },
    }),
  ],
  allowed,
});

/** AWS documents that these conditions are not supported. For a custom bus, they are recorded as matched. */
export const rulesToEncryptedTopics: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/sns/encryption_service_sources.json"),
  rows: [
    events("unconditional", {}, true),
    events("source-rule", { ArnEquals: { "aws:SourceArn": rule } }, true),
    events("source-topic", { ArnEquals: { "aws:SourceArn": topic } }, false),
    events("source-account", { StringEquals: { "aws:SourceAccount": owner } }, true),
    events("null-arn", { Null: { "aws:SourceArn": "true" } }, false),
    events("null-account", { Null: { "aws:SourceAccount": "true" } }, false),
    events("null-org", { Null: { "aws:SourceOrgID": "true" } }, false),
    events("source-org", { StringEquals: { "aws:SourceOrgID": organization } }, true),
  ],
};

const publisher = (what: string, service: string, source: string, action: string): ServiceFact => ({
  what,
  service,
  action,
  sends: topicContext(source),
  statements: [grant(service, ["kms:GenerateDataKey", "kms:Decrypt"], { StringEquals: ofTopic })],
  allowed: true,
});

export const alarmsToEncryptedTopics: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/sns/encryption_cloudwatch_source.json"),
  rows: ["kms:GenerateDataKey", "kms:Decrypt"].map((action) =>
    publisher(`an alarm: ${action}`, "cloudwatch.amazonaws.com", alarm, action),
  ),
};

export const bucketsToEncryptedTopics: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/sns/encryption_s3_source.json"),
  rows: ["kms:GenerateDataKey", "kms:Decrypt"].map((action) =>
    publisher(`a bucket: ${action}`, "s3.amazonaws.com", bucket, action),
  ),
};

/** The publishing service uses the key. SNS itself requires no grant, and a grant for SNS has no effect. */
export const nobodyElse: FactTable<ServiceFact> = {
  source: stackd("docs/sns.md"),
  rows: [
    {
      ...publisher("a rule, with a grant to SNS alone", "events.amazonaws.com", rule, "kms:GenerateDataKey"),
      statements: [grant("sns.amazonaws.com", actions)],
      allowed: false,
    },
    {
      ...publisher("a rule, without a grant", "events.amazonaws.com", rule, "kms:GenerateDataKey"),
      statements: [],
      allowed: false,
    },
  ],
};
