import { type SearchSize, type SearchSizeName, searchSizes } from "../../config/derived/search-sizes";
import type { Prices } from "./prices";

/** Bytes of the index for a byte of logs before compression. AWS counts a tenth more than the logs. */
const indexedShare = 1.1;

/** Copies of a document: the primary one and its replica. */
const copies = 2;

/** Share of the storage that is used before the alarm `search-storage-low` is raised. */
const usedStorage = 0.75;

/** Gigabytes of logs that one unit of a pipeline reads in a day, before compression: somewhat less than 2 MiB a second. */
const unitGigabytes = 150;

const bytesOfGibibyte = 2 ** 30;

/** Whole days of logs for which a size has storage. */
export function searchableDays({ dataNodes, volumeGibibytes }: SearchSize, gigabytesOfDay: number): number {
  const storage = (dataNodes * volumeGibibytes * bytesOfGibibyte) / 1e9;
  return Math.floor((storage * usedStorage) / (gigabytesOfDay * indexedShare * copies));
}

/** Units that a pipeline uses on average. It always uses one. */
export const pipelineUnits = (gigabytesOfDay: number): number => Math.max(1, Math.ceil(gigabytesOfDay / unitGigabytes));

/** Dollars of a domain in a month, by its size. */
export const domainMonths = (prices: Prices): Readonly<Record<SearchSizeName, number>> => ({
  small: prices.smallDomainMonth,
  standard: prices.standardDomainMonth,
  large: prices.largeDomainMonth,
});

/** What a search over so many gigabytes of one log a day needs, and costs in a month. */
export interface SearchEstimate {
  /** Smallest size that holds the days. Undefined if none does. */
  readonly size: SearchSizeName | undefined;

  /** Days that the largest size holds. */
  readonly mostDays: number;
  readonly units: number;

  /** US dollars of domain and pipeline. With the largest size if none holds the days. */
  readonly amount: number;
}

/** Estimates a search over one log, without the trail's. */
export function searchEstimate(gigabytesOfDay: number, days: number, prices: Prices): SearchEstimate {
  const names = Object.keys(searchSizes) as SearchSizeName[];
  const size = names.find((name) => searchableDays(searchSizes[name], gigabytesOfDay) >= days);
  const units = pipelineUnits(gigabytesOfDay);
  return {
    size,
    mostDays: searchableDays(searchSizes.large, gigabytesOfDay),
    units,
    amount: domainMonths(prices)[size ?? "large"] + units * prices.ingestionUnitMonth,
  };
}
