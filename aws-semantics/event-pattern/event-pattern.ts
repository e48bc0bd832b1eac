import { type Clause, mergeClauses } from "./clause";
import { isSame } from "./matcher";

/**
 * The event pattern that matches events of CloudTrail that match one of the clauses.
 *
 * Only AWS can send an event whose source begins with `aws.`, so no one can forge such an event. The detail types of all events of
 * CloudTrail (calls, sign-ins, service events) have the same suffix.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function eventPattern(clauses: readonly Clause[]): string {
  return JSON.stringify({
    source: [{ prefix: "aws." }],
    "detail-type": [{ suffix: " via CloudTrail" }],
    detail: anyOf(mergeClauses(clauses)),
  });
}

interface Fields {
  [key: string]: unknown;
}

/** An `$or` of the clauses. Fields that several clauses share are written once. */
function anyOf(clauses: readonly Clause[]): Fields {
  const [first = new Map(), ...others] = clauses;
  const common = [...first].filter(([path, matchers]) => others.every((clause) => isSame(clause.get(path), matchers)));
  const fields = nestFields(common);
  const rests = clauses.map(
    (clause) => new Map([...clause].filter(([path]) => !common.some(([name]) => name === path))),
  );
  if (rests.some((rest) => rest.size === 0)) return fields;
  return { ...fields, $or: groupClauses(rests) };
}

/** The clauses as members of an `$or`. Clauses with the most common fields are in one member. */
function groupClauses(clauses: readonly Clause[]): Fields[] {
  if (clauses.length === 0) return [];
  const [path = "", matchers = []] = mostShared(clauses) ?? [];
  const isIn = (clause: Clause) => isSame(clause.get(path), matchers);
  const inside = path === "" ? clauses.slice(0, 1) : clauses.filter(isIn);
  return [anyOf(inside), ...groupClauses(clauses.filter((clause) => !inside.includes(clause)))];
}

/** The field that at least two clauses share and that saves the most characters. */
function mostShared(clauses: readonly Clause[]) {
  const room = ([path, matchers]: [string, unknown]) => {
    const sharing = clauses.filter((clause) => isSame(clause.get(path), matchers)).length;
    return (sharing - 1) * JSON.stringify([path, matchers]).length;
  };
  const [best] = clauses.flatMap((clause) => [...clause]).toSorted((one, other) => room(other) - room(one));
  return best && room(best) > 0 ? best : undefined;
}

function nestFields(entries: readonly (readonly [string, unknown])[]): Fields {
  const fields: Fields = {};
  for (const [path, matchers] of entries) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce((at, key) => (at[key] ??= {}) as Fields, fields);
    parent[last] = matchers;
  }
  return fields;
}
