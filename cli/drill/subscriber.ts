import { ListSubscriptionsByTopicCommand, SNSClient, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  SQSClient,
  paginateListQueues,
} from "@aws-sdk/client-sqs";
import { isRecord } from "../../shared/keys";
import { drillPrefix } from "../../detections/drill";
import type { AwsSession } from "./aws-session";
import { isDrillName } from "./drill-names";

/** A message that the topics sent. */
export interface TopicMessage {
  /** The message of the alarm or rule, if it is a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;

  /** Time at which the message reached the queue, in milliseconds since 1970. */
  readonly sentAt: number;
}

/** Tags of a queue: the process that created it, and the time until which this process can run. */
export interface DrillTags {
  readonly host: string;
  readonly pid: string;
  readonly expires: string;
}

/** The queue of an earlier drill, which has the name of the drill. */
export interface Leftover extends Partial<DrillTags> {
  readonly name: string;
}

interface Place {
  readonly partition: string;
  readonly region: string;
  readonly topicArns: readonly string[];
}

/**
 * Queues that receive the messages of the topics for a drill.
 *
 * The queue is the first resource that a drill creates, and the last that it deletes. So a killed drill always leaves a queue, and
 * the name of the queue is part of the names of its other resources.
 */
export class Subscriber {
  readonly #sqs: SQSClient;
  readonly #sns: SNSClient;

  constructor(
    private readonly session: AwsSession,
    private readonly place: Place,
  ) {
    this.#sqs = session.client(SQSClient);
    this.#sns = session.client(SNSClient);
  }

  /** Creates the queue and subscribes it to the topics. Returns the URL of the queue. */
  async create(name: string, tags: DrillTags): Promise<string> {
    const { topicArns } = this.place;
    const queueArn = this.#arnOf(name);
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": topicArns } },
      },
    });
    const { QueueUrl = "" } = await this.#sqs.send(
      new CreateQueueCommand({
        QueueName: name,
        // SSE-SQS, because SNS would need permission for a KMS key
        Attributes: { Policy, SqsManagedSseEnabled: "true", MessageRetentionPeriod: "86400" },
        tags: { ...tags },
      }),
    );
    for (const TopicArn of topicArns) {
      await this.#sns.send(
        new SubscribeCommand({
          TopicArn,
          Protocol: "sqs",
          Endpoint: queueArn,
          Attributes: { RawMessageDelivery: "true" },
        }),
      );
    }
    return QueueUrl;
  }

  /** Receives and deletes the messages that arrived since the last call. */
  async receive(QueueUrl: string): Promise<TopicMessage[]> {
    const received: TopicMessage[] = [];
    for (;;) {
      const { Messages = [] } = await this.#sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ["SentTimestamp"],
        }),
      );
      if (Messages.length === 0) return received;
      received.push(
        ...Messages.map(({ Body = "", Attributes }) => ({
          body: objectOf(Body),
          sentAt: Number(Attributes?.["SentTimestamp"] ?? Date.now()),
        })),
      );
      await this.#sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl,
          Entries: Messages.map(({ ReceiptHandle }, i) => ({ Id: `${i}`, ReceiptHandle: ReceiptHandle ?? "" })),
        }),
      );
    }
  }

  /** The existing queues of drills. */
  async list(): Promise<Leftover[]> {
    const found: Leftover[] = [];
    for await (const { QueueUrls = [] } of paginateListQueues(
      { client: this.#sqs },
      { QueueNamePrefix: drillPrefix },
    )) {
      for (const QueueUrl of QueueUrls) {
        // Another queue can have a name with the same prefix
        if (!isDrillName(nameIn(QueueUrl, "/"))) continue;
        const { Tags } = await this.#sqs.send(new ListQueueTagsCommand({ QueueUrl }));
        found.push({ name: nameIn(QueueUrl, "/"), ...Tags });
      }
    }
    return found;
  }

  /** Deletes the subscriptions of a drill, and its queue. */
  async remove(name: string): Promise<void> {
    for (const TopicArn of this.place.topicArns) {
      for (const SubscriptionArn of await this.#subscriptionsOf(name, TopicArn)) {
        await this.#sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      }
    }
    for await (const { QueueUrls = [] } of paginateListQueues({ client: this.#sqs }, { QueueNamePrefix: name })) {
      for (const QueueUrl of QueueUrls.filter((url) => nameIn(url, "/") === name))
        await this.#sqs.send(new DeleteQueueCommand({ QueueUrl }));
    }
  }

  async #subscriptionsOf(name: string, TopicArn: string): Promise<string[]> {
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.#sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));
      found.push(
        ...(page.Subscriptions ?? []).flatMap(({ Endpoint = "", Protocol, SubscriptionArn = "" }) =>
          Protocol === "sqs" && nameIn(Endpoint, ":") === name ? [SubscriptionArn] : [],
        ),
      );
      NextToken = page.NextToken;
    } while (NextToken !== undefined && NextToken !== "");
    return found;
  }

  #arnOf(name: string): string {
    const { partition, region } = this.place;
    return `arn:${partition}:sqs:${region}:${this.session.accountId}:${name}`;
  }
}

const nameIn = (text: string, separator: string): string => text.split(separator).at(-1) ?? "";

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
