import { z } from "zod";
import { patternRefusal } from "../../../aws-semantics/event-pattern/pattern-refusal";
import { busPolicyRefusal } from "../../../aws-semantics/eventbridge/bus-policy";
import { targetRefusal } from "../../../aws-semantics/eventbridge/rule-target";
import { inputOf } from "../../../aws-semantics/eventbridge/target-input";
import { subscriptionOperation, trailOperation } from "./deliveries";
import { operation, type Operation } from "./operation";

const input = z.object({
  Id: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
});
const target = input.extend({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  RetryPolicy: z.unknown().optional(),
});

/** The operations of the service, by name. The answer null means that AWS does not refuse. */
export const operations: Readonly<Record<string, Operation>> = {
  "pattern-refusal": operation(
    z.object({ pattern: z.record(z.string(), z.unknown()) }),
    ({ pattern }) => patternRefusal(pattern) ?? null,
  ),
  "target-refusal": operation(
    z.object({ target, busArn: z.string() }),
    (facts) => targetRefusal(facts.target, facts.busArn) ?? null,
  ),
  "target-input": operation(
    z.object({ target: input, event: z.unknown(), reserved: z.record(z.string(), z.unknown()) }),
    (facts) => inputOf(facts.target, facts.event, facts.reserved),
  ),
  "bus-policy-refusal": operation(
    z.object({ policy: z.string(), busArn: z.string() }),
    (facts) => busPolicyRefusal(facts.policy, facts.busArn) ?? null,
  ),
  "trail-refusal": trailOperation,
  "subscription-refusal": subscriptionOperation,
};
