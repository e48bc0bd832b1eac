import { detections } from "../../detections/catalog/all";
import type { Detection } from "../../detections/detection";
import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../detections/filter-pattern/filter-predicate";
import { urgentEvents } from "../support/urgent-events";
import { abusedCalls, unnoticedCalls } from "../../tools/docs/abused-calls";
import { evasions } from "../../tools/docs/evasions";
import { examples } from "../../tools/sample-data/detection-examples/all";
import {
  behindDummy,
  callerDisguises,
  disguises,
  orderTakers,
  underCondition,
} from "../../tools/sample-data/detection-examples/disguises";

const matching = new Map(
  detections.map(({ id, pattern }) => [id, compileFilterPattern(parseFilterPattern(pattern))] as const),
);
const tuned = detections.filter(({ track }) => track === "pager");
const of = (severity: string) => tuned.filter((detection) => detection.severity === severity);
const fires = (id: string, event: object) => matching.get(id)?.(event) === true;
const telling = [...of("page"), ...of("notify")];
const isNoticed = (event: object) => telling.some(({ id }) => fires(id, event));

/** Disguises that work, each with a reason on the page of the coverage. */
const working: Readonly<Record<string, RegExp>> = {
  // The user agent is what it looks for
  "attack-tool-used": /^(through|a user agent)/,
  // A role that looks like a workload's
  "secrets-read-in-bulk": /^a role/,
};

/** The disguises in which a detection misses an example, with the name of the call. */
function passing({ id }: Detection, noticed: (event: object) => boolean): string[] {
  return Object.entries(disguises)
    .filter(([name]) => !working[id]?.test(name))
    .flatMap(([name, disguise]) =>
      (examples[id]?.fires ?? [])
        .filter((event) => !noticed(disguise(event)))
        .map((event) => `${event.eventName}: ${name}`),
    );
}

test.each(of("page"))("$id pages in every disguise", (detection) => {
  expect(passing(detection, (event) => fires(detection.id, event))).toEqual([]);
});

test.each(of("notify"))("$id is at least noticed in every disguise", (detection) => {
  expect(passing(detection, isNoticed)).toEqual([]);
});

test.each(of("watch"))("$id counts in every disguise", (detection) => {
  expect(passing(detection, (event) => fires(detection.id, event))).toEqual([]);
});

test("every successful evasion has a reason, and works", () => {
  const listed = evasions.flatMap(({ detections: ids }) => ids);

  expect(Object.keys(working).filter((id) => !listed.includes(id))).toEqual([]);
  for (const [id, names] of Object.entries(working)) {
    const worn = Object.entries(callerDisguises).filter(([name]) => names.test(name));
    const passed = worn.filter(([, disguise]) => examples[id]?.fires.some((event) => !fires(id, disguise(event))));
    expect([id, passed.length > 0]).toEqual([id, true]);
  }
});

test("the described evasions name existing detections, in sentences", () => {
  const known = detections.map(({ id }) => id);

  expect(evasions.flatMap(({ detections: ids }) => ids).filter((id) => !known.includes(id))).toEqual([]);
  expect(evasions.filter(({ why }) => !/^[A-Z].*\.$/.test(why))).toEqual([]);
});

describe("a policy that opens", () => {
  const opening = ["bucket-made-public", "resource-opened-to-everybody", "role-open-to-everybody"];
  const withPolicy = (id: string) =>
    (examples[id]?.fires ?? []).filter((event) => /statement/i.test(JSON.stringify(event.requestParameters)));
  const [first = ""] = opening;

  test.each(opening)("%s: a dummy statement before it does not help", (id) => {
    const alone = withPolicy(id).filter((event) => fires(id, event) && !JSON.stringify(event).includes("Deny"));

    expect(alone.length).toBeGreaterThan(1);
    expect(alone.filter((event) => !fires(id, behindDummy(event)))).toEqual([]);
  });

  test.each(["bucket-made-public", "role-open-to-everybody"])("%s: a condition does not help", (id) => {
    expect(withPolicy(id).filter((event) => !fires(id, underCondition(event)))).toEqual([]);
  });

  test("with any number of dummy statements before it, the urgent event matches", () => {
    const pattern = urgentEvents.find(({ detection }) => detection.id === first)?.eventPatterns.join() ?? "";

    expect(pattern).toContain('"Statement"');
    expect(pattern).not.toMatch(/Condition|PrincipalOrg|\[\d+\]/);
  });
});

describe("calls of attackers", () => {
  const calls = Object.entries(abusedCalls).flatMap(([service, names]) =>
    names
      .split(" ")
      .filter((name) => unnoticedCalls[`${service} ${name}`] === undefined)
      .map((name) => ({ eventSource: `${service}.amazonaws.com`, eventName: name })),
  );
  const recorded = tuned.flatMap(({ id }) => examples[id]?.fires ?? []);

  test.each(orderTakers)("none is missed with %s", (principal) => {
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
