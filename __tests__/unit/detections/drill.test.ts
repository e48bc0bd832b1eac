import { detectionsOf } from "../../../config/derived/detections-of";
import { type DrillCall, drillPrefix, drillServices, onlyIfItSucceeds } from "../../../detections/drill";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../aws-semantics/filter-pattern/filter-predicate";
import { withConditions } from "../../../detections/with-conditions";
import { urgentEventsOf } from "../../../detections/urgent-events";
import { documentedDetections } from "../../../dev/docs/documented-detections";
import { examples } from "../../../sample-data/detection-examples/all";
import { drillNames, recordedDrill } from "../../support/drill-events";
import { organization } from "../../support/organization";

const deployed = detectionsOf(organization().config);
const calls = deployed.flatMap((detection) => {
  const { drill } = detection;
  return drill !== undefined && "call" in drill ? [{ ...detection, call: drill.call }] : [];
});
const refusedCalls = calls.filter(({ call }) => call.effect === "refused");

/** Returns whether a pattern matches the event of a call with this error code. */
const finds = (pattern: string, call: DrillCall, code?: string) =>
  matches(parseFilterPattern(pattern), recordedDrill(call, code));

test("every detection has a drill, or a reason why a drill is impossible", () => {
  expect(documentedDetections.filter(({ drill }) => drill === undefined)).toEqual([]);
  expect(deployed.filter(({ drill }) => drill === undefined)).toEqual([]);
  expect(calls.length).toBeGreaterThan(40);
});

test.each(refusedCalls.map(({ id, pattern, call }) => [id, pattern, call] as const))(
  "%s matches the event of its drill when AWS denies the call",
  (_id, pattern, call) => {
    // The role of a drill may lack the permission for the call
    expect(finds(pattern, call, "AccessDenied")).toBe(true);
  },
);

/** Detections whose patterns match only denied calls. */
const onlyDenied = ["unauthorized-api-calls", "refused-calls-burst"];

test.each(refusedCalls.filter(({ id }) => !onlyDenied.includes(id)).map((row) => [row.id, row] as const))(
  "%s matches the event of its drill when the named resource does not exist",
  (_id, { pattern, call }) => {
    expect(finds(pattern, call, "NoSuchEntityException")).toBe(true);
  },
);

test.each(calls.filter(({ call }) => call.effect !== "refused").map((row) => [row.id, row] as const))(
  "%s matches the event of its drill when the call succeeds",
  (_id, { pattern, call }) => {
    expect(finds(pattern, call)).toBe(true);
  },
);

test.each(urgentEventsOf(deployed).map(({ detection }) => [detection.id, detection] as const))(
  "the EventBridge rule of %s matches the event of its drill",
  (_id, { drill, pattern, rulePattern = pattern, urgentEvent }) => {
    if (drill === undefined || !("call" in drill)) return;
    const added = urgentEvent?.quieted?.condition;
    const ofRule = added === undefined ? rulePattern : withConditions(rulePattern, added);

    expect(finds(ofRule, drill.call, drill.call.effect === "refused" ? "AccessDenied" : undefined)).toBe(true);
  },
);

test("a detection whose drill is impossible without success matches no refused call", () => {
  const rows = documentedDetections.filter(({ drill }) => drill === onlyIfItSucceeds);
  const wrong = rows.filter(({ id, pattern }) =>
    (examples[id]?.fires ?? [])
      // Events of AWS itself are no calls that anybody can make
      .filter(({ eventType }) => eventType === "AwsApiCall")
      .some((event) => matches(parseFilterPattern(pattern), { ...event, errorCode: "AccessDenied" })),
  );

  expect(rows.length).toBeGreaterThan(20);
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test("every refused call contains the name of the drill, or an id that does not exist", () => {
  const texts = refusedCalls.map(({ id, call }) => [id, JSON.stringify(call.input(drillNames))] as const);
  const own = [drillNames.name, drillNames.uuid, drillNames.hex, drillNames.nobody];

  expect(texts.filter(([, text]) => !own.some((name) => text.includes(name)))).toEqual([]);
});

test("a refused call on an existing bucket contains another expected owner", () => {
  const onArchive = calls.map(({ call }) => call.input(drillNames)).filter((input) => input["Bucket"] !== undefined);
  const existing = onArchive.filter((input) => input["Bucket"] !== drillNames.name);

  expect(existing.length).toBeGreaterThan(0);
  expect(existing.map((input) => input["ExpectedBucketOwner"])).toEqual(existing.map(() => drillNames.nobody));
});

test("the drill creates resources with its own name, and deletes them", () => {
  const created = calls.filter(({ call }) => call.effect === "undone");

  expect(created.map(({ id }) => id)).toEqual(["alarm-or-rule-silenced"]);
  for (const { call } of created) {
    expect(call.input(drillNames)["Name"]).toBe(drillNames.name);
    expect(call.undo?.input(drillNames)).toEqual({ Name: drillNames.name });
  }
  expect(calls.filter(({ call }) => call.effect !== "undone" && call.undo !== undefined)).toEqual([]);
});

test("no pattern and no rule contains the name of the drill, so that no attacker can use the name to hide", () => {
  const knowing = deployed.filter((detection) =>
    [detection.pattern, detection.rulePattern ?? ""].some((pattern) => pattern.includes(drillPrefix.slice(0, -1))),
  );

  expect(knowing).toEqual([]);
});

test("the services without regions are IAM and AWS Organizations", () => {
  expect(Object.entries(drillServices).flatMap(([id, { isGlobal }]) => (isGlobal ? [id] : []))).toEqual([
    "iam",
    "organizations",
  ]);
});
