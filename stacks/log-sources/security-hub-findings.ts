import { deliveryNames } from "../../config/delivery-names";
import { sourceRegions } from "../../config/regions";
import type { AuditConfig } from "../../config/schema";
import { FindingsToFirehose } from "../../modules/findings-to-firehose";
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
function deliveringRegions(config: AuditConfig, accountId: string): readonly string[] {
  const { mode, account, region } = config.logSources.securityHubFindings;
  if (mode === "eachAccount") return sourceRegions(config, "securityHubFindings");
  return mode === "delegatedAdministrator" && account === accountId ? [region ?? config.homeRegion] : [];
}
