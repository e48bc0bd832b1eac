import type { Account, AccountRole } from "../../../config/derived/accounts";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import type { AuditConfig } from "../../../config/audit-config";
import { configurationJsonSchema } from "../../../dev/docs/configuration-reference";
import { ConfigurationError } from "../../../config/configuration-error";
import { type Change, configOf, merge, oneRoot } from "../../support/organization";
import {
  base,
  contexts,
  hasOwnTest,
  otherValues,
  readByPeople,
  refused,
  testedByOthers,
  together,
  twoRegions,
} from "../../support/setting-changes";

/** A setting that contains no other settings. */
interface Leaf {
  /** Such as `accounts.members.name`. */
  readonly path: string;

  /** The outermost list or map that contains it, such as `accounts.members`, or its own path. A list is changed as a whole. */
  readonly whole: string;
}

/** Returns every setting that contains no other settings. */
function leavesOf(schema: object, path: readonly string[] = [], whole?: string): Leaf[] {
  const { properties, items, oneOf, additionalProperties } = schema as {
    properties?: Record<string, object>;
    items?: object;
    oneOf?: object[];
    additionalProperties?: object | boolean;
  };
  const here = path.join(".");
  if (oneOf) return oneOf.flatMap((alternative) => leavesOf(alternative, path, whole));
  if (properties) {
    return Object.entries(properties).flatMap(([name, child]) => leavesOf(child, path.concat(name), whole));
  }
  if (typeof additionalProperties === "object" && "properties" in additionalProperties) {
    return leavesOf(additionalProperties, path, whole ?? here);
  }
  return items && "properties" in items ? leavesOf(items, path, whole ?? here) : [{ path: here, whole: whole ?? here }];
}

const leaves = new Map(leavesOf(configurationJsonSchema()).map((leaf) => [leaf.path, leaf]));

/** Every setting with a change. */
const changed = Object.keys(otherValues).concat(Object.keys(together));

/** Returns the change that gives one setting another value. */
function changeOf(path: string): Change {
  const names = (leaves.get(path)?.whole ?? path).split(".");
  const alone = names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), otherValues[path]);
  return together[path] ?? (alone as Change);
}

/** The account to which most settings of a group are deployed. The others are compared after it. */
const likeliest: Record<string, readonly AccountRole[]> = {
  access: ["outside", "management"],
  archive: ["log-archive"],
  trail: ["outside", "management"],
  logSources: ["member"],
  notifications: ["management"],
  detections: ["management"],
  query: ["log-archive"],
  hunts: ["log-archive"],
  search: ["log-archive"],
  siemFeeds: ["log-archive"],
  lakehouse: ["log-archive"],
  dashboards: ["log-archive"],
  verification: ["log-archive"],
};
const quickestFirst: readonly AccountRole[] = ["outside", "member", "management", "log-archive"];

/** Returns the roots of a configuration, first those in which another value of a setting is likely to be found. */
function soonestFirst(path: string, config: AuditConfig): Account[] {
  const roles = (likeliest[path.split(".")[0] ?? ""] ?? []).concat(quickestFirst);
  return terraformRoots(config).toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
}

/** Returns the Terraform of a root without the configuration that a build reads, which every setting would change. */
function textOf(root: Account, config: AuditConfig): string {
  const { resource, ...others } = oneRoot(root, config).json;
  const { aws_ssm_parameter: _configuration, ...resources } = resource;
  return JSON.stringify([others, resources]).replaceAll(/seq 0 \d+|[0-9a-f]{64} {2}audit\.yaml/g, "");
}

/** A configuration to compare. Each of its roots is synthesized at most once. */
class Before {
  private readonly config: AuditConfig;
  private readonly texts = new Map<string, string>();

  constructor(change: Change) {
    this.config = configOf(base, change);
  }

  /** Returns whether a root is different, new or removed. Stops at the first such root. */
  isChanged(path: string, change: Change): boolean {
    const config = configOf(base, change);
    const isGone = terraformRoots(config).length < terraformRoots(this.config).length;
    return isGone || soonestFirst(path, config).some((root) => textOf(root, config) !== this.textOf(root));
  }

  /** Returns the Terraform of the root with this name, or undefined. */
  private textOf({ stackName }: Account): string | undefined {
    const root = terraformRoots(this.config).find((other) => other.stackName === stackName);
    if (root && !this.texts.has(stackName)) this.texts.set(stackName, textOf(root, this.config));
    return this.texts.get(stackName);
  }
}

const inOneRegion = new Before({});
const inTwoRegions = new Before(twoRegions);
const befores = contexts.map(({ title, change, settings }) => {
  return { title, change, settings, before: new Before(change) };
});

/** Sections that add many resources, each with the change that disables it. */
const removable: Readonly<Record<string, Change>> = {
  hunts: { hunts: { enabled: false } },
  search: { search: { enabled: false } },
  siemFeeds: { siemFeeds: [] },
  lakehouse: { lakehouse: { enabled: false } },
  dashboards: { dashboards: { enabled: false } },
  verification: { verification: { digests: { enabled: false }, guarantees: { enabled: false } } },
};

const smaller = new Map<string, Before>();

/**
 * Returns whether the other value of a setting changes the Terraform without the large sections. Fewer resources are
 * synthesized. False if a section cannot be disabled alone, or if the setting has an effect only on one of these sections.
 */
function changesSmaller(path: string, change: Change): boolean {
  const [own = ""] = path.split(".");
  const without = Object.entries(removable).reduce<unknown>(
    (all, [section, disabled]) => (section === own ? all : merge(all, disabled)),
    {},
  ) as Change;
  try {
    const key = JSON.stringify(without);
    const before = smaller.get(key) ?? new Before(without);
    smaller.set(key, before);
    return before.isChanged(path, merge(without, change) as Change);
  } catch (error) {
    if (error instanceof ConfigurationError) return false;
    throw error;
  }
}

/** Returns whether the other value of a setting changes the Terraform. A second region alone changes it, so both have one. */
function changesDeployment(path: string): boolean {
  const change = changeOf(path);
  const context = befores.find(({ settings }) => settings.test(path));
  if (context) return context.before.isChanged(path, change);
  const hasSecondRegion = path !== "regions" && "regions" in change && "providerVersion" in change;
  if (hasSecondRegion) return inTwoRegions.isChanged(path, change);
  return (!readByPeople.includes(path) && changesSmaller(path, change)) || inOneRegion.isChanged(path, change);
}

test("this test contains every setting once", () => {
  const settings = [...leaves.keys()].filter((path) => !hasOwnTest(path));

  expect(changed.concat(refused, testedByOthers).toSorted()).toEqual(settings.toSorted());
});

describe("the Terraform", () => {
  test.each([
    { title: "one region", before: inOneRegion, change: {} },
    { title: "two regions", before: inTwoRegions, change: twoRegions },
    ...befores,
  ])("does not change with the same values, for $title", ({ before, change }) => {
    expect(before.isChanged("", change)).toBe(false);
  });

  test.each(changed.filter((path) => !readByPeople.includes(path)))("changes with another value of %s", (path) => {
    expect(changesDeployment(path)).toBe(true);
  });

  test.each(readByPeople)("does not change with another value of %s", (path) => {
    expect(changesDeployment(path)).toBe(false);
  });
});
