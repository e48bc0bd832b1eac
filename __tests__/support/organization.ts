import { readFileSync } from "node:fs";
import type { App } from "cdktf";
import { parse } from "yaml";
import { checkSettings } from "../../config/load";
import type { Account } from "../../config/names/names";
import { terraformRoots } from "../../config/derived/terraform-roots";
import type { AuditConfig } from "../../config/audit-config";
import { defineStack, defineStacks } from "../../synthesis/define-stacks";
import { withoutTokenTraces } from "../../synthesis/token-traces";
import { type Resources, synthStack, testApp } from "./synth";

/** A change to a configuration file: settings to replace, in depth. An undefined value takes the setting away. */
export interface Change {
  readonly [setting: string]: Change | string | number | boolean | null | undefined | readonly unknown[];
}

export interface Organization {
  readonly app: App;
  readonly config: AuditConfig;

  /** The resources of each stack, by its name. */
  readonly stacks: ReadonlyMap<string, Resources>;
}

/** Synthesizes a whole organization from one of the configuration files, with a change. */
export function organization(path = "config/example.yaml", change: Change = {}): Organization {
  const config = configOf(path, change);
  const app = testApp();
  return withoutTokenTraces(() => {
    const stacks = [...defineStacks(app, config)];
    return { app, config, stacks: new Map(stacks.map((stack) => [stack.node.id, synthStack(stack)])) };
  });
}

/** Synthesizes one stack of an organization, and leaves the others. */
export function oneStack(name: string, path = "config/example.yaml", change: Change = {}): Resources {
  const config = configOf(path, change);
  const root = terraformRoots(config).find(({ stackName }) => stackName === name);
  if (root === undefined) throw new Error(`no stack ${name} in ${path}`);
  return oneRoot(root, config);
}

/** Synthesizes one root of a configuration. */
export function oneRoot(root: Account, config: AuditConfig): Resources {
  return withoutTokenTraces(() => synthStack(defineStack(testApp(), root, config)));
}

/** What one of the configuration files means with a change. */
export function configOf(path: string, change: Change): AuditConfig {
  return checkSettings(JSON.parse(JSON.stringify(merge(settingsOf(path), change))), path);
}

const files = new Map<string, unknown>();

/** What a configuration file says, read once. */
function settingsOf(path: string): unknown {
  if (!files.has(path)) files.set(path, parse(readFileSync(path, "utf8")));
  return files.get(path);
}

/** The stack of that name; fails when there is none. */
export function stackOf({ stacks }: Organization, name: string): Resources {
  const stack = stacks.get(name);
  if (stack === undefined) throw new Error(`no stack ${name}, there are ${[...stacks.keys()].join(", ")}`);
  return stack;
}

function merge(value: unknown, change: unknown): unknown {
  if (!isMapping(value) || !isMapping(change)) return change;
  const changed = Object.entries(change).map(([key, part]) => [key, merge(value[key], part)]);
  return { ...value, ...Object.fromEntries(changed) };
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
