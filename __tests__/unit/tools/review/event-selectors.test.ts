import { review } from "../../../../tools/review/review";
import { planOf, updated } from "../../../support/plans";

const field = (name: string, operators: object = {}) => ({ field: name, ...operators });
const management = field("eventCategory", { equals: ["Management"] });
const selectors = (...all: readonly (readonly object[])[]) => ({
  advanced_event_selector: all.map((fields) => ({ name: "events", field_selector: fields })),
});
const store = { name: "lake", ...selectors([management]) };

/** How certain it is that a change of an event data store records fewer events. */
function certainty(after: object, unknown: object): string[] {
  const findings = review([planOf([updated("aws_cloudtrail_event_data_store", store, after, { unknown })])]);
  return findings.map(({ rule, isUnknown }) => `${rule.id} ${isUnknown ? "unknown" : "certain"}`);
}

// The provider computes the operators that a configuration leaves out
const computed = { not_equals: true, starts_with: true };

describe("advanced event selectors that only apply knows completely", () => {
  test("that lose events by what is known are a finding", () => {
    const fields = [management, field("readOnly", { equals: ["false"] })];
    expect(certainty(selectors(fields), selectors([{}, computed]))).toEqual(["event-store-narrowed certain"]);
  });

  test("that may lose events by what is unknown are unknown", () => {
    const fields = [management, field("eventSource")];
    expect(certainty(selectors(fields), selectors([{}, computed]))).toEqual(["event-store-narrowed unknown"]);
  });

  test("an unknown value of a list is unknown, because the list may contain what was recorded", () => {
    const fields = [field("eventCategory", { equals: ["Data", null] })];
    expect(certainty(selectors(fields), selectors([{ equals: [false, true] }]))).toEqual([
      "event-store-narrowed unknown",
    ]);
  });

  test.each([
    ["an unknown field name", selectors([{ field: true }])],
    ["an unknown selector", { advanced_event_selector: [true] }],
    ["marks of another number of selectors", selectors([{}], [computed])],
    ["unknown selectors", { advanced_event_selector: true }],
  ])("%s is unknown", (_, unknown) => {
    const narrowed = selectors([management, field("readOnly", { equals: ["false"] })]);
    expect(certainty(narrowed, unknown)).toEqual(["event-store-narrowed unknown"]);
  });
});
