/** Syntax of a path in EventBridge targets: keys, indexes and `[*]` after a dollar sign. */
const pathForm = /^\$(?:\.[\w/-]+|\[(?:\d+|\*)\])*$/;

/** Whether EventBridge accepts a path. It rejects quotes in brackets, slices, negative indexes and `..`. */
export const isPath = (path: string): boolean => pathForm.test(path);

/** The value of an event at a path. Undefined if the event has no such field. `[*]` returns a list with the value of every element. */
export function valueAt(event: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\.([\w/-]+)|\[(\d+|\*)\]/g)].map(([, key, index]) => key ?? index ?? "");
  return follow(event, steps);
}

function follow(value: unknown, [step, ...others]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (step === "*") {
    return Array.isArray(value) ? value.map((element) => follow(element, others)).filter(isThere) : undefined;
  }
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return follow(Reflect.get(value, step), others);
}

const isThere = (value: unknown): boolean => value !== undefined;
