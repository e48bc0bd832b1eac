import { keyPolicy } from "../../../../../cli/policy/key/key-policy";
import { readStack } from "../../../../../terraform-types/synthesized/stack";
import { account } from "../../../../../sample-data/values";

const stack = (output: Record<string, { value: string }>) =>
  readStack("log-archive", {
    provider: { aws: [{ allowed_account_ids: [account(2)], region: "eu-west-1" }] },
    output,
  });
const policy = (Sid: string) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid }] });
const printed = (text: string) => keyPolicy([stack({}), stack({ archive_key_policy: { value: text } })]);

test("the key policy is indented", () => {
  expect(printed(policy("A")).split("\n")).toContain('      "Sid": "A"');
  expect(JSON.parse(printed(policy("A")))).toEqual(JSON.parse(policy("A")));
});

test("the key policy contains no escapes of Terraform", () => {
  expect(printed(policy("$${aws:SourceAccount} %%{x}"))).toContain("${aws:SourceAccount} %{x}");
});

test("the key policy is indented if KMS accepts its size, and is one line otherwise", () => {
  const room = 32_768 - Buffer.byteLength(printed(policy("")));
  const most = printed(policy("a".repeat(room)));

  expect(Buffer.byteLength(most)).toBe(32_768);
  expect(most).toContain("\n");
  expect(printed(policy("a".repeat(room + 1)))).toBe(policy("a".repeat(room + 1)));
});

test("the command fails when no stack has the output, and explains the fix", () => {
  expect(() => keyPolicy([stack({})])).toThrow(
    "no stack has the output archive_key_policy; run npx trailkeeper synth, or name another folder",
  );
});
