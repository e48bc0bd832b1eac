import { textAt } from "../../../terraform-types/plan/json-values";
import { parentOf } from "../../../terraform-types/plan/settings";
import { knownTypes } from "../../../terraform-types/known-types";
import type { Change } from "../../../terraform-types/plan/plan";

/** Identity of an object in AWS. Undefined if the plan does not contain its attributes. */
function identityOf({ type }: Change, values: Change["before"]): string | undefined {
  const known = knownTypes.get(type);
  if (known?.review.joinsMoves !== true || values === undefined) return undefined;
  const parts = known.identity.map((name) => textAt(values, name));
  return parts.every((part) => part === "") ? undefined : [type, textAt(values, "region"), ...parts].join("\n");
}

/** Whether a new resource configures an existing object. The name of an object that does not exist yet is unknown. */
function isOnExisting(change: Change, created: ReadonlySet<string>): boolean {
  const parent = parentOf(change.type);
  if (parent === undefined) return false;
  const { attribute, type, name } = parent;
  const value = textAt(change.after, attribute);
  const last = value.split(/[:/]/).at(-1);
  // In a synthesized output, a value that AWS chooses is a reference in angle brackets
  return (
    value !== "" &&
    !value.includes("<") &&
    !created.has([type, name, value].join("\n")) &&
    !created.has([type, name, last].join("\n"))
  );
}

const parentNames = new Map(
  [...knownTypes.keys()].flatMap((type) => {
    const parent = parentOf(type);
    return parent === undefined ? [] : [[parent.type, parent.name] as const];
  }),
);

/**
 * Groups the changes of a plan by object in AWS instead of by address:
 *
 * - an object that moves to another address is one change;
 * - if a second resource configures the same object, such as the policy of a bucket, its values before the change are the values of
 *   the first resource, because the resource that is applied last overwrites the other;
 * - a new resource that configures an existing object is a change of this object. Before the change, its settings are empty.
 */
export function byObject(changes: readonly Change[]): Change[] {
  const creates = changes.filter(({ action }) => action === "create");
  if (creates.length === 0) return [...changes];
  const created = new Set(creates.flatMap((change) => identityOf(change, change.after) ?? []));
  const createdNames = new Set(
    creates.flatMap(({ type, after }) => {
      const name = parentNames.get(type);
      return name === undefined ? [] : [[type, name, textAt(after, name)].join("\n")];
    }),
  );
  const earlier = new Map<string, Change>();
  for (const change of changes) {
    const identity = change.action === "create" ? undefined : identityOf(change, change.before);
    if (identity !== undefined && created.has(identity)) earlier.set(identity, change);
  }
  const taken = new Set<Change>();
  const joined = changes.map((change): Change => {
    if (change.action !== "create") return change;
    const before = earlier.get(identityOf(change, change.after) ?? "");
    if (before?.action === "delete") taken.add(before);
    if (before !== undefined) {
      return {
        ...change,
        action: "update",
        before: before.before,
        sensitive: [...before.sensitive, ...change.sensitive],
      };
    }
    return isOnExisting(change, createdNames) ? { ...change, action: "update", before: {} } : change;
  });
  return joined.filter((change) => !taken.has(change));
}
