import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { NewFilesTopic } from "../../../../features/siem-feeds/new-files-topic";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-trail-archive");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/feeds");
const resources = synth((scope) => {
  new NewFilesTopic(scope, "Topic", {
    topicName: "acme-new-trail",
    kmsKeyArn,
    accountId: account(2),
    bucketArn,
    dependsOn: [],
  });
});

test("NewFilesTopic is encrypted with the given key", () => {
  expect(resources.one(SnsTopic)).toMatchObject({ name: "acme-new-trail", kms_master_key_id: kmsKeyArn });
});

test("NewFilesTopic allows only S3 to publish, for one bucket of this account, and denies plain HTTP", () => {
  expect(JSON.parse(resources.one(SnsTopicPolicy).policy).Statement).toEqual([
    {
      Sid: "AllowBucket",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "sns:Publish",
      Resource: expect.stringMatching(/^\$\{aws_sns_topic\.[^}]+\.arn\}$/),
      Condition: { StringEquals: { "aws:SourceAccount": account(2) }, ArnEquals: { "aws:SourceArn": bucketArn } },
    },
    expect.objectContaining({ Sid: "DenyPlainHttp", Effect: "Deny", Principal: "*" }),
  ]);
});
