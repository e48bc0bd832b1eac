import { patternRefusal } from "../../../../aws-semantics/event-pattern/pattern-refusal";

const onlyObjects = "Only JSON object is allowed in array of $or relationship.";
const members = [{ a: ["x"] }, { b: ["y"] }];

test.each([
  ["objects in an $or", { $or: members }, undefined],
  ["a value in an $or", { $or: [...members, 5] }, onlyObjects],
  ["a list in an $or", { $or: [...members, ["x"]] }, onlyObjects],
  ["a value in an $or of a field", { detail: { $or: [{ a: ["x"] }, "y"] } }, onlyObjects],
  ["a value in an $or within an $or", { $or: [{ a: ["x"] }, { $or: [{ b: ["y"] }, null] }] }, onlyObjects],
  ["values in a list", { a: ["x", 5, null] }, undefined],
  ["a simple wildcard", { a: [{ wildcard: "*x*" }] }, undefined],
  ["a wildcard with many asterisks", { a: [{ wildcard: `${"*a".repeat(14)}b` }] }, "Rule is too complex"],
])("a pattern with %s has the answer of EventBridge", (_what, pattern, refusal) => {
  if (refusal === undefined) expect(patternRefusal(pattern)).toBeUndefined();
  else expect(patternRefusal(pattern)).toContain(refusal);
});
