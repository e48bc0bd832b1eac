import { UnknownMatcherError, testOf } from "../../../../aws-semantics/event-pattern/value-test";
import { matchingFacts } from "../../../contracts/recorded/eventbridge/pattern-matching";

/** Facts about the matchers of one field, whose value is neither a list nor an object. */
const facts = matchingFacts.rows.flatMap(({ what, pattern, detail, expected }) => {
  const matchers = (pattern as { readonly detail?: { readonly v?: unknown } } | null)?.detail?.v;
  const value = (detail as { readonly v?: unknown }).v;
  return Array.isArray(matchers) && (typeof value !== "object" || value === null)
    ? [{ what, matchers: matchers as readonly unknown[], value, expected }]
    : [];
});
const decided = facts.filter(({ expected }) => expected !== "refused");

test("there are enough recorded answers", () => {
  expect(decided.filter(({ expected }) => expected === "match").length).toBeGreaterThan(40);
  expect(decided.filter(({ expected }) => expected === "no match").length).toBeGreaterThan(60);
});

test.each(decided)("$what has the result that AWS returned", ({ matchers, value, expected }) => {
  expect(matchers.some((matcher) => testOf(matcher)(value)) ? "match" : "no match").toBe(expected);
});

test.each([
  [{ "equals-ignore-case": "aBc" }, ["ABC", "abc"], ["ab", 1]],
  [{ prefix: { "equals-ignore-case": "aB" } }, ["ABC", "abc"], ["ba"]],
  [{ suffix: { "equals-ignore-case": "Yz" } }, ["xYZ", "yz"], ["zy"]],
  [{ cidr: "10.0.0.0/8" }, ["10.0.0.1", "10.255.255.255"], ["11.0.0.0", "9.255.255.255", "a", "2001:db8::1"]],
  [{ cidr: "2001:db8::/32" }, ["2001:db8::1", "2001:db8:ffff::"], ["2001:db9::", "10.0.0.1"]],
  [{ numeric: [">", 3, "<=", 5] }, [4, 5], [3, 6, "4"]],
  [{ numeric: [">=", 3, "<", 5] }, [3, 4.9], [2.9, 5]],
  [{ "anything-but": { "equals-ignore-case": ["a", "b"] } }, ["c", 1, null], ["A", "b", undefined]],
  [{ "anything-but": { prefix: "a" } }, ["b"], ["ab"]],
  [{ "anything-but": { wildcard: "a*c" } }, ["ab"], ["ac", "abc"]],
  [{ wildcard: "a.c*" }, ["a.c", "a.cd"], ["abc"]],
  [{ exists: true }, ["", null, 0, false], [undefined]],
  [{ exists: false }, [undefined], ["", null]],
] as const)("%j matches %j, and not %j", (matcher, matched, others) => {
  const test = testOf(matcher);

  expect(matched.filter((value) => !test(value))).toEqual([]);
  expect(others.filter((value) => test(value))).toEqual([]);
});

test.each([
  { unknown: "a" },
  {},
  { prefix: "a", suffix: "b" },
  { prefix: 1 },
  { exists: "yes" },
  { numeric: [] },
  { numeric: ["!=", 1] },
  { numeric: [">", "1"] },
  { numeric: [">", 1, "<"] },
  { cidr: "10.0.0.0" },
  { cidr: "10.0.0.0/33" },
  { cidr: "everywhere/8" },
  { "anything-but": null },
  { "anything-but": { unknown: "a" } },
  { "anything-but": { prefix: "a", suffix: "b" } },
])("a matcher %j is unknown", (matcher) => {
  expect(() => testOf(matcher)).toThrow(UnknownMatcherError);
});
