import { Token } from "cdktf";
import { Construct } from "constructs";
import { logRetentionPeriods } from "../../../../aws-semantics/values/forms";
import {
  arnOfBucket,
  checkInput,
  eachFormed,
  eachKnown,
  exactly,
  checkAgreement,
  checkForm,
  checkKnown,
  logRetention,
  notEmpty,
  wholeNumber,
} from "../../../../modules/input/input";
import { synth } from "../../../support/synth";

const form = { pattern: /^a+$/, expected: "expected letters a" };
const later = Token.asString({ resolve: () => "later" });
const laterNumber = Token.asNumber({ resolve: () => 1 });

test.each([
  ["an undefined value", undefined, undefined],
  ["a value of the expected form", "aa", undefined],
  ["a value that is unknown until apply", later, undefined],
  ["a string that contains such a value", `b-${later}`, undefined],
  ["a value of another form", "ab", 'p: expected letters a, got "ab"'],
  ["an empty value", "", 'p: expected letters a, got ""'],
])("formed checks %s", (_, value, problem) => {
  expect(checkForm("p", value, form)).toBe(problem);
});

test("each value of a list is checked, and its problem contains its index", () => {
  expect(eachFormed("p", ["a", "b"], form)).toEqual([undefined, 'p[1]: expected letters a, got "b"']);
  expect(eachFormed("p", undefined, form)).toEqual([]);
  expect(eachKnown("p", ["x", "z", "x"], ["x", "y"]).filter((problem) => problem !== undefined)).toEqual([
    'p[1]: expected one of x, y, got "z"',
    'p[2]: expected each value once, got "x"',
  ]);
});

test("known accepts only the listed values", () => {
  expect([checkKnown("p", 1, [1, 2]), checkKnown("p", 3, [1, 2])]).toEqual([
    undefined,
    "p: expected one of 1, 2, got 3",
  ]);
});

test("notEmpty requires at least one value", () => {
  expect([notEmpty("p", [1], "key"), notEmpty("p", [], "key")]).toEqual([
    undefined,
    "p: expected at least one key, got none",
  ]);
});

test.each([
  [undefined, undefined],
  [null, undefined],
  [laterNumber, undefined],
  [1, undefined],
  [0, "p: expected a whole number, 1 or more, got 0"],
  [1.5, "p: expected a whole number, 1 or more, got 1.5"],
  [NaN, "p: expected a whole number, 1 or more, got NaN"],
  [Infinity, "p: expected a whole number, 1 or more, got Infinity"],
])("wholeNumber checks %s", (value, problem) => {
  expect(wholeNumber("p", value)).toBe(problem);
});

test("logRetention accepts only the retention periods of CloudWatch Logs", () => {
  expect(logRetentionPeriods.map((days) => logRetention("p", days)).filter(Boolean)).toEqual([]);
  expect([0, 2, 364, 366, 3654].map((days) => logRetention("p", days)).filter(Boolean)).toHaveLength(5);
});

test("arnOfBucket accepts only the ARN of the bucket, and no bucket with a similar name", () => {
  const [name, arn] = ["acme.logs", (bucket: string) => ["arn", "aws", "s3", "", "", bucket].join(":")];

  expect(arnOfBucket("p", arn(name), name)).toBeUndefined();
  expect(arnOfBucket("p", later, name)).toBeUndefined();
  expect(arnOfBucket("p", arn(name), later)).toBeUndefined();
  expect(
    [`${name}-2`, "acmeXlogs", ""].map((bucket) => arnOfBucket("p", arn(bucket), name)).filter(Boolean),
  ).toHaveLength(3);
  expect(checkAgreement("p", "b", /^a$/, "thing a")).toBe('p: expected a value that matches thing a, got "b"');
});

test("exactly escapes a string, so that a regular expression matches it literally", () => {
  const special = String.raw`a.b*c+d?e^f$g{h}i(j)k|l[m]n\o/p`;

  expect(new RegExp(`^${exactly(special)}$`).test(special)).toBe(true);
  expect(new RegExp(`^${exactly("a.b")}$`).test("axb")).toBe(false);
});

describe("checkInput", () => {
  class Thing extends Construct {}
  const thing = (problems: readonly (string | undefined)[]) =>
    synth((scope) => checkInput(new Thing(scope, "One"), problems));

  test("accepts a list without problems", () => {
    expect(() => thing([undefined])).not.toThrow();
  });

  test("throws an error with the construct, its path and every problem", () => {
    expect(() => thing(["a: b"])).toThrow(/^Thing test\/One has 1 problem:\n {2}a: b$/);
    expect(() => thing(["a: b", undefined, "c: d"])).toThrow(/^Thing test\/One has 2 problems:\n {2}a: b\n {2}c: d$/);
  });
});
