import type { TargetInput } from "./target-input";

/** A bus that is the target of a rule, with the field names of the API. */
export interface BusTarget extends TargetInput {
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly RetryPolicy?: object;
}

/**
 * The reason why `PutTargets` would reject a bus as the target of a rule. Undefined if it would accept the bus.
 *
 * AWS does not check in `PutTargets` whether the role exists and is allowed to send events.
 *
 * @param sourceBusArn bus of the rule
 */
export function busTargetRefusal(target: BusTarget, sourceBusArn: string): string | undefined {
  const { Arn, RoleArn, RetryPolicy, Input, InputPath, InputTransformer } = target;
  if (!/^arn:[a-z-]+:events:[a-z]{2}(?:-[a-z]+)+-\d+:\d{12}:event-bus\/.+$/.test(Arn)) {
    return "Provided Arn is not in correct format";
  }
  if (RetryPolicy !== undefined) return "Retry policy is not supported for Event bus targets";
  if ([Input, InputPath, InputTransformer].some((given) => given !== undefined)) return "Modifying the input";
  if (Arn === sourceBusArn) return "Source EventBus and Target EventBus must not be the same";
  return RoleArn === undefined ? "RoleArn is required" : undefined;
}
