/** A path as the targets of EventBridge write it: keys, indexes and `[*]` behind a dollar sign. */
const pathForm = /^\$(?:\.[\w/-]+|\[(?:\d+|\*)\])*$/;

/** Whether EventBridge accepts a path: it has no brackets with quotes, slices, negative indexes or `..`. */
export const isPath = (path: string): boolean => pathForm.test(path);

/** What an event has at a path; undefined where it has nothing. `[*]` gives the list of what all elements have. */
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
