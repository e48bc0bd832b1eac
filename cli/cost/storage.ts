import type { ClassLifecycle } from "../../config/derived/retention";
import type { Prices } from "./prices";
import { daysOfMonth } from "../../features/cost";

/** Stored size and number of the logs of one class that arrive in a month. */
export interface Inflow {
  readonly gigabytes: number;

  /** Objects of a month. S3 moves only objects of 128 KB and more. */
  readonly files: number;
}

/** Cost of the stored logs of a class in one month. */
export interface StorageCost {
  readonly gigabytes: number;
  readonly stored: number;
  readonly moves: number;
}

/** Objects below this size stay in S3 Standard, because the fee of the move is higher than the saving. */
const leastMovedBytes = 128 * 1024;

/** Steps of a lifecycle in S3's order, with the prices of a terabyte and of the move of a thousand objects. */
const steps = [
  { days: "infrequentAccessDays", stored: "infrequentAccessMonth", moved: "infrequentAccessMoves" },
  { days: "glacierInstantRetrievalDays", stored: "instantRetrievalMonth", moved: "instantRetrievalMoves" },
  { days: "glacierDays", stored: "flexibleRetrievalMonth", moved: "flexibleRetrievalMoves" },
  { days: "deepArchiveDays", stored: "deepArchiveMonth", moved: "deepArchiveMoves" },
] as const;

/** Cost of the logs of a class in a month, counted from the first log. It assumes that the same volume arrives each month. */
export function storageCost(inflow: Inflow, lifecycle: ClassLifecycle, month: number, prices: Prices): StorageCost {
  const kept = Math.min(month * daysOfMonth, lifecycle.expireDays ?? Infinity);
  const isMoved = inflow.files > 0 && (inflow.gigabytes * 1e9) / inflow.files >= leastMovedBytes;
  const taken = steps.flatMap((step) => {
    const from = lifecycle[step.days];
    return isMoved && from !== null && from < kept ? [{ ...step, from }] : [];
  });
  const spans = [
    { from: 0, price: prices.standardMonth },
    ...taken.map(({ from, stored }) => ({ from, price: prices[stored] })),
  ];
  const monthOfDay = inflow.gigabytes / daysOfMonth;
  const stored = spans.reduce((sum, { from, price }, i) => {
    const days = (spans[i + 1]?.from ?? kept) - from;
    return sum + ((days * monthOfDay) / 1_000) * price;
  }, 0);
  const moves = taken.reduce((sum, { moved }) => sum + (inflow.files / 1_000) * prices[moved], 0);
  return { gigabytes: kept * monthOfDay, stored, moves };
}
