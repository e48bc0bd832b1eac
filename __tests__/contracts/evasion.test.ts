import { detections } from "../../detections/catalog/all";
import type { Detection } from "../../detections/detection";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../aws-semantics/filter-pattern/filter-predicate";
import { urgentEvents } from "../support/urgent-events";
import { abusedCalls, unnoticedCalls } from "../../dev/docs/abused-calls";
import { evasions } from "../../dev/docs/evasions";
import { examples } from "../../sample-data/detection-examples/all";
import {
  behindDummy,
  callerDisguises,
  disguises,
  orderTakers,
  underCondition,
} from "../../sample-data/detection-examples/disguises";

const matching = new Map(
  detections.map(({ id, pattern }) => [id, compileFilterPattern(parseFilterPattern(pattern))] as const),
);
const tuned = detections.filter(({ track }) => track === "pager");
const of = (severity: string) => tuned.filter((detection) => detection.severity === severity);
const fires = (id: string, event: object) => matching.get(id)?.(event) === true;
const telling = [...of("page"), ...of("notify")];
const isNoticed = (event: object) => telling.some(({ id }) => fires(id, event));

/** The successful evasions. The page of the coverage contains the reason of each. */
const working: Readonly<Record<string, RegExp>> = {
  // The detection searches the user agent
  "attack-tool-used": /^(through|a user agent)/,
  // A role whose path looks like the path of a workload's role
  "secrets-read-in-bulk": /^a role/,
};

/** Returns the disguises in which a detection misses an example, with the name of the call. */
function passing({ id }: Detection, noticed: (event: object) => boolean): string[] {
  return Object.entries(disguises)
    .filter(([name]) => !working[id]?.test(name))
    .flatMap(([name, disguise]) =>
      (examples[id]?.fires ?? [])
        .filter((event) => !noticed(disguise(event)))
        .map((event) => `${event.eventName}: ${name}`),
    );
}

test.each(of("page"))("$id still pages in every disguise", (detection) => {
  expect(passing(detection, (event) => fires(detection.id, event))).toEqual([]);
});

test.each(of("notify"))("$id still notifies in every disguise", (detection) => {
  expect(passing(detection, isNoticed)).toEqual([]);
});

test.each(of("watch"))("$id is still counted in every disguise", (detection) => {
  expect(passing(detection, (event) => fires(detection.id, event))).toEqual([]);
});

test("every successful evasion has a reason, and is still successful", () => {
  const listed = evasions.flatMap(({ detections: ids }) => ids);

  expect(Object.keys(working).filter((id) => !listed.includes(id))).toEqual([]);
  for (const [id, names] of Object.entries(working)) {
    const worn = Object.entries(callerDisguises).filter(([name]) => names.test(name));
    const passed = worn.filter(([, disguise]) => examples[id]?.fires.some((event) => !fires(id, disguise(event))));
    expect([id, passed.length > 0]).toEqual([id, true]);
  }
});

test("the described evasions are sentences that name existing detections", () => {
  const known = detections.map(({ id }) => id);

  expect(evasions.flatMap(({ detections: ids }) => ids).filter((id) => !known.includes(id))).toEqual([]);
  expect(evasions.filter(({ why }) => !/^[A-Z].*\.$/.test(why))).toEqual([]);
});

describe("the detections of a policy that opens access", () => {
  const opening = ["bucket-made-public", "resource-opened-to-everybody", "role-open-to-everybody"];
  const withPolicy = (id: string) =>
    (examples[id]?.fires ?? []).filter((event) => /statement/i.test(JSON.stringify(event.requestParameters)));
  const [first = ""] = opening;

  test.each(opening)("%s: still match after a dummy statement", (id) => {
    const alone = withPolicy(id).filter((event) => fires(id, event) && !JSON.stringify(event).includes("Deny"));

    expect(alone.length).toBeGreaterThan(1);
    expect(alone.filter((event) => !fires(id, behindDummy(event)))).toEqual([]);
  });

  test.each(["bucket-made-public", "role-open-to-everybody"])("%s: still match with a condition", (id) => {
    expect(withPolicy(id).filter((event) => !fires(id, underCondition(event)))).toEqual([]);
  });

  test("match as an urgent event after any number of dummy statements", () => {
    const pattern = urgentEvents.find(({ detection }) => detection.id === first)?.eventPatterns.join() ?? "";

    expect(pattern).toContain('"Statement"');
    expect(pattern).not.toMatch(/Condition|PrincipalOrg|\[\d+\]/);
  });
});

describe("the calls of known attackers", () => {
  const calls = Object.entries(abusedCalls).flatMap(([service, names]) =>
    names
      .split(" ")
      .filter((name) => unnoticedCalls[`${service} ${name}`] === undefined)
      .map((name) => ({ eventSource: `${service}.amazonaws.com`, eventName: name })),
  );
  const recorded = tuned.flatMap(({ id }) => examples[id]?.fires ?? []);

  test.each(orderTakers)("every call of known attackers is detected with the disguise %s", (principal) => {
    const disguise = callerDisguises[`through ${principal}`];
    const lost = calls.filter(({ eventSource, eventName }) => {
      const own = recorded.filter((event) => event.eventSource === eventSource && event.eventName === eventName);
      const noticed = own.filter((event) => tuned.some(({ id }) => fires(id, event)));
      return (
        noticed.length > 0 && !noticed.some((event) => disguise && tuned.some(({ id }) => fires(id, disguise(event))))
      );
    });

    expect(calls.length).toBeGreaterThan(200);
    expect(lost).toEqual([]);
  });
});
