import { asTerraform, differences, matches } from "../../../../tools/verify/compare";

test.each([
  ["a list without order", ["a", "b"], ["b", "a"]],
  ["one value and a list of it", "a", ["a"]],
  ["a number and its text", 7, "7"],
  ["a truth value and its text", true, "true"],
  ["nothing and an empty list", undefined, []],
  ["nothing and an object of nothing", undefined, { a: "", b: [] }],
  ["a field that is missing and one that is empty", { a: 1 }, { a: 1, b: "" }],
  ["lists of objects", [{ a: [1, 2] }, { b: 1 }], [{ b: "1" }, { a: ["2", "1"] }]],
  ["a part that only AWS knows", { a: "key/<aws_kms_key.Key_1.key_id>/x" }, { a: "key/1-2.3/x" }],
  ["parts that only AWS knows", "a<aws_a.B.id>, <data.aws_c.D.arn>b", "a1, 2b"],
  ["a part that only AWS knows in a long text", `${"x".repeat(300_000)}<aws_a.B.id>`, `${"x".repeat(300_000)}1`],
])("%s are the same", (_, expected, actual) => {
  expect(matches(expected, actual)).toBe(true);
});

test.each([
  ["false and nothing", false, undefined],
  ["another text", "a", "b"],
  ["a longer list", ["a"], ["a", "b"]],
  ["the same value twice", ["a", "a"], ["a", "b"]],
  ["an added field", { a: 1 }, { a: 1, b: 2 }],
  ["an object and a text", { a: 1 }, "a"],
  ["the beginning of a text", "key/<aws_kms_key.Key_1.key_id>/x", "key/1/x2"],
  ["the end of a text", "<aws_kms_key.Key_1.key_id>/x", "1/x/"],
  ["dots of a text with a part that only AWS knows", "<aws_kms_key.Key_1.key_id>a.b", "1aXb"],
  ["a text between parts that only AWS knows, used twice", "a<aws_a.B.id>bc<aws_a.B.id>bc", "abc"],
  ["what AWS has in angle brackets", "a", "<a>"],
  ["SQL between a less and a greater", "a < b AND c > d", "a < e > d"],
  ["SQL between comparisons without spaces", "a<b AND c>d", "a<e>d"],
])("%s are not", (_, expected, actual) => {
  expect(matches(expected, actual)).toBe(false);
});

test("differences name the resource, the field and both values, and nothing that is equal", () => {
  const found = differences("bucket b", { versioning: ["Enabled", undefined], owner: ["a", "a"], days: [1, 2] });

  expect(found).toEqual(["bucket b: versioning is not set, expected Enabled", "bucket b: days is 2, expected 1"]);
});

test("a long value is cut in a sentence", () => {
  const [found = ""] = differences("b", { text: ["x".repeat(1_000), "y".repeat(1_000)] });

  expect(found.length).toBeLessThan(700);
});

test("answers get the names of Terraform, in depth", () => {
  const answer = { KMSMasterKeyID: "k", Rules: [{ SSEAlgorithm: "a", DaysAfterInitiation: 1 }], At: new Date(0) };

  expect(asTerraform(answer, { rules: "rule" })).toEqual({
    kms_master_key_id: "k",
    rule: [{ sse_algorithm: "a", days_after_initiation: 1 }],
    at: new Date(0),
  });
});
