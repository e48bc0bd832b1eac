import leven = require("leven");
import type { QueryParameter } from "../../queries/query-parameters";
import type { SavedQuery } from "../../queries/saved-queries";
import { CommandError } from "../../shared/child-process";

/** Values of a query's parameters, by name. */
export type GivenArguments = Readonly<Record<string, string>>;

/** Format and default value of well-known parameters. */
const wellKnown: Readonly<Record<string, WellKnown>> = {
  from: { read: day, otherwise: (now) => dayOf(new Date(now.getTime() - 6 * 86_400_000)) },
  to: { read: day, otherwise: dayOf },
  account: { read: readMatching(/^(\d{12}|%)$/, "an account id of 12 digits"), otherwise: () => "%" },
  region: { read: readMatching(/^([a-z]{2,}(-[a-z]+)+-\d|%)$/, "a region such as eu-west-1"), otherwise: () => "%" },
};

interface WellKnown {
  /** Returns the value in the format of the tables, or an error message. */
  readonly read: (text: string) => { readonly value: string } | { readonly problem: string };
  readonly otherwise: (now: Date) => string;
}

/**
 * Merges the values of the options and of `--param`.
 *
 * @param options values by the name of the parameter. Undefined for an option that was not given
 * @throws {CommandError} when an option and `--param` set the same parameter
 */
export function givenBy(options: Readonly<Record<string, string | undefined>>, params: GivenArguments): GivenArguments {
  const given = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const twice = given.map(([name]) => name).filter((name) => Object.hasOwn(params, name));
  if (twice.length === 0) return { ...params, ...Object.fromEntries(given) };
  throw new CommandError(
    twice.map((name) => `--${name} and --param ${name} are mutually exclusive; remove one`).join("\n"),
  );
}

/**
 * The values of a query's parameters, one for each `?`.
 *
 * @throws {CommandError} that lists all missing, unknown and invalid parameters
 */
export function argumentsFor(query: SavedQuery, given: GivenArguments, now: Date): string[] {
  const names = new Set(query.parameters.map(({ name }) => name));
  const unknown = Object.keys(given).filter((name) => !names.has(name));
  const filled = query.parameters.map((parameter) => valueOf(parameter, given[parameter.name], now));
  const problems = [
    ...unknown.map((name) => unknownProblem(name, [...names])),
    ...new Set(filled.flatMap((result) => ("problem" in result ? [result.problem] : []))),
  ];
  const values = filled.map((result) => ("value" in result ? result.value : ""));
  const [first = "", last = ""] = ["from", "to"].map(
    (name) => values[query.parameters.findIndex((p) => p.name === name)],
  );
  if (first !== "" && last !== "" && first > last) problems.push(`--from ${first} is after --to ${last}; swap them`);
  if (problems.length > 0) throw new CommandError(`cannot run query ${query.name}:\n  ${problems.join("\n  ")}`);
  return values;
}

type Filled = { readonly value: string } | { readonly problem: string };

function valueOf(
  { name, default: fallback, description }: QueryParameter,
  text: string | undefined,
  now: Date,
): Filled {
  const known = wellKnown[name];
  if (text !== undefined) return known ? known.read(text) : { value: text };
  if (fallback !== undefined) return { value: fallback };
  return known
    ? { value: known.otherwise(now) }
    : { problem: `missing parameter: add --param ${name}=… (${description})` };
}

function unknownProblem(name: string, names: readonly string[]): string {
  if (names.length === 0) return `unknown parameter ${name}; the query has no parameters; remove it`;
  const [nearest = ""] = names.toSorted((a, b) => leven(name, a) - leven(name, b));
  const hint = leven(name, nearest) <= 2 ? `did you mean ${nearest}?` : `the parameters are ${names.join(", ")}`;
  return `unknown parameter ${name}; ${hint}`;
}

/** A day in the format of the tables' partitions. */
function day(text: string): Filled {
  const iso = text.replaceAll("/", "-");
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(iso) && new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso);
  return isDay ? { value: iso.replaceAll("-", "/") } : { problem: `expected a day such as 2026-11-01, got ${text}` };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10).replaceAll("-", "/");
}

function readMatching(pattern: RegExp, what: string): WellKnown["read"] {
  return (text) => (pattern.test(text) ? { value: text } : { problem: `expected ${what}, got ${text}` });
}

/** A value as an SQL literal, which Athena requires for an execution parameter. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
