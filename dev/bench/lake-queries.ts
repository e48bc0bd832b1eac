import { withRelations } from "../../queries/relations";
import { savedQueries } from "../../queries/saved-queries";
import { cloudTrailEventsView } from "../../tables/cloudtrail-events";
import { onceInLake } from "../../tables/lake/events-once";
import { withValues } from "../../local-aws/saved-queries";
import type { Trino } from "../../local-aws/trino/trino";
import { argumentsFor } from "../../cli/query/arguments";
import { findQuery } from "../../cli/query/find-query";
import { jsonSchema, lakeSchema } from "./lake-engine";
import type { LakeFiles } from "./lake-files";

/** Saved queries over events, with the values of their parameters. */
const given: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "identity-root-activity": {},
  "identity-denied-calls-by-principal": {},
  "identity-new-users-and-keys": {},
  "incident-actions-from-address": { address: "203.0.113.10" },
  "cost-events-by-call": {},
  "cost-events-by-principal": {},
  "data-secrets-read": {},
  "data-exported": {},
  "health-errors-by-service": {},
  "network-security-groups-opened": {},
};

/** Measurements of a saved query on the JSON and on the Iceberg table. */
export interface Measured {
  readonly name: string;
  readonly json: Side;
  readonly lake: Side;
}

/** The shortest time of a query, the bytes it read, and its columns. */
export interface Side {
  readonly seconds: number;
  readonly bytes: number;
  readonly columns: readonly string[];
}

/**
 * Runs every query on the JSON and on the Iceberg table, in turns.
 *
 * @throws when a query returns different rows from the two tables
 */
export async function measureQueries(trino: Trino, files: LakeFiles, rounds: number): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const name of Object.keys(given)) measured.push(await measure(trino, name, files, rounds));
  return measured;
}

async function measure(trino: Trino, name: string, { days }: LakeFiles, rounds: number): Promise<Measured> {
  const query = findQuery(savedQueries(), name);
  const values = argumentsFor(query, { from: days[0], to: days[1], ...given[name] }, new Date());
  const views = {
    json: cloudTrailEventsView([["cloudtrail"]]),
    lake: cloudTrailEventsView([["cloudtrail"]], onceInLake(new Set(["cloudtrail"]))),
  };
  const sqlOver = (view: keyof typeof views) =>
    withRelations(query.sql, query.sql.includes("cloudtrail_events") ? [views[view]] : []);
  const run = async (view: keyof typeof views, schema: string): Promise<Side> => {
    const began = performance.now();
    const { columns, scannedBytes } = await trino.query(withValues(sqlOver(view), values), schema);
    return { seconds: (performance.now() - began) / 1_000, bytes: scannedBytes, columns };
  };
  const allRows = async (view: keyof typeof views, schema: string, { columns }: Side): Promise<string> => {
    const { rows } = await trino.query(withValues(checksumOf(sqlOver(view), columns), values), schema);
    return JSON.stringify(rows);
  };
  const sides: Record<keyof typeof views, Side[]> = { json: [], lake: [] };
  for (let round = 0; round < rounds; round++) {
    sides.json.push(await run("json", jsonSchema));
    sides.lake.push(await run("lake", lakeSchema));
  }
  const [json, lake] = [fastest(sides.json), fastest(sides.lake)];
  if ((await allRows("json", jsonSchema, json)) !== (await allRows("lake", lakeSchema, lake)))
    throw new Error(`${name} returns different rows from the Iceberg table than from the JSON`);
  return { name, json, lake };
}

/** Counts all rows of a query without its limit, and computes their checksum. If rows have equal times, the limit may cut others each time. */
const checksumOf = (sql: string, columns: readonly string[]): string =>
  `SELECT count(*), checksum(ROW(${columns.map((name) => `"${name}"`).join(", ")})) FROM (\n${sql.replace(/\sLIMIT \d+;?\s*$/, "")}\n)`;

const fastest = (sides: readonly Side[]): Side =>
  sides.reduce((best, side) => (side.seconds < best.seconds ? side : best));
