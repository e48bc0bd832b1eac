import { isKept } from "./predicates";
import {
  type Json,
  type JsonObject,
  blocksAt,
  isMarkedAt,
  isObject,
  isSameJson,
  textAt,
  valuesAt,
} from "./reading/json-values";
import type { Predicate } from "./rule";

/** An operator of an advanced event selector: whether a value of an event matches one of the selector. */
const operators: Readonly<
  Record<string, { readonly matches: (value: string, wanted: string) => boolean; readonly isNegated: boolean }>
> = {
  equals: { matches: (value, wanted) => value === wanted, isNegated: false },
  starts_with: { matches: (value, wanted) => value.startsWith(wanted), isNegated: false },
  ends_with: { matches: (value, wanted) => value.endsWith(wanted), isNegated: false },
  not_equals: { matches: (value, wanted) => value === wanted, isNegated: true },
  not_starts_with: { matches: (value, wanted) => value.startsWith(wanted), isNegated: true },
  not_ends_with: { matches: (value, wanted) => value.endsWith(wanted), isNegated: true },
};

interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Conditions that must all hold. */
type Selector = readonly Condition[];

/** An event, as far as selectors read it. */
type SampleEvent = ReadonlyMap<string, string>;

/** A value that no selector names. */
const other = "(any other)";

/**
 * An event that a trail recorded and no longer records, as text. Undefined if the selectors after the change record everything that
 * those before did.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function lostEvent(before: JsonObject, after: JsonObject): string | undefined {
  const attributes = ["advanced_event_selector", "event_selector"];
  if (attributes.every((name) => isSameJson(before[name], after[name]))) return undefined;
  const [old, next] = [selectorsOf(before), selectorsOf(after)];
  const pool = valuePool([...old, ...next]);
  for (const selector of old) {
    for (const event of samplesOf(selector, pool)) {
      if (isRecorded(old, event) && !isRecorded(next, event)) return textOf(event);
    }
  }
  return undefined;
}

/**
 * Whether advanced selectors record fewer events. An operator that only apply knows can only narrow its field. Without these
 * operators the selectors are at least as wide as after apply: what they lose is lost. Otherwise the change cannot be judged.
 */
export const lostEvents: Predicate = (change) => {
  const attribute = "advanced_event_selector";
  if (!isKept(change)) return [];
  const { before, after, unknown } = change;
  const marks = isObject(unknown) ? unknown[attribute] : unknown;
  const hasUnknown = isMarkedAt(unknown, attribute);
  const known = hasUnknown ? withoutUnknown(after[attribute], marks) : after[attribute];
  const detail = known === undefined ? undefined : lostEvent(before, { ...after, [attribute]: known });
  if (detail !== undefined) return [{ attribute, detail }];
  return hasUnknown ? [{ attribute, isUnknown: true }] : [];
};

/** Advanced selectors without operators of which a value is unknown. Undefined if a whole field or selector is unknown. */
function withoutUnknown(selectors: Json | undefined, marks: Json | undefined): Json[] | undefined {
  return mapAlike(selectors, marks, (selector, ofSelector) => {
    const fields = mapAlike(selector["field_selector"], ofSelector["field_selector"], (field, ofField) => {
      if (isMarkedAt(ofField, "field")) return undefined;
      return Object.fromEntries(Object.entries(field).filter(([name]) => !isMarkedAt(ofField, name)));
    });
    return fields === undefined ? undefined : { ...selector, field_selector: fields };
  });
}

/** Maps each block of a list with its marks. Undefined if a list has other marks than blocks, or a block cannot be mapped. */
function mapAlike(
  blocks: Json | undefined,
  marks: Json | undefined,
  map: (block: JsonObject, marks: JsonObject) => JsonObject | undefined,
): JsonObject[] | undefined {
  if (!Array.isArray(blocks) || !Array.isArray(marks) || blocks.length !== marks.length) return undefined;
  const mapped = blocks.map((block: Json, i) => {
    const ofBlock: Json = marks[i];
    return isObject(block) && isObject(ofBlock) ? map(block, ofBlock) : undefined;
  });
  return mapped.every((one) => one !== undefined) ? mapped : undefined;
}

const isRecorded = (selectors: readonly Selector[], event: SampleEvent): boolean =>
  selectors.some((selector) => selector.every((condition) => holds(condition, event)));

function holds({ field, operator, values }: Condition, event: SampleEvent): boolean {
  const value = event.get(field);
  const known = operators[operator];
  if (known === undefined) return false;
  return (value !== undefined && values.some((wanted) => known.matches(value, wanted))) !== known.isNegated;
}

/** Every value that a selector names, by field, and one that none names. */
function valuePool(selectors: readonly Selector[]): ReadonlyMap<string, readonly string[]> {
  const pool = new Map<string, Set<string>>();
  for (const { field, operator, values } of selectors.flat()) {
    const known = pool.get(field) ?? new Set(["eventCategory", "readOnly"].includes(field) ? [] : [other]);
    for (const value of values) known.add(sampleOf(operator, value));
    pool.set(field, known);
  }
  if (pool.has("readOnly")) pool.set("readOnly", new Set(["true", "false"]));
  return new Map([...pool].map(([field, values]) => [field, [...values]]));
}

function sampleOf(operator: string, value: string): string {
  if (operator.endsWith("starts_with")) return `${value}${other}`;
  return operator.endsWith("ends_with") ? `${other}${value}` : value;
}

/** Events that match a selector: any two of its fields take every value of the pool, and the others stay. */
function* samplesOf(selector: Selector, pool: ReadonlyMap<string, readonly string[]>): Generator<SampleEvent> {
  const categories = selector.flatMap(({ field, values }) => (field === "eventCategory" ? values : []));
  const fields = [...pool.keys()].filter((field) => field !== "eventCategory");
  const base = new Map<string, string>([["eventCategory", categories[0] ?? "Management"]]);
  for (const field of fields) base.set(field, fitting(selector, field, pool.get(field) ?? []));
  for (const [i, first] of fields.entries()) {
    for (const second of fields.slice(i)) {
      for (const one of pool.get(first) ?? []) {
        for (const two of pool.get(second) ?? []) yield new Map([...base, [first, one], [second, two]]);
      }
    }
  }
  yield base;
}

/** A value of the pool with which the conditions of a field hold. */
function fitting(selector: Selector, field: string, values: readonly string[]): string {
  const own = selector.filter((condition) => condition.field === field);
  return values.find((value) => own.every((condition) => holds(condition, new Map([[field, value]])))) ?? other;
}

/** Advanced selectors, or the older ones in the form of advanced ones. Without any, a trail records all management events. */
function selectorsOf(values: JsonObject): Selector[] {
  const advanced = blocksAt(values, "advanced_event_selector");
  if (advanced.length > 0) return advanced.map((block) => blocksAt(block, "field_selector").flatMap(conditionsOf));
  const older = blocksAt(values, "event_selector");
  return older.length === 0 ? [[is("eventCategory", "Management")]] : older.flatMap(fromOlder);
}

function conditionsOf(block: JsonObject): Condition[] {
  const field = textAt(block, "field");
  return Object.keys(operators).flatMap((operator) => {
    const values = valuesAt(block, operator).map(String);
    return values.length === 0 ? [] : [{ field, operator, values }];
  });
}

const is = (field: string, ...values: readonly string[]): Condition => ({ field, operator: "equals", values });

function fromOlder(block: JsonObject): Selector[] {
  const kind = textAt(block, "read_write_type") || "All";
  const readOnly = kind === "All" ? [] : [is("readOnly", String(kind === "ReadOnly"))];
  const excluded = valuesAt(block, "exclude_management_event_sources").map(String);
  const sources: Condition[] =
    excluded.length === 0 ? [] : [{ field: "eventSource", operator: "not_equals", values: excluded }];
  const management = [is("eventCategory", "Management"), ...readOnly, ...sources];
  const data = blocksAt(block, "data_resource").map((resource): Selector => {
    const type = is("resources.type", textAt(resource, "type"));
    return [is("eventCategory", "Data"), type].concat(readOnly, arnConditions(valuesAt(resource, "values")));
  });
  const hasManagement = String(block["include_management_events"] ?? "true") === "true";
  return [...(hasManagement ? [management] : []), ...data];
}

/** The ARN of a service, such as `arn:…:s3` or `arn:…:s3:::`, means every resource of the type. */
function arnConditions(values: readonly Json[]): Condition[] {
  const arns = values.map(String);
  return arns.some((arn) => /^arn:[^:]+:\w+(:::|:\*)?$/.test(arn))
    ? []
    : [{ field: "resources.ARN", operator: "starts_with", values: arns }];
}

function textOf(event: SampleEvent): string {
  const named = [...event]
    .filter(([, value]) => value !== other)
    .map(([field, value]) => `${field} ${value.replaceAll(other, "*")}`);
  return `no longer records events with ${named.join(", ")}`;
}
