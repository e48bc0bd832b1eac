import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { checkSettings } from "../../config/load";
import type { Account } from "../../config/derived/accounts";
import { terraformRoots } from "../../config/derived/terraform-roots";
import type { AuditConfig } from "../../config/audit-config";
import { defineStack } from "../../synthesis/define-stacks";
import { type Resources, synthDefined } from "./synth";

/** A change of a configuration file: settings to replace, at any depth. The value undefined removes the setting. */
export interface Change {
  readonly [setting: string]: Change | string | number | boolean | null | undefined | readonly unknown[];
}

export interface Organization {
  readonly config: AuditConfig;

  /** The resources of each stack, by its name. */
  readonly stacks: ReadonlyMap<string, Resources>;
}

/** The stacks of a configuration. Each is synthesized at its first use. */
class Stacks extends Map<string, Resources> {
  private readonly roots: ReadonlyMap<string, Account>;

  constructor(private readonly config: AuditConfig) {
    super();
    this.roots = new Map(terraformRoots(config).map((root) => [root.stackName, root]));
  }

  override get size(): number {
    return this.roots.size;
  }

  override has(name: string): boolean {
    return this.roots.has(name);
  }

  override get(name: string): Resources | undefined {
    const root = this.roots.get(name);
    if (root !== undefined && !super.has(name)) super.set(name, frozen(oneRoot(root, this.config)));
    return super.get(name);
  }

  override keys(): MapIterator<string> {
    return this.roots.keys();
  }

  override *values(): MapIterator<Resources> {
    for (const [, resources] of this) yield resources;
  }

  override entries(): MapIterator<[string, Resources]> {
    return this[Symbol.iterator]();
  }

  override *[Symbol.iterator](): MapIterator<[string, Resources]> {
    for (const root of this.roots.values()) yield [root.stackName, this.get(root.stackName) as Resources];
  }
}

/** Organizations of unchanged configuration files, by path. Many files of one process share them. */
const unchanged = new Map<string, Organization>();

/** The last organizations with a change, by their settings. Tests of one subject share many. */
const latest = new Map<string, Organization>();
const latestCount = 24;

/** Synthesizes an organization from one of the configuration files, with a change. Its resources are read-only. */
export function organization(path = "config/example.yaml", change: Change = {}): Organization {
  return Object.keys(change).length === 0 ? asInFile(path) : changedOrganization(path, change);
}

function asInFile(path: string): Organization {
  const made = unchanged.get(path) ?? synthesizedWhenNeeded(configOf(path, {}));
  unchanged.set(path, made);
  return made;
}

function changedOrganization(path: string, change: Change): Organization {
  const text = `${path} ${textOf(path, change)}`;
  const made = latest.get(text) ?? synthesizedWhenNeeded(configOf(path, change));
  latest.delete(text);
  latest.set(text, made);
  for (const oldest of [...latest.keys()].slice(0, -latestCount)) latest.delete(oldest);
  return made;
}

const synthesizedWhenNeeded = (config: AuditConfig): Organization => ({ config, stacks: new Stacks(config) });

/** Synthesizes only one stack of an organization. */
export function oneStack(name: string, path = "config/example.yaml", change: Change = {}): Resources {
  return stackOf(organization(path, change), name);
}

/** Synthesizes one root of a configuration. */
export function oneRoot(root: Account, config: AuditConfig): Resources {
  return synthDefined((app) => defineStack(app, root, config));
}

/** Returns the parsed configuration of one of the files, with a change. */
export function configOf(path: string, change: Change): AuditConfig {
  return checkSettings(JSON.parse(textOf(path, change)), path);
}

const textOf = (path: string, change: Change): string => JSON.stringify(merge(settingsOf(path), change));

const files = new Map<string, unknown>();

/** The content of a configuration file, read once. */
function settingsOf(path: string): unknown {
  if (!files.has(path)) files.set(path, parse(readFileSync(path, "utf8")));
  return files.get(path);
}

/** Returns the stack with this name, or fails. */
export function stackOf({ stacks }: Organization, name: string): Resources {
  const stack = stacks.get(name);
  if (stack === undefined) throw new Error(`no stack ${name}, there are ${[...stacks.keys()].join(", ")}`);
  return stack;
}

/** Applies a change to settings or to another change. */
export function merge(value: unknown, change: unknown): unknown {
  if (!isMapping(value) || !isMapping(change)) return change;
  const changed = Object.entries(change).map(([key, part]) => [key, merge(value[key], part)]);
  return { ...value, ...Object.fromEntries(changed) };
}

/** Tests share this object, so it must not be changed. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
