import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { inAnyAccount } from "../../config/derived/overrides";
import { sourceRegions } from "../../config/derived/regions";
import { deliveryNames } from "../../config/names/deliveries";
import { s3ViaService } from "../../config/partitions";
import { firehoseDelivery, firehoseEncryption } from "../../modules/iam/grants/firehose";
import { FindingsToFirehose } from "../../modules/log-delivery/findings-to-firehose";
import { archiveStream } from "./archive-stream";
import type { LogSource, SourceAccount } from "./log-source";
import type { Delivery } from "./log-writer";

/** Findings of Security Hub, from the account and region that aggregate the findings, or from each account and region. */
export const securityHubFindings: LogSource = {
  addTo,
  writer: {
    archive: "serviceLogs",
    bucketStatements: (delivery) => (isOn(delivery) ? firehoseDelivery(findingDelivery(delivery)) : []),
    ownWriters: (delivery) =>
      isOn(delivery) ? { roleName: deliveryNames(delivery.config).findings.deliveryRoleName } : {},
    keyStatements: (delivery) =>
      isOn(delivery) ? [firehoseEncryption(findingDelivery(delivery), s3ViaService(delivery.config))] : [],
  },
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

const isOn = ({ config }: Delivery) =>
  inAnyAccount(config, ({ logSources }) => logSources.securityHubFindings.mode !== "none");

const findingDelivery = ({ config, names: { prefixes }, archiveArn }: Delivery) => ({
  partition: config.partition,
  sidInfix: "Findings",
  bucketArn: archiveArn,
  prefixes: [prefixes.securityHubFindings, `${prefixes.failedDeliveries}/${prefixes.securityHubFindings}`],
  organizationId: config.organizationId,
  roleName: deliveryNames(config).findings.deliveryRoleName,
});
