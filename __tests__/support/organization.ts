import { readFileSync } from "node:fs";
import type { App } from "cdktf";
import { parse, stringify } from "yaml";
import { parseConfig } from "../../config/load";
import type { AuditConfig } from "../../config/schema";
import { defineStacks } from "../../main";
import { type Resources, synthStack, testApp } from "./synth";

/** A change to a configuration file: settings to replace, in depth. */
export interface Change {
  readonly [setting: string]: Change | string | number | boolean | null | readonly unknown[];
}

export interface Organization {
  readonly app: App;
  readonly config: AuditConfig;

  /** The resources of each stack, by its name. */
  readonly stacks: ReadonlyMap<string, Resources>;
}

/** Synthesizes a whole organization from one of the configuration files, with a change. */
export function organization(path = "config/example.yaml", change: Change = {}): Organization {
  const { app, config, stacks } = define(path, change);
  return { app, config, stacks: new Map(stacks.map((stack) => [stack.node.id, synthStack(stack)])) };
}

/** Synthesizes one stack of an organization, and leaves the others. */
export function oneStack(name: string, path = "config/example.yaml", change: Change = {}): Resources {
  const stack = define(path, change).stacks.find(({ node }) => node.id === name);
  if (stack === undefined) throw new Error(`no stack ${name} in ${path}`);
  return synthStack(stack);
}

function define(path: string, change: Change) {
  const config = parseConfig(stringify(merge(parse(readFileSync(path, "utf8")), change)), path);
  const app = testApp();
  return { app, config, stacks: defineStacks(app, config) };
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
