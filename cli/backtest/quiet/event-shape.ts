import type { DetectionSet } from "../../../detections/engine/detection-set";
import type { JsonCondition } from "../../../aws-semantics/filter-pattern/json-pattern";
import { isObject } from "../../../aws-semantics/filter-pattern/selection";
import type { Selector } from "../../../aws-semantics/filter-pattern/selector";
import { QuietEvent } from "./quiet-event";
import { isPlain, type Keys, type Role, textShape } from "./text-shape";

const nameOf = (field: Keys): string => JSON.stringify(field);

/** Fields whose strings are the same in all events of a shape. Nearly every detection tests these fields. */
const sharedFields = [["eventSource"], ["eventName"], ["errorCode"], ["eventType"], ["userIdentity", "type"]];
const shared = new Set(sharedFields.map(nameOf));

/** Fields whose values are counted for every event. */
const countedFields: readonly Keys[] = [["eventID"], ["eventTime"], ["recipientAccountId"]];

/** A captured string, and the property of the event where detections read it. */
interface CapturedField {
  readonly group: number;
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/**
 * The events that differ from a sample event only in strings and numbers.
 *
 * The detections that can match such events, and the strings that these detections read, are computed once for each shape.
 */
export class EventShape {
  /** An event that contains only the captured strings. */
  private readonly event = emptyObject();
  private readonly capturedFields: readonly CapturedField[];
  private readonly counted: readonly number[];

  private constructor(
    private readonly pattern: RegExp,
    groups: readonly Keys[],
    private readonly canMatch: (event: object) => boolean,
  ) {
    this.capturedFields = groups.map((field, index) => ({ group: index + 1, ...capturedField(this.event, field) }));
    const names = groups.map(nameOf);
    this.counted = countedFields.map((field) => names.indexOf(nameOf(field)) + 1);
  }

  /**
   * The shape of an event. Undefined if a detection matches all events of the shape, or reads values other than strings.
   *
   * @param event value that `JSON.parse` returned for `text`
   */
  public static of(event: unknown, text: string, detections: DetectionSet): EventShape | undefined {
    const open = detections.openFor(event, (condition) => isSettled(event, condition));
    if (open === undefined) return undefined;
    const fields = [...countedFields];
    for (const { selector } of open.conditions) fields.push(fieldOf(selector) ?? []);
    if (!fields.every((field) => isPlainText(valueAt(event, field)))) return undefined;
    const captured = new Set(fields.map(nameOf));
    const roleOf = (field: Keys): Role => {
      const name = nameOf(field);
      return captured.has(name) ? "captured" : shared.has(name) ? "same" : "any";
    };
    const shape = textShape(event, roleOf);
    // JSON.stringify writes white space, duplicate keys and some numbers differently from the input
    if (shape === undefined || JSON.stringify(event) !== text) return undefined;
    return new EventShape(new RegExp(shape.source, "y"), shape.groups, open.test);
  }

  /** Reads the event at this position, and returns its end. Undefined if it has another shape, or if a detection matches it. */
  public read(text: string, position: number): { event: QuietEvent; end: number } | undefined {
    const { pattern, capturedFields, counted } = this;
    pattern.lastIndex = position;
    const groups = pattern.exec(text);
    if (groups === null) return undefined;
    for (const { group, holder, key } of capturedFields) holder[key] = groups[group];
    const canMatch = this.canMatch(this.event);
    // A captured substring would keep the whole file in memory
    for (const { holder, key } of capturedFields) holder[key] = undefined;
    if (canMatch) return undefined;
    const [id = 0, time = 0, account = 0] = counted;
    const event = new QuietEvent(groups[id] ?? "", groups[time] ?? "", groups[account] ?? "");
    return { event, end: pattern.lastIndex };
  }
}

/** Whether a condition has the same result for all events of the shape of this event. */
function isSettled(event: unknown, { kind, selector }: JsonCondition): boolean {
  const field = fieldOf(selector);
  if (field === undefined) return false;
  const value = valueAt(event, field);
  if (typeof value === "string") return kind !== "comparison" || shared.has(nameOf(field));
  return kind !== "comparison" || typeof value !== "number";
}

/** The field that a selector names. Undefined for a selector with an index or a wildcard. */
function fieldOf(selector: Selector): Keys | undefined {
  const keys = selector.flatMap((step) => (step.kind === "key" ? [step.key] : []));
  return keys.length === selector.length ? keys : undefined;
}

function valueAt(event: unknown, field: Keys): unknown {
  let value = event;
  for (const key of field) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

const isPlainText = (value: unknown): boolean => typeof value === "string" && isPlain(value);

/** An object without a prototype, in which `__proto__` is an ordinary key. */
const emptyObject = (): Record<string, unknown> => Object.create(null);

/** Creates the nested objects that contain a field. */
function capturedField(event: Record<string, unknown>, field: Keys): Omit<CapturedField, "group"> {
  let holder = event;
  for (const key of field.slice(0, -1)) {
    const inner = isObject(holder[key]) ? holder[key] : emptyObject();
    holder[key] = inner;
    holder = inner;
  }
  return { holder, key: field.at(-1) ?? "" };
}
