import { detections } from "../../../../detections/catalog/all";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { emulatedAttacks } from "../../../../dev/docs/emulated-attacks";
import type { CloudTrailEvent } from "../../../../sample-data/events/event";
import { callerDisguises } from "../../../../sample-data/detection-examples/disguises";
import { attackEvents } from "../../../support/attack-events";
import { attackFacts } from "./emulated-attacks";

const attacks = attackFacts.flatMap(({ rows }) => rows);
const named = attacks.map((attack) => [attack.what, attack] as const);
const tuned = detections
  .filter(({ track }) => track === "pager")
  .map(({ id, pattern, threshold }) => ({ id, threshold, matches: compileFilterPattern(parseFilterPattern(pattern)) }));

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
  expect(noticing(attackEvents(attack)).toSorted()).toEqual([...outcomeOf(what)].toSorted());
});

describe.each(Object.entries(callerDisguises))("the attack %s", (_name, disguise) => {
  test("each listed detection matches the attack", () => {
    const lost = attacks.filter((attack) => {
      const expected = outcomeOf(attack.what);
      const seen = noticing(attackEvents(attack).map(disguise));
      return expected.some((id) => !seen.includes(id));
    });

    expect(lost.map(({ what }) => what)).toEqual([]);
  });
});

test("29 of 35 attacks are detected, and the others match a detection with a higher threshold", () => {
  const unnoticed = attacks.filter(({ what }) => outcomeOf(what).length === 0);
  const uncounted = unnoticed.filter(
    (attack) =>
      !tuned.some(({ matches, threshold }) => threshold && attackEvents(attack).some((each) => matches(each))),
  );

  expect(attacks.map(({ what }) => what)).toEqual(Object.keys(emulatedAttacks));
  expect([attacks.length, unnoticed.length]).toEqual([35, 6]);
  expect(uncounted).toEqual([]);
});
