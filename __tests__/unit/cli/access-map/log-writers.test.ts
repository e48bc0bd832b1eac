import { keyOf } from "../../../../cli/access-map/s3-location";
import { logWriters } from "../../../../cli/access-map/log-writers";
import { References } from "../../../../terraform-types/synthesized/references";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { account, arn } from "../../../../sample-data/values";

const locationsOf = (type: string, attributes: object) => {
  const provider = { aws: [{ allowed_account_ids: [account(1)], region: "eu-west-1" }] };
  const stack = readStack("one", { provider, resource: { [type]: { Resource: attributes } } });
  return logWriters(new References([stack])).map(({ location }) => keyOf(location));
};

const bucketArn = arn("s3", "", "", "logs");

describe("a resource that writes logs", () => {
  test.each([
    ["aws_cloudtrail", { name: "trail", s3_bucket_name: "logs", s3_key_prefix: "a" }, ["logs/a"]],
    ["aws_cloudtrail", { name: "trail", s3_bucket_name: "logs" }, ["logs/AWSLogs"]],
    ["aws_config_delivery_channel", { s3_bucket_name: "logs", s3_key_prefix: "a" }, ["logs/a"]],
    ["aws_config_delivery_channel", { s3_bucket_name: "logs" }, ["logs/AWSLogs"]],
    ["aws_s3_bucket_logging", { target_bucket: "logs", target_prefix: "a/" }, ["logs/a"]],
    ["aws_s3_bucket_logging", { target_bucket: "logs", target_prefix: "" }, ["logs/"]],
    ["aws_flow_log", { log_destination: `${bucketArn}/a/` }, ["logs/a"]],
    ["aws_flow_log", { log_destination: bucketArn }, ["logs/AWSLogs"]],
    ["aws_flow_log", { log_destination: arn("logs", "eu-west-1", account(1), "log-group:x") }, []],
    ["aws_route53_resolver_query_log_config", { destination_arn: `${bucketArn}/a` }, ["logs/a"]],
    ["aws_route53_resolver_query_log_config", { destination_arn: bucketArn }, ["logs/AWSLogs"]],
    ["aws_wafv2_web_acl_logging_configuration", { log_destination_configs: [bucketArn] }, ["logs/AWSLogs"]],
    ["aws_wafv2_web_acl_logging_configuration", { log_destination_configs: [`${bucketArn}/a`] }, ["logs/a"]],
    ["aws_lb", { access_logs: { bucket: "logs", prefix: "a" } }, ["logs/a"]],
    ["aws_lb", { access_logs: [{ bucket: "logs" }] }, ["logs/AWSLogs"]],
    ["aws_lb", {}, []],
    [
      "aws_kinesis_firehose_delivery_stream",
      { extended_s3_configuration: { bucket_arn: bucketArn, prefix: "a/!{timestamp:yyyy}/" } },
      ["logs/a"],
    ],
    ["aws_kinesis_firehose_delivery_stream", { extended_s3_configuration: [{ bucket_arn: bucketArn }] }, ["logs/"]],
    [
      "aws_kinesis_firehose_delivery_stream",
      { extended_s3_configuration: { bucket_arn: bucketArn, prefix: "a/", error_output_prefix: "failed/a/" } },
      ["logs/a", "logs/failed"],
    ],
    [
      "aws_ssm_document",
      { document_type: "Session", content: JSON.stringify({ inputs: { s3BucketName: "logs", s3KeyPrefix: "a/b" } }) },
      ["logs/a"],
    ],
    ["aws_ssm_document", { document_type: "Session", content: JSON.stringify({ inputs: {} }) }, []],
    ["aws_ssm_document", { document_type: "Command", content: "schemaVersion: '2.2'" }, []],
    [
      "aws_athena_workgroup",
      { configuration: { result_configuration: { output_location: "s3://logs/a/" } } },
      ["logs/a"],
    ],
    [
      "aws_scheduler_schedule",
      { target: { input: '{"SparkSubmitParameters":"--conf a.warehouse=s3://logs/a --conf b=1"}' } },
      ["logs/a"],
    ],
    ["aws_scheduler_schedule", { target: [{ role_arn: "a" }] }, []],
    ["aws_sns_topic", { name: "logs" }, []],
  ])("a resource that writes logs of the type %s with %j writes to %j", (type, attributes, expected) => {
    expect(locationsOf(type, attributes)).toEqual(expected);
  });

  test("has its reference to a bucket resolved", () => {
    const provider = { aws: [{ allowed_account_ids: [account(1)], region: "eu-west-1" }] };
    const resource = {
      aws_s3_bucket: { Logs: { bucket: "logs" } },
      aws_kinesis_firehose_delivery_stream: {
        Stream: { extended_s3_configuration: { bucket_arn: "${aws_s3_bucket.Logs.arn}", prefix: "a/" } },
      },
    };

    expect(logWriters(new References([readStack("one", { provider, resource })]))).toMatchObject([
      { location: { bucket: "logs", prefix: "a" }, accountId: account(1), what: "Firehose", isOfOrganization: false },
    ]);
  });
});
