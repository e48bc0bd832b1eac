import type { Subscription } from "../../aws-semantics/deliveries/subscription";
import type { Destination, Trail } from "../../aws-semantics/deliveries/trail";
import type { RuleTarget as Target } from "../../aws-semantics/eventbridge/rule-target";
import type { TargetInput } from "../../aws-semantics/eventbridge/target-input";
import { readPolicy } from "../../aws-semantics/iam/read-policy";
import { bucketsOf, keysOf, rolesOf } from "../../terraform-types/synthesized/policies";
import { References } from "../../terraform-types/synthesized/references";
import { type Resource, type Stack, ofType, readStack } from "../../terraform-types/synthesized/stack";
import type { Organization } from "./organization";
import { asTerraformReads } from "./terraform-string";

/** A target of a rule, of any kind. */
export interface RuleTarget extends Target {
  /** The bus of its rule. */
  readonly busArn: string;
  readonly deadLetterQueueArn?: string;
}

const transformerOf = (block: Resource["attributes"]): NonNullable<TargetInput["InputTransformer"]> => ({
  InputPathsMap: block.input_paths,
  InputTemplate: asTerraformReads(block.input_template),
});

/** The destinations of trails and subscriptions in a synthesized organization, with their policies. */
export class SynthesizedDestinations {
  readonly references: References;

  constructor(readonly organization: Organization) {
    this.references = new References([...organization.stacks].map(([name, { json }]) => readStack(name, json)));
  }

  /** Every trail, with its stack. */
  get trails(): readonly Trail[] {
    return this.references.stacks.flatMap((stack) =>
      ofType(stack, "aws_cloudtrail").map((resource) => this.#trail(stack, resource)),
    );
  }

  #trail(stack: Stack, { attributes }: Resource): Trail {
    const { accountId, region } = stack;
    const text = (value: string) => this.references.text(stack, value);
    const group = text(attributes.cloud_watch_logs_group_arn ?? "").replace(/:\*$/, "");
    const topic = attributes.sns_topic_name && this.#topic(stack, text(attributes.sns_topic_name));
    return {
      arn: this.#arn("cloudtrail", stack, `trail/${attributes.name}`),
      accountId,
      region,
      ...(attributes.is_organization_trail && { organizationId: this.organization.config.organizationId }),
      prefix: attributes.s3_key_prefix,
      validatesFiles: attributes.enable_log_file_validation,
      bucket: found(bucketsOf(this.references), ({ name }) => name === text(attributes.s3_bucket_name)),
      key: found(keysOf(this.references), ({ arn }) => arn === text(attributes.kms_key_id)),
      ...(topic && { topic }),
      ...(group !== "" && {
        logs: { groupArn: group, role: this.#role(stack, text(attributes.cloud_watch_logs_role_arn)) },
      }),
    };
  }

  /** Returns every subscription, of single log groups and of whole accounts. */
  get subscriptions(): readonly Subscription[] {
    return this.references.stacks.flatMap((stack) => [
      ...ofType(stack, "aws_cloudwatch_log_subscription_filter").map(({ attributes }) =>
        this.#subscription(stack, attributes, attributes.destination_arn, attributes.role_arn),
      ),
      ...ofType(stack, "aws_cloudwatch_log_account_policy")
        .filter(({ attributes }) => attributes.policy_type === "SUBSCRIPTION_FILTER_POLICY")
        .map(({ attributes }) => {
          const { DestinationArn, RoleArn } = JSON.parse(attributes.policy_document);
          return this.#subscription(stack, attributes, DestinationArn, RoleArn);
        }),
    ]);
  }

  /** Returns every target of an EventBridge rule in the format of the API, with the ARN of the rule's bus. */
  get ruleTargets(): readonly RuleTarget[] {
    return this.references.stacks.flatMap((stack) =>
      ofType(stack, "aws_cloudwatch_event_target").map((resource) => this.#ruleTarget(stack, resource)),
    );
  }

  #ruleTarget(stack: Stack, { attributes }: Resource): RuleTarget {
    const { role_arn, retry_policy, input, input_path, input_transformer, dead_letter_config } = attributes;
    const text = (value: string) => this.references.text(stack, value);
    const bus = attributes.event_bus_name === undefined ? "default" : text(attributes.event_bus_name);
    return {
      busArn: this.#arn("events", { ...stack, region: attributes.region ?? stack.region }, `event-bus/${bus}`),
      Arn: text(attributes.arn),
      ...(role_arn && { RoleArn: text(role_arn) }),
      ...(retry_policy && { RetryPolicy: retry_policy }),
      ...(input && { Input: text(input) }),
      ...(input_path && { InputPath: text(input_path) }),
      ...(input_transformer && { InputTransformer: transformerOf(input_transformer) }),
      ...(dead_letter_config && { deadLetterQueueArn: text(dead_letter_config.arn) }),
    };
  }

  /** Returns every policy of a bus, with the ARN of the bus. */
  get busPolicies(): readonly { readonly busArn: string; readonly policy: string }[] {
    return this.references.stacks.flatMap((stack) =>
      ofType(stack, "aws_cloudwatch_event_bus_policy").map(({ attributes }) => ({
        busArn: this.#arn("events", stack, `event-bus/${this.references.text(stack, attributes.event_bus_name)}`),
        policy: this.references.text(stack, attributes.policy),
      })),
    );
  }

  #subscription(stack: Stack, { region }: Resource["attributes"], stream: string, role: string): Subscription {
    return {
      accountId: stack.accountId,
      sourceArn: this.#arn("logs", { ...stack, region: region ?? stack.region }, "log-group:/owned:*"),
      streamArn: this.references.text(stack, stream),
      action: "firehose:PutRecord",
      role: this.#role(stack, this.references.text(stack, role)),
    };
  }

  /** Returns a role with its trust policy and its permissions policies. */
  #role(stack: Stack, arn: string) {
    const isIt = (role: Resource) => this.references.arnOf(stack, role) === arn;
    const { attributes } = found(ofType(stack, "aws_iam_role"), isIt);
    const { policies } = found(rolesOf(this.references), (role) => role.arn === arn);
    const trust = readPolicy(attributes.name, "trust", this.references.text(stack, attributes.assume_role_policy));
    return { arn, trust, policies };
  }

  #topic(stack: Stack, name: string): Destination {
    const arn = this.#arn("sns", stack, name);
    const isIt = ({ attributes }: Resource) => this.references.text(stack, attributes.arn) === arn;
    const { attributes } = found(ofType(stack, "aws_sns_topic_policy"), isIt);
    const policy = readPolicy(name, "resource", this.references.text(stack, attributes.policy));
    return { arn, accountId: stack.accountId, policy };
  }

  #arn(service: string, { region, accountId }: Pick<Stack, "region" | "accountId">, resource: string): string {
    return ["arn", this.references.partition, service, region, accountId, resource].join(":");
  }
}

function found<T>(all: readonly T[], isIt: (one: T) => boolean): T {
  const one = all.find(isIt);
  if (one === undefined) throw new Error(`none of ${all.length} is it`);
  return one;
}
