import { type Selector, type SelectorStep } from "./selector";

/**
 * Whether a value that a selector finds passes a test. False if the selector finds no value.
 *
 * A wildcard selects each element of an array and each field of an object, in both notations. Recorded answers of AWS show this for
 * `[*]`. It is enough if one value passes the test, for every operator including `!=`. AWS does not document this.
 *
 * Only an object's own fields count, so `$.constructor` and `$.__proto__` find only fields that are in the event.
 */
export function isAnySelected(
  value: unknown,
  selector: Selector,
  test: (value: unknown) => boolean,
  from = 0,
): boolean {
  let reached = value;
  for (let index = from; index < selector.length; index++) {
    const step = selector[index];
    if (step?.kind === "every-element" || step?.kind === "every-field") {
      return valuesIn(reached).some((child) => isAnySelected(child, selector, test, index + 1));
    }
    reached = step && valueAt(reached, step);
    if (reached === undefined) return false;
  }
  return test(reached);
}

/** The same test as {@link isAnySelected}, compiled once for a selector. */
export function compileSelection(selector: Selector, test: (value: unknown) => boolean): (value: unknown) => boolean {
  const keys = selector.map((step) => (step.kind === "key" && isOwnOnly(step.key) ? step.key : undefined));
  const plain = keys.filter((key) => key !== undefined);
  if (plain.length < keys.length) return (value) => isAnySelected(value, selector, test);
  return (value) => {
    let reached = value;
    for (let index = 0; index < plain.length; index++) {
      if (typeof reached !== "object" || reached === null) return false;
      reached = (reached as Record<string, unknown>)[plain[index] as string];
    }
    return reached !== undefined && test(reached);
  };
}

/** Whether no JSON value inherits a field with this name. If true, a check for an own field is unnecessary. */
const isOwnOnly = (key: string): boolean => /^[A-Za-z]/.test(key) && !(key in Array.prototype);

/** Whether a JSON value is an object. Null and arrays are not. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function valuesIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function valueAt(value: unknown, step: SelectorStep): unknown {
  if (step.kind === "key") return isObject(value) && Object.hasOwn(value, step.key) ? value[step.key] : undefined;
  return step.kind === "index" && Array.isArray(value) ? value[step.index] : undefined;
}
