import type { Resources } from "./synth";

/** A resource of a root, as Terraform reads it. */
export interface Resource {
  readonly address: string;
  readonly type: string;

  /** Addresses of the resources in its arguments, including `depends_on`. */
  readonly named: readonly string[];
}

/** Returns the resources of a root, with the resources on which each depends. */
export class Dependencies {
  public readonly resources: readonly Resource[];
  private readonly byAddress: ReadonlyMap<string, Resource>;

  public constructor({ json }: Resources) {
    const blocks: Record<string, Record<string, unknown>> = json.resource ?? {};
    const addresses = new Set(
      Object.entries(blocks).flatMap(([type, group]) => Object.keys(group).map((name) => `${type}.${name}`)),
    );
    this.resources = Object.entries(blocks).flatMap(([type, group]) =>
      Object.entries(group).map(([name, attributes]) => ({
        address: `${type}.${name}`,
        type,
        named: namedIn(attributes).filter((address) => addresses.has(address)),
      })),
    );
    this.byAddress = new Map(this.resources.map((resource) => [resource.address, resource]));
  }

  /** Returns everything that exists before a resource is created. */
  public before(resource: Resource): ReadonlySet<string> {
    const found = new Set<string>();
    const waiting = [...resource.named];
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      if (found.has(address)) continue;
      found.add(address);
      waiting.push(...(this.byAddress.get(address)?.named ?? []));
    }
    return found;
  }
}

const namedIn = (attributes: unknown): string[] => [
  ...new Set(JSON.stringify(attributes).match(/\baws_[a-z0-9_]+\.[A-Za-z0-9_-]+/g)),
];
