import { alternativesOf } from "../../../../aws-semantics/event-pattern/alternatives";
import { testOf } from "../../../../aws-semantics/event-pattern/value-test";
import { lostByEventPattern } from "../../../../aws-semantics/pattern-comparison/event-patterns";
import { Dice } from "../../../support/dice";
import { eventRules } from "../../../support/event-rules";

const nothing = { kind: "nothing" };
const json = (value: object) => JSON.stringify(value);
const a = (...matchers: readonly unknown[]) => ({ detail: { a: matchers } });

describe("an event pattern loses no event", () => {
  test.each([
    ["another order", a("x", "y"), a("y", "x")],
    ["an additional value", a("x"), a("x", "y")],
    ["a removed field", { source: ["aws.s3"], ...a("x") }, { source: ["aws.s3"] }],
    ["a prefix instead of values", a("PutA", "PutB"), a({ prefix: "Put" })],
    ["an additional range", a({ numeric: [">", 3] }), a({ numeric: [">=", 3] })],
    ["fewer exclusions", a({ "anything-but": ["x", "y"] }), a({ "anything-but": "x" })],
    ["an unchanged wildcard", a({ wildcard: "a*c" }), a({ wildcard: "a*c" }, "x")],
    ["an additional alternative", { $or: [a("x"), { b: ["y"] }] }, { $or: [a("x"), { b: ["y"] }, { c: ["z"] }] }],
    ["the same alternatives in another notation", { $or: [a("x"), a("y")] }, a("x", "y")],
    ["any value instead of one value", a("x"), a({ exists: true })],
  ])("an event pattern loses no event with %s", (_, before, after) => {
    expect(lostByEventPattern(json(before), json(after))).toEqual(nothing);
  });
});

describe("an event pattern loses an event", () => {
  test.each([
    ["a removed value", a("x", "y"), a("x"), { detail: { a: "y" } }],
    ["a value instead of a prefix", a({ prefix: "Put" }), a("Put"), { detail: { a: "Put(any other)" } }],
    ["an additional field", a("x"), { ...a("x"), source: ["aws.s3"] }, { detail: { a: "x" }, source: "(any other)" }],
    ["an exclusion", a({ exists: true }), a({ "anything-but": "deployer" }), { detail: { a: "deployer" } }],
    [
      "an exclusion of another field",
      a("x"),
      { detail: { a: ["x"], user: [{ "anything-but": ["deployer"] }] } },
      { detail: { a: "x", user: "deployer" } },
    ],
    ["a narrower range", a({ numeric: [">", 3] }), a({ numeric: [">", 3, "<", 5] }), { detail: { a: 5 } }],
    ["a removed alternative", { $or: [a("x"), { b: ["y"] }] }, a("x"), { b: "y" }],
    ["a suffix instead of a prefix", a({ suffix: "b" }), a({ prefix: "b" }), { detail: { a: "(any other)b" } }],
    [
      "every digit with which a random string can end",
      a({ prefix: "/" }),
      a("/", ...[..."0123456789abcdef"].map((suffix) => ({ suffix }))),
      { detail: { a: "/(any other)" } },
    ],
    ["another address", a({ cidr: "10.0.0.0/8" }), a({ cidr: "11.0.0.0/8" }), { detail: { a: "10.0.0.0" } }],
    [
      "a shorter wildcard",
      a({ wildcard: "a*c*" }),
      a({ wildcard: "a*c" }),
      { detail: { a: "a(any other)c(any other)" } },
    ],
    [
      "a field with the name of an inherited property",
      a("x"),
      { ...a("x"), ["__proto__x"]: ["y"] },
      { detail: { a: "x" }, __proto__x: "(any other)" },
    ],
  ])("an event pattern loses an event with %s", (_, before, after, event) => {
    expect(lostByEventPattern(json(before), json(after))).toEqual({ kind: "event", example: json(event) });
  });

  test("an event pattern loses an event with matchers that contain escape sequences", () => {
    const after = String.raw`{"a":["/",{"suffix":"\ue000"},{"suffix":"\uE001"}]}`;

    expect(lostByEventPattern('{"a":[{"prefix":"/"}]}', after)).toEqual({
      kind: "event",
      example: json({ a: "/(any other)" }),
    });
  });

  test("the name of a field in an event pattern cannot change the prototype of an object", () => {
    const after = '{"a":["x"],"__proto__":{"polluted":["y"]}}';

    expect(lostByEventPattern('{"a":["x"]}', after)).toMatchObject({ kind: "event" });
    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("samples cannot compare event patterns with", () => {
  test.each([
    ["invalid JSON", json(a("x")), "{"],
    ["no pattern", json(a("x")), ""],
    ["a list", json(a("x")), "[]"],
    ["a field without a list", json(a("x")), '{"source":"aws.s3"}'],
    ["an unknown matcher", json(a("x")), json(a({ unknown: "x" }))],
    ["$or without a list", json(a("x")), '{"$or":{"a":["x"]}}'],
    ["a range without a list", json(a("x")), json(a({ numeric: 3 }))],
    ["a changed wildcard", json(a({ wildcard: "a*cc" })), json(a({ wildcard: "a*c" }))],
    [
      "a field inside another field",
      '{"a":["x"]}',
      '{"a":["x","y"],"$or":[{"a":{"b":[{"exists":false}]}},{"c":[{"exists":false}]},{"c":[{"exists":true}]}]}',
    ],
    [
      "too many alternatives",
      json(a("x")),
      json(Object.fromEntries([["$or", Array.from({ length: 1_001 }, (_, i) => a(String(i)))]])),
    ],
  ])("%s", (_, before, after) => {
    expect(lostByEventPattern(before, after)).toEqual({ kind: "undecided", why: expect.stringMatching(/\w/) });
  });

  test("too many combinations of $or", () => {
    const either = { $or: [{ x: ["1"] }, { y: ["2"] }] };
    const many = json(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`field${i}`, either])));

    expect(lostByEventPattern(json(a("x")), many)).toEqual({
      kind: "undecided",
      why: "the patterns have too many alternatives",
    });
  });
});

describe("each EventBridge rule of this project", () => {
  const patterns = [...new Set(eventRules().map(({ pattern }) => pattern))];

  test("loses an event by an exclusion", () => {
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) {
      const narrowed = json({ ...JSON.parse(pattern), region: [{ "anything-but": "eu-north-1" }] });

      expect({ pattern, ...lostByEventPattern(pattern, narrowed) }).toMatchObject({ kind: "event" });
    }
  });

  test("loses no event by an additional alternative", () => {
    for (const pattern of patterns) {
      const wider = json({ $or: [JSON.parse(pattern), { source: ["further"] }] });

      expect({ pattern, ...lostByEventPattern(pattern, wider) }).toMatchObject(nothing);
    }
  });
});

test("the comparison of random patterns agrees with every sample event", () => {
  const dice = new Dice(11);
  const matchers = [
    "x",
    "y",
    1,
    null,
    true,
    { prefix: "x" },
    { suffix: "x" },
    { "anything-but": ["x", "y"] },
    { "anything-but": { prefix: "x" } },
    { numeric: [">", 1] },
    { numeric: [">=", 1, "<", 3] },
    { exists: true },
    { exists: false },
    { wildcard: "x*y" },
  ];
  const fields = () =>
    Object.fromEntries(dice.list(1, 2, () => [dice.pick(["a", "b"]), dice.list(1, 3, () => dice.pick(matchers))]));
  const pattern = () => (dice.below(2) === 0 ? fields() : { $or: [fields(), fields()] });
  const samples = [undefined, null, true, "x", "xy", "yx", "xax", "y", "", "1", 0, 1, 1.5, 3, 4];
  const events = samples.flatMap((first) =>
    samples.map(
      (second) =>
        new Map([
          ["a", first],
          ["b", second],
        ]),
    ),
  );
  const isMatched = (alternatives: ReturnType<typeof alternativesOf>, event: ReadonlyMap<string, unknown>) =>
    alternatives.some((one) =>
      [...one].every(([field, listed]) => listed.some((matcher) => testOf(matcher)(event.get(field)))),
    );
  const answers = { nothing: 0, event: 0, undecided: 0 };

  for (let i = 0; i < 1_500; i++) {
    const [before, after] = [pattern(), pattern()];
    const [old, next] = [alternativesOf(before), alternativesOf(after)];
    const isLost = events.some((event) => isMatched(old, event) && !isMatched(next, event));
    const answer = lostByEventPattern(json(before), json(after));
    answers[answer.kind] += 1;
    if (isLost) expect({ before, after, kind: answer.kind }).not.toMatchObject({ kind: "nothing" });
    if (answer.kind !== "event") continue;
    const event = new Map(
      Object.entries<unknown>(JSON.parse(answer.example.replaceAll('"(any other number)"', "987654.25"))),
    );
    expect({ before, after, isProven: isMatched(old, event) && !isMatched(next, event) }).toMatchObject({
      isProven: true,
    });
  }

  expect(answers.nothing).toBeGreaterThan(50);
  expect(answers.event).toBeGreaterThan(500);
  expect(answers.undecided).toBeLessThan(375);
});
