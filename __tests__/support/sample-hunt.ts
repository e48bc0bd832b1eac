import { parseHunt } from "../../hunts/hunt";
import { type TunedHunt, withDefaults } from "../../hunts/tuned-hunt";

/** The file of a hunt that counts calls of a principal. */
export const huntText = (match = "is_reading"): string => `-- Finds it.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580
-- row: It is there.
-- first: Look.
-- by: principal
-- quiet: 7 days
-- ? least = 60: calls at least
-- match
${match}
-- subject
account, principal
-- measure
count(DISTINCT event_name)
-- when
count(DISTINCT event_name) >= ?least
`;

/** A hunt that counts calls of a principal. */
export const sampleHunt = (name: string, changes: Partial<TunedHunt> = {}): TunedHunt => ({
  ...withDefaults(parseHunt(name, huntText())),
  ...changes,
});

/** Number of `?` outside strings and comments. */
export const countParameters = (sql: string): number =>
  sql.replaceAll(/'(?:[^']|'')*'|--.*$/gm, "").match(/\?/g)?.length ?? 0;
