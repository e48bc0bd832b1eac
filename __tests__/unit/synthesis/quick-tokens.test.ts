import {
  DefaultTokenResolver,
  Lazy,
  StringConcat,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { withQuickTokens } from "../../../synthesis/quick-tokens";
import { testApp } from "../../support/synth";

describe("withQuickTokens", () => {
  test("returns the result of the function", () => {
    expect(withQuickTokens(() => 5)).toBe(5);
  });

  test("records no stack trace for a token", () => {
    const token = { stack: "" };
    withQuickTokens(() => Error.captureStackTrace(token));

    expect(token.stack).toBe("");
  });

  test("keeps the stack trace of an error, even if the function reads it", () => {
    expect(withQuickTokens(() => new Error("x").stack)).toContain("quick-tokens.test.ts");
  });

  test("throws an error with its stack trace", () => {
    const fail = () => {
      throw new Error("half done");
    };
    let caught = new Error("none");
    try {
      withQuickTokens(fail);
    } catch (error) {
      caught = error as Error;
    }

    expect(caught.stack).toMatch(/^Error: half done\n\s+at fail /);
  });

  test("does not change later stack traces", () => {
    withQuickTokens(() => undefined);
    const token = { stack: "" };
    Error.captureStackTrace(token);

    expect(token.stack).toContain("quick-tokens.test.ts");
  });
});

describe("withQuickTokens resolves like cdktf", () => {
  const stack = new TerraformStack(testApp(), "test");
  const resolved = (value: unknown) => Tokenization.resolve(value, { scope: stack, resolver });
  const resolver = new DefaultTokenResolver(new StringConcat());
  const quickly = (value: unknown) => withQuickTokens(() => resolved(value));

  const text = Lazy.stringValue({ produce: () => "answer" });
  const list = Lazy.listValue({ produce: () => ["first", "second"] });
  const number = Lazy.numberValue({ produce: () => 42 });
  const map = Token.asStringMap(Lazy.anyValue({ produce: () => ({ key: "value" }) }));
  const any = Lazy.anyValue({ produce: () => ({ part: text, empty: undefined }) });

  const tokens: readonly (readonly [string, unknown])[] = [
    ["a string", text],
    ["a part of a string", `before ${text} after`],
    ["a list", list],
    ["a number", number],
    ["a number within a string", `${number} days`],
    ["a list of numbers", Token.asNumberList(Lazy.anyValue({ produce: () => [1, 2] }))],
    ["a map", map],
    ["an object with methods", any],
    ["a key", { [text]: "value" }],
    ["a reference", new TerraformLocal(stack, "local", "value").expression],
  ];
  const plain: readonly (readonly [string, unknown])[] = [
    ["a string", "plain"],
    ["an empty string", ""],
    ["a reference of Terraform", "${aws_s3_bucket.logs.arn}"],
    ["a large number", Number.MAX_SAFE_INTEGER],
    ["a negative number", -1],
    ["a fraction", 0.5],
    ["true", true],
    ["null", null],
    ["undefined", undefined],
    ["an empty list", []],
    ["an empty object", {}],
    ["a date", new Date(0)],
  ];

  test.each(tokens)("withQuickTokens resolves the token %s like cdktf", (_, value) => {
    expect(resolved(value)).not.toEqual(value);
    expect(quickly(value)).toEqual(resolved(value));
  });

  test.each(plain)("withQuickTokens resolves the value %s like cdktf", (_, value) => {
    expect(quickly(value)).toEqual(resolved(value));
  });

  test.each(tokens.concat(plain))("withQuickTokens resolves %s inside lists and objects like cdktf", (_, value) => {
    const parts = { list: [value, "x", [value]], object: { value, other: { value } }, missing: undefined };

    expect(JSON.stringify(quickly(parts))).toBe(JSON.stringify(resolved(parts)));
  });

  test.each([
    ["a function", () => 5],
    ["a construct", stack],
    ["a single element of a list token", list[0]],
  ])("fails for %s", (_, value) => {
    const problem = () => resolved({ value });

    expect(problem).toThrow();
    expect(() => quickly({ value })).toThrow();
  });

  test.each([
    ["with tokens in its resources", () => undefined],
    ["with a token in an override", (root: TerraformStack) => root.addOverride("terraform.required_version", text)],
  ])("withQuickTokens resolves a whole stack like cdktf: %s", (_, change) => {
    const root = new TerraformStack(testApp(), "root");
    new TerraformLocal(root, "local", { part: text, list, number });
    new TerraformOutput(root, "output", { value: `before ${text}` });
    change(root);
    const slowly = JSON.stringify(root.toTerraform());

    expect(slowly).toContain("before answer");
    expect(JSON.stringify(withQuickTokens(() => root.toTerraform()))).toBe(slowly);
  });

  test("cdktf resolves tokens itself after withQuickTokens", () => {
    const { resolve } = Tokenization;
    withQuickTokens(() => undefined);

    expect(Tokenization.resolve).toBe(resolve);
  });
});
