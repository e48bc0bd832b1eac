import { bytesText, costOf } from "../../query/answer";
import type { Problems } from "../problems";
import { type BacktestResult, type DetectionResult, detectionResult } from "../result";
import { describeDetections, describeProblems, type ResultDrawing } from "../result-table";
import type { Tally } from "../tally";
import type { Reach } from "./counting-query";
import type { Price } from "./price";

/** The result of a backtest with Athena, as `--json` prints it. */
export interface AthenaResult {
  readonly read: Reach & {
    readonly days: number;
    readonly queries: number;
    readonly partitions: number;
    readonly estimatedBytes: number;
    readonly scannedBytes: number;
    readonly dollars: number;
  };
  readonly detections: readonly DetectionResult[];

  /** Detections that SQL cannot evaluate exactly, events with an uncertain result, and unreadable objects. */
  readonly problems: BacktestResult["problems"];
}

/** A finished backtest with Athena. */
export interface AthenaRun {
  readonly reach: Reach;
  readonly price: Price;
  readonly tallies: readonly Tally[];
  readonly scannedBytes: number;
  readonly isPaid: boolean;
  readonly problems: Problems;
}

/** The result after all queries. */
export function athenaResult({ reach, price, tallies, scannedBytes, isPaid, problems }: AthenaRun): AthenaResult {
  const days = (Date.parse(reach.to) - Date.parse(reach.from)) / 86_400_000 + 1;
  return {
    read: {
      ...reach,
      days,
      queries: price.queries,
      partitions: price.partitions,
      estimatedBytes: Math.round(price.bytes * price.readings),
      scannedBytes,
      dollars: isPaid ? costOf(scannedBytes) : 0,
    },
    detections: tallies.map((tally) => detectionResult(tally, Math.max(1, days))),
    problems: { count: problems.count, named: problems.list() },
  };
}

/** The result as text. */
export function drawAthenaResult({ read, detections, problems }: AthenaResult, drawing: ResultDrawing): string {
  const cost = read.dollars > 0 ? `, about $${read.dollars.toPrecision(2)}` : "";
  return [
    ...describeDetections(detections, drawing),
    `Read: ${bytesText(read.scannedBytes)} in ${read.queries} ${read.queries === 1 ? "query" : "queries"}${cost}; from ${read.from} to ${read.to} UTC, ${read.days} days.`,
    ...describeProblems(problems, "Not evaluated, uncertain or not read"),
  ].join("\n\n");
}
