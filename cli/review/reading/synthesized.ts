import { accessMap } from "../../access-map/access-map";
import type { Grant } from "../../access-map/access";
import { grantsText } from "../../access-map/labels";
import { keyOf } from "../../access-map/s3-location";
import { References } from "../../../terraform-types/synthesized/references";
import type { Resource, Stack } from "../../../terraform-types/synthesized/stack";
import { type Json, type JsonObject, canonical, isObject } from "../../../shared/json";
import type { Change } from "../../../terraform-types/plan/plan";
import type { AccessGain, ComparedPlan } from "./compared-plan";

/** Terraform meta-arguments, which are not attributes. */
const metaArguments: readonly string[] = ["//", "provider", "depends_on", "provisioner", "connection"];

/**
 * The changes between two synthesized outputs, as plans. It needs no credentials and does not read deployed resources. A resource
 * that is missing in the head is deleted. A root that is missing in the head is forgotten, because no one applies it.
 */
export function plansBetween(base: readonly Stack[], head: readonly Stack[]): ComparedPlan[] {
  const [before, after] = [resolveStacks(base), resolveStacks(head)];
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const changes = new Map(names.map((root) => [root, changesOf(root, before.get(root), after.get(root))]));
  const isChanged = [...changes.values()].flat().some(({ action }) => action !== "no-op");
  const gained = isChanged ? accessGained(base, head) : [];
  const listed = new Set<string>();
  return names.map((root) => {
    const [old, next] = [before.get(root), after.get(root)];
    const accountId = next?.stack.accountId ?? old?.stack.accountId ?? "";
    // An account can have several roots
    const isFirst = !listed.has(accountId);
    listed.add(accountId);
    return {
      root,
      changes: changes.get(root) ?? [],
      commands: new Set(commandsOf(next)),
      actions: [],
      programs: programsOf(next),
      isComplete: true,
      accountId,
      accessGained: isFirst ? gained.filter(({ account }) => account === accountId) : [],
    };
  });
}

interface ResolvedStack {
  readonly stack: Stack;
  readonly resources: ReadonlyMap<string, { readonly type: string; readonly values: JsonObject }>;
}

/** Replaces references to other resources in stacks with their values, if the output contains the values. */
function resolveStacks(stacks: readonly Stack[]): Map<string, ResolvedStack> {
  if (stacks.length === 0) return new Map();
  const references = new References(stacks);
  return new Map(
    stacks.map((stack) => {
      const text = (value: string) => references.text(stack, value);
      const resources = stack.resources.map(
        ({ type, id, attributes }) => [`${type}.${id}`, { type, values: valuesOf(attributes, text) }] as const,
      );
      return [stack.name, { stack, resources: new Map(resources) }];
    }),
  );
}

function valuesOf(attributes: Resource["attributes"], text: (value: string) => string): JsonObject {
  const inner = (value: Json | undefined): Json => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(inner);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(one)]));
    return value ?? null;
  };
  return Object.fromEntries(
    Object.entries(attributes as JsonObject)
      .filter(([name]) => !metaArguments.includes(name))
      .map(([name, value]) => [name, inner(value)]),
  );
}

function changesOf(root: string, old: ResolvedStack | undefined, next: ResolvedStack | undefined): Change[] {
  const moved = new Map([...(next?.stack.moved ?? [])].map(([from, to]) => [to, from]));
  const taken = new Set<string>();
  const kept = [...(next?.resources ?? [])].map(([address, { type, values }]) => {
    const from = old?.resources.has(address) === true ? address : (moved.get(address) ?? address);
    const before = old?.resources.get(from)?.values;
    if (before !== undefined) taken.add(from);
    const isSame = before !== undefined && canonical(before) === canonical(values);
    const action = before === undefined ? "create" : isSame ? "no-op" : "update";
    return change({ root, address, type, action, before, after: values });
  });
  const gone = [...(old?.resources ?? [])].filter(([address]) => !taken.has(address));
  const isReleased = (address: string) => next === undefined || next.stack.released.includes(address);
  return [
    ...kept,
    ...gone.map(([address, { type, values }]) =>
      change({
        root,
        address,
        type,
        action: isReleased(address) ? "forget" : "delete",
        before: values,
        after: undefined,
      }),
    ),
  ];
}

interface ChangeOptions {
  readonly root: string;
  readonly address: string;
  readonly type: string;
  readonly action: Change["action"];
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

const change = ({ root, address, type, action, before, after }: ChangeOptions): Change => ({
  root,
  address,
  type,
  action,
  before,
  after,
  unknown: before && after && markUnresolved(before, after),
  sensitive: [],
});

/** Marks attributes as unknown if their value is known in the base, but is an unresolved reference in the head. */
function markUnresolved(before: JsonObject, after: JsonObject): JsonObject {
  const names = Object.keys(after).filter((name) => {
    const [old, next] = [before, after].map(
      (values) => new Set(JSON.stringify(values[name] ?? null).match(/<[a-z_]+\.[^<>]+>/g)),
    );
    return [...(next ?? [])].some((reference) => old?.has(reference) === false);
  });
  return Object.fromEntries(names.map((name) => [name, true]));
}

const commandsOf = (next: ResolvedStack | undefined): string[] =>
  (next?.stack.resources ?? [])
    .filter(({ attributes }) => attributes.provisioner !== undefined)
    .map(({ type, id }) => `${type}.${id}`);

const programsOf = (next: ResolvedStack | undefined): string[] =>
  (next?.stack.lookups ?? []).filter(({ type }) => type === "external").map(({ type, id }) => `data.${type}.${id}`);

/** Principals that can use logs only in the head. New accounts of the head are left out, because their access is expected. */
function accessGained(base: readonly Stack[], head: readonly Stack[]): (AccessGain & { readonly account: string })[] {
  // Access to logs of the first deployment is not a gain, and its map takes long
  if (base.length === 0) return [];
  const known = new Set(base.map(({ accountId }) => accountId));
  const added = new Set(head.map(({ accountId }) => accountId).filter((account) => !known.has(account)));
  const before = new Map(mapOf(base).map((logs) => [keyOf(logs.location), logs]));
  return mapOf(head).flatMap(({ location, accountId, readers, writers }) => {
    const key = keyOf(location);
    const old = before.get(key);
    if (old === undefined || accountId === undefined) return [];
    const gains = (use: AccessGain["use"], now: readonly Grant[], then: readonly Grant[]) => {
      const had = new Set(then.map(nameOf));
      const more = now.filter((grant) => !had.has(nameOf(grant)) && !isOfAccount(grant, added));
      return [...new Set(more.map(nameOf))].map((who) => ({ use, logs: `s3://${key}`, who, account: accountId }));
    };
    return gains("read", readers, old.readers).concat(gains("write", writers, old.writers));
  });
}

const mapOf = (stacks: readonly Stack[]) => (stacks.length === 0 ? [] : accessMap(stacks));

const nameOf = (grant: Grant): string => grantsText([grant]).join();

const isOfAccount = ({ candidate: { caller } }: Grant, accounts: ReadonlySet<string>): boolean =>
  "account" in caller && accounts.has(caller.account);
