import { type Partition, type PartitionName, partitions } from "../partitions";

/** Settings that define which regions an organization uses. */
export interface RegionSettings {
  readonly partition: PartitionName;
  readonly homeRegion: string;
  readonly regions?: readonly string[] | undefined;
  readonly recordedRegions?: readonly string[] | undefined;
  readonly detections: { readonly expectedRegions: readonly string[] };
  readonly archive?: { readonly secondRegion?: { readonly region: string } | undefined };
}

/** Regions in use. An older configuration has no `regions`, and lists the regions in use in `recordedRegions`. */
export function regionsInUse({
  homeRegion,
  regions,
  recordedRegions,
}: Pick<RegionSettings, "homeRegion" | "regions" | "recordedRegions">): readonly string[] {
  return regions ?? recordedRegions ?? [homeRegion];
}

/** Log sources with their own setting `regions`. AWS Config has `recordedRegions` instead. */
export const narrowedSources = [
  "flowLogs",
  "dnsQueryLogs",
  "sessions",
  "securityHubFindings",
  "applicationLogs",
] as const;
export type NarrowedSource = (typeof narrowedSources)[number];

/** Regions of a log source: its own setting, or else every region in use. */
export function sourceRegions(
  config: Pick<RegionSettings, "homeRegion" | "regions" | "recordedRegions"> & {
    readonly logSources: Readonly<Record<NarrowedSource, { readonly regions?: readonly string[] | undefined }>>;
  },
  source: NarrowedSource,
): readonly string[] {
  return config.logSources[source].regions ?? regionsInUse(config);
}

/** Regions whose urgent events are forwarded: regions in use, and regions of global services. */
export function urgentEventRegions(
  config: Pick<RegionSettings, "partition" | "homeRegion" | "regions" | "recordedRegions">,
): string[] {
  return [...new Set([...regionsInUse(config), ...globalRegions(config)])];
}

/**
 * Regions where events are expected: regions in use, regions of global services, the region of the replicas, and
 * `detections.expectedRegions`.
 *
 * Tables cover these regions, and the detection `unusual-region` reports changes in any other region.
 */
export function eventRegions(config: RegionSettings): string[] {
  const { region } = config.archive?.secondRegion ?? {};
  const replicas = region === undefined ? [] : [region];
  return [...new Set([...urgentEventRegions(config), ...replicas, ...config.detections.expectedRegions])].toSorted();
}

/** Every region of the partition. */
export function partitionRegions({ partition }: Pick<RegionSettings, "partition">): string[] {
  const { defaultRegions, optInRegions }: Partition = partitions[partition];
  return [...defaultRegions, ...optInRegions];
}

/** Regions of global services that differ from the provider's region, and therefore need their own provider. */
export function otherGlobalRegions(config: Pick<RegionSettings, "partition" | "homeRegion">): string[] {
  return globalRegions(config).filter((region) => region !== config.homeRegion);
}

function globalRegions({ partition }: Pick<RegionSettings, "partition">): readonly string[] {
  const { globalEventRegions }: Partition = partitions[partition];
  return globalEventRegions;
}
