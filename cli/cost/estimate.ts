import type { AuditConfig } from "../../config/audit-config";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { countedIn } from "./counted";
import { type LakehouseComparison, compareLakehouse, lakehouseLines } from "./lakehouse";
import { type Saving, savingsOf } from "./levers";
import type { Charge } from "../../features/cost";
import { linesOf, sources } from "./lines";
import type { Prices } from "./prices";
import { type GivenUsage, type Usage, completeUsage } from "./usage";

/** An estimated bill of one month. */
export interface Estimate {
  /** US dollars in the month. */
  readonly total: number;
  readonly lines: readonly Charge[];
  readonly savings: readonly Saving[];
  readonly lakehouse: LakehouseComparison;
  readonly usage: Usage;

  /** Fields of the usage that were not given, so the estimate assumes their values. */
  readonly assumed: readonly (keyof Usage)[];

  /** Volumes of enabled log sources that are unknown. Their cost is missing from the total. */
  readonly missing: readonly string[];
}

/** Maximum number of savings that an estimate lists. */
const namedSavings = 3;

/** Estimates the bill of an organization for one month. */
export function estimate(config: AuditConfig, stacks: readonly Stack[], given: GivenUsage, prices: Prices): Estimate {
  const { usage, assumed } = completeUsage(config, given);
  const basis = { config, usage, counted: countedIn(stacks), prices };
  const lakehouse = compareLakehouse(basis);
  const lines = [...linesOf(basis), ...lakehouseLines(basis, lakehouse)].toSorted(
    (one, other) => other.amount - one.amount,
  );
  return {
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
    lines,
    savings: savingsOf(basis, namedSavings),
    lakehouse,
    usage,
    assumed,
    missing: missingFields(config, usage),
  };
}

function missingFields(config: AuditConfig, usage: Usage): string[] {
  const needed = [
    ...sources.flatMap(({ field, isEnabled }) => (isEnabled(config) ? [field] : [])),
    ...(config.trail.dataEvents.length > 0 ? (["dataEvents"] as const) : []),
    ...(config.logSources.awsConfig.recorder === "none" ? [] : (["configItems"] as const)),
    "queriedTerabytes" as const,
  ];
  return needed.filter((field) => usage[field] === undefined);
}
