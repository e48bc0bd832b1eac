import { basename } from "node:path";
import type { Attributes } from "../../terraform-types/columns/attributes";

/** The parts of a root that must not change after its first deployment. */
export interface RootAddresses {
  /** Location of the Terraform state: the backend, and the file or key in it. */
  readonly state: string;

  /** Address of every resource that Terraform manages, such as `aws_s3_bucket.Archives_Trail_1A2B3C4D`, sorted. */
  readonly addresses: readonly string[];

  /** Addresses that a `moved` or `removed` block releases on purpose. */
  readonly released: readonly string[];
}

/** The addresses of a synthesized root, from its `cdk.tf.json`. */
export function rootAddresses(json: Attributes): RootAddresses {
  const addresses = Object.entries<Attributes>(json.resource ?? {}).flatMap(([type, resources]) =>
    Object.keys(resources).map((id) => `${type}.${id}`),
  );
  const blocks: Attributes[] = [json.moved ?? [], json.removed ?? []].flat();
  return {
    state: stateLocation(json.terraform?.backend ?? {}),
    addresses: addresses.toSorted(),
    released: blocks.map(({ from }) => from.replace(/^\$\{(.*)\}$/, "$1")),
  };
}

function stateLocation(backend: Attributes): string {
  const [[type, { bucket, key, path = "" }] = ["none", {}]] = Object.entries<Attributes>(backend);
  // The folder of a local state differs between machines, so only the file name is kept
  return [type, bucket, key ?? basename(path)].filter((part) => part !== undefined).join(" ");
}
