import { bucketArn, namesFor } from "../../config/names";
import { ConfigRecorder } from "../../modules/config-recorder";
import type { LogSource } from "./log-source";

/** AWS Config in the recorded regions. */
export const configRecording: LogSource = (scope, { account, config, archiveKeyArn, archivePolicies }) => {
  if (!config.logSources.config.enabled) return;
  const names = namesFor(config);
  const { recordingFrequency, snapshotFrequency } = config.logSources.config;
  new ConfigRecorder(scope, "Config", {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    regions: config.recordedRegions,
    roleName: names.configRoleName,
    bucketName: names.buckets.config,
    bucketArn: bucketArn(config.partition, names.buckets.config),
    prefix: names.prefixes.config,
    kmsKeyArn: archiveKeyArn,
    recordingFrequency,
    snapshotFrequency,
    dependsOn: archivePolicies?.config && [archivePolicies.config],
  });
};
