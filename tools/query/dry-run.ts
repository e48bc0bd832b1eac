import { logTableSource } from "../../config/log-locations";
import type { AuditConfig } from "../../config/schema";
import type { SavedQuery } from "../../queries/saved-queries";
import { logTables, logViews } from "../../tables/catalog";
import { type PartitionsRead, partitionsRead } from "./partitions-read";
import { statementOf } from "./statement";

/** What a question would be, were it asked. */
export interface DryRun {
  readonly name: string;

  /** As the engine is given it. */
  readonly sql: string;

  /** One for each `?`. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly reads: readonly PartitionsRead[];
}

/**
 * Asks nobody.
 *
 * @param values of the question's parameters, one for each `?`
 */
export function dryRun(
  { name, sql, parameters: described }: SavedQuery,
  values: readonly string[],
  config: AuditConfig,
  now: Date,
): DryRun {
  const parameters = described.map((parameter, i) => ({ name: parameter.name, value: values[i] ?? "" }));
  const limits = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.value]));
  const source = logTableSource(config);
  const asked = { tables: logTables(source), views: logViews(source) };
  return { name, sql: statementOf(sql), parameters, reads: partitionsRead(sql, asked, limits, now) };
}

/** The SQL, its values, and the partitions it would read, for people. */
export function dryRunText({ sql, parameters, reads }: DryRun): string {
  return [
    sql,
    "",
    ...parameters.map(({ name, value }, i) => `? ${i + 1} ${name} = ${value}`),
    ...reads.map(
      ({ table, partitions, location }) =>
        `reads ${partitions === null ? "every partition" : `${partitions} partitions`} of ${table}: ${location}`,
    ),
  ].join("\n");
}
