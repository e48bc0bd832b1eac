import { type Comparison } from "../../aws-semantics/filter-pattern/comparison";
import { type Expression } from "../../aws-semantics/filter-pattern/expression";
import { type FilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { type JsonCondition } from "../../aws-semantics/filter-pattern/json-pattern";
import { type Selector, type SelectorStep } from "../../aws-semantics/filter-pattern/selector";
import { type Term } from "../../aws-semantics/filter-pattern/term-pattern";
import { type Value } from "../../aws-semantics/filter-pattern/value";
import { type Dice } from "./dice";

/** Strings that are easily printed wrong. */
const texts = [
  "",
  "a",
  "null",
  "1",
  "1e3",
  "*",
  "a*",
  'say "hi"',
  "\\",
  '\\"',
  "a b",
  "}",
  "]",
  "%",
  "é😀",
  "\n",
  "&&",
];
const numbers = ["0", "1", "-1", "+5", "007", "1.50", "1e+3", "2E-7", "9007199254740993"];
const regexes = ["a", "^a.*$", "a|b", "[^a-z]{2,3}", "\\d+\\.", "a b", "x}", "\\x28", "[\\]a-]"];
const keys = ["a", "eventName", "0", "a-b", "a.b", "", "it's", "\\", "a b", "__proto__", "é", '"', "*"];

/** Returns a pattern of any kind that a parser may return. */
export function randomPattern(dice: Dice): FilterPattern {
  const kind = dice.pick(["json", "json", "terms"] as const);
  if (kind === "json") return { kind, condition: expression(dice, 3, () => jsonCondition(dice)) };
  return { kind, terms: dice.list(0, 4, () => term(dice)) };
}

function expression<Leaf extends { readonly kind: string }>(
  dice: Dice,
  depth: number,
  leaf: () => Leaf,
  parent = "",
): Expression<Leaf> {
  const kinds = (["and", "or"] as const).filter((kind) => kind !== parent);
  if (depth === 0 || dice.below(3) === 0) return leaf();
  const kind = dice.pick(kinds);
  return { kind, operands: dice.list(2, 3, () => expression(dice, depth - 1, leaf, kind)) };
}

function jsonCondition(dice: Dice): JsonCondition {
  const kind = dice.pick(["comparison", "comparison", "is", "not-exists"] as const);
  if (kind === "not-exists") return { kind, selector: selector(dice) };
  if (kind === "is") return { kind, selector: selector(dice), constant: dice.pick(["NULL", "TRUE", "FALSE"] as const) };
  return { ...comparison(dice), selector: selector(dice) };
}

function comparison(dice: Dice): { readonly kind: "comparison" } & Comparison {
  const value = randomValue(dice);
  const operators = value.kind === "number" ? (["=", "!=", "<", "<=", ">", ">="] as const) : (["=", "!="] as const);
  return { kind: "comparison", operator: dice.pick(operators), value };
}

function randomValue(dice: Dice): Value {
  const kind = dice.pick(["text", "number", "regex"] as const);
  if (kind === "regex") return { kind, source: dice.pick(regexes) };
  return { kind, text: dice.pick(kind === "text" ? texts : numbers) };
}

function selector(dice: Dice): Selector {
  const first: SelectorStep = dice.below(5) === 0 ? { kind: "every-field" } : { kind: "key", key: dice.pick(keys) };
  return [first, ...dice.list(0, 3, () => step(dice))];
}

function step(dice: Dice): SelectorStep {
  const kind = dice.pick(["key", "key", "index", "every-element", "every-field"] as const);
  if (kind === "key") return { kind, key: dice.pick(keys) };
  return kind === "index" ? { kind, index: dice.below(20) } : { kind };
}

function term(dice: Dice): Term {
  const role = dice.pick(["required", "optional", "excluded"] as const);
  const value =
    dice.below(3) === 0
      ? ({ kind: "regex", source: dice.pick(regexes) } as const)
      : ({ kind: "text", text: dice.pick(texts) } as const);
  return { role, value };
}
