import { type TargetInput, inputOf, inputRefusal } from "../../../../aws-semantics/eventbridge/target-input";
import { type InputFact, inputFacts, probe, rule } from "./inputs";
import { account } from "../../../../sample-data/values";

const event = { version: "0", account: account(1), region: "us-east-1", detail: probe };
const reserved = { "aws.events.rule-name": rule.name, "aws.events.rule-arn": rule.arn };

/** Returns what a target receives. */
function answer(input: TargetInput): InputFact["expected"] {
  const refused = inputRefusal(input);
  if (refused !== undefined) return { refused };
  const { body, isDelivered } = inputOf(input, event, reserved);
  return isDelivered ? { delivered: body } : { invalid: body };
}

test.each(inputFacts.rows)("a target receives what AWS delivered: $what", ({ input, expected }) => {
  expect(answer(input)).toEqual(
    "refused" in expected ? { refused: expect.stringContaining(expected.refused) } : expected,
  );
});
