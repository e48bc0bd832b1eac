import { detections } from "../../../../detections/catalog/all";
import { parseFilterPattern } from "../../../../detections/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../../../detections/filter-pattern/filter-predicate";
import { emulatedAttacks } from "../../../../tools/docs/emulated-attacks";
import type { CloudTrailEvent } from "../../../../tools/sample-data/events/event";
import { callerDisguises } from "../../../../tools/sample-data/detection-examples/disguises";
import { event } from "../../../../tools/sample-data/detection-examples/example";
import { account, arn } from "../../../../tools/sample-data/values";
import { attackFacts, type AttackFact, type RecordedCall } from "./emulated-attacks";

const attacks = attackFacts.flatMap(({ rows }) => rows);
const named = attacks.map((attack) => [attack.what, attack] as const);
const tuned = detections
  .filter(({ track }) => track === "pager")
  .map(({ id, pattern, threshold }) => ({ id, threshold, matches: compileFilterPattern(parseFilterPattern(pattern)) }));

/** The callers, by kind. The names come from this project's tests. */
const callers: Readonly<Record<RecordedCall["type"], object>> = {
  AssumedRole: {
    type: "AssumedRole",
    arn: arn("sts", "", account(3), "assumed-role/emulated/session"),
    sessionContext: { sessionIssuer: { type: "Role", userName: "emulated" } },
  },
  FederatedUser: { type: "FederatedUser", arn: arn("sts", "", account(3), "federated-user/emulated") },
  IAMUser: { type: "IAMUser", arn: arn("iam", "", account(3), "user/emulated"), userName: "emulated" },
};

/** Returns the events of an attack, without the user agent of the tool. */
function eventsOf({ calls }: AttackFact): CloudTrailEvent[] {
  return calls.flatMap(({ type, times = 1, eventSource, eventName, ...more }) => {
    const plain = event(eventSource.replace(".amazonaws.com", ""), eventName);
    const one: CloudTrailEvent = Object.assign(
      {},
      plain,
      { userIdentity: callers[type], userAgent: "aws-cli/2.32.0" },
      more,
    );
    return Array.from({ length: times }, () => one);
  });
}

/** Returns the detections whose alarm is raised by this number of events. */
const noticing = (events: readonly CloudTrailEvent[]): string[] =>
  tuned
    .filter(({ matches, threshold = 1 }) => events.filter((each) => matches(each)).length >= threshold)
    .map(({ id }) => id);

const outcomeOf = (what: string): readonly string[] => {
  const outcome = emulatedAttacks[what];
  return outcome && "unnoticed" in outcome ? [] : (outcome ?? []);
};

test.each(named)("the detections of %s are listed on the coverage page", (what, attack) => {
  expect(noticing(eventsOf(attack)).toSorted()).toEqual([...outcomeOf(what)].toSorted());
});

describe.each(Object.entries(callerDisguises))("the attack %s", (_name, disguise) => {
  test("is matched by each of its listed detections", () => {
    const lost = attacks.filter((attack) => {
      const expected = outcomeOf(attack.what);
      const seen = noticing(eventsOf(attack).map(disguise));
      return expected.some((id) => !seen.includes(id));
    });

    expect(lost.map(({ what }) => what)).toEqual([]);
  });
});

test("of 35 attacks, 29 are detected, and the others match a detection with a higher threshold", () => {
  const unnoticed = attacks.filter(({ what }) => outcomeOf(what).length === 0);
  const uncounted = unnoticed.filter(
    (attack) => !tuned.some(({ matches, threshold }) => threshold && eventsOf(attack).some((each) => matches(each))),
  );

  expect(attacks.map(({ what }) => what)).toEqual(Object.keys(emulatedAttacks));
  expect([attacks.length, unnoticed.length]).toEqual([35, 6]);
  expect(uncounted).toEqual([]);
});
