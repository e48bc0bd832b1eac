import { AthenaClient, GetWorkGroupCommand } from "@aws-sdk/client-athena";
import { CloudWatchClient, GetDashboardCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { GetClassifierCommand, GetCrawlerCommand, GetDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetPolicyCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedRoot } from "../planned-root";

/** The lookup of a resource by its name. */
interface NamedKind {
  readonly id: string;

  /** Name of the resource type in messages. */
  readonly noun: string;
  readonly type: string;

  /** Attribute with the name. */
  readonly attribute?: string;
  readonly action: string;
  readonly fix: string;

  /** Reads the resource with this name from AWS. */
  readonly ask: (root: PlannedRoot, region: string, name: string) => Promise<unknown>;

  /** Names of the errors that AWS returns if no resource has the name. */
  readonly absences: readonly string[];
}

/** Note for types for which AWS replaces an existing resource without an error. */
const overwritten = "The apply would overwrite it.";

const arn = ({ config, account }: PlannedRoot, service: string, region: string, resource: string) =>
  `arn:${config.partition}:${service}:${region}:${account.id}:${resource}`;

const kinds: readonly (NamedKind & { readonly note?: string })[] = [
  {
    id: "role-exists",
    noun: "IAM role",
    type: "aws_iam_role",
    action: "iam:GetRole",
    fix: "delete the role, or change prefix",
    ask: ({ aws }, region, RoleName) => aws.client(IAMClient, region).send(new GetRoleCommand({ RoleName })),
    absences: ["NoSuchEntityException"],
  },
  {
    id: "policy-exists",
    noun: "IAM policy",
    type: "aws_iam_policy",
    action: "iam:GetPolicy",
    fix: "delete the policy, or change prefix",
    ask: (root, region, name) =>
      root.aws
        .client(IAMClient, region)
        .send(new GetPolicyCommand({ PolicyArn: arn(root, "iam", "", `policy/${name}`) })),
    absences: ["NoSuchEntityException"],
  },
  {
    id: "database-exists",
    noun: "Glue database",
    type: "aws_glue_catalog_database",
    action: "glue:GetDatabase",
    fix: "delete the database, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(GlueClient, region).send(new GetDatabaseCommand({ Name })),
    absences: ["EntityNotFoundException"],
  },
  {
    id: "crawler-exists",
    noun: "Glue crawler",
    type: "aws_glue_crawler",
    action: "glue:GetCrawler",
    fix: "delete the crawler, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(GlueClient, region).send(new GetCrawlerCommand({ Name })),
    absences: ["EntityNotFoundException"],
  },
  {
    id: "classifier-exists",
    noun: "Glue classifier",
    type: "aws_glue_classifier",
    action: "glue:GetClassifier",
    fix: "delete the classifier, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(GlueClient, region).send(new GetClassifierCommand({ Name })),
    absences: ["EntityNotFoundException"],
  },
  {
    id: "workgroup-exists",
    noun: "Athena workgroup",
    type: "aws_athena_workgroup",
    action: "athena:GetWorkGroup",
    fix: "delete the workgroup, or change prefix",
    ask: ({ aws }, region, WorkGroup) => aws.client(AthenaClient, region).send(new GetWorkGroupCommand({ WorkGroup })),
    // Athena has no error of its own for a missing workgroup
    absences: ["InvalidRequestException"],
  },
  {
    id: "topic-exists",
    noun: "SNS topic",
    type: "aws_sns_topic",
    action: "sns:GetTopicAttributes",
    fix: "delete the topic, or change prefix",
    note: overwritten,
    ask: (root, region, name) =>
      root.aws
        .client(SNSClient, region)
        .send(new GetTopicAttributesCommand({ TopicArn: arn(root, "sns", region, name) })),
    absences: ["NotFoundException"],
  },
  {
    id: "queue-exists",
    noun: "SQS queue",
    type: "aws_sqs_queue",
    action: "sqs:GetQueueUrl",
    fix: "delete the queue, or change prefix",
    ask: ({ aws }, region, QueueName) => aws.client(SQSClient, region).send(new GetQueueUrlCommand({ QueueName })),
    absences: ["QueueDoesNotExist"],
  },
  {
    id: "event-bus-exists",
    noun: "event bus",
    type: "aws_cloudwatch_event_bus",
    action: "events:DescribeEventBus",
    fix: "delete the event bus, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(EventBridgeClient, region).send(new DescribeEventBusCommand({ Name })),
    absences: ["ResourceNotFoundException"],
  },
  {
    id: "stream-exists",
    noun: "Firehose stream",
    type: "aws_kinesis_firehose_delivery_stream",
    action: "firehose:DescribeDeliveryStream",
    fix: "delete the stream, or change prefix",
    ask: ({ aws }, region, DeliveryStreamName) =>
      aws.client(FirehoseClient, region).send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })),
    absences: ["ResourceNotFoundException"],
  },
  {
    id: "dashboard-exists",
    noun: "CloudWatch dashboard",
    type: "aws_cloudwatch_dashboard",
    attribute: "dashboard_name",
    action: "cloudwatch:GetDashboard",
    fix: "rename the dashboard, or change prefix",
    note: overwritten,
    ask: ({ aws }, region, DashboardName) =>
      aws.client(CloudWatchClient, region).send(new GetDashboardCommand({ DashboardName })),
    absences: ["ResourceNotFound", "DashboardNotFoundError", "ResourceNotFoundException"],
  },
];

/** Checks that no resource uses a planned name. Each type of resource is one check. */
export const takenNameChecks: readonly Check[] = kinds.map(
  ({ id, noun, type, attribute = "name", action, fix, note, ask, absences }) => ({
    id,
    when: [`The account has ${/^[AEIOS]/i.test(noun) ? "an" : "a"} ${noun} of a name that the root creates.`, note]
      .filter(Boolean)
      .join(" "),
    fix,
    reads: [action],
    async find(root) {
      const clashes = root.created(type).map(async ({ attributes, region }) => {
        const name = root.text(attributes[attribute]);
        if (name === undefined) return [];
        const found = await unlessAbsent(ask(root, region, name), ...absences);
        return found === undefined ? [] : [{ problem: `${noun} ${name} exists`, region }];
      });
      return (await Promise.all(clashes)).flat();
    },
  }),
);
