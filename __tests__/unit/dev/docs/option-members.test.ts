import { optionMembers } from "../../../../dev/docs/option-members";

test("the options of a log source are properties with their type, default and description", () => {
  const members = optionMembers("FlowLogOptions") ?? [];

  expect(members.map(({ name, type, doc }) => [name, type, doc.default])).toEqual([
    ["trafficType", '"ALL" | "ACCEPT" | "REJECT"', "ALL"],
    ["maxAggregationSeconds", "60 | 600", "600"],
  ]);
  expect(members.every(({ isOptional, doc }) => isOptional && doc.text !== "")).toBe(true);
});

test("a type that is no type of options has no such properties", () => {
  expect(optionMembers("VpcSettings")).toBeUndefined();
});
