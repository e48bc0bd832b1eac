import { readFileSync } from "node:fs";

export interface Reference {
  readonly name: string;
  readonly type: string;
  readonly id: string;
}

/** One object of `features/search/opensearch/dashboards.ndjson`. */
export interface SavedObject {
  readonly id: string;
  readonly type: "index-pattern" | "visualization" | "search" | "dashboard";
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
}

/** One aggregation of a visualization: a metric, or a grouping. */
export interface SavedAggregation {
  readonly id: string;
  readonly type: "count" | "cardinality" | "terms" | "date_histogram";
  readonly schema: "metric" | "segment" | "group" | "bucket";
  readonly params: { readonly field?: string; readonly size?: number };
}

export interface Visualization {
  readonly id: string;
  readonly type: string;

  /** The filter in the Lucene query language. Empty for all documents. */
  readonly query: string;
  readonly aggregations: readonly SavedAggregation[];
}

/** Returns the saved objects of a file, in order. */
export function savedObjectsOf(file: string): readonly SavedObject[] {
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** The saved objects of the trail. */
export const savedObjects = savedObjectsOf("features/search/opensearch/dashboards.ndjson");

/** Returns the search source of a saved object. */
export function searchOf({ attributes }: SavedObject): {
  query: { query: string; language: string };
  indexRefName?: string;
} {
  const { searchSourceJSON } = attributes["kibanaSavedObjectMeta"] as { searchSourceJSON: string };
  return JSON.parse(searchSourceJSON);
}

/** Returns the visualizations among saved objects. */
export function visualizationsOf(objects: readonly SavedObject[]): readonly Visualization[] {
  return objects
    .filter(({ type }) => type === "visualization")
    .map((object) => {
      const state = JSON.parse(object.attributes["visState"] as string);
      return { id: object.id, type: state.type, query: searchOf(object).query.query, aggregations: state.aggs };
    });
}

/** The visualizations of the trail. */
export const visualizations = visualizationsOf(savedObjects);
