import type { SavedQuery } from "../queries/saved-queries";
import { type Hunt, type HuntSource, allHunts, placeholder } from "./hunt";
import { derivedColumns } from "./hunt-events";
import { type Days, sourceColumns } from "./sources";

/** The saved queries of all hunts. */
export const huntQueries = (): SavedQuery[] => allHunts().map(huntQuery);

/** Name of the saved query of a hunt. */
export const huntQueryName = ({ name }: Pick<Hunt, "name">): string => `hunt-${name}`;

/**
 * The saved query of a hunt: all its rows in some days, of one account or of all, for any values of its parameters. That of a
 * first use reads the days before from the logs.
 */
export function huntQuery(hunt: Hunt): SavedQuery {
  const lines = hunt.firstUse === undefined ? everyRow(hunt) : firstUses(hunt, hunt.firstUse);
  const used: string[] = [];
  const sql = lines.replaceAll(placeholder, (_, name: string) => {
    used.push(name);
    const isNumber = hunt.parameters.find((one) => one.name === name)?.default;
    return isNumber === undefined ? "?" : `CAST(? AS ${Number.isInteger(isNumber) ? "bigint" : "double"})`;
  });
  const parameters = used.map((name) => parameterOf(hunt, name));
  const isOfOneAccount = hunt.subject.some(({ name, sql: column }) => name === "account" && column === "account");
  const notSplit = isOfOneAccount ? undefined : "the events of a row may be of several accounts.";
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

/** Rows whose use was not there in the days before, by callers that were. */
function firstUses(hunt: Hunt, column: string): string {
  const owners = hunt.by.filter((name) => name !== column);
  const over = (names: readonly string[]) => (names.length === 0 ? "()" : `(PARTITION BY ${names.join(", ")})`);
  return `SELECT
${hunt.subject.map(({ name }) => `  ${name}`).join(",\n")},
  how_unusual, events, first_time, last_time
FROM (
  SELECT *,
    min(first_day) OVER ${over(hunt.by)} AS first_day_of_use,
    array_distinct(flatten(array_agg(days) OVER ${over(owners)})) AS days_of_caller
  FROM (
    SELECT
${selected(hunt)},
      min(day) AS first_day,
      array_distinct(array_agg(day)) AS days
    FROM (
${eventsOf(hunt.source, earlierDays)}
    )
    WHERE (${hunt.match})
    GROUP BY ${grouped(hunt)}
    HAVING (${hunt.when})
  )
)
WHERE first_day_of_use >= ?from
  AND cardinality(filter(days_of_caller, one -> one < ?from)) >= ?known
ORDER BY first_time DESC
LIMIT 500;
`;
}

const selected = ({ subject, measure }: Hunt): string =>
  `${subject.map(({ name, sql }) => `  ${sql} AS ${name}`).join(",\n")},
  ${measure} AS how_unusual,
  count(*) AS events,
  min(event_time) AS first_time,
  max(event_time) AS last_time`;

const grouped = ({ subject }: Hunt): string => subject.map((_, i) => i + 1).join(", ");

const plainDays: Days = { from: "?from", to: "?to" };
const earlierDays: Days = {
  from: "date_format(date_parse(?from, '%Y/%m/%d') - ?days * interval '1' day, '%Y/%m/%d')",
  to: "?to",
};

/** Table of each source, and conditions on its partitions. */
const tables: Readonly<Record<HuntSource, { readonly table: string; readonly condition: string }>> = {
  cloudtrail: { table: "cloudtrail_events", condition: "account LIKE ?account" },
  "flow-logs": { table: "flow_logs", condition: "account LIKE ?account" },
  "dns-logs": { table: "dns_logs", condition: "account LIKE ?account AND vpc = ?vpc" },
  "access-logs": { table: "s3_access_logs", condition: "account LIKE ?account AND bucket LIKE ?bucket" },
  // A finding is about another account than the one that delivers it
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
