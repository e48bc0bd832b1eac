import type { commonColumns } from "./sources";
import { type Sql, composeSql } from "./sql";
import { type HuntExclusion, type TunedHunt, quote } from "./tuned-hunt";

/** Columns of conditions that several hunts have, by the condition. */
export type SharedExclusions = ReadonlyMap<string, string>;

/** The same list of exclusions in many hunts would make the statement longer than Athena accepts. */
export function sharedExclusions(hunts: readonly TunedHunt[]): SharedExclusions {
  const all = hunts.flatMap(({ exclusions }) => excludeCallers(exclusions));
  const repeated = new Set(all.filter((condition, i) => all.indexOf(condition) < i));
  return new Map([...repeated].map((condition, i) => [condition, `is_counted_${i}`]));
}

/** Adds the columns of the shared conditions to the events. */
export function addExclusionColumns(events: Sql, shared: SharedExclusions): Sql {
  if (shared.size === 0) return events;
  const columns = [...shared].map(([condition, name]) => `  ${condition} AS ${name}`);
  return composeSql`SELECT *,\n${columns.join(",\n")}\nFROM (\n${events}\n)`;
}

/**
 * Conditions that are true for events that are not excluded, and for events of callers without an ARN. Each column has one condition
 * for all exclusions, because the query engine refuses statements with thousands of conditions.
 */
export function excludeCallers(exclusions: readonly HuntExclusion[]): string[] {
  const principals = exclusions.flatMap((exclusion) => ("principalArn" in exclusion ? [exclusion.principalArn] : []));
  const accounts = exclusions.flatMap((exclusion) => ("account" in exclusion ? [exclusion.account] : []));
  return [excludeValues("principal", principals), excludeValues("account", accounts)].flat();
}

const excludeValues = (column: (typeof commonColumns)[number], values: readonly string[]): string[] =>
  values.length === 0 ? [] : [`coalesce(${column}, '') NOT IN (${values.map(quote).join(", ")})`];
