import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { PartitionOfRegion } from "../../aws-semantics/values/partition-of";
import { EncryptionKey } from "../iam/encryption-key";
import { accountAdministration } from "../iam/grants/key-administration";
import { logGroupEncryption } from "../iam/grants/log-groups";
import { inEachRegion } from "../terraform/regions";
import { ApplicationLogGroup } from "./application-log-group";
import { FirehoseToArchive } from "./firehose-to-archive";
import { LogSubscriber } from "./log-subscriber";

/** Days that errors of a stream are kept. */
const errorRetentionDays = 90;

export interface ApplicationLogsProps {
  readonly namePrefix: string;
  readonly partition: PartitionOfRegion;
  readonly accountId: string;
  readonly homeRegion: string;
  readonly regions: readonly string[];

  /** Log groups to create in each region. */
  readonly logGroups: readonly { readonly name: string; readonly retentionDays: number }[];
  readonly maskedDataIdentifiers: readonly string[];

  /** Firehose writes an object when its buffer is full, or after the seconds. */
  readonly bufferMegabytes: number;
  readonly bufferSeconds: number;

  /** Name of the role with which Firehose delivers. */
  readonly roleName: string;

  /** Bucket to which Firehose delivers. */
  readonly bucketArn: string;
  readonly prefix: string;
  readonly failedPrefix: string;
  readonly archiveKeyArn: string;
  readonly s3ViaService: string;
  readonly dependsOn: ITerraformDependable[];
}

/** Log groups of applications of one account. Each region has a key, the log groups, and a stream that delivers to the archive. */
export class ApplicationLogs extends Construct {
  constructor(scope: Construct, id: string, props: ApplicationLogsProps) {
    super(scope, id);

    const { namePrefix, partition, accountId, homeRegion, regions } = props;
    const name = `${namePrefix}-app-logs`;
    const keyArns = new Map<string, string>();
    inEachRegion(new Construct(this, "Keys"), { homeRegion, regions }, (regional, regionArguments, region) => {
      const { keyArn } = new EncryptionKey(regional, "Key", {
        aliasName: `alias/${namePrefix}-logs`,
        description: "Encrypts log groups and streams of this account",
        grants: [
          accountAdministration(partition.name, accountId),
          logGroupEncryption(
            `logs.${region}.${partition.dnsSuffix}`,
            `arn:${partition.name}:logs:${region}:${accountId}:log-group:*`,
          ),
        ],
        preventDestroy: true,
        regionArguments,
      });
      keyArns.set(region, keyArn);
    });

    const subscriber = new LogSubscriber(this, "Subscriber", {
      partition: partition.name,
      accountId,
      roleName: `${name}-to-firehose`,
      regions,
      streamName: name,
    });
    const { streamArns } = new FirehoseToArchive(this, "Streams", {
      partition: partition.name,
      accountId,
      homeRegion,
      regions,
      streamName: name,
      roleName: props.roleName,
      bucketArn: props.bucketArn,
      prefix: props.prefix,
      failedPrefix: props.failedPrefix,
      archiveKeyArn: props.archiveKeyArn,
      s3ViaService: props.s3ViaService,
      kmsKeyArns: keyArns,
      errorLogGroupName: `/aws/kinesisfirehose/${name}`,
      errorRetentionDays,
      records: "logBatches",
      bufferMegabytes: props.bufferMegabytes,
      bufferSeconds: props.bufferSeconds,
      dependsOn: [...props.dependsOn, subscriber.ready],
    });

    inEachRegion(new Construct(this, "LogGroups"), { homeRegion, regions }, (regional, regionArguments, region) => {
      for (const { name: logGroupName, retentionDays } of props.logGroups) {
        // A construct id must not contain slashes
        new ApplicationLogGroup(regional, logGroupName.replaceAll("/", ":"), {
          partition: partition.name,
          logGroupName,
          retentionDays,
          kmsKeyArn: keyArns.get(region) ?? "",
          maskedDataIdentifiers: props.maskedDataIdentifiers,
          regionArguments,
          subscription: { name, target: subscriber.targetOf(streamArns.get(region) ?? "") },
        });
      }
    });
  }
}
