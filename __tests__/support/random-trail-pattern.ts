import type { Expression } from "../../aws-semantics/filter-pattern/expression";
import type { JsonCondition, JsonPattern } from "../../aws-semantics/filter-pattern/json-pattern";
import type { Selector, SelectorStep } from "../../aws-semantics/filter-pattern/selector";
import type { Value } from "../../aws-semantics/filter-pattern/value";
import type { Dice } from "./dice";

const key = (name: string): SelectorStep => ({ kind: "key", key: name });

/** Fields with their own column, and JSON documents. */
const columns = [
  "eventName",
  "errorCode",
  "userAgent",
  "userIdentity.type",
  "userIdentity.sessionContext.sessionIssuer.arn",
];
const documents = ["requestParameters", "requestParameters", "responseElements", "additionalEventData"];
const keys = ["name", "tags", "x-amz-acl", "a key", "é", "a.b", "_", "Principal"];
const texts = [
  "a",
  "*",
  "a*",
  "*a",
  "*a*",
  "é😀*",
  "a_b%c#",
  "A",
  "true",
  "1",
  "-1",
  "100",
  "1e3",
  "'",
  "*\\*",
  "Infinity",
  "",
];
const numbers = ["0", "1", "-1", "100", "1.50", "+5", "1e+3", "2E-7", "9007199254740993", "12345678901234567890123"];
const regexes = [
  "a",
  "^a.*$",
  "a|b",
  "[^a-z0-9+.e-]{2,3}",
  "\\x22\\*\\x22",
  "a b",
  "^$",
  "\\D\\W",
  "x.?y$",
  "^\\S{3}a",
  "A{2,}",
];

/** Returns a pattern over the fields of CloudTrail events that AWS accepts. */
export const randomTrailPattern = (dice: Dice): JsonPattern => ({ kind: "json", condition: expression(dice, 2) });

function expression(dice: Dice, depth: number, parent = ""): Expression<JsonCondition> {
  if (depth === 0 || dice.below(4) === 0) return condition(dice);
  const kind = dice.pick((["and", "or"] as const).filter((one) => one !== parent));
  return { kind, operands: dice.list(2, 3, () => expression(dice, depth - 1, kind)) };
}

function condition(dice: Dice): JsonCondition {
  const isColumn = dice.below(3) === 0;
  const selector = isColumn ? dice.pick(columns).split(".").map(key) : inDocument(dice);
  const kind = dice.pick(["comparison", "comparison", "comparison", "is", "not-exists"] as const);
  if (kind === "not-exists") return { kind, selector };
  if (kind === "is" && !isColumn) return { kind, selector, constant: dice.pick(["NULL", "TRUE", "FALSE"] as const) };
  const value = randomValue(dice);
  const operators =
    value.kind === "number" && !isColumn ? (["=", "!=", "<", "<=", ">", ">="] as const) : (["=", "!="] as const);
  return { kind: "comparison", selector, operator: dice.pick(operators), value };
}

function inDocument(dice: Dice): Selector {
  const steps = dice.list(0, 2, (): SelectorStep => {
    const kind = dice.pick(["key", "key", "index", "every-element", "every-field"] as const);
    if (kind === "key") return key(dice.pick(keys));
    return kind === "index" ? { kind, index: dice.below(3) } : { kind };
  });
  return [key(dice.pick(documents)), key(dice.pick(keys)), ...steps];
}

function randomValue(dice: Dice): Value {
  const kind = dice.pick(["text", "text", "number", "regex"] as const);
  if (kind === "regex") return { kind, source: dice.pick(regexes) };
  return { kind, text: dice.pick(kind === "text" ? texts : numbers) };
}
