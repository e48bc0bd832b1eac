import type { Column } from "../tables/log-table";
import type { SubjectColumn } from "./subject";

/** Name of the table with the ranges of addresses of each country. */
export const countriesTable = "address_countries";

/** Columns of the table, in the order of the values of a line. */
export const countryColumns: readonly Column[] = [
  { name: "first", type: "string", comment: "First address of a range" },
  { name: "last", type: "string", comment: "Last address of the range" },
  { name: "country", type: "string", comment: "Country of the range, two letters of ISO 3166" },
];

/** Value instead of a country if the table has no range. Such a row notifies people, because the hunt cannot find countries. */
export const noRanges = "no address ranges";

/** The values that all events of a row have in common. */
interface Subject {
  readonly subject: readonly SubjectColumn[];
}

/** A column of a subject that is the country of another column, which is a network. */
export interface CountryColumn {
  readonly name: string;
  readonly network: string;
}

/** The column of a hunt that is a country. A hunt has at most one such column. */
export function countryColumn({ subject }: Subject): CountryColumn | undefined {
  return subject.flatMap(({ name, sql }) => {
    const network = countryExpression.exec(sql)?.[1];
    return network === undefined ? [] : [{ name, network }];
  })[0];
}

/** Expression in a subject for the country of a network. */
const countryExpression = /^country_of\((\w+)\)$/;

/** The expression of a column over the events. Countries are added after the events of a row are grouped. */
export const ofEvents = ({ sql }: SubjectColumn): string =>
  countryExpression.test(sql) ? "CAST(NULL AS varchar)" : sql;

/** Problems of the country of a hunt. */
export function countryProblems({ subject, firstUse }: Subject & { readonly firstUse?: string | undefined }): string[] {
  const country = countryColumn({ subject });
  if (country === undefined) return [];
  const { name, network } = country;
  return [
    ...(subject.some((column) => column.name === network)
      ? []
      : [`${name} is the country of ${network}, which is not a column of subject; add it`]),
    ...(firstUse === name ? [] : [`${name} is a country, so the line new must be ${name}`]),
  ];
}

/**
 * SELECT of rows with the country of a network. The rows and the ranges are sorted by address, so that the query engine reads both
 * once. The range of a row is the last range that begins before its address, if the range contains the address.
 *
 * @param rows SELECT of the rows
 * @param columns columns of the rows to keep
 * @param network column or expression of the rows: a network in the format of `source_network`
 * @param table table with the columns of `countryColumns`
 */
export function withCountry(
  rows: string,
  columns: readonly string[],
  network: string,
  table: string = countriesTable,
): string {
  const kept = columns.join(", ");
  const address = (text: string) => `TRY_CAST(${text} AS ipaddress)`;
  return `SELECT ${kept},
  CASE WHEN ranges = 0 THEN '${noRanges}' WHEN place <= range_last THEN range_country END AS country
FROM (
  SELECT ${kept}, place, is_range,
    last_value(range_end) IGNORE NULLS OVER (ORDER BY place, range_end) AS range_last,
    last_value(country_code) IGNORE NULLS OVER (ORDER BY place, range_end) AS range_country,
    count_if(is_range) OVER () AS ranges
  FROM (
    SELECT ${kept}, ${address(firstAddress(network))} AS place, CAST(NULL AS ipaddress) AS range_end,
      CAST(NULL AS varchar) AS country_code, false AS is_range
    FROM (
${rows}
    )
    UNION ALL
    SELECT ${columns.map(() => "NULL").join(", ")}, ${address("first")}, ${address("last")}, country, true
    FROM ${table}
    WHERE ${address("first")} IS NOT NULL AND ${address("last")} IS NOT NULL AND country IS NOT NULL
  )
)
WHERE NOT is_range`;
}

/**
 * The first address of a network. `::` stands for groups of zeros, so an IPv6 network may end with three colons, or contain `::`
 * twice.
 */
const firstAddress = (network: string): string =>
  `regexp_replace(regexp_replace(split_part(${network}, '/', 1), ':{3,}$', '::'), '(::.+)::$', '$1')`;
