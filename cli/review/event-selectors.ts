import { isKept } from "./predicates";
import { blocksAt, isMarkedAt, textAt, valuesAt } from "../../terraform-types/plan/json-values";
import { type Json, type JsonObject, isObject, isSameJson } from "../../shared/json";
import {
  type Fields,
  type PatternExpression,
  lostFields,
} from "../../aws-semantics/pattern-comparison/field-condition";
import { type Unnamed, textsOf, unnamedBy } from "../../aws-semantics/pattern-comparison/sample-values";
import type { Predicate } from "./rule";

/** Operators of advanced event selectors: whether a value of an event matches a value of the selector. */
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

/** The conditions of a selector. An event must satisfy all of them. */
type Selector = readonly Condition[];

/**
 * An event that a trail recorded before a change and no longer records, as text. Undefined if the new selectors record every sample
 * event that the old selectors recorded. The samples are all combinations of values that the selectors distinguish.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function lostEvent(before: JsonObject, after: JsonObject): string | undefined {
  const attributes = ["advanced_event_selector", "event_selector"];
  if (attributes.every((name) => isSameJson(before[name], after[name]))) return undefined;
  const [old, next] = [selectorsOf(before), selectorsOf(after)];
  if (old.every((one) => next.some((other) => entails(one, other)))) return undefined;
  const conditions = [...old, ...next].flat();
  const unnamed = unnamedBy(JSON.stringify(conditions));
  const fields = new Set(conditions.map(({ field }) => field));
  const sampled = [...fields].map((field) => [field, samplesOf(field, conditions, unnamed)] as const);
  const lost = lostFields({
    before: expressionOf(old),
    after: expressionOf(next),
    samples: new Map(sampled.map(([field, samples]) => [field, samples ?? []])),
  });
  if (typeof lost === "object") return textOf(lost, unnamed);
  const isDecided = lost === "none" && sampled.every(([, samples]) => samples !== undefined);
  return isDecided ? undefined : "may record fewer events: samples cannot compare the selectors";
}

/**
 * Whether advanced selectors record fewer events. An operator that is known only after apply can only narrow its field. So the
 * selectors without such operators are at least as wide as after apply: if they lose events, the events are lost. If they do not,
 * the change cannot be judged.
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

/** Advanced selectors without operators whose value is unknown. Undefined if a whole field or selector is unknown. */
function withoutUnknown(selectors: Json | undefined, marks: Json | undefined): Json[] | undefined {
  return mapAlike(selectors, marks, (selector, ofSelector) => {
    const fields = mapAlike(selector["field_selector"], ofSelector["field_selector"], (field, ofField) => {
      if (isMarkedAt(ofField, "field")) return undefined;
      return Object.fromEntries(Object.entries(field).filter(([name]) => !isMarkedAt(ofField, name)));
    });
    return fields === undefined ? undefined : { ...selector, field_selector: fields };
  });
}

/** Maps each block of a list with its marks. Undefined if the marks do not fit the blocks, or if a block cannot be mapped. */
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

/** Whether `one` implies `other`: it has every condition of `other` with at most the same values, or at least the same exceptions. */
const entails = (one: Selector, other: Selector): boolean =>
  other.every(({ field, operator, values }) =>
    one.some((had) => {
      if (had.field !== field || had.operator !== operator) return false;
      return operators[operator]?.isNegated === true ? isWithin(values, had.values) : isWithin(had.values, values);
    }),
  );

const isWithin = (values: readonly string[], others: readonly string[]): boolean =>
  values.every((value) => others.includes(value));

/** Selectors as a pattern: an event is recorded if it satisfies every condition of a selector. */
const expressionOf = (selectors: readonly Selector[]): PatternExpression => ({
  kind: "or",
  operands: selectors.map((selector) => ({
    kind: "and",
    operands: selector.map((condition) => ({
      kind: "field",
      field: condition.field,
      holds: (value) => holds(condition, value),
    })),
  })),
});

function holds({ operator, values }: Condition, value: unknown): boolean {
  const known = operators[operator];
  if (known === undefined) return false;
  return (typeof value === "string" && values.some((wanted) => known.matches(value, wanted))) !== known.isNegated;
}

/**
 * Sample values of a field: the values that conditions name, combinations of their prefixes and suffixes, and an unnamed value.
 *
 * @returns undefined if there are too many
 */
function samplesOf(field: string, conditions: readonly Condition[], unnamed: Unnamed): readonly string[] | undefined {
  if (field === "readOnly") return ["true", "false"];
  const valuesOfOperator = (end: string) =>
    conditions.flatMap((one) => (one.field === field && one.operator.endsWith(end) ? one.values : []));
  const whole = valuesOfOperator("equals");
  // There are no categories other than the categories that selectors name
  if (field === "eventCategory") return ["Management", ...whole];
  const texts = textsOf(
    { whole, beginnings: valuesOfOperator("starts_with"), endings: valuesOfOperator("ends_with"), parts: [] },
    unnamed,
  );
  // Reversed, because the last strings have text between prefix and suffix and are better examples
  return texts === undefined ? undefined : [unnamed.text, ...texts.toReversed()];
}

/** Advanced event selectors. Basic event selectors are converted. A trail without selectors records all management events. */
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

/** Conditions for ARNs of a basic selector. The ARN of a service, such as `arn:…:s3` or `arn:…:s3:::`, means every resource of the type. */
function arnConditions(values: readonly Json[]): Condition[] {
  const arns = values.map(String);
  return arns.some((arn) => /^arn:[^:]+:\w+(:::|:\*)?$/.test(arn))
    ? []
    : [{ field: "resources.ARN", operator: "starts_with", values: arns }];
}

function textOf(event: Fields, { text: other }: Unnamed): string {
  const named = [...event].flatMap(([field, value]) =>
    typeof value !== "string" || value === other ? [] : [`${field} ${value.replaceAll(other, "*")}`],
  );
  return `no longer records events with ${named.join(", ")}`;
}
