import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { cut } from "../../../support/pipeline-run";

/** The document of one event. */
export interface SearchDocument {
  readonly index: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface TruncateEntry {
  readonly source_keys: readonly string[];
  readonly length: number;
}

const pipeline = parse(readFileSync("features/search/opensearch/pipeline.yaml", "utf8")).cloudtrail;
const steps: readonly Record<string, { entries?: readonly TruncateEntry[] }>[] = pipeline.processor;
const cuts = steps.flatMap(({ truncate }) => truncate?.entries ?? []);
const { index, document_id: documentId } = pipeline.sink[0].opensearch;

/**
 * Returns the document that `pipeline.yaml` creates from an event: its own index and id, its time, and shortened strings.
 */
export function searchDocument(event: Readonly<Record<string, unknown>>): SearchDocument {
  const body = structuredClone({ ...event, "@timestamp": event["eventTime"] });
  for (const { source_keys: keys, length } of cuts) {
    for (const key of keys) cutAt(body, key.split("/"), length);
  }
  const fields = { ...event, index_day: String(event["eventTime"]).slice(0, 10).replaceAll("-", ".") };
  const format = (text: string) =>
    text.replaceAll(/\$\{\/(\w+)\}/g, (_, name: keyof typeof fields) => String(fields[name]));
  return { index: format(index), id: format(documentId), body };
}

function cutAt(body: Record<string, unknown>, [key = "", ...rest]: readonly string[], length: number): void {
  const value = body[key];
  if (rest.length === 0) {
    if (value !== undefined) body[key] = cut(value, length);
  } else if (typeof value === "object" && value !== null) cutAt(value as Record<string, unknown>, rest, length);
}
