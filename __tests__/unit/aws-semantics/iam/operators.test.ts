import { unmetConditions } from "../../../../aws-semantics/iam/conditions";
import { operatorNames } from "../../../../aws-semantics/iam/operators";
import { arn } from "../../../../sample-data/values";

const key = "aws:TestKey";

/** Returns whether `{operator: {key: wanted}}` is true for a request whose key has these values. */
const holds = (operator: string, wanted: string | readonly string[], ...got: readonly (string | readonly string[])[]) =>
  unmetConditions({ [operator]: { [key]: wanted } }, new Map(got.map((value) => [key.toLowerCase(), value]))).length ===
  0;

interface Row {
  /** The value in the policy. */
  readonly policy: string;

  /** Values of requests that match the value of the policy, and values that do not match. */
  readonly same: readonly string[];
  readonly other: readonly string[];

  /** Values that cannot be compared. For them, neither the operator nor its negation is true. */
  readonly unreadable?: readonly string[];
}

const queue = (name: string, account = "1") => arn("sqs", "eu-west-1", account, name);
const exact: Row = { policy: "Audit", same: ["Audit"], other: ["audit", "Audits", ""] };
const anyCase: Row = { policy: "Audit", same: ["Audit", "aUDIT"], other: ["Audits", ""] };
const wildcard: Row = { policy: "au?it-*", same: ["audit-", "auXit-a/b:c"], other: ["auit-", "Audit-", "xaudit-"] };
const arns: Row = {
  policy: queue("audit-*", "?"),
  same: [queue("audit-"), queue("audit-a:b", "2")],
  other: [queue("audit-x", "12"), queue("x")],
  unreadable: ["audit-x", "*"],
};
const addresses: Row = {
  policy: "203.0.113.0/24",
  same: ["203.0.113.0", "203.0.113.255"],
  other: ["203.0.112.255", "203.0.114.0", "2001:db8::1"],
  unreadable: ["no address"],
};
const number = (same: readonly string[], other: readonly string[]): Row => ({
  policy: "1.2",
  same,
  other: [...other, "many"],
});
const time = (same: readonly string[], other: readonly string[]): Row => ({
  policy: "2026-01-31T12:00:00Z",
  same,
  other: [...other, "noon"],
});
const before = ["2026-01-31T11:59:59Z", "1769860799"];
const at = ["2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00", "1769860800"];
const after = ["2026-01-31T12:00:01Z", "1769860801"];

const affirmative: Record<string, Row> = {
  StringEquals: exact,
  StringEqualsIgnoreCase: anyCase,
  StringLike: wildcard,
  ArnEquals: arns,
  ArnLike: arns,
  NumericEquals: number(["1.2", "1.20"], ["1.1", "1.3"]),
  NumericLessThan: number(["1.1", "-2"], ["1.2", "1.3"]),
  NumericLessThanEquals: number(["1.1", "1.2"], ["1.3"]),
  NumericGreaterThan: number(["1.3", "10"], ["1.2", "1.1"]),
  NumericGreaterThanEquals: number(["1.3", "1.2"], ["1.1"]),
  DateEquals: time(at, [...before, ...after]),
  DateLessThan: time(before, [...at, ...after]),
  DateLessThanEquals: time([...before, ...at], after),
  DateGreaterThan: time(after, [...at, ...before]),
  DateGreaterThanEquals: time([...at, ...after], before),
  Bool: { policy: "true", same: ["true", "True"], other: ["false", "yes"] },
  BinaryEquals: { policy: "QUJD", same: ["QUJD"], other: ["QUJE", "QUJD ", ""] },
  IpAddress: addresses,
};

const negated: Record<string, Row> = {
  StringNotEquals: exact,
  StringNotEqualsIgnoreCase: anyCase,
  StringNotLike: wildcard,
  ArnNotEquals: arns,
  ArnNotLike: arns,
  NumericNotEquals: number(["1.2", "1.20"], ["1.1"]),
  DateNotEquals: time(at, [...before, ...after]),
  NotIpAddress: addresses,
};

test("this test has a row for every operator", () => {
  expect([...Object.keys(affirmative), ...Object.keys(negated)].toSorted()).toEqual(operatorNames.toSorted());
});

describe.each(Object.entries(affirmative))("%s", (operator, { policy, same, other, unreadable = [] }) => {
  test("matches only the value of the policy", () => {
    for (const value of same) expect([value, holds(operator, policy, value)]).toEqual([value, true]);
    for (const value of [...other, ...unreadable]) {
      expect([value, holds(operator, policy, value)]).toEqual([value, false]);
    }
  });

  test("does not match a request without the key, unless IfExists is set", () => {
    expect(holds(operator, policy)).toBe(false);
    expect(holds(`${operator}IfExists`, policy)).toBe(true);
    expect(holds(`${operator}IfExists`, policy, other[0] ?? "")).toBe(false);
    expect(holds(`${operator}IfExists`, policy, same[0] ?? "")).toBe(true);
  });

  test(`${operator} with ForAllValues requires all values and accepts none, and with ForAnyValue requires one`, () => {
    const [good = "", bad = ""] = [same[0], other[0]];

    expect([[good], [good, bad], [bad], []].map((got) => holds(`ForAllValues:${operator}`, policy, got))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([[good], [good, bad], [bad], []].map((got) => holds(`ForAnyValue:${operator}`, policy, got))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(holds(`ForAllValues:${operator}`, policy)).toBe(true);
    expect(holds(`ForAnyValue:${operator}`, policy)).toBe(false);
    expect(holds(`ForAnyValue:${operator}IfExists`, policy)).toBe(true);
  });
});

describe.each(Object.entries(negated))("%s", (operator, { policy, same, other, unreadable = [] }) => {
  test("matches every comparable value except the value of the policy", () => {
    for (const value of [...same, ...unreadable]) {
      expect([value, holds(operator, policy, value)]).toEqual([value, false]);
    }
    for (const value of other) expect([value, holds(operator, policy, value)]).toEqual([value, true]);
  });

  test("matches a request without the key, with and without IfExists", () => {
    expect(holds(operator, policy)).toBe(true);
    expect(holds(`${operator}IfExists`, policy)).toBe(true);
    expect(holds(`${operator}IfExists`, policy, same[0] ?? "")).toBe(false);
  });

  test(`${operator} with ForAllValues requires that no value matches, and with ForAnyValue that at least one value does not match`, () => {
    const [good = "", bad = ""] = [same[0], other[0]];

    expect([[bad], [good, bad], [good], []].map((got) => holds(`ForAllValues:${operator}`, policy, got))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect([[bad], [good, bad], [good], []].map((got) => holds(`ForAnyValue:${operator}`, policy, got))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(holds(`ForAnyValue:${operator}`, policy)).toBe(false);
  });
});

describe("several values in a policy", () => {
  test("several values in a policy are alternatives", () => {
    expect(["a", "b", "c"].map((value) => holds("StringEquals", ["a", "b"], value))).toEqual([true, true, false]);
  });

  test("several values in a policy are all excluded by a negated operator", () => {
    expect(["a", "b", "c"].map((value) => holds("StringNotEquals", ["a", "b"], value))).toEqual([false, false, true]);
  });
});

describe("Null", () => {
  test.each([
    ["true", false, true],
    ["false", true, false],
  ])("Null with %s matches a request with the key: %s, and without the key: %s", (wanted, present, absent) => {
    expect([holds("Null", wanted, "value"), holds("Null", wanted)]).toEqual([present, absent]);
    expect(holds("Null", wanted, [])).toBe(absent);
  });
});

test("a statement matches only if every condition, operator and key matches", () => {
  const context = new Map([
    ["aws:a", "1"],
    ["aws:b", "2"],
  ]);
  const unmet = (a: string, b: string) =>
    unmetConditions({ StringEquals: { "aws:A": a }, NumericEquals: { "aws:B": b } }, context).map(
      ({ key: name }) => name,
    );

  expect(unmet("1", "2")).toEqual([]);
  expect(unmet("1", "3")).toEqual(["aws:B"]);
  expect(unmet("2", "3")).toEqual(["aws:A", "aws:B"]);
});

describe("a range of addresses", () => {
  test.each([
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["0.0.0.0/0", "198.51.100.1", true],
  ])("%s contains %s: %s", (policy, value, expected) => {
    expect(holds("IpAddress", policy, value)).toBe(expected);
  });
});

describe("a condition that is not supported is refused, not ignored:", () => {
  test.each([
    ["StringEqual", "a", "the condition operator StringEqual cannot be evaluated"],
    ["stringequals", "a", "the condition operator stringequals cannot be evaluated"],
    ["NullIfExists", "true", "the condition operator NullIfExists cannot be evaluated"],
    ["ForEachValue:StringEquals", "a", "the condition operator ForEachValue:StringEquals cannot be evaluated"],
    ["toString", "a", "the condition operator toString cannot be evaluated"],
    ["Bool", "yes", "expected true or false in the policy, got yes"],
    ["Null", "maybe", "expected true or false in the policy, got maybe"],
    ["NumericLessThan", "1.2.3", "expected a number in the policy, got 1.2.3"],
    ["DateLessThan", "tomorrow", "expected a time in the policy, got tomorrow"],
    ["IpAddress", "203.0.113.0/33", "expected an address or a CIDR block in the policy, got 203.0.113.0/33"],
    ["IpAddress", "host", "expected an address or a CIDR block in the policy, got host"],
    ["ArnLike", "role/x", "expected an ARN with six parts in the policy, got role/x"],
  ])("%s with %s", (operator, wanted, message) => {
    expect(() => holds(operator, wanted, "value")).toThrow(message);
  });

  test("the negation of a variable without a value", () => {
    expect(() => holds("StringNotEquals", "${aws:username}", "a")).toThrow(
      "StringNotEquals compares with ${aws:username}, but the request has no value for this variable",
    );
  });
});
