import { type Attributes, type Resource, type Stack, ofType } from "./stack";

/** Resource types of KMS keys. A replica key in another region is also a key. */
export const keyTypes = ["aws_kms_key", "aws_kms_replica_key"] as const;

/** ARN of a key that does not exist yet. The id of the Terraform resource replaces the key id. */
export const keyArn = (partition: string, stack: Stack, { id, attributes }: Resource): string =>
  `arn:${partition}:kms:${regionOf(stack, attributes)}:${stack.accountId}:key/${id}`;

/** Region of a resource: its attribute `region`, or else the alias of its provider, or else the region of the stack. */
export const regionOf = (stack: Stack, { region, provider }: Attributes): string =>
  region ?? provider?.split(".")[1] ?? stack.region;

/** Service and prefix of the last part of an ARN, for types whose ARN ends with the name of the resource. */
const namedArns: Readonly<Record<string, readonly [service: string, beginning: string]>> = {
  aws_cloudwatch_log_group: ["logs", "log-group:"],
  aws_kinesis_firehose_delivery_stream: ["firehose", "deliverystream/"],
  aws_sns_topic: ["sns", ""],
  aws_sfn_state_machine: ["states", "stateMachine:"],
  aws_sqs_queue: ["sqs", ""],
};

/** Types whose id is not the name, because AWS chooses the id. */
const idsOfAws: ReadonlySet<string> = new Set(["aws_emrserverless_application"]);

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

/** ARN of a role of a stack. */
export function roleArn(partition: string, stack: Stack, role: Attributes): string {
  return `arn:${partition}:iam::${stack.accountId}:role${role.path ?? "/"}${role.name}`;
}

/** Reads the partition from ARNs, because the output contains it nowhere else. */
function partitionOf(stacks: readonly Stack[]): string {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const [, partition] = /arn:(aws[\w-]*):/.exec(JSON.stringify(resource)) ?? [];
    if (partition !== undefined) return partition;
  }
  return "aws";
}
