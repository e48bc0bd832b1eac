import { isKeyOf } from "../../shared/keys";
import { partitions } from "../../config/partitions";
import type { SavedQuery } from "../../queries/saved-queries";
import { logTables, logViews } from "../../tables/catalog";
import { argumentsFor } from "../../cli/query/arguments";
import { planQuery, type PlannedQuery, type QueryPlan } from "../../cli/query/query-plan";
import type { Catalog } from "../../cli/query/scan";
import { placeholderSource } from "../../dev/docs/table-reference";

/** Last day of a month with 31 days, so that the tables have all 31 days. */
const now = new Date("2026-10-31T12:00:00Z");
const days = { from: "2026-10-01", to: "2026-10-31" };

/** Every table of an organization with this number of accounts, in every region of AWS. */
export function catalogWith(accounts: number): Catalog {
  const { defaultRegions, optInRegions } = partitions.aws;
  const accountIds = Array.from({ length: accounts }, (_, i) => String(100_000_000_000 + i));
  const source = { ...placeholderSource(), accountIds, regions: [...defaultRegions, ...optInRegions] };
  return { tables: logTables(source), views: logViews(source) };
}

/** A saved query over 31 days, with the fewest conditions that it allows. */
export function over31Days(query: SavedQuery, catalog: Catalog): PlannedQuery {
  const required = query.parameters.flatMap(({ name, default: value }) => {
    // If several parameters have the same name, only the first is described
    const { description = "" } = query.parameters.find((parameter) => parameter.name === name) ?? {};
    if (name === "account" || name === "region")
      return description.includes("%") ? [] : [[name, sampleOf(name, catalog)]];
    if (name in days || value !== undefined) return [];
    return [[name, name === "since" ? days.from.replaceAll("-", "/") : "sample"]];
  });
  const known = query.parameters.flatMap(({ name }) => (isKeyOf(days, name) ? [[name, days[name]]] : []));
  const values = argumentsFor(query, Object.fromEntries([...required, ...known]), now);
  return { query, values, catalog, now };
}

export const planOver31Days = (query: SavedQuery, catalog: Catalog): QueryPlan => planQuery(over31Days(query, catalog));

function sampleOf(name: string, { tables }: Catalog): string {
  const projection = tables[0]?.partitions.find((partition) => partition.name === name)?.projection;
  return projection?.type === "enum" ? (projection.values[0] ?? "") : "";
}

/** The largest number of partitions of one table that the engine plans. */
export const largestNumberOfPartitions = ({ reads }: Pick<QueryPlan, "reads">): number =>
  Math.max(...reads.map((read) => read.partitions ?? Infinity));
