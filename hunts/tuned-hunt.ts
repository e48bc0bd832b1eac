import { type Hunt, type HuntSource, otherRows, placeholder } from "./hunt";
import type { Sql } from "./sql";

/** A hunt with the values of its parameters and its exclusions. */
export interface TunedHunt extends Hunt {
  readonly values: Readonly<Record<string, number>>;
  readonly exclusions: readonly HuntExclusion[];
}

/** Events that a hunt does not count. Only values that the caller cannot choose are compared, and they must be equal. */
export type HuntExclusion = { readonly principalArn: string } | { readonly account: string };

/** Replaces the parameters of a hunt in SQL by their values. */
export function fillPlaceholders(hunt: TunedHunt, sql: string): string {
  return sql.replaceAll(placeholder, (_, name: string) => String(hunt.values[name]));
}

/** A hunt with the defaults in its file. */
export const withDefaults = (hunt: Hunt): TunedHunt => ({
  ...hunt,
  values: Object.fromEntries(hunt.parameters.map((parameter) => [parameter.name, parameter.default])),
  exclusions: [],
});

/** The part of a hunt that reads another source, as a hunt of that source. */
export const otherPart = (hunt: TunedHunt): TunedHunt[] =>
  hunt.with === undefined ? [] : [{ ...hunt, ...hunt.with, name: otherRows(hunt), with: undefined }];

/** The parts of the hunts that read a source. */
export const partsReading = (hunts: readonly TunedHunt[], source: HuntSource): TunedHunt[] =>
  hunts.flatMap((hunt) => [hunt, ...otherPart(hunt)]).filter((part) => part.source === source);

/** Maximum size of a statement of Athena, in bytes. */
export const byteLimit = 262_144;

/**
 * Returns the statement if Athena would accept its size.
 *
 * @throws when the statement is too long
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export function checkSize<S extends Sql>(statement: S): S {
  const bytes = Buffer.byteLength(statement.sql);
  if (bytes <= byteLimit) return statement;
  throw new Error(
    `the statement of all hunts of a source can have at most ${byteLimit} bytes, got ${bytes}; remove exclusions of hunts`,
  );
}

export const indent = (sql: string): string => sql.replaceAll("\n", "\n    ");
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An expression for each hunt. */
export const caseOfHunt = (hunts: readonly TunedHunt[], sqlOf: (hunt: TunedHunt) => string): string =>
  `CASE hunt\n${hunts.map((hunt) => `    WHEN '${hunt.name}' THEN ${indent(sqlOf(hunt))}`).join("\n")}\n  END`;
