import { asTerraform, differences, matches } from "../../../../cli/verify/compare";

test.each([
  ["lists in another order", ["a", "b"], ["b", "a"]],
  ["a value and a list of this value", "a", ["a"]],
  ["a number and its string", 7, "7"],
  ["a boolean and its string", true, "true"],
  ["undefined and an empty list", undefined, []],
  ["undefined and an object of undefined values", undefined, { a: "", b: [] }],
  ["a missing field and an empty field", { a: 1 }, { a: 1, b: "" }],
  ["lists of objects", [{ a: [1, 2] }, { b: 1 }], [{ b: "1" }, { a: ["2", "1"] }]],
  ["a string with a part that only AWS knows", { a: "key/<aws_kms_key.Key_1.key_id>/x" }, { a: "key/1-2.3/x" }],
  ["a string with several parts that only AWS knows", "a<aws_a.B.id>, <data.aws_c.D.arn>b", "a1, 2b"],
  ["a long string with a part that only AWS knows", `${"x".repeat(300_000)}<aws_a.B.id>`, `${"x".repeat(300_000)}1`],
])("%s are equal", (_, expected, actual) => {
  expect(matches(expected, actual)).toBe(true);
});

test.each([
  ["false and undefined", false, undefined],
  ["different strings", "a", "b"],
  ["a longer list", ["a"], ["a", "b"]],
  ["a repeated value", ["a", "a"], ["a", "b"]],
  ["an added field", { a: 1 }, { a: 1, b: 2 }],
  ["an object and a string", { a: 1 }, "a"],
  ["a string and its beginning", "key/<aws_kms_key.Key_1.key_id>/x", "key/1/x2"],
  ["a string and its end", "<aws_kms_key.Key_1.key_id>/x", "1/x/"],
  ["dots in a string with a part that only AWS knows", "<aws_kms_key.Key_1.key_id>a.b", "1aXb"],
  ["a string that would have to match twice between parts that only AWS knows", "a<aws_a.B.id>bc<aws_a.B.id>bc", "abc"],
  ["a string of AWS in angle brackets", "a", "<a>"],
  ["SQL between a less-than and a greater-than sign", "a < b AND c > d", "a < e > d"],
  ["SQL between comparisons without spaces", "a<b AND c>d", "a<e>d"],
])("%s are different", (_, expected, actual) => {
  expect(matches(expected, actual)).toBe(false);
});

test("differences contain the resource, the field and both values, and no equal field", () => {
  const found = differences("bucket b", { versioning: ["Enabled", undefined], owner: ["a", "a"], days: [1, 2] });

  expect(found).toEqual(["bucket b: versioning is not set, expected Enabled", "bucket b: days is 2, expected 1"]);
});

test("a long value is shortened in a sentence", () => {
  const [found = ""] = differences("b", { text: ["x".repeat(1_000), "y".repeat(1_000)] });

  expect(found.length).toBeLessThan(700);
});

test("the fields of responses are renamed to Terraform's names, at any depth", () => {
  const answer = { KMSMasterKeyID: "k", Rules: [{ SSEAlgorithm: "a", DaysAfterInitiation: 1 }], At: new Date(0) };

  expect(asTerraform(answer, { rules: "rule" })).toEqual({
    kms_master_key_id: "k",
    rule: [{ sse_algorithm: "a", days_after_initiation: 1 }],
    at: new Date(0),
  });
});
