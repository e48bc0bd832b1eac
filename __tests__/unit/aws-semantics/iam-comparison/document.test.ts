import { readCompared } from "../../../../aws-semantics/iam-comparison/document";

const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const written = (one: object) => JSON.stringify({ Version: "2012-10-17", Statement: one });

describe.each<[string, string, string]>([
  ["invalid JSON", "{", "not valid JSON"],
  ["a list", "[]", "expected a policy to be a JSON object"],
  ["a repeated key", '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow"}}', "the same key twice"],
  [
    "a repeated key with an escape sequence",
    String.raw`{"Version":"2012-10-17","Statement":{"Effect":"Deny","E\u0066fect":"Allow"}}`,
    "the same key twice",
  ],
  ["a statement that is a string", written("s3:*" as never), "expected each statement of a policy to be a JSON object"],
  ["an unknown element", written({ ...statement, Actions: "s3:*" }), "unknown element Actions of a statement"],
  [
    "an unknown operator",
    written({ ...statement, Condition: { StringIs: { a: "b" } } }),
    "StringIs cannot be evaluated",
  ],
  [
    "an unknown principal",
    written({ ...statement, Principal: { Robot: "x" } }),
    "does not support principals of type Robot",
  ],
  [
    "a principal that is a string",
    written({ ...statement, Principal: "me" }),
    "expected a principal to be * or an object",
  ],
  [
    "a nested action",
    written({ ...statement, Action: [["s3:*"]] }),
    "expected Action to be a string or a list of strings",
  ],
  ["a condition that is a string", written({ ...statement, Condition: "x" }), "expected Condition to be an object"],
  [
    "an operator that is a string",
    written({ ...statement, Condition: { Bool: "x" } }),
    "expected Condition.Bool to be an object",
  ],
  ["both Action and NotAction", written({ ...statement, NotAction: "s3:*" }), "either Action or NotAction"],
])("a policy with %s", (_, text, message) => {
  test(`an invalid policy is refused: ${message}`, () => {
    expect(() => readCompared(text, "resource")).toThrow(message);
  });
});

test("strings that look like keys are accepted as values", () => {
  const text = written({ ...statement, Sid: 'a "b": c', Condition: { StringEquals: { "aws:x": '"y":' } } });

  expect(readCompared(text, "resource").statements).toHaveLength(1);
});
