import { ofEvents } from "./countries";
import { isHistory } from "./hunt";
import { type SharedExclusions, excludeCallers } from "./shared-exclusions";
import { type TunedHunt, fillPlaceholders, indent } from "./tuned-hunt";

/** The events that match hunts: a row for each event and hunt. */
export const matchHunts = (hunts: readonly TunedHunt[], shared: SharedExclusions): string => `matched AS (
  SELECT events.*, found.hunt, found.subject, found.seen
  FROM events
${joinHunts(hunts, shared)}
)`;

/** Maximum number of hunts in one expression. The query engine compiles each expression to a function of limited size. */
const expressionHunts = 16;

/**
 * Joins each event with the hunts that it matches. There is one list of hunts for each expression. The lists become rows side by
 * side, and then one hunt in each row.
 */
function joinHunts(hunts: readonly TunedHunt[], shared: SharedExclusions): string {
  const groups = Array.from({ length: Math.ceil(hunts.length / expressionHunts) }, (_, i) =>
    hunts.slice(i * expressionHunts, (i + 1) * expressionHunts),
  );
  const lists = groups.map((group) => listMatches(group.map((hunt) => matchHunt(hunt, shared))));
  const columns = groups.map((_, i) => `hunt_${i}, subject_${i}, seen_${i}`);
  const found = listMatches(columns.map((names, i) => `IF(hunt_${i} IS NOT NULL, ${castRow(names)})`));
  return `  CROSS JOIN UNNEST(${lists.join(", ")}) AS side (${columns.join(", ")})
  CROSS JOIN UNNEST(${found}) AS found (hunt, subject, seen)`;
}

/** SQL of an array with the items that are not null. */
const listMatches = (items: readonly string[]): string =>
  `filter(ARRAY[\n${items.map((item) => `    ${indent(item)}`).join(",\n")}\n  ], one -> one IS NOT NULL)`;

const castRow = (values: string): string =>
  `CAST(ROW(${values}) AS ROW(hunt varchar, subject array(varchar), seen varchar))`;

/** SQL of the row of an event that matches a hunt. Null if the event does not match. */
function matchHunt(hunt: TunedHunt, shared: SharedExclusions): string {
  const exclusions = excludeCallers(hunt.exclusions).map((condition) => shared.get(condition) ?? condition);
  const conditions = [`(${fillPlaceholders(hunt, hunt.match)})`, ...exclusions];
  const subject = hunt.subject.map((column) => `CAST(${fillPlaceholders(hunt, ofEvents(column))} AS varchar)`);
  const seen = isHistory(hunt) ? "day" : "NULL";
  return `IF(
  ${conditions.join("\n  AND ")},
  ${castRow(`'${hunt.name}', ARRAY[${subject.join(", ")}], ${seen}`)}
)`;
}
