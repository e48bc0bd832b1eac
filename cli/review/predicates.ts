import { isMarkedAt, numberAt, textAt, valueAt, valuesAt } from "../../terraform-types/plan/json-values";
import { type Json, type JsonObject, canonical, isSameJson } from "../../shared/json";
import type { Change } from "../../terraform-types/plan/plan";
import type { Observation, Predicate } from "./rule";

/** A change of a resource that exists before and after the change. */
export interface Kept extends Change {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** Whether the resource exists before and after the change. A replacement counts as existing. */
export const isKept = (change: Change): change is Kept => change.before !== undefined && change.after !== undefined;

/** Whether the resource and its data are destroyed. */
export const isDestroyed = ({ action }: Change): boolean => action === "delete" || action === "replace";

/** The resource is destroyed. A replacement also counts, because its data or history is lost. */
export const destroyed: Predicate = (change) => (isDestroyed(change) ? [{ detail: destroyedText(change) }] : []);

/** The resource is destroyed, and no new resource replaces it. */
export const removed: Predicate = (change) =>
  change.action === "delete" && change.isDeposed !== true ? [{ detail: destroyedText(change) }] : [];

function destroyedText({ action, isDeposed }: Change): string {
  if (isDeposed === true) return "the object that remains from an earlier replacement is destroyed";
  return action === "replace" ? "destroyed, and created again without its data" : "destroyed";
}

/**
 * Compares one attribute, if the resource exists before and after the change. A value that is known only after apply cannot be
 * judged.
 *
 * @param reads paths to compare. Other paths of the attribute can be unknown, such as the id of a new rule. @default the attribute
 */
export function compared(
  attribute: string,
  weaker: (before: JsonObject, after: JsonObject) => string | undefined,
  reads: readonly string[] = [attribute],
): Predicate {
  return (change) => {
    if (!isKept(change)) return [];
    if (reads.some((path) => isMarkedAt(change.unknown, path))) return [{ attribute, isUnknown: true }];
    const detail = weaker(change.before, change.after);
    return detail === undefined ? [] : [{ attribute, detail }];
  };
}

/** Combines the observations of several predicates. */
export const anyOf =
  (...predicates: readonly Predicate[]): Predicate =>
  (change, plan) =>
    predicates.flatMap((predicate) => predicate(change, plan));

const isTrue = (value: Json | undefined): boolean => value === true || value === "true";
const flag = (values: JsonObject, attribute: string, isDefault: boolean): boolean => {
  const value = valueAt(values, attribute);
  return value === undefined || value === "" ? isDefault : isTrue(value);
};

/** A boolean attribute changes from true to false. `isDefault` is the provider's default of an attribute that is not set. */
export const turnedOff = (attribute: string, isDefault = false): Predicate =>
  compared(attribute, (before, after) =>
    flag(before, attribute, isDefault) && !flag(after, attribute, isDefault) ? "from true to false" : undefined,
  );

/** A boolean attribute changes from false to true. */
export const turnedOn = (attribute: string, isDefault = false): Predicate =>
  compared(attribute, (before, after) =>
    !flag(before, attribute, isDefault) && flag(after, attribute, isDefault) ? "from false to true" : undefined,
  );

/** Meaning of a number attribute. */
interface Scale {
  readonly unit?: string;

  /** Value of an attribute that is not set. @default the attribute is not compared if it is not set */
  readonly absent?: number;

  /** Whether 0 means no limit. */
  readonly zeroIsEndless?: boolean;
}

const measure = (values: JsonObject, attribute: string, { absent, zeroIsEndless }: Scale): number | undefined => {
  const value = numberAt(values, attribute) ?? absent;
  return value === 0 && zeroIsEndless === true ? Number.POSITIVE_INFINITY : value;
};

const numberText = (value: number, { unit }: Scale): string => {
  if (value === Number.POSITIVE_INFINITY) return "no limit";
  return unit === undefined ? String(value) : `${value} ${unit}`;
};

const moved = (attribute: string, scale: Scale, isWeaker: (before: number, after: number) => boolean): Predicate =>
  compared(attribute, (before, after) => {
    const [from, to] = [measure(before, attribute, scale), measure(after, attribute, scale)];
    if (from === undefined || to === undefined || !isWeaker(from, to)) return undefined;
    return `from ${numberText(from, scale)} to ${numberText(to, scale)}`;
  });

export const lowered = (attribute: string, scale: Scale = {}): Predicate =>
  moved(attribute, scale, (from, to) => to < from);
export const raised = (attribute: string, scale: Scale = {}): Predicate =>
  moved(attribute, scale, (from, to) => to > from);

/** Formats a value for a detail. */
export const shown = (value: Json | undefined): string => {
  if (value === undefined || value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** A value that was set changes to another value, or is removed. */
export const replacedValue = (attribute: string): Predicate =>
  compared(attribute, (before, after) => {
    const [from, to] = [valueAt(before, attribute), valueAt(after, attribute)];
    if (from === undefined || from === "" || isSameJson(from, to)) return undefined;
    return `from ${shown(from)} to ${shown(to)}`;
  });

/** A value is set, removed or changed. */
export const changedValue = (attribute: string): Predicate =>
  compared(attribute, (before, after) => {
    const [from, to] = [valueAt(before, attribute), valueAt(after, attribute)].map((one) =>
      one === "" ? undefined : one,
    );
    return isSameJson(from, to) ? undefined : `from ${shown(from)} to ${shown(to)}`;
  });

/** A value is no longer set. */
export const unset = (attribute: string): Predicate =>
  compared(attribute, (before, after) => {
    const [from, to] = [valuesAt(before, attribute), valuesAt(after, attribute)];
    const isSet = (all: readonly Json[]) => all.some((value) => value !== "");
    return isSet(from) && !isSet(to) ? `no longer set, was ${from.map(shown).join(", ")}` : undefined;
  });

/** A list loses entries. */
export const lostEntries = (attribute: string): Predicate =>
  compared(attribute, (before, after) =>
    entriesText("without", valuesAt(before, attribute), valuesAt(after, attribute)),
  );

/** A list gains entries. */
export const gainedEntries = (attribute: string): Predicate =>
  compared(attribute, (before, after) =>
    entriesText("now with", valuesAt(after, attribute), valuesAt(before, attribute)),
  );

function entriesText(word: string, more: readonly Json[], fewer: readonly Json[]): string | undefined {
  if (isSameJson(more, fewer)) return undefined;
  const kept = new Set(fewer.map(canonical));
  const others = more.filter((value) => !kept.has(canonical(value)));
  return others.length === 0 ? undefined : `${word} ${others.map(shown).join(", ")}`;
}

/** A string changes from one of the good values to another value. `absent` is the provider's default. */
export const left = (attribute: string, good: readonly string[], absent = ""): Predicate =>
  compared(attribute, (before, after) => {
    const [from, to] = [textAt(before, attribute) || absent, textAt(after, attribute) || absent];
    return good.includes(from) && !good.includes(to) ? `from ${shown(from)} to ${shown(to)}` : undefined;
  });

/** Observes the planned values of a created or changed resource. */
export const onState =
  (check: (after: JsonObject, change: Change) => readonly Observation[]): Predicate =>
  (change) =>
    change.after === undefined ? [] : check(change.after, change);
