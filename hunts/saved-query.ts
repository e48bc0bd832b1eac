import type { SavedQuery } from "../queries/saved-queries";
import { type Hunt, allHunts, placeholder } from "./hunt";
import { derivedColumns } from "./hunt-events";

/** The saved queries of all hunts. */
export const huntQueries = (): SavedQuery[] => allHunts().map(huntQuery);

/** Name of the saved query of a hunt. */
export const huntQueryName = ({ name }: Pick<Hunt, "name">): string => `hunt-${name}`;

/** The saved query of a hunt: all its rows in some days, of one account or of all, for any values of its parameters. */
export function huntQuery(hunt: Hunt): SavedQuery {
  const used: string[] = [];
  const withParameters = (sql: string) =>
    sql.replaceAll(placeholder, (_, name: string) => {
      used.push(name);
      const isWhole = Number.isInteger(hunt.parameters.find((parameter) => parameter.name === name)?.default);
      return `CAST(? AS ${isWhole ? "bigint" : "double"})`;
    });
  const subject = hunt.subject.map(({ name, sql }) => `  ${withParameters(sql)} AS ${name}`);
  const measure = withParameters(hunt.measure);
  const match = withParameters(hunt.match);
  const when = withParameters(hunt.when);
  const columns = hunt.subject.map((_, i) => i + 1).join(", ");
  // The days and the account are between what is computed and the condition of the hunt
  const before = used.length - count(hunt.match) - count(hunt.when);
  const named = [...used.slice(0, before), "from", "to", "account", ...used.slice(before)];
  const parameters = named.map((name) => parameterOf(hunt, name));
  const isOfOneAccount = hunt.subject.some(({ name, sql }) => name === "account" && sql === "account");
  const notSplit = isOfOneAccount ? undefined : "the events of a row may be of several accounts.";
  const header = [
    hunt.description,
    ...(notSplit === undefined ? [] : [`Not split: ${notSplit}`]),
    ...parameters.map(({ name, default: value, description }) =>
      [`? ${name}`, ...(value === undefined ? [] : [`= ${value}`])].join(" ").concat(`: ${description}`),
    ),
  ];
  const sql = `${header.map((text) => `-- ${text}`).join("\n")}
SELECT
${subject.join(",\n")},
  ${measure} AS how_unusual,
  count(*) AS events,
  min(event_time) AS first_time,
  max(event_time) AS last_time
FROM (
  SELECT *,
${derivedColumns}
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ?
    AND account LIKE ?
)
WHERE (${match})
GROUP BY ${columns}
HAVING (${when})
ORDER BY first_time DESC
LIMIT 500;
`;
  return { name: huntQueryName(hunt), description: hunt.description, sql, parameters, notSplit };
}

const count = (sql: string): number => [...sql.matchAll(placeholder)].length;

function parameterOf({ parameters }: Hunt, name: string) {
  const own = parameters.find((parameter) => parameter.name === name);
  if (own) return { name, default: String(own.default), description: own.description };
  return { name, default: undefined, description: descriptions[name] ?? "" };
}

const descriptions: Readonly<Record<string, string>> = {
  from: "first day, such as 2026/11/01",
  to: "last day, such as 2026/11/07",
  account: "account id, or % for all",
};
