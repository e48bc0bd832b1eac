import { type Hunt, type HuntSource, otherRows, placeholder } from "./hunt";

/** A hunt with the values of its parameters, and what it leaves out. */
export interface TunedHunt extends Hunt {
  readonly values: Readonly<Record<string, number>>;
  readonly exclusions: readonly HuntExclusion[];
}

/** Events that a hunt does not count. Only what the caller cannot choose is compared, and completely. */
export type HuntExclusion = { readonly principalArn: string } | { readonly account: string };

/** SQL with the values of the parameters. */
export function tuned(hunt: TunedHunt, sql: string): string {
  return sql.replaceAll(placeholder, (_, name: string) => String(hunt.values[name]));
}

/** A hunt as its file describes it. */
export const withDefaults = (hunt: Hunt): TunedHunt => ({
  ...hunt,
  values: Object.fromEntries(hunt.parameters.map((parameter) => [parameter.name, parameter.default])),
  exclusions: [],
});

/** What a hunt reads in another source, as a hunt of that source. */
export const otherPart = (hunt: TunedHunt): TunedHunt[] =>
  hunt.with === undefined ? [] : [{ ...hunt, ...hunt.with, name: otherRows(hunt), with: undefined }];

/** What the hunts read in a source. */
export const readIn = (hunts: readonly TunedHunt[], source: HuntSource): TunedHunt[] =>
  hunts.flatMap((hunt) => [hunt, ...otherPart(hunt)]).filter((part) => part.source === source);

/** Bytes of a statement of Athena. */
export const byteLimit = 262_144;

/**
 * The statement, which Athena would accept.
 *
 * @throws when it is too long
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export function withinLimit(statement: string): string {
  const bytes = Buffer.byteLength(statement);
  if (bytes <= byteLimit) return statement;
  throw new Error(
    `the hunts of a source are one statement of ${byteLimit} bytes at most, got ${bytes}; remove exclusions of hunts`,
  );
}

export const indented = (sql: string): string => sql.replaceAll("\n", "\n    ");
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An expression for each hunt. */
export const caseOfHunt = (hunts: readonly TunedHunt[], sqlOf: (hunt: TunedHunt) => string): string =>
  `CASE hunt\n${hunts.map((hunt) => `    WHEN '${hunt.name}' THEN ${indented(sqlOf(hunt))}`).join("\n")}\n  END`;
