import { keysOf } from "../../shared/keys";
import type { CostBasis } from "../cost";
import { type SearchSize, type SearchSizeName, searchSizes } from "./search-sizes";

/** Bytes of the index per byte of logs before compression. AWS documents that an index is 10 % larger than its source. */
const indexedShare = 1.1;

/** Copies of a document: the primary and one replica. */
const copies = 2;

/** Share of the storage that is used before the alarm `search-storage-low` is raised. */
const usedStorage = 0.75;

/** Gigabytes of logs that one unit of a pipeline reads in a day, before compression: a little less than 2 MiB a second. */
const unitGigabytes = 150;

const bytesOfGibibyte = 2 ** 30;

/** Number of whole days of logs that a domain of this size can store. */
export function searchableDays({ dataNodes, volumeGibibytes }: SearchSize, gigabytesOfDay: number): number {
  const storage = (dataNodes * volumeGibibytes * bytesOfGibibyte) / 1e9;
  return Math.floor((storage * usedStorage) / (gigabytesOfDay * indexedShare * copies));
}

/** Average number of units that a pipeline uses. The minimum is one. */
export const pipelineUnits = (gigabytesOfDay: number): number => Math.max(1, Math.ceil(gigabytesOfDay / unitGigabytes));

/** US dollars of a domain in a month, by its size. */
export const domainMonths = (price: CostBasis["price"]): Readonly<Record<SearchSizeName, number>> => ({
  small: price("smallDomainMonth"),
  standard: price("standardDomainMonth"),
  large: price("largeDomainMonth"),
});

/** The size that a search over the logs of one source needs, and its monthly cost. */
export interface SearchEstimate {
  /** Smallest size that can store the days. Undefined if no size can. */
  readonly size: SearchSizeName | undefined;

  /** Days that the largest size can store. */
  readonly mostDays: number;
  readonly units: number;

  /** US dollars of domain and pipeline. Uses the largest size if no size can store the days. */
  readonly amount: number;
}

/** Estimates a search over the logs of one source, without the search over the trail. */
export function searchEstimate(gigabytesOfDay: number, days: number, price: CostBasis["price"]): SearchEstimate {
  const names = keysOf(searchSizes);
  const size = names.find((name) => searchableDays(searchSizes[name], gigabytesOfDay) >= days);
  const units = pipelineUnits(gigabytesOfDay);
  return {
    size,
    mostDays: searchableDays(searchSizes.large, gigabytesOfDay),
    units,
    amount: domainMonths(price)[size ?? "large"] + units * price("ingestionUnitMonth"),
  };
}
