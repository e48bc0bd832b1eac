import { deliveryNames } from "../../config/names/deliveries";
import type { AuditConfig } from "../../config/audit-config";
import { FindingsToFirehose } from "../../modules/log-delivery/findings-to-firehose";
import { archiveStream } from "./archive-stream";
import type { LogSource } from "./log-source";

/** Findings of Security Hub, from the account and region that has all of them, or from each. */
export const securityHubFindings: LogSource = (scope, source) => {
  const { account, config } = source;
  const regions = deliveringRegions(config, account.id);
  if (regions.length === 0) return;

  const { ruleName, ruleRoleName, undeliveredQueueName } = deliveryNames(config).findings;
  const { streamArns } = archiveStream(scope, "FindingStreams", source, {
    what: "findings",
    regions,
    records: "events",
    // Firehose's own values
    bufferMegabytes: 5,
    bufferSeconds: 300,
  });
  new FindingsToFirehose(scope, "Findings", {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    streamArns,
    ruleName,
    roleName: ruleRoleName,
    undeliveredQueueName,
    findingFormat: config.logSources.securityHubFindings.format,
  });
};

/** Regions from which an account delivers findings. */
function deliveringRegions({ logSources, homeRegion, regions }: AuditConfig, accountId: string) {
  const { mode, account, region } = logSources.securityHubFindings;
  if (mode === "eachAccount") return regions;
  return mode === "delegatedAdministrator" && account === accountId ? [region ?? homeRegion] : [];
}
