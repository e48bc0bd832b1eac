import { bytesText, costOf } from "../../query/answer";
import type { ScanEstimate } from "./scan-estimate";

/** Estimated bytes, duration and cost of the queries of a backtest. */
export interface Price extends ScanEstimate {
  /** Number of queries, and of times that each event is read. `readings` is above 1 if the detections need several statements. */
  readonly queries: number;
  readonly readings: number;
  readonly dollars: number;
  readonly minutes: number;
}

/** Assumed rate of Athena, in compressed bytes a second. This is not a measurement, and AWS does not document a rate. */
const assumedRate = 1e9;

/** Share of the scan limit that each query is planned to use. It is below 1, because the estimate is not exact. */
const plannedPart = 0.5;

/** Computes the price from an estimate. */
export function priceOf(estimate: ScanEstimate, queries: number, readings: number, isPaid: boolean): Price {
  const bytes = estimate.bytes * readings;
  const dollars = isPaid ? Math.max(costOf(bytes), queries * costOf(0)) : 0;
  return { ...estimate, queries, readings, dollars, minutes: bytes / assumedRate / 60 };
}

/** Number of windows of days in which each query stays within the scan limit of its workgroup, in bytes. */
export function windowCount({ bytes, uncertainty }: ScanEstimate, limit: number): number {
  return Math.max(1, Math.ceil((bytes + uncertainty) / (limit * plannedPart)));
}

const number = (value: number): string => value.toLocaleString("en-US");

/** The price as text, with one fact per line. */
export function priceText(price: Price): string {
  const { partitions, listed, bytes, uncertainty, queries, readings, dollars, minutes } = price;
  const isExact = listed === partitions;
  const interval = [Math.max(0, bytes - uncertainty), bytes + uncertainty].map(bytesText).join(" and ");
  const how = isExact
    ? `${number(partitions)} partitions`
    : `estimated from ${number(listed)} of ${number(partitions)} partitions, with 95 % probability between ${interval}`;
  const times = readings === 1 ? "once" : `${readings} times, because the detections do not fit into one statement`;
  return [
    `reads ${isExact ? "" : "about "}${bytesText(bytes)} (${how}), ${times}`,
    `in ${number(queries)} ${queries === 1 ? "query" : "queries"}, each within the scan limit of the workgroup`,
    `costs about $${dollars.toPrecision(2)}`,
    `takes about ${minutesText(minutes)} if Athena reads a gigabyte in a second`,
  ].join("\n  ");
}

const minutesText = (minutes: number): string =>
  minutes < 1 ? "a minute" : minutes < 120 ? `${Math.ceil(minutes)} minutes` : `${(minutes / 60).toFixed(1)} hours`;
