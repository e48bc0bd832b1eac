import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type DeliveredRecords, processingOf, smallestPartitionBufferMegabytes } from "./delivery-processing";
import { DeliveryRole, type DeliveryRoleProps } from "./delivery-role";
import { inEachRegion } from "../terraform/regions";

export interface FirehoseToArchiveProps extends Omit<DeliveryRoleProps, "errorLogStream"> {
  /** Region of the provider. */
  readonly homeRegion: string;

  /** Key of the stream and of its log group, in each region. */
  readonly kmsKeyArns: ReadonlyMap<string, string>;

  /** Days that errors are kept. */
  readonly errorRetentionDays: number;
  readonly records: DeliveredRecords;

  /** Buffer size: 1 to 128 MiB, or at least 64 MiB with dynamic partitioning. Firehose writes an object when the buffer is full. */
  readonly bufferMegabytes: number;

  /** Buffer interval: 60 to 900 seconds. After this time, Firehose writes an object even if the buffer is not full. */
  readonly bufferSeconds: number;

  /**
   * Resources that must exist before the first delivery.
   *
   * @default none: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** Log stream to which Firehose writes errors of the destination. */
const errorLogStream = "DestinationDelivery";

/**
 * Firehose streams of one account that deliver to the archive of the organization.
 *
 * S3 encrypts the objects with the default encryption of the bucket, which is the archive key.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 */
export class FirehoseToArchive extends Construct {
  /** ARNs of the streams by region. */
  public readonly streamArns: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: FirehoseToArchiveProps) {
    super(scope, id);

    checkBuffer(props);

    const { accountId, prefix, failedPrefix, streamName, errorLogGroupName } = props;
    const { roleArn, ready } = new DeliveryRole(this, "Role", { ...props, errorLogStream });

    const streamArns = new Map<string, string>();
    inEachRegion(this, props, (regional, regionArguments, region) => {
      const kmsKeyArn = keyIn(region, props.kmsKeyArns);
      const errors = new CloudwatchLogGroup(regional, "Errors", {
        name: errorLogGroupName,
        retentionInDays: props.errorRetentionDays,
        kmsKeyId: kmsKeyArn,
        ...regionArguments,
      });
      const logStream = new CloudwatchLogStream(regional, "ErrorStream", {
        name: errorLogStream,
        logGroupName: errors.name,
        ...regionArguments,
      });

      const { belowDay, ...processing } = processingOf(props.records);
      const folder = `${prefix}/${accountId}/${region}`;
      const stream = new KinesisFirehoseDeliveryStream(regional, "Stream", {
        name: streamName,
        destination: "extended_s3",
        serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: kmsKeyArn },
        extendedS3Configuration: {
          roleArn,
          bucketArn: props.bucketArn,
          prefix: `${folder}/!{timestamp:yyyy/MM/dd}/${belowDay}`,
          errorOutputPrefix: `${failedPrefix}/${folder}/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/`,
          compressionFormat: "GZIP",
          bufferingSize: props.bufferMegabytes,
          bufferingInterval: props.bufferSeconds,
          cloudwatchLoggingOptions: { enabled: true, logGroupName: errors.name, logStreamName: logStream.name },
          ...processing,
        },
        dependsOn: [ready, ...(props.dependsOn ?? [])],
        ...regionArguments,
      });
      streamArns.set(region, stream.arn);
    });
    this.streamArns = streamArns;
  }
}

/** @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html */
function checkBuffer({ records, bufferMegabytes, bufferSeconds }: FirehoseToArchiveProps): void {
  const least = records === "logBatchesByGroup" ? smallestPartitionBufferMegabytes : 1;
  if (!Number.isInteger(bufferMegabytes) || bufferMegabytes < least || bufferMegabytes > 128) {
    throw new Error(
      `bufferMegabytes of ${records} must be a whole number from ${least} to 128, got ${bufferMegabytes}`,
    );
  }
  if (!Number.isInteger(bufferSeconds) || bufferSeconds < 60 || bufferSeconds > 900) {
    throw new Error(`bufferSeconds must be a whole number from 60 to 900, got ${bufferSeconds}`);
  }
}

function keyIn(region: string, keyArns: ReadonlyMap<string, string>): string {
  const keyArn = keyArns.get(region);
  if (keyArn !== undefined) return keyArn;
  throw new Error(`kmsKeyArns must have a key in ${region}, got ${[...keyArns.keys()].join(", ") || "none"}`);
}
