import { countryColumn } from "../../hunts/countries";
import { type HuntSource, partsOf } from "../../hunts/hunt";
import type { SourceTables } from "../../hunts/one-pass";
import type { TunedHunt } from "../../hunts/tuned-hunt";
import type { AuditConfig } from "../audit-config";
import { comparesCountries } from "../names/hunts";
import { inAnyAccount } from "./overrides";
import { tunedHunts } from "./tuned-hunts";

/** The tables of a source of hunts, or the reason why the configuration has no such tables. */
export type HuntedSource = SourceTables | { readonly source: HuntSource; readonly missing: string };

/** Maximum number of values that Athena accepts in a condition on a partition of type `injected`. */
const listedPartitions = 1_000;

/**
 * Every source of hunts. Hunts over a source without logs do not run.
 *
 * @param eventTables tables of CloudTrail events
 */
export function huntedSources(config: AuditConfig, eventTables: readonly string[] = ["cloudtrail"]): HuntedSource[] {
  return [
    { source: "cloudtrail", tables: eventTables },
    inAnyAccount(
      config,
      ({ logSources: { flowLogs } }) => flowLogs.vpcs !== "none" && flowLogs.trafficType !== "REJECT",
    )
      ? { source: "flow-logs", tables: ["flow_logs"] }
      : {
          source: "flow-logs",
          missing:
            "there are no flow logs of accepted traffic; set logSources.flowLogs.vpcs, and trafficType to ALL or ACCEPT",
        },
    dnsSource(config),
    accessLogSource(config),
    findingSource(config),
  ];
}

/** The hunts that run: the enabled hunts over sources with logs. */
export function huntsWithLogs(config: AuditConfig): TunedHunt[] {
  const sources = huntedSources(config).filter((one) => "tables" in one);
  const hasLogs = (wanted: HuntSource) => sources.some(({ source }) => source === wanted);
  return tunedHunts(config).filter(
    (hunt) => partsOf(hunt).every(({ source }) => hasLogs(source)) && !lacksCountries(config, hunt),
  );
}

/** Whether a hunt compares countries that the configuration does not have. */
const lacksCountries = (config: AuditConfig, hunt: TunedHunt): boolean =>
  countryColumn(hunt) !== undefined && !comparesCountries(config);

/** The enabled hunts that do not run because a source has no logs, or because there are no countries: one line for each reason. */
export function huntsLeftOut(config: AuditConfig): string {
  const hunts = tunedHunts(config);
  const leftOut = huntedSources(config).flatMap((one) => {
    const reading = hunts.filter((hunt) => partsOf(hunt).some(({ source }) => source === one.source));
    return "missing" in one ? [{ hunts: reading, missing: one.missing }] : [];
  });
  const ofCountries = {
    hunts: hunts.filter((hunt) => lacksCountries(config, hunt)),
    missing: "there are no countries of addresses; set hunts.countries.enabled",
  };
  return [...leftOut, ofCountries]
    .filter((one) => one.hunts.length > 0)
    .map((one) => `${one.hunts.map(({ name }) => name).join(", ")}: ${one.missing}`)
    .join("\n");
}

/** The path of a query log contains the VPC before the day, so a query needs a list of VPCs. Athena cannot list them. */
function dnsSource(config: AuditConfig): HuntedSource {
  const source = "dns-logs";
  const { vpcs, listedVpcs } = config.logSources.dnsQueryLogs;
  if (vpcs !== "listed") {
    const missing =
      "a query of dns_logs must contain a list of VPCs; set logSources.dnsQueryLogs.vpcs to listed, and list the VPCs in listedVpcs";
    return { source, missing };
  }
  const ids = [...new Set(listedVpcs.flatMap((listed) => listed.ids))];
  if (ids.length > listedPartitions) {
    return {
      source,
      missing: `Athena accepts at most ${listedPartitions} VPCs in a query, and logSources.dnsQueryLogs.listedVpcs has ${ids.length}`,
    };
  }
  return { source, tables: ["dns_logs"], condition: `vpc IN (${ids.map((id) => `'${id}'`).join(", ")})` };
}

/** Only the buckets of `logSources.accessLogs`. Hunts over the archive's own access logs would find every query of the archive. */
function accessLogSource({ logSources }: AuditConfig): HuntedSource {
  const source = "access-logs";
  const names = [...new Set(logSources.accessLogs.buckets.map(({ bucket }) => bucket))];
  if (names.length === 0) {
    return {
      source,
      missing: "there are no access logs besides those of the archive; set logSources.accessLogs.buckets",
    };
  }
  return {
    source,
    tables: ["s3_access_logs"],
    condition: `bucket IN (${names.map((name) => `'${name}'`).join(", ")})`,
  };
}

function findingSource({ logSources }: AuditConfig): HuntedSource {
  const source = "findings";
  const { mode, format } = logSources.securityHubFindings;
  if (mode !== "none" && format === "ASFF") return { source, tables: ["securityhub_findings"] };
  return {
    source,
    missing: "there are no findings in the table; set logSources.securityHubFindings.mode, and format to ASFF",
  };
}
