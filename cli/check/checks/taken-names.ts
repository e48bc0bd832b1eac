import { AthenaClient, GetWorkGroupCommand } from "@aws-sdk/client-athena";
import { CloudWatchClient, GetDashboardCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { GetClassifierCommand, GetCrawlerCommand, GetDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetPolicyCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { keysOf } from "../../../shared/keys";
import { type ManagedType, terraformTypes } from "../../../terraform-types/terraform-types";
import { unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedRoot } from "../planned-root";

/** The types whose row says that a lookup finds an object by its name. */
type LookedUpType = {
  [Type in ManagedType]: (typeof terraformTypes)[Type]["uniqueName"] extends { readonly check: "lookup" }
    ? Type
    : never;
}[ManagedType];

/** The lookup of an object by its name. */
interface Lookup {
  readonly id: string;
  readonly action: string;
  readonly fix: string;

  /** Reads the object with this name from AWS. */
  readonly ask: (root: PlannedRoot, region: string, name: string) => Promise<unknown>;

  /** Names of the errors that AWS returns if no object has the name. */
  readonly absences: readonly string[];
}

const lookups: Readonly<Record<LookedUpType, Lookup>> = {
  aws_iam_role: {
    id: "role-exists",
    action: "iam:GetRole",
    fix: "delete the role, or change prefix",
    ask: ({ aws }, region, RoleName) => aws.client(IAMClient, region).send(new GetRoleCommand({ RoleName })),
    absences: ["NoSuchEntityException"],
  },
  aws_iam_policy: {
    id: "policy-exists",
    action: "iam:GetPolicy",
    fix: "delete the policy, or change prefix",
    ask: (root, region, name) =>
      root.aws
        .client(IAMClient, region)
        .send(new GetPolicyCommand({ PolicyArn: root.arnOf("aws_iam_policy", region, { name }) })),
    absences: ["NoSuchEntityException"],
  },
  aws_glue_catalog_database: {
    id: "database-exists",
    action: "glue:GetDatabase",
    fix: "delete the database, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(GlueClient, region).send(new GetDatabaseCommand({ Name })),
    absences: ["EntityNotFoundException"],
  },
  aws_glue_crawler: {
    id: "crawler-exists",
    action: "glue:GetCrawler",
    fix: "delete the crawler, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(GlueClient, region).send(new GetCrawlerCommand({ Name })),
    absences: ["EntityNotFoundException"],
  },
  aws_glue_classifier: {
    id: "classifier-exists",
    action: "glue:GetClassifier",
    fix: "delete the classifier, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(GlueClient, region).send(new GetClassifierCommand({ Name })),
    absences: ["EntityNotFoundException"],
  },
  aws_athena_workgroup: {
    id: "workgroup-exists",
    action: "athena:GetWorkGroup",
    fix: "delete the workgroup, or change prefix",
    ask: ({ aws }, region, WorkGroup) => aws.client(AthenaClient, region).send(new GetWorkGroupCommand({ WorkGroup })),
    // Athena has no error of its own for a missing workgroup
    absences: ["InvalidRequestException"],
  },
  aws_sns_topic: {
    id: "topic-exists",
    action: "sns:GetTopicAttributes",
    fix: "delete the topic, or change prefix",
    ask: (root, region, name) =>
      root.aws
        .client(SNSClient, region)
        .send(new GetTopicAttributesCommand({ TopicArn: root.arnOf("aws_sns_topic", region, { name }) })),
    absences: ["NotFoundException"],
  },
  aws_sqs_queue: {
    id: "queue-exists",
    action: "sqs:GetQueueUrl",
    fix: "delete the queue, or change prefix",
    ask: ({ aws }, region, QueueName) => aws.client(SQSClient, region).send(new GetQueueUrlCommand({ QueueName })),
    absences: ["QueueDoesNotExist"],
  },
  aws_cloudwatch_event_bus: {
    id: "event-bus-exists",
    action: "events:DescribeEventBus",
    fix: "delete the event bus, or change prefix",
    ask: ({ aws }, region, Name) => aws.client(EventBridgeClient, region).send(new DescribeEventBusCommand({ Name })),
    absences: ["ResourceNotFoundException"],
  },
  aws_kinesis_firehose_delivery_stream: {
    id: "stream-exists",
    action: "firehose:DescribeDeliveryStream",
    fix: "delete the stream, or change prefix",
    ask: ({ aws }, region, DeliveryStreamName) =>
      aws.client(FirehoseClient, region).send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })),
    absences: ["ResourceNotFoundException"],
  },
  aws_cloudwatch_dashboard: {
    id: "dashboard-exists",
    action: "cloudwatch:GetDashboard",
    fix: "rename the dashboard, or change prefix",
    ask: ({ aws }, region, DashboardName) =>
      aws.client(CloudWatchClient, region).send(new GetDashboardCommand({ DashboardName })),
    absences: ["ResourceNotFound", "DashboardNotFoundError", "ResourceNotFoundException"],
  },
};

/** Note for types for which AWS replaces an existing object without an error. */
const overwritten = "The apply would overwrite it.";

/** Checks that no object uses a planned name. Each type of resource is one check. */
export const takenNameChecks: readonly Check[] = keysOf(lookups).map((type) => {
  const { id, action, fix, ask, absences } = lookups[type];
  const { identity, uniqueName } = terraformTypes[type];
  const { noun, onTaken } = uniqueName;
  return {
    id,
    when: [
      `The account has ${/^[AEIOS]/i.test(noun) ? "an" : "a"} ${noun} of a name that the root creates.`,
      ...(onTaken === "overwrites" ? [overwritten] : []),
    ].join(" "),
    fix,
    reads: [action],
    async find(root) {
      const clashes = root.created(type).map(async ({ attributes, region }) => {
        const name = root.text(attributes[identity[0]]);
        if (name === undefined) return [];
        const found = await unlessAbsent(ask(root, region, name), ...absences);
        return found === undefined ? [] : [{ problem: `${noun} ${name} exists`, region }];
      });
      return (await Promise.all(clashes)).flat();
    },
  };
});
