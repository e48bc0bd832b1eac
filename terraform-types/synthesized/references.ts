import { fillArn } from "../columns/arn-form";
import type { Attributes } from "../columns/attributes";
import { keyTypes } from "../rows/kms";
import { rowOf } from "../terraform-types";
import { type Resource, type Stack, ofType } from "./stack";

/** ARN of a key that does not exist yet. The id of the Terraform resource replaces the key id. */
export const keyArn = (partition: string, stack: Stack, { id, attributes }: Resource): string =>
  `arn:${partition}:kms:${regionOf(stack, attributes)}:${stack.accountId}:key/${id}`;

/** Region of a resource: its attribute `region`, or else the alias of its provider, or else the region of the stack. */
export const regionOf = (stack: Stack, { region, provider }: Attributes): string =>
  region ?? provider?.split(".")[1] ?? stack.region;

/** Resolves references between resources of an output. */
export class References {
  readonly #partition: string;

  constructor(readonly stacks: readonly Stack[]) {
    this.#partition = partitionOf(stacks);
  }

  /** Partition in the ARNs of the organization. */
  get partition(): string {
    return this.#partition;
  }

  /**
   * The string to which Terraform resolves a value. A value that AWS chooses becomes its expression in angle brackets, which matches
   * no value in a policy.
   *
   * @see https://developer.hashicorp.com/terraform/language/syntax/json
   */
  text(stack: Stack, value: string): string {
    return value.replace(/\$\$\{|%%\{|\$\{([^}]*)\}/g, (found, expression: string | undefined) =>
      expression === undefined ? found.slice(1) : (this.#value(stack, expression) ?? `<${expression}>`),
    );
  }

  #value(stack: Stack, expression: string): string | undefined {
    const [first = "", ...rest] = expression.split(".");
    if (first === "data") return this.#lookup(stack, rest);
    const [id, attribute = ""] = rest;
    const found = ofType(stack, first).find((resource) => resource.id === id);
    return found && this.#attribute(stack, found, attribute);
  }

  #attribute(stack: Stack, resource: Resource, attribute: string): string | undefined {
    const { type, attributes } = resource;
    if (keyTypes.some((one) => one === type)) return keyArn(this.#partition, stack, resource);
    if (attribute === "arn") return this.arnOf(stack, resource);
    if (type === "aws_sqs_queue" && attribute === "url") return this.#queueUrl(stack, attributes);
    return this.#valueOf(stack, attributes, attribute === "id" ? idOf(type) : attribute);
  }

  #valueOf(stack: Stack, attributes: Attributes, attribute: string): string | undefined {
    const value = attributes[attribute];
    return typeof value === "string" ? this.text(stack, value) : undefined;
  }

  /** ARN of a resource. Undefined if AWS chooses a part of it. */
  arnOf(stack: Stack, { type, attributes }: Resource): string | undefined {
    const form = rowOf(type)?.arn ?? "none";
    if (form === "none" || form === "chosen by AWS") return undefined;
    const place = { partition: this.#partition, region: regionOf(stack, attributes), account: stack.accountId };
    return fillArn(form, place, (attribute) => this.#valueOf(stack, attributes, attribute));
  }

  #queueUrl(stack: Stack, { region, name }: Attributes): string {
    const suffix = this.#partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return `https://sqs.${region ?? stack.region}.${suffix}/${stack.accountId}/${this.text(stack, name)}`;
  }

  /** Resolves a data source. A key that is looked up by its alias is in the stack with this alias. */
  #lookup(stack: Stack, [type, id]: readonly string[]): string | undefined {
    const lookup = stack.lookups.find((resource) => resource.type === type && resource.id === id);
    if (type !== "aws_kms_key" || lookup === undefined) return undefined;
    const sought: string = lookup.attributes.key_id;
    if (sought.includes(":key/")) return sought;
    const [, , , , account, alias] = sought.split(":");
    const ofAccount = this.stacks.filter(({ accountId }) => accountId === account);
    return ofAccount.flatMap((owner) =>
      ofType(owner, "aws_kms_alias")
        .filter(({ attributes }) => attributes.name === alias)
        .map(({ attributes }) => this.text(owner, attributes.target_key_id)),
    )[0];
  }
}

/** The attribute to which Terraform sets the id of a resource. With several attributes of identity, none has the id. */
function idOf(type: string): string {
  const [id = "name", ...more] = rowOf(type)?.identity ?? [];
  return more.length === 0 ? id : "id";
}

/** Reads the partition from ARNs, because the output contains it nowhere else. */
function partitionOf(stacks: readonly Stack[]): string {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const [, partition] = /arn:(aws[\w-]*):/.exec(JSON.stringify(resource)) ?? [];
    if (partition !== undefined) return partition;
  }
  return "aws";
}
