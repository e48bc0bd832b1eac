import { packedPolicies, type PolicyKind, policyLimits } from "../../../../modules/iam/packed-policies";

const kind = "RESOURCE_CONTROL_POLICY";
const { characters } = policyLimits[kind];
const empty = '{"Version":"2012-10-17","Statement":[]}'.length;
const bare = JSON.stringify({ Sid: "One", text: "" }).length;

/** Returns a statement with this number of characters. */
const statement = (length: number) => ({ Sid: "One", text: "x".repeat(length - bare) });
const room = characters - empty;

test.each([
  [room - 1, "fits"],
  [room, "fits"],
])("a statement of %d characters %s into a policy", (length) => {
  const [policy = ""] = packedPolicies(kind, [statement(length)], 1);

  expect(policy).toHaveLength(length + empty);
});

test("a statement that is one character too long is refused, with both numbers and the fix", () => {
  expect(() => packedPolicies(kind, [statement(room + 1)], 1)).toThrow(
    `a resource control policy can have at most ${characters} characters, and with statement One alone it has ${characters + 1}; use fewer`,
  );
});

test("two statements share a policy if both fit, including the comma between them", () => {
  const half = Math.floor(room / 2);

  expect(packedPolicies(kind, [statement(half), statement(room - half - 1)], 1)).toHaveLength(1);
  expect(packedPolicies(kind, [statement(half), statement(room - half)], 1)).toHaveLength(2);
});

test("statements keep their order, and each is in one policy", () => {
  const statements = Array.from({ length: 7 }, (_, i) => ({ Sid: `S${i}`, text: "x".repeat(2_000) }));

  const packed = packedPolicies(kind, statements, 1);

  expect(packed.flatMap((json) => JSON.parse(json).Statement)).toEqual(statements);
  for (const json of packed) expect(json.length).toBeLessThanOrEqual(characters);
});

test.each<[PolicyKind, number]>([
  ["SERVICE_CONTROL_POLICY", 10],
  ["RESOURCE_CONTROL_POLICY", 5],
])("a target of the type %s may have %d policies", (which, attached) => {
  const one = (i: number) => ({ Sid: `S${i}`, text: "x".repeat(policyLimits[which].characters - 100) });
  const statements = (count: number) => Array.from({ length: count }, (_, i) => one(i));

  expect(packedPolicies(which, statements(attached - 1), 1)).toHaveLength(attached - 1);
  expect(() => packedPolicies(which, statements(attached), 1)).toThrow(
    `, got ${attached} of this project and 1 other policies; attach fewer other policies`,
  );
});

test("a reference counts as many characters as the longest possible ARN", () => {
  const reference = { Sid: "One", text: `\${data.key.arn}${"x".repeat(room - bare - 100)}` };

  expect(packedPolicies(kind, [reference], 1)).toHaveLength(1);
  expect(() => packedPolicies(kind, [{ ...reference, text: `${reference.text}x` }], 1)).toThrow("alone it has");
});
