import { review } from "../../../../cli/review/review";
import { lostEvent } from "../../../../cli/review/event-selectors";
import type { JsonObject } from "../../../../shared/json";
import { Dice } from "../../../support/dice";
import { planOf, updated } from "../../../support/plans";

const field = (name: string, operators: object = {}) => ({ field: name, ...operators });
const management = field("eventCategory", { equals: ["Management"] });
const selectors = (...all: readonly (readonly object[])[]) => ({
  advanced_event_selector: all.map((fields) => ({ name: "events", field_selector: fields })),
});
const store = { name: "lake", ...selectors([management]) };

/** Returns the certainty that a change of an event data store records fewer events. */
function certainty(after: object, unknown: object): string[] {
  const findings = review([planOf([updated("aws_cloudtrail_event_data_store", store, after, { unknown })])]);
  return findings.map(({ rule, isUnknown }) => `${rule.id} ${isUnknown ? "unknown" : "certain"}`);
}

// The provider computes the operators that a configuration omits
const computed = { not_equals: true, starts_with: true };

describe("advanced event selectors with values that are unknown until apply", () => {
  test("advanced event selectors with unknown values are a finding if they lose events by their known values", () => {
    const fields = [management, field("readOnly", { equals: ["false"] })];
    expect(certainty(selectors(fields), selectors([{}, computed]))).toEqual(["event-store-narrowed certain"]);
  });

  test("advanced event selectors with unknown values are unknown if they may lose events by their unknown values", () => {
    const fields = [management, field("eventSource")];
    expect(certainty(selectors(fields), selectors([{}, computed]))).toEqual(["event-store-narrowed unknown"]);
  });

  test("advanced event selectors are unknown if a list has an unknown value, because that value may be the recorded one", () => {
    const fields = [field("eventCategory", { equals: ["Data", null] })];
    expect(certainty(selectors(fields), selectors([{ equals: [false, true] }]))).toEqual([
      "event-store-narrowed unknown",
    ]);
  });

  test.each([
    ["an unknown field name", selectors([{ field: true }])],
    ["an unknown selector", { advanced_event_selector: [true] }],
    ["unknown marks for a different number of selectors", selectors([{}], [computed])],
    ["unknown selectors", { advanced_event_selector: true }],
  ])("advanced event selectors with unknown values are unknown with %s", (_, unknown) => {
    const narrowed = selectors([management, field("readOnly", { equals: ["false"] })]);
    expect(certainty(narrowed, unknown)).toEqual(["event-store-narrowed unknown"]);
  });
});

const data = field("eventCategory", { equals: ["Data"] });
const arn = (operators: object) => field("resources.ARN", operators);
type Selectors = readonly (readonly object[])[];
const lostBy = (before: Selectors, after: Selectors) => {
  const [old, next] = [before, after].map((all) => JSON.parse(JSON.stringify(selectors(...all))) as JsonObject);
  return lostEvent(old ?? {}, next ?? {});
};
const tooMany = Array.from({ length: 100 }, (_, i) => `${i}`);

describe("advanced event selectors lose an event", () => {
  test.each([
    [
      "by an ending instead of a beginning",
      [[data, arn({ starts_with: ["b/"] })]],
      [[data, arn({ starts_with: ["b/"], not_ends_with: [".log"] })]],
      "eventCategory Data, resources.ARN b/*.log",
    ],
    [
      "a beginning instead of an ending",
      [[data, arn({ ends_with: [".log"] })]],
      [[data, arn({ ends_with: [".log"], not_starts_with: ["b/"] })]],
      "eventCategory Data, resources.ARN b/*.log",
    ],
    [
      "events that all of several selectors exclude",
      [[data]],
      [
        [data, field("resources.type", { not_equals: ["A"] })],
        [data, field("eventName", { not_equals: ["PutObject"] })],
        [data, arn({ not_equals: ["x"] })],
      ],
      "eventCategory Data, resources.type A, eventName PutObject, resources.ARN x",
    ],
    [
      "events that none of several selectors includes",
      [[data]],
      [
        [data, field("readOnly", { equals: ["true"] })],
        [data, field("resources.type", { equals: ["A"] })],
        [data, field("eventName", { starts_with: ["Put"] })],
        [data, arn({ equals: ["x", "(any other)"] })],
      ],
      "eventCategory Data, readOnly false",
    ],
  ])("advanced event selectors lose an event because of %s", (_, before, after, event) => {
    expect(lostBy(before, after)).toBe(`no longer records events with ${event}`);
  });

  test("possibly, if samples cannot compare the selectors", () => {
    const many = arn({ starts_with: tooMany, not_ends_with: tooMany });

    expect(lostBy([[data, many]], [[data, many, arn({ not_equals: ["1x2"] })]])).toMatch(/^may record fewer events/);
  });
});

describe("advanced event selectors lose no event", () => {
  const many = tooMany.map((text) => [data, arn({ starts_with: [text], not_ends_with: [text, "x"] })]);

  test.each([
    ["an additional selector beside many", many, [...many, [management]]],
    ["an additional value", [[data, arn({ starts_with: tooMany })]], [[data, arn({ starts_with: [...tooMany, "x"] })]]],
    ["fewer of many exclusions", many, many.map(([first]) => [first ?? data, arn({ not_ends_with: ["x"] })])],
    ["a shorter beginning", [[data, arn({ starts_with: ["b/c"] })]], [[data, arn({ starts_with: ["b/"] })]]],
  ])("advanced event selectors lose no event because of %s", (_, before, after) => {
    expect(lostBy(before, after)).toBeUndefined();
  });

  test("advanced event selectors lose no event if they recorded no events", () => {
    const none = { event_selector: [{ include_management_events: false }] };

    expect(lostEvent(none, { event_selector: [{ include_management_events: true }] })).toBeUndefined();
  });
});

test("the comparison of random selectors is correct for every event of a grid", () => {
  const dice = new Dice(17);
  const texts = ["a", "b", "ab", "ba"];
  const operators = ["equals", "not_equals", "starts_with", "not_starts_with", "ends_with", "not_ends_with"];
  const names = ["eventName", "resources.type", "resources.ARN"];
  const condition = () => {
    const [name, operator] = [dice.pick(names), dice.pick(operators)];
    return { name, operator, values: dice.list(1, 2, () => dice.pick(texts)) };
  };
  const selector = () => dice.list(1, 3, condition);
  type Random = ReturnType<typeof selector>;
  const written = (all: readonly Random[]) =>
    all.map((own) => [data, ...own.map(({ name, operator, values }) => field(name, { [operator]: values }))]);
  const samples = ["a", "b", "ab", "ba", "aa", "bb", "axb", "bxa", "axa", "bxb", "x", "xa", "ax"];
  const grid = samples.flatMap((one) => samples.flatMap((two) => samples.map((three) => [one, two, three])));
  const holds = (value: string, operator: string, wanted: readonly string[]) => {
    const isAny = wanted.some((text) =>
      operator.endsWith("equals")
        ? value === text
        : operator.endsWith("starts_with")
          ? value.startsWith(text)
          : value.endsWith(text),
    );
    return isAny !== operator.startsWith("not_");
  };
  const isRecorded = (all: readonly Random[], event: readonly string[]) =>
    all.some((own) =>
      own.every(({ name, operator, values }) => holds(event[names.indexOf(name)] ?? "", operator, values)),
    );
  const answers = { lost: 0, kept: 0 };

  for (let i = 0; i < 300; i++) {
    const [before, further] = [dice.list(1, 2, selector), dice.list(1, 3, selector)];
    const after = dice.below(2) === 0 ? further : before.map((own) => [...own, condition()]).concat(further);
    const isLost = grid.some((event) => isRecorded(before, event) && !isRecorded(after, event));
    const answer = lostBy(written(before), written(after));
    answers[isLost ? "lost" : "kept"] += 1;
    if (isLost) expect({ before, after, answer }).toMatchObject({ answer: expect.stringMatching(/^no longer/) });
    if (answer === undefined || answer.startsWith("may ")) continue;
    const event = names.map((name) => new RegExp(`${name} ([^,]+)`).exec(answer)?.[1] ?? "*");
    expect({ before, after, answer, isProven: isRecorded(before, event) && !isRecorded(after, event) }).toMatchObject({
      isProven: true,
    });
  }

  expect(answers.lost).toBeGreaterThan(100);
  expect(answers.kept).toBeGreaterThan(30);
});
