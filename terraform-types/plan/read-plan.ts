import { PlanError } from "./plan-error";
import { textAt } from "./json-values";
import { type Json, type JsonObject, canonical, canonicalJson, isObject } from "../../shared/json";
import type { Action, Change, Plan } from "./plan";
import { knownTypes } from "../known-types";
import { isSetOn } from "./settings";

const actions: Readonly<Record<string, Action | "read">> = {
  "no-op": "no-op",
  create: "create",
  read: "read",
  update: "update",
  delete: "delete",
  forget: "forget",
  "delete,create": "replace",
  "create,delete": "replace",
  "create,forget": "replace",
  "forget,create": "replace",
};

/** Data sources that run a program. */
const programTypes: readonly string[] = ["external"];

/**
 * Reads the changes of a plan.
 *
 * @throws PlanError for a list or a change that does not have Terraform's format
 */
export function readPlan(root: string, json: JsonObject): Plan {
  const changes = readChanges(root, json, "resource_changes");
  checkResources(json, changes.length);
  const drift = readChanges(root, json, "resource_drift");
  const configuration = json["configuration"];
  const module = isObject(configuration) ? configuration["root_module"] : undefined;
  return {
    root,
    changes: [...changes, ...acceptedDrift(changes, drift)],
    commands: new Set(commandsIn(module, "")),
    actions: listOf(json, "action_invocations").flatMap((one) => (isObject(one) ? String(one["address"]) : [])),
    programs: programsIn(module, ""),
    isComplete: json["complete"] !== false,
    accountId: accountOf(changes),
  };
}

function listOf(json: JsonObject, name: string): readonly Json[] {
  const list = json[name] ?? [];
  if (!Array.isArray(list)) throw new PlanError(`expected ${name} to be a list`);
  return list;
}

/** Checks that a plan with resources has changes. Terraform omits an empty list, so a truncated plan could look like no changes. */
function checkResources(json: JsonObject, count: number): void {
  if (count > 0 || json["resource_changes"] !== undefined) return;
  const { planned_values: planned, prior_state: prior } = json;
  const hasResources = (values: Json | undefined) =>
    isObject(values) && isObject(values["root_module"]) && Object.keys(values["root_module"]).length > 0;
  if (hasResources(planned) || (isObject(prior) && hasResources(prior["values"]))) {
    throw new PlanError("has resources but no resource_changes: it is truncated");
  }
}

/** Reads the changes of managed resources in a list. */
function readChanges(root: string, json: JsonObject, list: string): Change[] {
  const changes: Change[] = [];
  for (const [i, entry] of listOf(json, list).entries()) {
    const change = readChange(root, entry, () => `${list}[${i}]`);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

function readChange(root: string, entry: Json, where: () => string): Change | undefined {
  if (!isObject(entry) || !isObject(entry["change"]))
    throw new PlanError(`${where()}: expected an object with "change"`);
  const { address, type, mode, change } = entry;
  if (typeof address !== "string" || typeof type !== "string") {
    throw new PlanError(`${where()}: expected the strings "address" and "type"`);
  }
  if (mode !== "managed" && mode !== "data") throw new PlanError(`${where()} has the mode ${JSON.stringify(mode)}`);
  const names = change["actions"];
  const action = Array.isArray(names) ? actions[names.join()] : undefined;
  if (action === undefined) {
    throw new PlanError(`${where()} has the actions ${JSON.stringify(names)}, which this version does not support`);
  }
  if (mode === "data" || action === "read") return undefined;
  const before = objectOrNone(change["before"], "before", where);
  const after = objectOrNone(change["after"], "after", where);
  checkValues(action, before, after, where);
  return {
    root,
    address,
    type,
    action,
    before,
    after: action === "forget" ? undefined : after,
    unknown: change["after_unknown"],
    sensitive: [change["before_sensitive"], change["after_sensitive"]],
    isDeposed: entry["deposed"] !== undefined,
    isDrift: false,
  };
}

function objectOrNone(value: Json | undefined, name: string, where: () => string): JsonObject | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isObject(value)) throw new PlanError(`expected ${where()}.change.${name} to be an object`);
  return value;
}

function checkValues(action: Action, before: unknown, after: unknown, where: () => string): void {
  const needsBefore = action !== "create";
  const needsAfter = action === "create" || action === "update" || action === "replace";
  if (needsBefore && before === undefined) {
    throw new PlanError(`${where()} has the action ${action}, but no values before it`);
  }
  if (needsAfter && after === undefined) {
    throw new PlanError(`${where()} has the action ${action}, but no values after it`);
  }
}

/**
 * Changes outside Terraform since the last apply that the plan accepts. Terraform compares the configuration with the current
 * resource. So if the configuration agrees with such a change, the plan shows no change.
 */
function acceptedDrift(changes: readonly Change[], drift: readonly Change[]): Change[] {
  if (drift.length === 0) return [];
  const planned = new Map(changes.filter(({ isDeposed }) => !isDeposed).map((change) => [change.address, change]));
  return drift.flatMap((change) => {
    const next = planned.get(change.address);
    const after = next === undefined ? change.after : next.after;
    const isGone = after === undefined && next !== undefined;
    if (isGone) return [];
    const action: Action = after === undefined ? "delete" : "update";
    const sensitive = [...change.sensitive, ...(next?.sensitive ?? [])];
    const before = change.before && after && withRead(change.type, change.before, after, changes);
    return [
      { ...change, action, before: before ?? change.before, after, unknown: next?.unknown, sensitive, isDrift: true },
    ];
  });
}

/** Values before a drift. Values that another resource of the same apply set are added, because they are not drift. */
function withRead(type: string, before: JsonObject, after: JsonObject, changes: readonly Change[]): JsonObject {
  if (knownTypes.get(type)?.review.showsSettings !== true) return before;
  const isEmpty = (value: Json | undefined) =>
    value === null || value === undefined || value === "" || canonical(value) === "[]";
  // AWS creates a default policy for a new topic, which the policy resource replaces
  const isOwn = (name: string) =>
    changes.some(
      (one) =>
        one.action === "no-op" &&
        isSetOn(one, type, after) &&
        canonicalJson(textAt(one.after, name)) === canonicalJson(textAt(after, name)),
    );
  const first = Object.keys(after).filter(
    (name) => !isEmpty(after[name]) && (isEmpty(before[name]) || (name === "policy" && isOwn(name))),
  );
  return { ...before, ...Object.fromEntries(first.map((name) => [name, after[name]])) };
}

/** Addresses of resources with provisioners. */
function commandsIn(module: Json | undefined, prefix: string): string[] {
  return inModules(module, prefix, (resource, address) => (Array.isArray(resource["provisioners"]) ? [address] : []));
}

function programsIn(module: Json | undefined, prefix: string): string[] {
  return inModules(module, prefix, ({ mode, type }, address) =>
    mode === "data" && programTypes.includes(String(type)) ? [address] : [],
  );
}

function inModules(
  module: Json | undefined,
  prefix: string,
  find: (resource: JsonObject, address: string) => string[],
): string[] {
  if (!isObject(module)) return [];
  const { resources = [], module_calls: calls } = module;
  const own = (Array.isArray(resources) ? resources : [])
    .filter(isObject)
    .flatMap((resource) => find(resource, `${prefix}${String(resource["address"])}`));
  const nested = Object.entries(isObject(calls) ? calls : {}).flatMap(([name, call]) =>
    isObject(call) ? inModules(call["module"], `${prefix}module.${name}.`, find) : [],
  );
  return [...own, ...nested];
}

/** Number of resources whose ARNs are read to find the account of a root. */
const countedResources = 500;

/** The account that most ARNs of the first resources contain. */
function accountOf(changes: readonly Change[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { before, after } of changes.slice(0, countedResources)) {
    const arn = before?.["arn"] ?? after?.["arn"];
    const account = typeof arn === "string" ? /^arn:[^:]+:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;
    if (account !== undefined) counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
