import {
  S3BucketNotification,
  type S3BucketNotificationQueue,
  type S3BucketNotificationTopic,
} from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { type ITerraformDependable, dependable } from "cdktf";
import { Construct } from "constructs";
import type { LogClass, logClasses } from "../../config/schema/log-classes";
import type { Archives } from "./archives";

type ArchiveName = (typeof logClasses)[LogClass]["archive"];

/** A topic that announces new files of an archive. */
export interface FileTopic {
  /** Class of logs, or another name of the files. */
  readonly files: string;
  readonly topicArn: string;

  /** Rules of the notification configuration, one for each key prefix of the files. */
  readonly rules: readonly S3BucketNotificationTopic[];

  /** Resources that must exist before S3 publishes: the policy of the topic, and its subscriptions. */
  readonly ready: readonly ITerraformDependable[];
}

/** A queue that receives the announcements of new files of an archive. */
export interface FileQueue {
  /** Rule of the notification configuration. Undefined if the queue subscribes to a topic. */
  readonly rule: S3BucketNotificationQueue | undefined;

  /** Policy of the queue, or its subscription to a topic. */
  readonly accepting: ITerraformDependable;

  /** Resources that must exist before S3 sends or publishes. A queue that subscribes later would miss the first files. */
  readonly ready: readonly ITerraformDependable[];
}

/** The notification configuration of one bucket. */
interface Announcements {
  readonly notification: S3BucketNotification;
  readonly topics: S3BucketNotificationTopic[];
  readonly queues: S3BucketNotificationQueue[];
  readonly ready: ITerraformDependable[];
}

/**
 * Announcements of new files in the archives, for all features. A bucket has only one notification configuration, and S3 refuses two
 * rules with overlapping key prefixes. So if a topic announces the files that a feature needs, the feature subscribes to the topic.
 */
export class NewFiles extends Construct {
  readonly #archives: Archives;
  readonly #announcements = new Map<ArchiveName, Announcements>();
  readonly #topicArns = new Map<string, string>();

  constructor(scope: Construct, id: string, archives: Archives) {
    super(scope, id);
    this.#archives = archives;
  }

  /** Topic that announces these files. Undefined if no earlier feature has such a topic. */
  topicArnOf(files: string): string | undefined {
    return this.#topicArns.get(files);
  }

  /** Adds a topic to which S3 publishes each new file. */
  addTopic(archive: ArchiveName, { files, topicArn, rules, ready }: FileTopic): void {
    const announcements = this.#announcementsOf(archive);
    this.#topicArns.set(files, topicArn);
    announcements.topics.push(...rules);
    announcements.ready.push(...ready);
  }

  /**
   * Adds a queue that receives the announcements of new files, from S3 or from a topic.
   *
   * @returns the notification configuration or the subscription, to depend on
   */
  addQueue(archive: ArchiveName, { rule, accepting, ready }: FileQueue): ITerraformDependable {
    const announcements = this.#announcementsOf(archive);
    announcements.ready.push(...ready);
    if (rule === undefined) return accepting;
    announcements.queues.push(rule);
    return announcements.notification;
  }

  /** Completes the notification configurations, after the last feature. S3 sends a test message to each topic and queue. */
  complete(): void {
    for (const { notification, topics, queues, ready } of this.#announcements.values()) {
      if (topics.length > 0) notification.putTopic(topics);
      if (queues.length > 0) notification.putQueue(queues);
      notification.dependsOn = [...new Set(ready)].map((one) => dependable(one));
    }
  }

  #announcementsOf(archive: ArchiveName): Announcements {
    const known = this.#announcements.get(archive);
    if (known) return known;
    const bucket = this.#archives[archive];
    if (bucket === undefined)
      throw new Error(`expected the archive ${archive}, got none: this project does not create it`);
    const notification = new S3BucketNotification(this, archive, { bucket: bucket.bucketName });
    const added = { notification, topics: [], queues: [], ready: [bucket.policy] };
    this.#announcements.set(archive, added);
    return added;
  }
}
