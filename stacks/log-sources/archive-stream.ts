import type { Construct } from "constructs";
import { deliveryNames } from "../../config/delivery-names";
import { archivePrefixes } from "../../config/names";
import type { DeliveredRecords } from "../../modules/delivery-processing";
import { FirehoseToArchive } from "../../modules/firehose-to-archive";
import { deliveryTo } from "../producers/producer";
import type { SourceAccount } from "./log-source";
import { logKeyArns } from "./regional-keys";

interface ArchiveStream {
  readonly what: "findings" | "appLogs";
  readonly regions: readonly string[];
  readonly records: DeliveredRecords;
  readonly bufferMegabytes: number;
  readonly bufferSeconds: number;
}

/** Days that a stream's errors are kept: long enough for whoever looks after a holiday. */
const errorRetentionDays = 90;

/** Streams of one account into the service-log archive, one in each region. */
export function archiveStream(
  scope: Construct,
  id: string,
  source: SourceAccount,
  { what, ...stream }: ArchiveStream,
): FirehoseToArchive {
  const { account, config, archiveKeyArn, archivePolicies } = source;
  const { streamName, deliveryRoleName, errorLogGroupName } = deliveryNames(config)[what];
  const { bucketArn, viaS3 } = deliveryTo("serviceLogs", config);
  return new FirehoseToArchive(scope, id, {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    streamName,
    roleName: deliveryRoleName,
    bucketArn,
    prefix: what === "findings" ? archivePrefixes.securityHubFindings : archivePrefixes.appLogs,
    failedPrefix: archivePrefixes.failedDeliveries,
    archiveKeyArn,
    viaS3,
    kmsKeyArns: logKeyArns(scope, source, stream.regions),
    errorLogGroupName,
    errorRetentionDays,
    dependsOn: archivePolicies?.serviceLogs && [archivePolicies.serviceLogs],
    ...stream,
  });
}
