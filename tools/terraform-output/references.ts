import { type Attributes, type Resource, type Stack, ofType } from "./stack";

/** Types of keys. A replica of a key in another region is a key too. */
export const keyTypes = ["aws_kms_key", "aws_kms_replica_key"] as const;

/** ARN of a key that does not exist yet, with the id of its resource in place of the key id. */
export const keyArn = (partition: string, stack: Stack, { id, attributes }: Resource): string =>
  `arn:${partition}:kms:${regionOf(stack, attributes)}:${stack.accountId}:key/${id}`;

/** Region of a resource: its own, that of its provider, whose alias is the region, or that of the stack. */
export const regionOf = (stack: Stack, { region, provider }: Attributes): string =>
  region ?? provider?.split(".")[1] ?? stack.region;

/** Service and prefix of the last part, for ARNs that end with the name of the resource. */
const namedArns: Readonly<Record<string, readonly [service: string, beginning: string]>> = {
  aws_cloudwatch_log_group: ["logs", "log-group:"],
  aws_kinesis_firehose_delivery_stream: ["firehose", "deliverystream/"],
  aws_sns_topic: ["sns", ""],
  aws_sfn_state_machine: ["states", "stateMachine:"],
  aws_sqs_queue: ["sqs", ""],
};

/** Types whose id is not their name: AWS chooses it. */
const idsOfAws: ReadonlySet<string> = new Set(["aws_emrserverless_application"]);

/** Resolves references between resources of an output. */
export class References {
  readonly #partition: string;

  constructor(readonly stacks: readonly Stack[]) {
    this.#partition = partitionOf(stacks);
  }

  /** Partition of the organization, as its ARNs have it. */
  get partition(): string {
    return this.#partition;
  }

  /**
   * The text to which Terraform resolves a value. Values that AWS chooses are in angle brackets, so that they match nothing in
   * a policy.
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
    const found = stack.resources.find((resource) => resource.type === first && resource.id === id);
    return found && this.#attribute(stack, found, attribute);
  }

  #attribute(stack: Stack, resource: Resource, attribute: string): string | undefined {
    const { type, attributes } = resource;
    const isArn = attribute === "arn";
    if (keyTypes.some((one) => one === type)) return keyArn(this.#partition, stack, resource);
    if (type === "aws_s3_bucket") return isArn ? `arn:${this.#partition}:s3:::${attributes.bucket}` : attributes.bucket;
    if (type === "aws_iam_role") return isArn ? roleArn(this.#partition, stack, attributes) : attributes.name;
    const named = namedArns[type];
    if (isArn && named) return this.#namedArn(stack, attributes, named);
    if (type === "aws_sqs_queue" && attribute === "url") return this.#queueUrl(stack, attributes);
    if (attribute === "id" && idsOfAws.has(type)) return undefined;
    const value = attributes[attribute === "id" ? "name" : attribute];
    return typeof value === "string" ? this.text(stack, value) : undefined;
  }

  #namedArn(stack: Stack, attributes: Attributes, [service, beginning]: readonly [string, string]): string {
    const place = `${service}:${regionOf(stack, attributes)}:${stack.accountId}`;
    return `arn:${this.#partition}:${place}:${beginning}${this.text(stack, attributes.name)}`;
  }

  #queueUrl(stack: Stack, { region, name }: Attributes): string {
    const suffix = this.#partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return `https://sqs.${region ?? stack.region}.${suffix}/${stack.accountId}/${this.text(stack, name)}`;
  }

  /** A key that is looked up by its alias belongs to the stack with the alias. */
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

/** ARN of a role of a stack. */
export function roleArn(partition: string, stack: Stack, role: Attributes): string {
  return `arn:${partition}:iam::${stack.accountId}:role${role.path ?? "/"}${role.name}`;
}

/** The partition, which the output contains only in ARNs. */
function partitionOf(stacks: readonly Stack[]): string {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const [, partition] = /arn:(aws[\w-]*):/.exec(JSON.stringify(resource)) ?? [];
    if (partition !== undefined) return partition;
  }
  return "aws";
}
