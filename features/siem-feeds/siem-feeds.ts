import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { type FileSource, allFileSources, feedNames, feedNamesOf, fileSources } from "./names";
import type { Account } from "../../config/derived/accounts";
import { namesFor } from "../../config/names/names";
import { partitions } from "../../config/partitions";
import type { ArchiveBucket } from "../../modules/archive/archive-bucket";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { feedKeyGrants } from "./feed-key-grants";
import { externalReaderTrust, sentinelTrust } from "./feed-trust";
import { FeedAlarms } from "./feed-alarms";
import { FeedQueue } from "./feed-queue";
import { FeedReaderRole } from "./feed-reader-role";
import { NewFilesTopic } from "./new-files-topic";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import type { LogArchiveParts } from "../../stacks/feature-resources";

type SiemFeed = AuditConfig["siemFeeds"][number];
type SourceName = FileSource["name"];

/** The feeds for external readers. Each class of logs has a topic. Each feed has a queue, a role and alarms. */
export class SiemFeeds extends Construct {
  /** Outputs for the administrators of the readers. */
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  readonly #props: LogArchiveParts;
  readonly #sources: readonly FileSource[];
  readonly #topics: ReadonlyMap<SourceName, NewFilesTopic>;

  constructor(scope: Construct, id: string, props: LogArchiveParts) {
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
    this.#announce(queues.flatMap(({ subscriptions }) => subscriptions));
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

  /** Adds the topics to the announcements. A queue that subscribes later would miss earlier announcements. */
  #announce(subscriptions: readonly ITerraformDependable[]): void {
    const { config, newFiles } = this.#props;
    for (const { name, archive, keyPrefixes } of this.#sources) {
      const { topicArn, policy } = this.#topicOf(name);
      newFiles.addTopic(archive, {
        files: name,
        topicArn,
        rules: keyPrefixes.map((prefix, i) => ({
          id: `${feedNames(config).topicName(name)}${i === 0 ? "" : `-${i}`}`,
          topicArn,
          events: ["s3:ObjectCreated:*"],
          filterPrefix: prefix === "" ? undefined : prefix,
        })),
        ready: [policy, ...subscriptions],
      });
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
