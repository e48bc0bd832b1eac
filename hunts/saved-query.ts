import type { SavedQuery } from "../queries/saved-queries";
import { type Hunt, type HuntPart, type HuntSource, allHunts, placeholder } from "./hunt";
import { derivedColumns } from "./hunt-events";
import { countryColumn, ofEvents, withCountry } from "./countries";
import { rowsTable } from "./rows-table";
import { togetherMinutes } from "./compared-rows";
import { completeFrom } from "./days";
import { type Days, sourceColumns } from "./sources";

/** The saved queries of all hunts. */
export const huntQueries = (): SavedQuery[] => allHunts().map(huntQuery);

/** Name of the saved query of a hunt. */
export const huntQueryName = ({ name }: Pick<Hunt, "name">): string => `hunt-${name}`;

/**
 * The saved query of a hunt. It returns all rows of the hunt in the given days, of one account or all accounts, for any values of the
 * parameters. For first uses and silent logs, it reads the logs of the days before, or what runs wrote about them.
 */
export function huntQuery(hunt: Hunt): SavedQuery {
  const lines = linesOf(hunt);
  const used: string[] = [];
  const sql = lines.replaceAll(placeholder, (_, name: string) => {
    used.push(name);
    const isNumber = hunt.parameters.find((one) => one.name === name)?.default;
    return isNumber === undefined ? "?" : `CAST(? AS ${Number.isInteger(isNumber) ? "bigint" : "double"})`;
  });
  const parameters = used.map((name) => parameterOf(hunt, name));
  const isOfOneAccount =
    hunt.with === undefined &&
    hunt.silent === undefined &&
    hunt.subject.some(({ name, sql: column }) => name === "account" && column === "account");
  const notSplit = isOfOneAccount ? undefined : "the events of a row may belong to several accounts.";
  const header = [
    hunt.description,
    ...(notSplit === undefined ? [] : [`Not split: ${notSplit}`]),
    ...parameters.map(({ name, default: value, description }) =>
      [`? ${name}`, ...(value === undefined ? [] : [`= ${value}`])].join(" ").concat(`: ${description}`),
    ),
  ];
  return {
    name: huntQueryName(hunt),
    description: hunt.description,
    sql: `${header.map((text) => `-- ${text}`).join("\n")}\n${sql}`,
    parameters,
    notSplit,
  };
}

function linesOf(hunt: Hunt): string {
  if (hunt.firstUse !== undefined) return firstUses(hunt, hunt.firstUse);
  if (hunt.silent !== undefined) return silentRows(hunt, hunt.silent);
  return hunt.with === undefined ? everyRow(hunt) : rowsTogether(hunt, hunt.with);
}

/** The rows of a hunt. */
function everyRow(hunt: Hunt): string {
  return `SELECT
${selected(hunt)}
FROM (
${eventsOf(hunt.source, plainDays)}
)
WHERE (${hunt.match})
GROUP BY ${grouped(hunt)}
HAVING (${hunt.when})
ORDER BY first_time DESC
LIMIT 500;
`;
}

/** Rows with a use that did not occur in the days before, of callers that did occur. */
function firstUses(hunt: Hunt, column: string): string {
  const owners = hunt.by.filter((name) => name !== column);
  const names = namesOf(hunt);
  return `SELECT ${names},
  min_by(how_unusual, day) AS how_unusual,
  sum(events) AS events,
  min(first_time) AS first_time,
  max(last_time) AS last_time
FROM (
  SELECT *,
    min(day) OVER ${overAll(hunt.by)} AS first_day_of_use,
    array_distinct(array_agg(day) OVER ${overAll(owners)}) AS days_of_caller
  FROM (
${usesOfDays(hunt)}
  )
)
WHERE first_day_of_use >= ?from
  AND cardinality(filter(days_of_caller, one -> one < ?from)) >= ?known
GROUP BY ${names}
ORDER BY first_time DESC
LIMIT 500;
`;
}

/** The uses of each day, of the days before as well. A use in a country needs a range of its address. */
function usesOfDays(hunt: Hunt): string {
  const rows = rowsOfDays(hunt, "?days");
  const country = countryColumn(hunt);
  if (country === undefined) return rows;
  const names = hunt.subject.map(({ name }) => name).filter((name) => name !== country.name);
  const columns = [...names, "how_unusual", "events", "first_time", "last_time", "day"];
  const found = withCountry(rows, columns, country.network);
  const named = country.name === "country" ? "country" : `country AS ${country.name}`;
  return `SELECT ${columns.join(", ")}, ${named}\nFROM (\n${found}\n)\nWHERE country IS NOT NULL`;
}

/** The rows of a hunt for each single day, including the days before. */
function rowsOfDays(hunt: Hunt, days: string): string {
  if (readsRuns(hunt)) return rowsOfRuns(hunt, daysEarlier(days));
  return `    SELECT
${selected(hunt)},
      day
    FROM (
${eventsOf(hunt.source, daysEarlier(days))}
    )
    WHERE (${hunt.match})
    GROUP BY ${grouped(hunt)}, day
    HAVING (${hunt.when})`;
}

/** Whether the saved query reads what runs wrote. It could read only one VPC of the logs, and so no second account. */
const readsRuns = ({ source, silent }: Hunt): boolean => silent !== undefined && source === "dns-logs";

/** The rows that runs wrote for each single day. Two runs read each day. */
function rowsOfRuns({ name, subject }: Hunt, { from, to }: Days): string {
  const columns = subject.map((column, i) => `element_at(subject, ${i + 1}) AS ${column.name}`).join(", ");
  const names = subject.map((column) => column.name).join(", ");
  return `    SELECT ${names}, max_by(measure, events) AS how_unusual, max(events) AS events,
      min(first_time) AS first_time, max(last_time) AS last_time, day
    FROM (
      SELECT ${columns}, measure, events, first_time, last_time, seen AS day
      FROM ${rowsTable}
      WHERE hunt = '${name}'
    )
    WHERE day BETWEEN ${from} AND ${to}
      AND account LIKE ?account
    GROUP BY ${names}, day`;
}

const namesOf = ({ subject }: Hunt): string => subject.map(({ name }) => name).join(", ");

/** Rows of a hunt for which another source has rows at the same time. */
function rowsTogether(hunt: Hunt, other: HuntPart): string {
  const part = (one: HuntPart) => `(
  SELECT
${selected(one)}
  FROM (
${eventsOf(one.source, plainDays)}
  )
  WHERE (${one.match})
  GROUP BY ${grouped(one)}
  HAVING (${one.when})
)`;
  const apart = `interval '${togetherMinutes}' minute`;
  return `SELECT
${hunt.subject.map(({ name }) => `  own.${name}`).join(",\n")},
  own.how_unusual, own.events, own.first_time, own.last_time,
  other.how_unusual AS other_how_unusual, other.events AS other_events,
  other.first_time AS other_first_time, other.last_time AS other_last_time
FROM ${part(hunt)} AS own
JOIN ${part(other)} AS other
  ON ${hunt.by.map((name) => `other.${name} = own.${name}`).join("\n  AND ")}
  AND other.first_time <= own.last_time + ${apart}
  AND other.last_time >= own.first_time - ${apart}
ORDER BY own.first_time DESC
LIMIT 500;
`;
}

/** Values that had logs on every day before, and have none on the last day. */
function silentRows(hunt: Hunt, column: string): string {
  const names = namesOf(hunt);
  const over = overAll(hunt.by.filter((name) => name !== column));
  return `SELECT ${names}, how_unusual, events, first_time, last_time
FROM (
  SELECT *,
    count_if(is_silent) OVER ${over} AS silent,
    bool_or(last_day = ?to) OVER ${over} AS is_alive
  FROM (
    SELECT *,
      last_day < ?to
        AND last_day >= ${before("?to", "?within")}
        AND cardinality(filter(days, one -> one > ${before("last_day", "?known")})) >= ${completeFrom} * ?known AS is_silent
    FROM (
      SELECT ${names},
        ${["how_unusual", "events", "first_time", "last_time"].map((name) => `max_by(${name}, day) AS ${name}`).join(",\n        ")},
        max(day) AS last_day,
        array_agg(DISTINCT day) AS days
      FROM (
${rowsOfDays(hunt, "(?known + ?within)")}
      )
      GROUP BY ${names}
    )
  )
)
WHERE is_silent AND is_alive AND silent >= ?least
ORDER BY last_time DESC
LIMIT 500;
`;
}

const overAll = (names: readonly string[]): string =>
  names.length === 0 ? "()" : `(PARTITION BY ${names.join(", ")})`;

const selected = ({ subject, measure }: HuntPart): string =>
  `${subject.map((column) => `  ${ofEvents(column)} AS ${column.name}`).join(",\n")},
  ${measure} AS how_unusual,
  count(*) AS events,
  min(event_time) AS first_time,
  max(event_time) AS last_time`;

const grouped = ({ subject }: HuntPart): string => subject.map((_, i) => i + 1).join(", ");

const plainDays: Days = { from: "?from", to: "?to" };
const before = (day: string, days: string): string =>
  `date_format(date_parse(${day}, '%Y/%m/%d') - ${days} * interval '1' day, '%Y/%m/%d')`;
const daysEarlier = (days: string): Days => ({ from: before("?from", days), to: "?to" });

/** Table of each source, and conditions on its partitions. */
const tables: Readonly<Record<HuntSource, { readonly table: string; readonly condition: string }>> = {
  cloudtrail: { table: "cloudtrail_events", condition: "account LIKE ?account" },
  "flow-logs": { table: "flow_logs", condition: "account LIKE ?account" },
  "dns-logs": { table: "dns_logs", condition: "account LIKE ?account AND vpc = ?vpc" },
  "access-logs": { table: "s3_access_logs", condition: "account LIKE ?account AND bucket LIKE ?bucket" },
  // The account of a finding may differ from the account that delivers it
  findings: { table: "securityhub_findings", condition: "f.awsaccountid LIKE ?account" },
};

function eventsOf(source: HuntSource, { from, to }: Days): string {
  const { table, condition } = tables[source];
  if (source !== "cloudtrail") {
    return sourceColumns[source].events([table], condition, { from, to });
  }
  return `  SELECT *,
${derivedColumns}
  FROM ${table}
  WHERE day BETWEEN ${from} AND ${to}
    AND ${condition}`;
}

function parameterOf({ parameters }: Hunt, name: string) {
  const own = parameters.find((one) => one.name === name);
  if (own) return { name, default: String(own.default), description: own.description };
  const [description = "", value] = common[name] ?? [];
  return { name, default: value, description };
}

const common: Readonly<Record<string, readonly [description: string, value?: string]>> = {
  from: ["first day, such as 2026/11/01"],
  to: ["last day, such as 2026/11/07"],
  account: ["account id, or % for all"],
  vpc: ["VPC such as vpc-0a1b2c3d; network-largest-senders lists them"],
  bucket: ["bucket, or % for all", "%"],
};
