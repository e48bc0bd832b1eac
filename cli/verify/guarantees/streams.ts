import {
  CloudWatchLogsClient,
  DescribeAccountPoliciesCommand,
  DescribeResourcePoliciesCommand,
  DescribeSubscriptionFiltersCommand,
  GetDataProtectionPolicyCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import { asTerraform, block, blocks, differences } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { failuresOf, hoursOfMetrics } from "../metric-sums";
import { policyFacts } from "../policy-facts";
import { applyAgain } from "./fixes";

const logs = (deployed: DeployedRegion) => deployed.client(CloudWatchLogsClient);
const absent = "ResourceNotFoundException";

async function streamOf(DeliveryStreamName: string, deployed: DeployedRegion) {
  const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName });
  return (await unlessAbsent(deployed.client(FirehoseClient).send(command), absent))?.DeliveryStreamDescription;
}

/** Metrics of a stream or a subscription that fails. */
const streamFailures = {
  ThrottledRecords: "records were throttled, and their sender can drop them",
  KMSKeyAccessDenied: "requests for its key were denied",
} as const;

const subscriptionFailures = {
  DeliveryErrors: "log events could not be delivered",
  DeliveryThrottling: "log events were throttled",
} as const;

/** Guarantees of streams, log groups and subscriptions. */
export const streamGuarantees: readonly Guarantee[] = [
  {
    id: "stream-settings",
    promise: "Every Firehose stream is active and encrypted, and delivers to its bucket with its role.",
    fix: applyAgain,
    types: ["aws_kinesis_firehose_delivery_stream"],
    reads: ["firehose:DescribeDeliveryStream"],
    async find(expected, deployed) {
      const { name } = expected;
      const stream = await streamOf(name, deployed);
      if (stream === undefined) return [`stream ${name} does not exist`];
      const wanted = block(expected.extended_s3_configuration);
      const actual = stream.Destinations?.[0]?.ExtendedS3DestinationDescription;
      const encryption = block(expected.server_side_encryption);
      const { Status, KeyARN } = stream.DeliveryStreamEncryptionConfiguration ?? {};
      const processors = blocks(block(wanted.processing_configuration).processors).map(({ type }) => type);
      const isProcessed = actual?.ProcessingConfiguration?.Enabled === true;
      return differences(`stream ${name}`, {
        status: ["ACTIVE", stream.DeliveryStreamStatus],
        encryption: [encryption.enabled === true ? "ENABLED" : "DISABLED", Status ?? "DISABLED"],
        key: [encryption.key_arn, KeyARN],
        bucket: [wanted.bucket_arn, actual?.BucketARN],
        role: [wanted.role_arn, actual?.RoleARN],
        prefix: [wanted.prefix, actual?.Prefix],
        "prefix of failures": [wanted.error_output_prefix, actual?.ErrorOutputPrefix],
        compression: [wanted.compression_format ?? "UNCOMPRESSED", actual?.CompressionFormat ?? "UNCOMPRESSED"],
        "key of the objects": [wanted.kms_key_arn, actual?.EncryptionConfiguration?.KMSEncryptionConfig?.AWSKMSKeyARN],
        processors: [
          processors,
          isProcessed ? actual.ProcessingConfiguration?.Processors?.map(({ Type }) => Type) : undefined,
        ],
      });
    },
  },
  {
    id: "stream-delivery",
    promise: `No Firehose stream throttled records or was denied the use of its key in the last ${hoursOfMetrics} hours.`,
    fix: "raise the quota of the stream, or correct the policy of the key, and read the records in failed-deliveries/ of the archive",
    types: ["aws_kinesis_firehose_delivery_stream"],
    reads: ["cloudwatch:GetMetricData"],
    async find(expected, deployed) {
      const of = ({ name }: Attributes) => ({ namespace: "AWS/Firehose", dimensions: { DeliveryStreamName: name } });
      const facts = await failuresOf({
        expected,
        type: "aws_kinesis_firehose_delivery_stream",
        failures: streamFailures,
        of,
        deployed,
      });
      return facts.map((fact) => `stream ${expected.name}: ${fact}`);
    },
  },
  {
    id: "log-group",
    promise: "Every log group exists, and has its synthesized key and retention.",
    fix: `${applyAgain}: docs/runbooks/trail-log-group-tampering.md`,
    types: ["aws_cloudwatch_log_group"],
    reads: ["logs:DescribeLogGroups"],
    async find({ name, kms_key_id: key, retention_in_days: days }, deployed) {
      const pages = paginateDescribeLogGroups({ client: logs(deployed) }, { logGroupNamePrefix: name });
      const groups = await everyItem(pages, ({ logGroups }) => logGroups);
      const group = groups.find(({ logGroupName }) => logGroupName === name);
      if (group === undefined) return [`log group ${name} does not exist`];
      return differences(`log group ${name}`, {
        key: [key, group.kmsKeyId],
        // In Terraform, 0 means that events never expire
        "retention in days": [days === 0 ? undefined : days, group.retentionInDays],
      });
    },
  },
  {
    id: "log-subscription",
    promise: "Every subscribed log group sends all its events to its stream.",
    fix: `${applyAgain}: docs/runbooks/log-delivery-cut.md`,
    types: ["aws_cloudwatch_log_subscription_filter"],
    reads: ["logs:DescribeSubscriptionFilters"],
    async find(expected, deployed) {
      const logGroupName: string = expected.log_group_name;
      const answer = logs(deployed).send(new DescribeSubscriptionFiltersCommand({ logGroupName }));
      const filters = (await unlessAbsent(answer, absent))?.subscriptionFilters ?? [];
      const filter = filters.find(({ filterName }) => filterName === expected.name);
      if (filter === undefined) return [`log group ${logGroupName} has no subscription ${expected.name}`];
      return differences(`subscription ${expected.name} of log group ${logGroupName}`, {
        destination: [expected.destination_arn, filter.destinationArn],
        role: [expected.role_arn, filter.roleArn],
        pattern: [expected.filter_pattern, filter.filterPattern],
      });
    },
  },
  {
    id: "log-subscription-delivery",
    promise: `No subscription of a log group failed to deliver in the last ${hoursOfMetrics} hours.`,
    fix: "correct the role of the subscription or the policy of the key of the stream",
    types: ["aws_cloudwatch_log_subscription_filter"],
    reads: ["cloudwatch:GetMetricData"],
    async find(expected, deployed) {
      const of = ({ log_group_name: LogGroupName, name: FilterName }: Attributes) => ({
        namespace: "AWS/Logs",
        dimensions: { LogGroupName, DestinationType: "Firehose", FilterName },
      });
      const type = "aws_cloudwatch_log_subscription_filter";
      const facts = await failuresOf({ expected, type, failures: subscriptionFailures, of, deployed });
      return facts.map((fact) => `subscription ${expected.name} of log group ${expected.log_group_name}: ${fact}`);
    },
  },
  {
    id: "account-subscription",
    promise:
      "The account policy that subscribes log groups exists, and has its synthesized destination and exceptions.",
    fix: `${applyAgain}: docs/runbooks/log-delivery-cut.md`,
    types: ["aws_cloudwatch_log_account_policy"],
    reads: ["logs:DescribeAccountPolicies"],
    async find(expected, deployed) {
      const command = new DescribeAccountPoliciesCommand({ policyType: expected.policy_type });
      const { accountPolicies = [] } = await logs(deployed).send(command);
      const policy = accountPolicies.find(({ policyName }) => policyName === expected.policy_name);
      if (policy === undefined) return [`account policy ${expected.policy_name} does not exist`];
      return differences(`account policy ${expected.policy_name}`, {
        document: [JSON.parse(expected.policy_document), JSON.parse(policy.policyDocument ?? "{}")],
        selection: [expected.selection_criteria, policy.selectionCriteria],
      });
    },
  },
  {
    id: "log-masking",
    promise: "Every log group with a data protection policy masks the synthesized data.",
    fix: applyAgain,
    types: ["aws_cloudwatch_log_data_protection_policy"],
    reads: ["logs:GetDataProtectionPolicy"],
    async find({ log_group_name: logGroupIdentifier, policy_document: expected }, deployed) {
      const answer = logs(deployed).send(new GetDataProtectionPolicyCommand({ logGroupIdentifier }));
      const actual = (await unlessAbsent(answer, absent))?.policyDocument;
      const statements = (text: string | undefined) => asTerraform(JSON.parse(text ?? "{}"))?.statement;
      return differences(`masking of log group ${logGroupIdentifier}`, {
        statements: [statements(expected), statements(actual)],
      });
    },
  },
  {
    id: "log-resource-policy",
    promise: "Every resource policy of CloudWatch Logs has exactly its synthesized statements.",
    fix: applyAgain,
    types: ["aws_cloudwatch_log_resource_policy"],
    reads: ["logs:DescribeResourcePolicies"],
    async find({ policy_name: name, policy_document: expected }, deployed) {
      const { resourcePolicies = [] } = await logs(deployed).send(new DescribeResourcePoliciesCommand({}));
      const policy = resourcePolicies.find(({ policyName }) => policyName === name);
      return policyFacts("CloudWatch Logs", expected, policy?.policyDocument, `resource policy ${name}`);
    },
  },
];
