import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { LogStream } from "../../features/search/opensearch/setup";

/** A document that the sink sends. */
export interface StreamDocument {
  readonly index: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Event = Record<string, unknown>;
type Step = Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any -- each processor has options of its own

/** Returns the documents that the pipeline of a data stream creates from the records of one file: lines, or rows of a table. */
export function documentsOf(stream: LogStream, key: string, records: readonly (string | object)[]): StreamDocument[] {
  const { processor, sink } = parse(readFileSync(`features/search/opensearch/logs/${stream}.yaml`, "utf8"))[stream];
  const archive = { bucket: "service-logs", key };
  const events = records.map((record): Event =>
    typeof record === "string" ? { message: record, archive } : { ...record, archive },
  );
  const { index, document_id: id } = sink[0].opensearch;
  return (processor as Step[])
    .reduce<Event[]>((before, step) => before.flatMap((event) => applied(step, event)), events)
    .map((body) => ({ index, id: formatted(id, body), body }));
}

/** Applies one processor to an event, like Data Prepper 2.16. */
function applied(step: Step, event: Event): Event[] {
  const [name = "", options] = Object.entries(step)[0] ?? [];
  const processor = processors[name];
  if (processor === undefined) throw new Error(`no test runs the processor ${name}; add it`);
  return processor(event, options);
}

const processors: Readonly<Record<string, (event: Event, options: Step) => Event[]>> = {
  parse_json: (event, { source, destination }) => {
    const parsed = jsonObject(at(event, source));
    return [parsed === undefined ? event : { ...event, [destination]: parsed }];
  },
  drop_events: (event, { drop_when: condition }) => {
    const [, path = "", value] = /^\/(\S+) == "(\w+)"$/.exec(condition) ?? [];
    return at(event, path) === value ? [] : [event];
  },
  split_event: (event, { field }) => {
    const value = at(event, field);
    return Array.isArray(value) ? value.map((part) => withValue(event, field.split("/"), part)) : [event];
  },
  dissect: (event, { map }) => {
    const [[path, pattern]] = Object.entries<string>(map) as [[string, string]];
    const expression = pattern
      .replaceAll("%{?", "%{_")
      .replaceAll(/%\{(_?)(\w+)\}/g, (_, skipped, name) => (skipped ? "(?:.*?)" : `(?<${name}>.*?)`));
    return [{ ...event, ...new RegExp(`^${expression}$`).exec(String(at(event, path)))?.groups }];
  },
  copy_values: (event, { entries }) => {
    const copy = { ...event };
    for (const { from_key: from, to_key: to, overwrite_if_to_key_exists: overwrite } of entries) {
      const value = at(event, from);
      if (value !== undefined && (!(to in copy) || overwrite)) copy[to] = value;
    }
    return [copy];
  },
  date: (event, { match: [{ key, patterns }], destination }) => {
    const value = at(event, key);
    const [pattern] = patterns;
    const unit = { epoch_second: 1_000, epoch_milli: 1 }[pattern as string];
    const time = unit === undefined ? Date.parse(String(value)) : Number(value) * unit;
    return [Number.isNaN(time) ? event : { ...event, [destination]: new Date(time).toISOString() }];
  },
  truncate: (event, { entries: [{ source_keys: keys, length }] }) => [
    (keys as string[]).reduce((copy, key) => {
      const value = at(copy, key);
      return value === undefined ? copy : withValue(copy, key.split("/"), cut(value, length));
    }, event),
  ],
  delete_entries: (event, { with_keys: keys }) => [
    Object.fromEntries(Object.entries(event).filter(([name]) => !keys.includes(name))),
  ],
};

const at = (event: unknown, path: string): unknown =>
  path.split("/").reduce<unknown>((value, key) => (value as Event | null | undefined)?.[key], event);

function withValue(event: Event, [key = "", ...rest]: readonly string[], value: unknown): Event {
  return { ...event, [key]: rest.length === 0 ? value : withValue(event[key] as Event, rest, value) };
}

function jsonObject(text: unknown): Event | undefined {
  try {
    const parsed = JSON.parse(String(text));
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts recursively like Data Prepper: strings, strings in lists, strings in maps. */
export function cut(value: unknown, length: number): unknown {
  if (typeof value === "string") return value.slice(0, length);
  if (Array.isArray(value)) return value.map((part) => cut(part, length));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cut(part, length)]));
}

/** A path without a value becomes an empty string. */
const formatted = (format: string, event: Event): string =>
  format.replaceAll(/\$\{\/([^}]+)\}/g, (_, path) => String(at(event, path) ?? ""));
