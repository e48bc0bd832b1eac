import { type FactTable, stackd } from "../fact-table";
import { corpora } from "./corpora";

/** Whether CloudWatch Logs matched a message with a pattern. */
export interface MatchFact {
  readonly pattern: string;
  readonly message: string;
  readonly matched: boolean;
}

/** A pattern that CloudWatch Logs refused. */
export interface RefusalFact {
  readonly pattern: string;
  readonly refused: true;
}

const source = stackd("testdata/aws/logs/filters.json");

/** Patterns with the indexes, from 0, of the messages of one corpus that they matched. */
type Matches = readonly (readonly [pattern: string, matched: readonly number[]])[];

const facts = (corpus: keyof typeof corpora, matches: Matches): FactTable<MatchFact> => ({
  source,
  rows: matches.flatMap(([pattern, matched]) =>
    corpora[corpus].map((message, i) => ({ pattern, message, matched: matched.includes(i) })),
  ),
});

export const terms = facts("terms", [
  ["?ERROR ?ARGUMENTS -REQUEST", [2, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17]],
  ["ERROR -ARGUMENTS", [1, 5, 6, 8, 9, 10]],
  ["-ERROR", [2, 3, 4, 7, 14, 15, 16, 17]],
  ['"INTERNAL SERVER ERROR"', [5]],
  ["error", [4, 7]],
  ['"hello-world"', [16]],
  ['ERROR -"BAD REQUEST"', [0, 5, 6, 8, 9, 10, 11, 12, 13]],
]);

export const expressions = facts("expressions", [
  [String.raw`%^ERROR\s[0-9]{3}$%`, [0, 16]],
  ["%ERROR|WARN%", [0, 1, 2, 3, 4, 16]],
  ["%^colou?r$%", [6, 7]],
  [String.raw`%10\.10\.0\.1%`, [9]],
  ["%10.10.0.1%", [9, 10]],
  [String.raw`%\x21%`, [11]],
  ["%^[^a-z]+$%", [0, 1, 2, 3, 9, 10, 16]],
  ["%^a*b$%", [14]],
]);

export const values = facts("values", [
  ["{ $.v = 1 }", [8, 9, 10, 11, 28]],
  ["{ $.v != 1 }", [2, 5, 6, 7, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 25, 26, 27]],
  ["{ $.v > 1 }", [14, 15, 27]],
  ["{ $.v < 1 }", [7, 13]],
  ["{ $.v >= 1 }", [8, 9, 10, 14, 15, 27, 28]],
  ["{ $.v <= 1 }", [7, 8, 9, 10, 13, 28]],
  ["{ $.v = 1e+0 }", [8, 9, 10, 28]],
  ["{ $.v = -1 }", [13]],
  ['{ $.v = "1" }', [8, 11, 28]],
  ['{ $.v = "Alpha" }', [17]],
  ['{ $.v != "Alpha" }', [2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21, 25, 26, 27, 28]],
  ['{ $.v = "Alpha*" }', [17, 19]],
  ['{ $.v = "*Alpha" }', [17, 20]],
  ['{ $.v = "a?b" }', [26]],
  ['{ $.v = "" }', [21]],
  ["{ $.v = %^Al.*% }", [17, 19]],
  ["{ $.v IS NULL }", [1, 24]],
  ["{ $.v NOT EXISTS }", [0]],
  ["{ $.v IS TRUE }", [3]],
  ["{ $.v IS FALSE }", [4]],
  ["{ $.v = true }", [5]],
  ["{ $.v = * }", [2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 25, 26, 27, 28]],
]);

export const paths = facts("paths", [
  ['{ $.nested.value = "hit" }', [0]],
  ["{ $.['cluster.name'] = \"flat\" }", [0]],
  ['{ $.cluster.name = "flat" }', [1]],
  ['{ $.arr[0] = "hit" }', [1, 7]],
  ['{ $.arr[*] = "hit" }', [0, 1, 7, 8]],
  ['{ $.* = "hit" }', [4, 5, 6]],
  ["{ $.matrix[0][1] = 1 }", [0]],
  ["{ $.items[*].a = 1 && $.items[*].b = 2 }", [0, 1, 7]],
  ["{ $.a = 1 && $.c = 3 }", [3]],
  ["{ $.a = 1 || $.b = 2 && $.c = 3 }", [0, 1, 3]],
  ["{ ($.a = 1 || $.b = 2) && $.c = 3 }", [1, 3]],
  ["{ $.nested.value NOT EXISTS }", [2, 3, 6, 7, 8, 9]],
]);

export const refusals: FactTable<RefusalFact> = {
  source,
  rows: ["ERR*", "%^(ERROR|WARN)%", "%hello!%", "%café%", "%ERROR(?= 500)%", "%[abc%", "{ $.v = null }"].map(
    (pattern) => ({ pattern, refused: true }),
  ),
};

/** Limits that AWS accepted: regular expressions in one pattern, and patterns with regular expressions in one log group. */
export const limits: FactTable<{
  readonly inOnePattern: number;
  readonly patterns: number;
  readonly admitted: boolean;
}> = {
  source: stackd("docs/logs.md"),
  rows: [
    { inOnePattern: 2, patterns: 1, admitted: true },
    { inOnePattern: 3, patterns: 1, admitted: false },
    { inOnePattern: 2, patterns: 3, admitted: true },
    { inOnePattern: 1, patterns: 5, admitted: true },
    { inOnePattern: 1, patterns: 6, admitted: false },
  ],
};
