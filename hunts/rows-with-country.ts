import { type CountryColumn, countryColumn, noRanges, withCountry } from "./countries";
import { rowColumns } from "./rows-table";
import { selectValue } from "./subject-values";
import { type TunedHunt, quote } from "./tuned-hunt";

/** A hunt for first uses of countries. */
interface CountryHunt {
  readonly hunt: TunedHunt;
  readonly country: CountryColumn;
}

/** The hunts for first uses of countries. */
export const huntsOfCountries = (hunts: readonly TunedHunt[]): CountryHunt[] =>
  hunts.flatMap((hunt) => {
    const country = countryColumn(hunt);
    return country === undefined ? [] : [{ hunt, country }];
  });

/**
 * The rows of all runs, with the country of each row that has a network. A row is omitted if no range contains its network. If the
 * table has no ranges at all, each run has one row that reports this.
 */
export function addCountries(all: readonly CountryHunt[], table: string, ranges: string): string {
  const others = rowColumns.map(({ name }) => name).filter((name) => name !== "subject");
  const names = all.map(({ hunt }) => quote(hunt.name)).join(", ");
  const networks = all.map(
    ({ hunt, country }) => `WHEN ${quote(hunt.name)} THEN ${selectValue(hunt, country.network)}`,
  );
  const rows = `SELECT *, CASE hunt ${networks.join(" ")} END AS network FROM ${table} WHERE hunt IN (${names})`;
  return `located AS (
  SELECT ${others.join(", ")}, CASE hunt ${all.map(insertCountry).join(" ")} END AS subject
  FROM (
${withCountry(rows, [...others, "subject"], "network", ranges)}
  )
  WHERE country IS NOT NULL
  UNION ALL
  SELECT ${others.join(", ")}, subject
  FROM ${table}
  WHERE hunt NOT IN (${names})
)`;
}

/** The subject of a row, with its country. Without any ranges, it has no other values. */
function insertCountry({ hunt, country }: CountryHunt): string {
  const subject = (valueOf: (name: string) => string) =>
    `ARRAY[${hunt.subject.map(({ name }) => (name === country.name ? "country" : valueOf(name))).join(", ")}]`;
  return `WHEN ${quote(hunt.name)} THEN IF(country = '${noRanges}', ${subject(() => "NULL")}, ${subject((name) => selectValue(hunt, name))})`;
}

/** Condition on rows that report that a hunt for countries has no ranges. */
export function isWithoutRanges(hunt: TunedHunt): string {
  const country = countryColumn(hunt);
  return country === undefined
    ? ""
    : `\n    OR (run.hunt = ${quote(hunt.name)} AND ${selectValue(hunt, country.name, "run")} = '${noRanges}')`;
}
