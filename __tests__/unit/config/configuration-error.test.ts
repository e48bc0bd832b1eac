import { ConfigurationError } from "../../../config/configuration-error";

const linesOf = (problems: readonly string[]) => new ConfigurationError("acme.yaml", problems).message.split("\n");
const member = (index: number, text: string) =>
  `accounts.members[${index}].id (line ${index + 9}): ${text}; got ${index}`;
const many = (count: number, text = "expected an account id") =>
  Array.from({ length: count }, (_, index) => member(index, text));

test("the message contains the file, the number of problems, and each problem on its own line", () => {
  expect(linesOf(["a: wrong", "b: missing"])).toEqual(["acme.yaml has 2 problems:", "  a: wrong", "  b: missing"]);
});

test("the message of a single problem uses the singular", () => {
  expect(linesOf(["a: wrong"])[0]).toBe("acme.yaml has 1 problem:");
});

test("ten problems of one kind are all printed", () => {
  expect(linesOf(many(10))).toHaveLength(11);
});

test.each([11, 5000])("ten of %d problems of one kind are printed, and the others are counted", (count) => {
  const error = new ConfigurationError("acme.yaml", many(count));
  const lines = error.message.split("\n");

  expect(error.problems).toHaveLength(count);
  expect(lines[0]).toBe(`acme.yaml has ${count} problems:`);
  expect(lines.slice(1, 11)).toEqual(many(10).map((problem) => `  ${problem}`));
  expect(lines.slice(11)).toEqual([
    `  ${count - 10} more of this kind: accounts.members[#].id: expected an account id`,
  ]);
});

test("thousands of problems of one kind do not hide a problem of another kind", () => {
  const lines = linesOf([
    "prefix: wrong",
    ...many(3000),
    ...many(12, "duplicate of accounts.management"),
    "tags: wrong",
  ]);

  expect(lines).toContain("  prefix: wrong");
  expect(lines).toContain("  tags: wrong");
  expect(lines.filter((line) => line.includes("duplicate of"))).toHaveLength(11);
});

test("the message escapes the control characters of a file", () => {
  const { message, problems } = new ConfigurationError("acme.yaml", ["\u001B[2Ja: wrong\nerror: \u202Eforged"]);

  expect(message).toBe("acme.yaml has 1 problem:\n  \\u001b[2Ja: wrong\\u000aerror: \\u202eforged");
  expect(problems).toHaveLength(1);
});
