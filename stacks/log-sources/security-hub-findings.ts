import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { sourceRegions } from "../../config/derived/regions";
import { deliveryNames } from "../../config/names/deliveries";
import { FindingsToFirehose } from "../../modules/log-delivery/findings-to-firehose";
import { archiveStream } from "./archive-stream";
import type { LogSource, SourceAccount } from "./log-source";

/** Findings of Security Hub, from the account and region that aggregate the findings, or from each account and region. */
export const securityHubFindings: LogSource = {
  addTo,
};

function addTo(scope: Construct, source: SourceAccount): void {
  const { account, config } = source;
  const regions = deliveringRegions(config, account.id);
  if (regions.length === 0) return;

  const { ruleName, ruleRoleName, deadLetterQueueName } = deliveryNames(config).findings;
  const { streamArns } = archiveStream(scope, "FindingStreams", source, {
    delivery: "findings",
    regions,
    records: "events",
    // The defaults of Firehose
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
    deadLetterQueueName,
    findingFormat: config.logSources.securityHubFindings.format,
  });
}

/** Regions in which an account delivers findings. */
function deliveringRegions(config: AuditConfig, accountId: string): readonly string[] {
  const { mode, account, region } = config.logSources.securityHubFindings;
  if (mode === "eachAccount") return sourceRegions(config, "securityHubFindings");
  return mode === "delegatedAdministrator" && account === accountId ? [region ?? config.homeRegion] : [];
}
