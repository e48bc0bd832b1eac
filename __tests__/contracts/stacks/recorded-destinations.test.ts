import { selectorsRefusal } from "../../../aws-semantics/deliveries/event-selectors";
import { acceptsSubscription } from "../../../aws-semantics/deliveries/subscription";
import { type Trail, trailRefusal } from "../../../aws-semantics/deliveries/trail";
import { busPolicyRefusal } from "../../../aws-semantics/eventbridge/bus-policy";
import { busTargetRefusal } from "../../../aws-semantics/eventbridge/rule-target";
import { inputRefusal } from "../../../aws-semantics/eventbridge/target-input";
import { arnParts } from "../../../aws-semantics/iam/arn";
import type { Statement } from "../../../aws-semantics/iam/document";
import { type Resource, ofType } from "../../../terraform-types/synthesized/stack";
import { organization } from "../../support/organization";
import { SynthesizedDestinations } from "../../support/synthesized-destinations";
import { account } from "../../../sample-data/values";

const everything = {
  accounts: { outside: [{ name: "acquired-shop", id: account(7) }] },
  trail: { notifyDeliveries: true },
};

/** Evaluates the synthesized output with the checks that AWS is recorded to make for new trails and subscriptions. */
describe.each([
  ["config/example.yaml", {}],
  ["config/examples/govcloud.yaml", {}],
  ["config/examples/everything.yaml", everything],
])("%s", (path, change) => {
  const destinations = new SynthesizedDestinations(organization(path, change));
  const { trails, subscriptions, ruleTargets, busPolicies, references } = destinations;
  const hasUrgentEvents = !path.includes("everything");

  test("CloudTrail accepts every trail on the first apply", () => {
    expect(trails.length).toBeGreaterThan(0);
    expect(trails.map((trail) => [trail.arn, trailRefusal(trail)])).toEqual(trails.map(({ arn }) => [arn, undefined]));
  });

  test("CloudTrail accepts the event selectors of every trail", () => {
    const selectors = references.stacks.flatMap((stack) =>
      ofType(stack, "aws_cloudtrail").map(({ attributes }) => attributes.advanced_event_selector),
    );

    expect(selectors.length).toBe(trails.length);
    expect(selectors.map((ofTrail) => selectorsRefusal(ofTrail.map(fieldsOf)))).toEqual(trails.map(() => undefined));
  });

  test("CloudWatch Logs accepts every subscription, and refuses a subscription whose role may not write", () => {
    expect(subscriptions.length > 0).toBe(path.includes("everything"));
    for (const subscription of subscriptions) {
      const { role } = subscription;

      expect(acceptsSubscription(subscription)).toBe(true);
      expect(acceptsSubscription({ ...subscription, role: role && { ...role, policies: [] } })).toBe(false);
      expect(acceptsSubscription({ ...subscription, streamArn: `${subscription.streamArn}-other` })).toBe(false);
    }
  });

  test("EventBridge accepts every target and its input", () => {
    expect(ruleTargets.map((target) => inputRefusal(target)).filter((refusal) => refusal !== undefined)).toEqual([]);
  });

  test("EventBridge accepts every bus as a target, and refuses a bus target without a role", () => {
    const buses = ruleTargets.filter(({ Arn }) => Arn.includes(":event-bus/"));

    expect(buses.length > 0).toBe(hasUrgentEvents);
    for (const { busArn, ...target } of buses) {
      expect(busTargetRefusal(target, busArn)).toBeUndefined();
      expect(busTargetRefusal({ Arn: target.Arn }, busArn)).toContain("RoleArn is required");
    }
  });

  test("every event is forwarded only once, because AWS drops an event at its second hop in a region", () => {
    const forwardedTo = ruleTargets.map(({ Arn }) => Arn).filter((Arn) => Arn.includes(":event-bus/"));

    expect(ruleTargets.filter(({ Arn, busArn }) => forwardedTo.includes(busArn) && forwardedTo.includes(Arn))).toEqual(
      [],
    );
  });

  test("EventBridge accepts the policy of every bus", () => {
    expect(busPolicies.length > 0).toBe(hasUrgentEvents);
    for (const { policy, busArn } of busPolicies) expect(busPolicyRefusal(policy, busArn)).toBeUndefined();
  });

  test("the dead-letter queue of a rule, if it has one, is in the region of the rule", () => {
    const withQueue = ruleTargets.filter(({ deadLetterQueueArn = "" }) => deadLetterQueueArn.startsWith("arn:"));
    const queues = withQueue.map(({ busArn, deadLetterQueueArn = "" }) => [
      regionOf(busArn),
      regionOf(deadLetterQueueArn),
    ]);

    expect(withQueue.some(({ Arn }) => Arn.includes(":event-bus/"))).toBe(hasUrgentEvents);
    expect(queues.filter(([ofRule, ofQueue]) => ofRule !== ofQueue)).toEqual([]);
  });

  test("CloudTrail refuses a trail if any one of its grants is missing", () => {
    for (const trail of trails) {
      for (const [part, Sid] of needed(trail)) {
        expect([part, Sid, trailRefusal(without(trail, part, Sid))]).toEqual([part, Sid, refusals[part]]);
      }
    }
  });
});

const regionOf = (arn: string) => arnParts(arn)?.[3];

const fieldsOf = (selector: Resource["attributes"]) => ({
  fields: selector.field_selector.map(({ field }: { field: string }) => field),
});

const refusals = {
  bucket: "InsufficientS3BucketPolicyException",
  key: "InsufficientEncryptionPolicyException",
  topic: "InsufficientSnsTopicPolicyException",
} as const;

type Part = keyof typeof refusals;

/** Returns the statements that allow CloudTrail to deliver for this trail, by their location. */
function needed(trail: Trail): readonly (readonly [Part, string])[] {
  const parts = Object.keys(refusals) as Part[];
  return parts.flatMap((part) =>
    (trail[part]?.policy?.statements ?? [])
      .filter((statement) => isForTrail(statement, trail))
      .map(({ Sid = "" }) => [part, Sid] as const),
  );
}

/** CloudTrail creates a trail even without `kms:Decrypt` and `kms:DescribeKey`. */
const isForTrail = ({ Effect, Action, Condition }: Statement, { arn }: Trail): boolean =>
  Effect === "Allow" &&
  JSON.stringify(Condition ?? {}).includes(`"${arn}"`) &&
  !["kms:Decrypt", "kms:DescribeKey"].includes(String(Action));

function without(trail: Trail, part: Part, Sid: string): Trail {
  const destination = trail[part];
  if (destination?.policy === undefined) return trail;
  const statements = destination.policy.statements.filter((statement) => statement.Sid !== Sid);
  return { ...trail, [part]: { ...destination, policy: { ...destination.policy, statements } } };
}
