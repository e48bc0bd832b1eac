import { z } from "zod";
import { patternRefusal } from "../../../aws-semantics/event-pattern/pattern-refusal";
import { targetRefusal } from "../../../aws-semantics/eventbridge/rule-target";
import { inputOf } from "../../../aws-semantics/eventbridge/target-input";
import { subscriptionQuestion, trailQuestion } from "./deliveries";
import { question, type Question } from "./question";

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

/** What the emulator asks, by name. The answer null means that AWS does not refuse. */
export const questions: Readonly<Record<string, Question>> = {
  "pattern-refusal": question(
    z.object({ pattern: z.record(z.string(), z.unknown()) }),
    ({ pattern }) => patternRefusal(pattern) ?? null,
  ),
  "target-refusal": question(
    z.object({ target, busArn: z.string() }),
    (facts) => targetRefusal(facts.target, facts.busArn) ?? null,
  ),
  "target-input": question(
    z.object({ target: input, event: z.unknown(), reserved: z.record(z.string(), z.unknown()) }),
    (facts) => inputOf(facts.target, facts.event, facts.reserved),
  ),
  "trail-refusal": trailQuestion,
  "subscription-refusal": subscriptionQuestion,
};
