import type { Attributes } from "../columns/attributes";
import { SynthesizedError } from "./synthesized-error";

/** A resource of a stack. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes: Attributes;
}

/** The Terraform of one account. */
export interface Stack {
  readonly name: string;
  readonly accountId: string;

  /** Region of resources that do not set a region. */
  readonly region: string;
  readonly resources: readonly Resource[];

  /** Data sources, which look up existing objects. */
  readonly lookups: readonly Resource[];

  /** Outputs of the stack by name. */
  readonly outputs: ReadonlyMap<string, string>;

  /** Addresses of resources that exist and are imported. */
  readonly imported: ReadonlySet<string>;

  /** Backend of the state: one entry, whose key is the type of the backend. */
  readonly backend: Attributes;

  /** New addresses of moved resources, by their old addresses. */
  readonly moved: ReadonlyMap<string, string>;

  /** Addresses of resources that Terraform stops managing without destroying them. */
  readonly released: readonly string[];
}

/**
 * Reads the Terraform JSON of a stack.
 *
 * @throws SynthesizedError when the account id is missing
 */
export function readStack(name: string, json: Attributes): Stack {
  const provider = [json.provider?.aws ?? []].flat().find(({ alias }: Attributes) => alias === undefined);
  const accountId = provider?.allowed_account_ids?.[0];
  if (accountId === undefined) {
    throw new SynthesizedError(`stack ${name} has no allowed_account_ids; use the synthesized output of this project`);
  }
  return {
    name,
    accountId,
    region: provider.region,
    resources: resourcesOf(json.resource),
    lookups: resourcesOf(json.data),
    outputs: new Map(sortedEntries(json.output ?? {}).map(([output, { value }]) => [output, value])),
    imported: new Set([json.import ?? []].flat().map(({ to }: Attributes) => to)),
    backend: json.terraform?.backend ?? {},
    moved: new Map([json.moved ?? []].flat().map(({ from, to }: Attributes) => [from, to])),
    released: [json.removed ?? []]
      .flat()
      .filter(({ lifecycle }: Attributes) => [lifecycle].flat()[0]?.destroy === false)
      .map(({ from }: Attributes) => from),
  };
}

function resourcesOf(types: Attributes): Resource[] {
  return sortedEntries(types ?? {}).flatMap(([type, resources]) =>
    sortedEntries(resources).map(([id, attributes]) => ({ id, type, attributes })),
  );
}

/** The entries of an object, sorted by name, because JSON objects have no order. */
const sortedEntries = (object: Attributes): [string, Attributes][] =>
  Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Cache of the resources of a stack by type. A stack can have thousands of resources. */
const byType = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource[]>>();

/** The resources of one type. */
export function ofType({ resources }: Stack, type: string): readonly Resource[] {
  const types = byType.get(resources) ?? groupedByType(resources);
  byType.set(resources, types);
  return types.get(type) ?? [];
}

function groupedByType(resources: readonly Resource[]): Map<string, Resource[]> {
  const types = new Map<string, Resource[]>();
  for (const resource of resources) {
    const others = types.get(resource.type);
    if (others === undefined) types.set(resource.type, [resource]);
    else others.push(resource);
  }
  return types;
}

/** Terraform address of a resource. */
export const addressOf = ({ type, id }: Pick<Resource, "type" | "id">): string => `${type}.${id}`;

/** Region of a resource: its attribute `region`, or else the alias of its provider, or else the region of the stack. */
export function regionOf(stack: Stack, { attributes }: Pick<Resource, "attributes">): string {
  return attributes.region ?? attributes.provider?.split(".")[1] ?? stack.region;
}
