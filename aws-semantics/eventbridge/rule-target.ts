import { inputRefusal, type TargetInput } from "./target-input";

/** A target of a rule, with the field names of the API. */
export interface RuleTarget extends TargetInput {
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly RetryPolicy?: unknown;
}

/**
 * The reason why `PutTargets` would reject a target. Undefined if it would accept the target.
 *
 * @param sourceBusArn bus of the rule
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
 */
export const targetRefusal = (target: RuleTarget, sourceBusArn: string): string | undefined =>
  inputRefusal(target) ?? (target.Arn.includes(":event-bus/") ? busTargetRefusal(target, sourceBusArn) : undefined);

/**
 * The reason why `PutTargets` would reject a bus as the target of a rule. Undefined if it would accept the bus.
 *
 * AWS does not check in `PutTargets` whether the role exists and is allowed to send events.
 *
 * @param sourceBusArn bus of the rule
 */
export function busTargetRefusal(target: RuleTarget, sourceBusArn: string): string | undefined {
  const { Id = "target", Arn, RoleArn, RetryPolicy, Input, InputPath, InputTransformer } = target;
  if (!/^arn:[a-z-]+:events:[a-z]{2}(?:-[a-z]+)+-\d+:\d{12}:event-bus\/.+$/.test(Arn)) {
    return `Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`;
  }
  if (RetryPolicy !== undefined) return "Retry policy is not supported for Event bus targets.";
  if ([Input, InputPath, InputTransformer].some((given) => given !== undefined))
    return `Modifying the input for target ${Id} is not supported.`;
  if (Arn === sourceBusArn) return "Source EventBus and Target EventBus must not be the same.";
  return RoleArn ? undefined : `RoleArn is required for target ${Arn}.`;
}
