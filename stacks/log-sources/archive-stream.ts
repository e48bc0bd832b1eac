import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { streamErrorRetentionDays } from "../../config/derived/log-retention";
import { deliveryNames } from "../../config/names/deliveries";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { bucketArn, namesFor } from "../../config/names/names";
import { s3ViaService } from "../../config/partitions";
import type { DeliveredRecords } from "../../modules/log-delivery/delivery-processing";
import { FirehoseToArchive } from "../../modules/log-delivery/firehose-to-archive";
import type { SourceAccount } from "./log-source";
import { logKeyArns } from "./regional-keys";

interface ArchiveStream {
  readonly delivery: "findings" | "applicationLogs";
  readonly regions: readonly string[];
  readonly records: DeliveredRecords;
  readonly bufferMegabytes: number;
  readonly bufferSeconds: number;

  /**
   * Resources, other than the policy of the archive, that must exist before the streams.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** Streams of one account to the service-log archive, one in each region. */
export function archiveStream(
  scope: Construct,
  id: string,
  source: SourceAccount,
  { delivery, dependsOn = [], ...stream }: ArchiveStream,
): FirehoseToArchive {
  const { account, config, archiveKeyArn, archivePolicies } = source;
  const { streamName, deliveryRoleName, errorLogGroupName } = deliveryNames(config)[delivery];
  const { serviceLogs } = archivePolicies ?? {};
  const archiveArn = bucketArn(config.partition, namesFor(config).buckets.serviceLogs);
  return new FirehoseToArchive(scope, id, {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    streamName,
    roleName: deliveryRoleName,
    bucketArn: archiveArn,
    prefix: delivery === "findings" ? archivePrefixes.securityHubFindings : archivePrefixes.applicationLogs,
    failedPrefix: archivePrefixes.failedDeliveries,
    archiveKeyArn,
    s3ViaService: s3ViaService(config),
    kmsKeyArns: logKeyArns(scope, source, stream.regions),
    errorLogGroupName,
    errorRetentionDays: streamErrorRetentionDays,
    dependsOn: [...(serviceLogs ? [serviceLogs] : []), ...dependsOn],
    ...stream,
  });
}
