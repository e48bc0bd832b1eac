import { parseFilterPattern, printFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import type { JsonCondition } from "../../../../aws-semantics/filter-pattern/json-pattern";
import { printSelector } from "../../../../aws-semantics/filter-pattern/selector";
import { specialize } from "../../../../aws-semantics/filter-pattern/specialization";

/** Returns the rest of a condition if `$.yes…` is true and `$.no…` is false. */
function left(condition: string): boolean | string {
  const pattern = parseFilterPattern(`{ ${condition} }`);
  if (pattern.kind !== "json") throw new Error("no JSON pattern");
  const residue = specialize(pattern.condition, answerOf);
  return typeof residue === "boolean" ? residue : printFilterPattern({ kind: "json", condition: residue }).slice(2, -2);
}

function answerOf({ selector }: JsonCondition): boolean | undefined {
  const field = printSelector(selector);
  if (field.startsWith("$.yes")) return true;
  return field.startsWith("$.no") ? false : undefined;
}

test.each<[string, boolean | string]>([
  ["$.a = 1", "$.a = 1"],
  ["$.yes = 1", true],
  ["$.no = 1", false],
  ["$.a = 1 && $.b = 2", "$.a = 1 && $.b = 2"],
  ["$.a = 1 && $.yes = 2", "$.a = 1"],
  ["$.a = 1 && $.no = 2", false],
  ["$.yes1 = 1 && $.yes2 = 2", true],
  ["$.a = 1 || $.b = 2", "$.a = 1 || $.b = 2"],
  ["$.a = 1 || $.yes = 2", true],
  ["$.a = 1 || $.no = 2", "$.a = 1"],
  ["$.no1 = 1 || $.no2 = 2", false],
  ["$.a = 1 && ($.no = 1 || $.yes = 1)", "$.a = 1"],
  ["$.a = 1 && ($.no = 1 || $.b = 1 || $.c = 1) && $.yes = 1", "$.a = 1 && ($.b = 1 || $.c = 1)"],
  ["($.yes = 1 && $.a = 1) || ($.no = 1 && $.b = 1)", "$.a = 1"],
  ["($.yes = 1 && $.no = 1) || ($.no = 1 && $.b = 1)", false],
])("the rest of %s is %o", (condition, expected) => {
  expect(left(condition)).toBe(expected);
});
