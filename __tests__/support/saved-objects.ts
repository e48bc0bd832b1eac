import { readFileSync } from "node:fs";

export interface Reference {
  readonly name: string;
  readonly type: string;
  readonly id: string;
}

/** One object of `search/dashboards.ndjson`. */
export interface SavedObject {
  readonly id: string;
  readonly type: "index-pattern" | "visualization" | "search" | "dashboard";
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
}

/** One aggregation of a visualization: a number, or how to divide. */
export interface SavedAggregation {
  readonly id: string;
  readonly type: "count" | "cardinality" | "terms" | "date_histogram";
  readonly schema: "metric" | "segment" | "group" | "bucket";
  readonly params: { readonly field?: string; readonly size?: number };
}

export interface Visualization {
  readonly id: string;
  readonly type: string;

  /** What it shows, in the query language of Lucene; empty for everything. */
  readonly query: string;
  readonly aggregations: readonly SavedAggregation[];
}

/** The saved objects, in their order. */
export const savedObjects: readonly SavedObject[] = readFileSync("search/dashboards.ndjson", "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

/** What a saved object searches. */
export function searchOf({ attributes }: SavedObject): {
  query: { query: string; language: string };
  indexRefName?: string;
} {
  const { searchSourceJSON } = attributes["kibanaSavedObjectMeta"] as { searchSourceJSON: string };
  return JSON.parse(searchSourceJSON);
}

export const visualizations: readonly Visualization[] = savedObjects
  .filter(({ type }) => type === "visualization")
  .map((object) => {
    const state = JSON.parse(object.attributes["visState"] as string);
    return { id: object.id, type: state.type, query: searchOf(object).query.query, aggregations: state.aggs };
  });
