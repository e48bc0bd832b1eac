import { busPolicyRefusal } from "../../../../aws-semantics/eventbridge/bus-policy";
import { busTargetRefusal } from "../../../../aws-semantics/eventbridge/rule-target";
import { busPolicies, busTargets, sourceBus } from "./buses";

const outcome = (refused: string | undefined) => (refused === undefined ? undefined : expect.stringContaining(refused));

test.each(busTargets.rows)(
  "a bus as the target of a rule is accepted or refused as recorded: $what",
  ({ target, refused }) => {
    expect(busTargetRefusal(target, sourceBus)).toEqual(outcome(refused));
  },
);

const policyOf = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

test.each(busPolicies.rows)(
  "the policy of a bus is accepted or refused as recorded: $what",
  ({ statement, refused }) => {
    expect(busPolicyRefusal(policyOf(statement), sourceBus)).toEqual(outcome(refused));
  },
);

test("a bus policy of 10,241 characters without white space is refused", () => {
  const [granted] = busPolicies.rows.flatMap(({ statement, refused }) => (refused === undefined ? [statement] : []));
  const lengthened = (length: number) => {
    const missing = length - policyOf({ ...granted, Sid: "" }).length;
    return `${policyOf({ ...granted, Sid: "x".repeat(missing) })}   `;
  };

  expect(busPolicyRefusal(lengthened(10_240), sourceBus)).toBeUndefined();
  expect(busPolicyRefusal(lengthened(10_241), sourceBus)).toMatch(/10241/);
});
