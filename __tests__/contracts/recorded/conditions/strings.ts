import { arn } from "../../../../sample-data/values";
import { type FactTable, stackd } from "../fact-table";
import { type ConditionFact, conditionFacts } from "./condition-fact";

const source = stackd("testdata/aws/iam/condition_strings.json");

/** Two letters beyond the first 65,536 characters, upper and lower case. Each has two UTF-16 units. */
const capital = "\u{10400}";
const small = "\u{10428}";

const sameInAnyCase: readonly (readonly [wanted: string, got: string, same: boolean])[] = [
  ["prod", "PrOd", true],
  ["I", "\u0131", false],
  ["i", "\u0130", false],
  ["\u0130", "i\u0307", true],
  ["K", "\u212a", true],
  ["s", "\u017f", false],
  ["\u00df", "\u1e9e", true],
  ["\u00df", "SS", false],
  ["\u03a3", "\u03c2", false],
  ["\u03a3", "\u03c3", true],
  ["\u039f\u03a3", "\u03bf\u03c2", true],
  ["\u039f\u03a3", "\u03bf\u03c3", false],
  ["\u039f\u03a3\u0391", "\u03bf\u03c3\u03b1", true],
  ["\u00c9", "\u00e9", true],
  [capital, small, false],
];

const same: readonly (readonly [wanted: string, got: string, same: boolean])[] = [
  [capital, capital, true],
  [capital, small, false],
  ["\u00e9", "e\u0301", false],
];

const alike: readonly (readonly [wanted: string, got: string, like: boolean])[] = [
  ["a*?b", `a${capital}b`, true],
  ["a?*b", `a${capital}b`, true],
  ["a*b", "a/b", true],
  ["a?b", "a:b", true],
  ["a*b", "a\nb", true],
  ["a?b", "a\nb", true],
  ["a[b]", "ab", false],
  ["a\\*b", "a*b", false],
  [`${capital}?`, `${capital}x`, true],
  [`${capital}?`, `${capital}${small}`, false],
];

const objects = (key: string) => arn("s3", "", "", `stackd-string-hypothetical/${key}`);
const alikeArns: readonly (readonly [wanted: string, got: string, like: boolean])[] = [
  [objects("?"), objects(capital), false],
  [objects(`${capital}?`), objects(`${capital}${small}`), false],
  [objects("*?"), objects(capital), true],
];

const bothWays = (operator: string, negated: string, rows: readonly (readonly [string, string, boolean])[]) =>
  rows.flatMap(([wanted, got, held]) => [
    [operator, wanted, [[got, held]]] as const,
    [negated, wanted, [[got, !held]]] as const,
  ]);

export const stringFacts: FactTable<ConditionFact> = conditionFacts(
  source,
  ...bothWays("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", sameInAnyCase),
  ...bothWays("StringEquals", "StringNotEquals", same),
  ...bothWays("StringLike", "StringNotLike", alike),
  ...bothWays("ArnLike", "ArnNotLike", alikeArns),
  ["ForAnyValue:StringEqualsIgnoreCase", "S", [[["\u017f"], false]]],
  ["ForAllValues:StringEqualsIgnoreCase", "S", [[["\u017f"], false]]],
  ["ForAnyValue:StringEqualsIgnoreCase", "\u039f\u03a3", [[["\u03bf\u03c2"], true]]],
  ["ForAllValues:StringEqualsIgnoreCase", "\u039f\u03a3", [[["\u03bf\u03c2"], true]]],
  ["ForAnyValue:StringLike", "a?", [[[`a${capital}`], false]]],
  ["ForAllValues:StringLike", "a?", [[[`a${capital}`], false]]],
  ["ForAnyValue:StringLike", "a??", [[[`a${capital}`], true]]],
  ["ForAllValues:StringLike", "a??", [[[`a${capital}`], true]]],
);
