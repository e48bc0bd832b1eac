import { detections } from "../../../../detections/catalog/all";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { isJunction } from "../../../../aws-semantics/filter-pattern/expression";
import { printJsonPattern } from "../../../../aws-semantics/filter-pattern/json-pattern";
import { lostByFilter } from "../../../../aws-semantics/pattern-comparison/filter-patterns";
import { Dice } from "../../../support/dice";

const nothing = { kind: "nothing" };
const lost = (example: string) => ({ kind: "event", example });
const name = (...names: readonly string[]) => `{ ${names.map((one) => `($.eventName = "${one}")`).join(" || ")} }`;

describe("a filter pattern loses no event", () => {
  test.each([
    ["white space", '{ $.a = "b" }', '{$.a="b"}'],
    ["another order", name("A", "B"), name("B", "A")],
    ["another name", name("A"), name("A", "B")],
    ["a wildcard instead of names", name("DeleteTrail", "DeleteBucket"), name("Delete*")],
    ["a removed condition", '{ $.a = "b" && $.c = "d" }', '{ $.a = "b" }'],
    ["a lower limit", "{ $.a > 4 }", "{ $.a > 3 }"],
    ["an inclusive limit", "{ $.a > 3 }", "{ $.a >= 3 }"],
    [
      "a distributed conjunction",
      "{ $.a = 1 && ($.b = 2 || $.c = 3) }",
      "{ ($.a = 1 && $.b = 2) || ($.a = 1 && $.c = 3) }",
    ],
    ["an additional regular expression", "{ $.a = %^x% }", "{ $.a = %^x% || $.b = %y% }"],
    ["unchanged overlapping fields", '{ $.a[*] = "x" }', '{ $.a[*] = "x" || $.a[0] = "y" }'],
    ["no terms", "ERROR", ""],
    ["an additional optional term", "?ERROR", "?ERROR ?WARN"],
    ["a removed exclusion", "ERROR -debug", "ERROR"],
    ["a shorter term", '"an ERROR"', "ERROR"],
    ["a longer exclusion", "ERROR -debug", 'ERROR -"debug "'],
    ["the empty pattern", "-debug", '"" -debug'],
    ["one of a group of terms that every line contains", "?ERRORS ?WARN", "?ERROR ?WAR ?DEBUG"],
    ["a required term that becomes optional", "ERRORS", "?ERROR ?WARN"],
    ["optional terms without an effect", "ERROR", "ERROR ?WARN"],
    ["an unchanged regular expression", "%^x% ERROR", "%^x%"],
    ["many terms", [..."abcdefghijkl"].join(" "), [..."lkjihgfedcba"].join(" ")],
  ])("a filter pattern loses no event with %s", (_, before, after) => {
    expect(lostByFilter(before, after)).toEqual(nothing);
  });
});

describe("a filter pattern loses an event", () => {
  test.each([
    ["a removed name", name("A", "B"), name("A"), '{"eventName":"B"}'],
    ["a name instead of a wildcard", name("Delete*"), name("Delete"), '{"eventName":"Delete(any other)"}'],
    [
      "an exclusion",
      name("A"),
      '{ ($.eventName = "A") && ($.user != "deployer") }',
      '{"eventName":"A","user":"deployer"}',
    ],
    ["an additional condition", '{ $.a = "b" }', '{ $.a = "b" && $.c = "d" }', '{"a":"b","c":"(any other)"}'],
    ["a field that must be absent", '{ $.a = "b" }', '{ $.a = "b" && $.c NOT EXISTS }', '{"a":"b","c":"(any other)"}'],
    ["a higher limit", "{ $.a > 3 }", "{ $.a > 4 }", '{"a":4}'],
    ["an exclusive limit", "{ $.a >= 3 }", "{ $.a > 3 }", '{"a":3}'],
    ["an upper limit", "{ $.a > 3 }", "{ $.a > 3 && $.a < 3.2 }", '{"a":3.2}'],
    ["null instead of absence", "{ $.a NOT EXISTS }", "{ $.a IS NULL }", "{}"],
    ["false instead of true", "{ $.a.b IS TRUE }", "{ $.a.b IS FALSE }", '{"a":{"b":true}}'],
    ["one element instead of every element", '{ $.a[*] = "x" }', '{ $.a[*] = "y" }', '{"a":["x"]}'],
    [
      "a third part",
      '{ $.a = "*x*" && $.a = "*y*" }',
      '{ $.a = "*x*" && $.a = "*y*" && $.a = "*z*" }',
      '{"a":"(any other)x(any other)y(any other)"}',
    ],
    [
      "every value except an object",
      "{ $.a = 1 }",
      '{ $.a = 1 && ($.b NOT EXISTS || $.b IS NULL || $.b IS TRUE || $.b IS FALSE || $.b = "*") }',
      '{"a":"1","b":{}}',
    ],
    ["a changed regular expression", "{ $.a = %^stop% }", "{ $.a = %^start% }", '{"a":"stop"}'],
    ["conditions instead of none", "", "{ $.a = 1 }", "(any other)"],
    ["an additional term", "ERROR", "ERROR payment", "ERROR (any other)"],
    ["an excluded term", "ERROR", "ERROR -debug", "ERROR debug (any other)"],
    ["a space after a term", "ERROR", '"ERROR "', "ERROR(any other)"],
    ["a fixed order", "ERROR timeout", '"timeout ERROR"', "ERROR timeout (any other)"],
    ["a term beside another term", "ERROR timeout", '"ERROR timeout"', "ERROR(any other)timeout(any other)"],
    ["a space after a term that another term contains", "ab bc", 'ab bc "ab "', "ab(any other)bc(any other)"],
    ["a shorter exclusion", 'ERROR -"debug "', "ERROR -debug", "ERROR(any other)debug(any other)"],
    ["a removed optional term", "?ERROR ?WARN", "?ERROR", "WARN (any other)"],
    [
      "a required term, which removes the effect of optional terms",
      "?ERROR ?WARN",
      "?ERROR ?WARN x",
      "ERROR (any other)",
    ],
    [
      "a part that is a digit",
      '{ $.a = "arn:*" && $.a = "*admin" }',
      '{ $.a = "arn:*" && $.a = "*admin" && $.a = "*1*" }',
      '{"a":"arn:(any other)admin"}',
    ],
    [
      "parts that are all digits of a random string",
      '{ $.a = "x*" }',
      `{ $.a = "x" || ${[..."0123456789abcdef"].map((digit) => `$.a = "*${digit}"`).join(" || ")} }`,
      '{"a":"x(any other)"}',
    ],
  ])("a filter pattern loses an event with %s", (_, before, after, example) => {
    expect(lostByFilter(before, after)).toEqual(lost(example));
  });

  test("a filter pattern loses an event if it excludes every fixed sample of an earlier version of the comparison", () => {
    const others = ["other", "any other", "x", "test"].map((text) => `$.user = "${text}"`).join(" || ");

    expect(lostByFilter(name("A"), `{ ($.eventName = "A") && (${others}) }`)).toEqual(
      lost('{"eventName":"A","user":"(any other)"}'),
    );
  });

  test("the example of the event that a filter pattern loses is short", () => {
    const long = "x".repeat(900);
    const { example } = lostByFilter(`{ $.a = "${long}" }`, "{ $.a = 1 }") as { readonly example: string };

    expect(example.length).toBe(301);
    expect(example).toMatch(/^\{"a":"x+…$/);
  });
});

describe("samples cannot compare filter patterns with", () => {
  test.each([
    ["a pattern that AWS does not support", name("A"), "{ $.eventName = }"],
    ["a changed regular expression", "{ $.a = %^stop% }", "{ $.a = %^sto% }"],
    ["overlapping fields", '{ $.a[0] = "x" && $.a[1] = "x" }', '{ $.a[*] = "x" }'],
    [
      "too many parts of a field",
      `{ ${[..."abcdef"].map((part) => `$.a = "*${part}*"`).join(" && ")} }`,
      '{ $.a = "*a*" && $.a != "zz" }',
    ],
    [
      "a limit beside a wildcard",
      '{ $.b = 1 || ($.a = "-3*" && $.a < -100) }',
      '{ $.b = 1 || ($.a = "-3*" && $.a < -100 && $.a > -1000) }',
    ],
    [
      "a regular expression beside a wildcard",
      "{ $.b = 1 || $.a = %^[a-z]{3}$% }",
      '{ $.b = 1 || ($.a = %^[a-z]{3}$% && $.a = "a*") }',
    ],
    ["terms that become JSON", "{ $.a = 1 }", "a"],
    ["terms that match no line", "ERROR -ERR", "WARN"],
    ["too many terms", [..."abcdefghijkl"].join(" "), `${[..."abcdefghijkl"].join(" ")} m`],
  ])("%s", (_, before, after) => {
    expect(lostByFilter(before, after)).toEqual({ kind: "undecided", why: expect.stringMatching(/\w/) });
  });
});

describe.each(detections.map(({ id, pattern }) => [id, pattern] as const))("the detection %s", (_, pattern) => {
  const { condition } = parseFilterPattern(pattern) as ReturnType<typeof jsonOf>;

  test("loses no event if a name is added", () => {
    expect(
      lostByFilter(
        pattern,
        printJsonPattern({ kind: "json", condition: { kind: "or", operands: [condition, further] } }),
      ),
    ).toEqual(nothing);
  });

  test("loses an event by an exclusion, which the example proves", () => {
    const narrowed = printJsonPattern({ kind: "json", condition: { kind: "and", operands: [condition, exception] } });
    const found = lostByFilter(pattern, narrowed);

    expect(found.kind).toBe("event");
    const event: unknown = JSON.parse((found as { readonly example: string }).example);
    expect([matches(parseFilterPattern(pattern), event), matches(parseFilterPattern(narrowed), event)]).toEqual([
      true,
      false,
    ]);
  });
});

const jsonOf = (text: string) => {
  const pattern = parseFilterPattern(text);
  if (pattern.kind !== "json") throw new Error(`expected a JSON pattern, got ${text}`);
  return pattern;
};
const leafOf = (text: string) => {
  const { condition } = jsonOf(text);
  if (isJunction(condition)) throw new Error(`expected one condition, got ${text}`);
  return condition;
};
const further = leafOf('{ $.furtherName = "NoSuchCall" }');
const exception = leafOf('{ $.exceptedUser != "deployer" }');

describe("the comparison of random patterns", () => {
  const dice = new Dice(7);
  const values = [
    '= "x"',
    '= "x*"',
    '= "*x"',
    '= "*x*"',
    '!= "xy"',
    '!= "*y"',
    "= 1",
    "!= 1",
    "> 1",
    "<= 2",
    "NOT EXISTS",
    "IS NULL",
  ];
  const condition = () => `$.${dice.pick(["a", "b"])} ${dice.pick(values)}`;
  const group = () => dice.list(1, 3, condition).join(dice.pick([" && ", " || "]));
  const pattern = () => `{ (${group()}) ${dice.pick(["&&", "||"])} (${group()}) }`;
  const samples = [undefined, null, true, {}, "x", "xy", "yx", "axb", "yxy", "y", "", "1", 0, 1, 1.5, 2, 3];
  const events = samples.flatMap((a) => samples.map((b) => JSON.parse(JSON.stringify({ a, b })) as unknown));
  const pairs = Array.from({ length: 1_500 }, () => [pattern(), pattern()] as const);

  test("the comparison of random patterns is correct for every event of a grid", () => {
    const answers = { nothing: 0, event: 0, undecided: 0 };
    for (const [before, after] of pairs) {
      const [old, next] = [parseFilterPattern(before), parseFilterPattern(after)];
      const isLost = events.some((event) => matches(old, event) && !matches(next, event));
      const answer = lostByFilter(before, after);
      answers[answer.kind] += 1;
      if (isLost) expect({ before, after, kind: answer.kind }).not.toMatchObject({ kind: "nothing" });
      if (answer.kind !== "event") continue;
      const event: unknown = JSON.parse(answer.example.replaceAll('"(any other number)"', "987654.25"));
      expect({ before, after, isProven: matches(old, event) && !matches(next, event) }).toMatchObject({
        isProven: true,
      });
    }

    expect(answers.nothing).toBeGreaterThan(50);
    expect(answers.event).toBeGreaterThan(500);
    expect(answers.undecided).toBeLessThan(pairs.length / 4);
  });
});

test("the comparison of random terms is correct for every line of a grid", () => {
  const dice = new Dice(13);
  const letters = ["a", "b", " "];
  const term = () => `${dice.pick(["", "", "?", "-"])}"${dice.list(1, 3, () => dice.pick(letters)).join("")}"`;
  const pattern = () => dice.list(1, 3, term).join(" ");
  const extended = (lines: readonly string[]) => lines.flatMap((line) => ["a", "b", " ", "."].map((end) => line + end));
  const grid = [1, 2, 3, 4, 5].reduce<string[][]>((grown) => [...grown, extended(grown.at(-1) ?? [])], [[""]]).flat();
  const answers = { nothing: 0, event: 0, undecided: 0 };

  for (let i = 0; i < 500; i++) {
    const [before, after] = [pattern(), pattern()];
    const [old, next] = [parseFilterPattern(before), parseFilterPattern(after)];
    const isLost = grid.some((line) => matches(old, line) && !matches(next, line));
    const answer = lostByFilter(before, after);
    answers[answer.kind] += 1;
    if (isLost) expect({ before, after, ...answer }).toMatchObject({ kind: "event" });
    if (answer.kind !== "event") continue;
    const line = answer.example.replaceAll("(any other)", ".");
    expect({ before, after, line, isProven: matches(old, line) && !matches(next, line) }).toMatchObject({
      isProven: true,
    });
  }

  expect(answers.nothing).toBeGreaterThan(30);
  expect(answers.event).toBeGreaterThan(200);
  expect(answers.undecided).toBeLessThan(100);
});
