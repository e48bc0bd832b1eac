import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { type FileSource, allFileSources, feedNames, feedNamesOf, fileSources } from "../../config/names/siem-feeds";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { partitions } from "../../config/partitions";
import type { ArchiveBucket } from "../../modules/archive/archive-bucket";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { feedKeyGrants } from "../../modules/iam/feed-key-grants";
import { externalReaderTrust, sentinelTrust } from "../../modules/iam/feed-trust";
import type { QueueRule } from "../../modules/search/object-created-queue";
import { FeedAlarms } from "../../modules/siem-feeds/feed-alarms";
import { FeedQueue } from "../../modules/siem-feeds/feed-queue";
import { FeedReaderRole } from "../../modules/siem-feeds/feed-reader-role";
import { NewFilesTopic } from "../../modules/siem-feeds/new-files-topic";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import type { Archives } from "./archives";

type SiemFeed = AuditConfig["siemFeeds"][number];
type SourceName = FileSource["name"];

export interface SiemFeedsProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly archives: Archives;
  readonly archiveKeyArn: string;
}

/** Queues that do not belong to feeds. */
interface OtherQueues {
  readonly rules?: readonly QueueRule[];
  readonly ready: readonly ITerraformDependable[];
}

/** The feeds for external readers. Each class of logs has a topic. Each feed has a queue, a role and alarms. */
export class SiemFeeds extends Construct {
  /** Outputs for the administrators of the readers. */
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  /** Topic of the files of the organization trail. Undefined if no feed has the logs of the trail. */
  public readonly trailTopicArn: string | undefined;

  readonly #props: SiemFeedsProps;
  readonly #sources: readonly FileSource[];
  readonly #topics: ReadonlyMap<SourceName, NewFilesTopic>;
  readonly #subscriptions: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: SiemFeedsProps) {
    super(scope, id);

    const { account, config } = props;
    const { partition, homeRegion, siemFeeds } = config;
    const names = feedNames(config);
    this.#props = props;
    this.#sources = allFileSources(config);

    const topicArn = (name: SourceName) => `arn:${partition}:sns:${homeRegion}:${account.id}:${names.topicName(name)}`;
    const { keyArn: kmsKeyArn, key } = new EncryptionKey(this, "Key", {
      aliasName: names.keyAlias,
      description: "Encrypts the announcements of new files to a SIEM",
      grants: feedKeyGrants({
        partition,
        accountId: account.id,
        topicArns: this.#sources.map(({ name }) => topicArn(name)),
      }),
      // The key encrypts only the names of files, which are kept for 14 days
      preventDestroy: false,
    });

    this.#topics = new Map(
      this.#sources.map(({ name, archive }) => [
        name,
        new NewFilesTopic(this, `Topic-${name}`, {
          topicName: names.topicName(name),
          kmsKeyArn,
          accountId: account.id,
          bucketArn: this.#bucketOf(archive).bucketArn,
          dependsOn: [key],
        }),
      ]),
    );
    const queues = siemFeeds.map((feed) => this.#addFeed(feed, kmsKeyArn, key));
    this.#subscriptions = queues.flatMap(({ subscriptions }) => subscriptions);
    this.trailTopicArn = this.topicArnOf("trail");
    this.outputs = Object.assign(
      {},
      ...siemFeeds.map((feed, i) => {
        const name = feed.name.replaceAll("-", "_");
        return {
          [`siem_${name}_queue_url`]: { value: queues[i]?.queueUrl, description: `Queue of the feed ${feed.name}` },
          [`siem_${name}_role_arn`]: {
            value: feedNamesOf(config, feed).roleArn,
            description: `Role that the reader of the feed ${feed.name} assumes`,
          },
        };
      }),
    );
  }

  /** Topic of the files of a class of logs. Undefined if no feed has this class. */
  topicArnOf(name: SourceName): string | undefined {
    return this.#topics.get(name)?.topicArn;
  }

  /** Whether a feed has logs of an archive. The feeds then declare the notification configuration of its bucket. */
  hasFilesOf(archive: FileSource["archive"]): boolean {
    return this.#sources.some((source) => source.archive === archive);
  }

  /**
   * Declares the notification configurations with which buckets announce new files, after every queue is subscribed.
   *
   * @param others rules of other queues for the notification configuration of an archive, and resources that must exist first
   */
  announce(others: Readonly<Partial<Record<FileSource["archive"], OtherQueues>>>): void {
    const { config } = this.#props;
    for (const archive of new Set(this.#sources.map((source) => source.archive))) {
      const ofBucket = this.#sources.filter((source) => source.archive === archive);
      const { bucketName, policy } = this.#bucketOf(archive);
      const { rules = [], ready = [] } = others[archive] ?? {};
      const notification = new S3BucketNotification(this, `Notification-${archive}`, {
        bucket: bucketName,
        topic: ofBucket.flatMap(({ name, keyPrefixes }) =>
          keyPrefixes.map((prefix, i) => ({
            id: `${feedNames(config).topicName(name)}${i === 0 ? "" : `-${i}`}`,
            topicArn: this.#topicOf(name).topicArn,
            events: ["s3:ObjectCreated:*"],
            ...(prefix !== "" && { filterPrefix: prefix }),
          })),
        ),
        ...(rules.length > 0 && { queue: [...rules] }),
        // S3 sends a test message to each topic. A queue that subscribes later would miss earlier announcements
        dependsOn: [
          policy,
          ...ofBucket.map(({ name }) => this.#topicOf(name).policy),
          ...this.#subscriptions,
          ...ready,
        ],
      });
      if (archive === "trail") notification.overrideLogicalId(trailNotificationId);
    }
  }

  #addFeed(feed: SiemFeed, kmsKeyArn: string, key: ITerraformDependable): FeedQueue {
    const { account, config, archiveKeyArn } = this.#props;
    const names = feedNamesOf(config, feed);
    const sources = fileSources(config, feed.logs);
    const scope = new Construct(this, feed.name);
    const queue = new FeedQueue(scope, "Queue", {
      accountId: account.id,
      queueName: names.queueName,
      deadLetterQueueName: names.deadLetterQueueName,
      kmsKeyArn,
      topicArns: new Map(sources.map(({ name }) => [name, this.#topicOf(name).topicArn])),
      dependsOn: [key],
    });
    new FeedReaderRole(scope, "Reader", {
      roleName: names.roleName,
      trust: trustOf(feed, config, account),
      dnsSuffix: partitions[config.partition].dnsSuffix,
      region: config.homeRegion,
      queueArn: queue.queueArn,
      queueKeyArn: kmsKeyArn,
      logs: sources.map(({ archive, keyPrefixes }) => ({
        bucketArn: this.#bucketOf(archive).bucketArn,
        keyPrefixes,
        encryption: encryptionOf(archive),
      })),
      archiveKeyArn,
    });
    new FeedAlarms(scope, "Alarms", {
      queueName: names.queueName,
      deadLetterQueueName: names.deadLetterQueueName,
      waitingAlarmName: names.alarmName("waiting"),
      deadLetterAlarmName: names.alarmName("dead-letters"),
      topicArn: namesFor(config).topicArn("notify"),
      page: "What to do: docs/siem-feed.md.",
    });
    return queue;
  }

  #topicOf(name: SourceName): NewFilesTopic {
    const topic = this.#topics.get(name);
    if (topic === undefined) throw new Error(`expected a topic that announces the files of ${name}, got none`);
    return topic;
  }

  #bucketOf(archive: FileSource["archive"]): ArchiveBucket {
    const bucket = this.#props.archives[archive];
    if (bucket === undefined)
      throw new Error(`expected the archive ${archive} for a feed, got none: this project does not create it`);
    return bucket;
  }
}

/**
 * A bucket has one notification configuration. Without a feed of the trail, the search declares the configuration of the trail's
 * bucket. Both declarations have the same Terraform address. So Terraform changes the configuration in place, and does not delete
 * it after it was created.
 */
const trailNotificationId = "Search_Files_Queue_Notification_3A600538";

function encryptionOf(archive: FileSource["archive"]) {
  if (archive === "accessLogs") return "none";
  return archive === "trail" ? "trail" : "bucket";
}

function trustOf(feed: SiemFeed, { partition }: AuditConfig, { id }: Account): string {
  const { name, readerArn, externalId, sentinelWorkspaceId } = feed;
  if (sentinelWorkspaceId !== undefined) return sentinelTrust(partition, id, sentinelWorkspaceId);
  if (readerArn === undefined || externalId === undefined)
    throw new Error(`expected readerArn and externalId of feed ${name}, got none`);
  return externalReaderTrust({ readerArn, externalId });
}
