import { type FactTable, stackd } from "../fact-table";

/** An event pattern, and whether EventBridge accepted it. The reason of each refusal was the complexity. */
export interface AdmissionFact {
  /** The name of the observation in the source. */
  readonly what: string;
  readonly input: object;
  readonly expected: "accepted" | "too complex";
}

const field = (...value: unknown[]) => ({ detail: { value } });
const wildcards = (...texts: string[]) => field(...texts.map((wildcard) => ({ wildcard })));
const negated = (...wildcard: string[]) => field({ "anything-but": { wildcard } });
const scalar = { "anything-but": { wildcard: "*a*" } };
const list = { "anything-but": { wildcard: ["*a*"] } };
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const stars = (count: number, tail = "") => "*a".repeat(count) + tail;
const numbered = (count: number) => times(count, (i) => `*a${i}*`);

/** Two alternatives that share the next field if their own fields have the same meaning. The field then has 12 wildcards. */
const shared = (one: unknown, other: unknown) => ({
  $or: [
    { a: [one], z: times(6, (i) => ({ wildcard: `${i}` })) },
    { a: [other], z: times(6, (i) => ({ wildcard: `${i + 6}` })) },
  ],
});
const behind = (aaa: unknown) => ({ aaa: [aaa], zzz: [{ wildcard: stars(8) }] });
const before = (zzz: unknown) => ({ aaa: [{ wildcard: stars(8) }], zzz: [zzz] });
const accepted = (what: string, input: object): AdmissionFact => ({ what, input, expected: "accepted" });
const tooComplex = (what: string, input: object): AdmissionFact => ({ what, input, expected: "too complex" });

/** Wildcards of one field, as values and negated. */
const mixtures: readonly (readonly [number, boolean, boolean, ...string[]])[] = [
  [0, false, false, "a*bc", "abc*d", "ab*b*", "*éé*", "*abcabc*", "*a*a*a", "a*\\\\"],
  [1, true, true, "a*\\\\", "*éé*"],
  [2, true, true, "a*\\*", "a*bb"],
  [3, true, true, "a*\\\\", "a*\\*", "literal"],
  [4, false, true, "a*bb", "*aba*", "*ab*ad", "*ab*ad", "*🙂*"],
  [5, true, true, "ab*b*", "abc*d"],
  [6, true, true, "*a*a*a", "literal", "a\\*b*", "a*bb", "literal", "a*bc", "abc*d", "ab*c"],
  [7, true, true, "ab*b*", "*aba*"],
  [8, true, true, "*éé*", "*aba*"],
  [9, false, true, "a*\\*", "ab*b*", "ab*b*", "*aba*", "ab*c", "literal", "a*bc"],
  [11, true, true, "a*\\\\", "literal", "a\\*b*", "*éé*", "*🙂*"],
  [12, true, true, "*🙂*", "*éé*", "*abcabc*"],
  [13, false, false, "abc*d", "*a*a*a", "literal", "abc*d", "*abcabc*", "*éé*"],
  [14, false, false, "a\\*b*", "a\\*b*", "*a*a*a", "*aba*", "a*\\\\", "*ab*ad", "a*bb"],
  [15, true, true, "a\\*b*", "ab*b*", "literal", "a*\\*", "a*bb", "a*\\\\"],
  [16, true, true, "a\\*b*", "*🙂*"],
  [29, false, false, "a\\*b*", "*a*a*a", "a*bc", "*🙂*", "*abcabc*", "a*\\\\"],
];

const rows: readonly AdmissionFact[] = [
  ...[1, 4, 5].map((count) => accepted(`stars-${count}`, wildcards(stars(count)))),
  ...[6, 7, 10, 15, 20, 25, 30, 40, 50, 75].map((count) => tooComplex(`stars-${count}`, wildcards(stars(count)))),
  accepted("boundary-stars-4-tail-True", wildcards(stars(4, "*"))),
  ...[5, 6, 7].map((count) => tooComplex(`boundary-stars-${count}-tail-True`, wildcards(stars(count, "*")))),
  ...[30, 50].map((count) => tooComplex(`negated-stars-${count}`, negated(stars(count)))),
  ...[6, 7].map((count) => accepted(`boundary-repeated-${count}`, wildcards(`*${"abc".repeat(count)}*`))),
  tooComplex("boundary-disjoint-12", wildcards(...times(12, (i) => `${i}*x`))),
  accepted("boundary-negated-set-12", negated(...times(12, (i) => `${i}*x`))),
  tooComplex("boundary-no-stars-12", wildcards(...times(12, String))),
  tooComplex("boundary-or-12", { detail: { $or: times(12, (i) => ({ value: [{ wildcard: `${i}*x` }] })) } }),
  accepted("boundary-fields-12", {
    detail: Object.fromEntries(times(12, (i) => [`${i}`, [{ wildcard: "*a*" }]])),
  }),
  ...[5, 10].map((count) => tooComplex(`boundary-duplicate-${count}`, wildcards(...times(count, () => "*a*")))),
  ...[2, 3, 4].map((count) => accepted(`boundary-grouped-shared-${count}`, negated(...numbered(count)))),
  ...[5, 10].map((count) => tooComplex(`boundary-negated-shared-${count}`, negated(...numbered(count)))),
  accepted("boundary-utf8-5", wildcards(`*${"🙂".repeat(5)}*`)),
  ...[10, 20].map((count) => tooComplex(`boundary-utf8-${count}`, wildcards(`*${"🙂".repeat(count)}*`))),
  accepted("boundary-before-False", behind({ exists: false })),
  tooComplex("boundary-before-True", behind({ exists: true })),
  tooComplex("boundary-before-literal", behind("literal")),
  tooComplex("boundary-after-False", before({ exists: false })),
  tooComplex("boundary-after-True", before({ exists: true })),
  tooComplex("boundary-after-literal", before("literal")),
  accepted("boundary-or-different-prefix", {
    $or: times(11, (i) => ({ a: [`${i}`], z: [{ wildcard: `${i}*` }] })),
  }),
  tooComplex("boundary-or-shared-prefix", { $or: times(11, (i) => ({ a: ["same"], z: [{ wildcard: `${i}*` }] })) }),
  accepted("boundary-identical-stars-2", wildcards("*a*", "*a*")),
  tooComplex("boundary-identical-stars-11", wildcards(...times(11, () => "*a*"))),
  ...[2, 11].map((count) =>
    accepted(`boundary-identical-literal-${count}`, wildcards(...times(count, () => "literal"))),
  ),
  ...[10, 11].map((count) => tooComplex(`boundary-identical-negated-${count}`, field(...times(count, () => scalar)))),
  ...[10, 11].map((count) =>
    accepted(`boundary-negated-identical-list-${count}`, negated(...times(count, () => "*a*"))),
  ),
  ...[3, 4].map((count) =>
    accepted(`boundary-negated-scalar-array-${count}`, field(scalar, ...times(count - 1, () => list))),
  ),
  tooComplex("boundary-negated-scalar-array-5", field(scalar, list, list, list, list)),
  ...[4, 5].map((count) =>
    tooComplex(
      `boundary-negated-order-${count}`,
      field(
        { "anything-but": { wildcard: numbered(count) } },
        { "anything-but": { wildcard: numbered(count).toReversed() } },
      ),
    ),
  ),
  ...[10, 11].map((count) =>
    tooComplex(`boundary-or-common-wildcard-${count}`, {
      a: [{ wildcard: "*a*" }],
      $or: times(count, (i) => ({ z: [`${i}`] })),
    }),
  ),
  ...mixtures.flatMap(([id, isAccepted, isNegationAccepted, ...texts]) => [
    (isAccepted ? accepted : tooComplex)(`boundary-mixture-${id}`, wildcards(...texts)),
    (isNegationAccepted ? accepted : tooComplex)(`boundary-mixture-negated-${id}`, negated(...texts)),
  ]),
  tooComplex(
    "review-identity-negated-set-order",
    shared({ "anything-but": ["a", "b"] }, { "anything-but": ["b", "a"] }),
  ),
  tooComplex("review-identity-negated-scalar-list", shared({ "anything-but": "a" }, { "anything-but": ["a"] })),
  tooComplex("review-identity-numeric-literal-equals", shared(1, { numeric: ["=", 1] })),
  ...["prefix", "suffix", "equals-ignore-case", "wildcard"].map((operator) =>
    tooComplex(
      `boundary-negated-identity-${operator}`,
      shared({ "anything-but": { [operator]: "a" } }, { "anything-but": { [operator]: ["a"] } }),
    ),
  ),
];

/** Answers of `PutRule` and `TestEventPattern` to wildcards. */
export const admissionFacts: FactTable<AdmissionFact> = {
  source: stackd("testdata/aws/eventbridge/pattern_admission.json"),
  rows,
};
