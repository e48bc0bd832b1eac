import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyPolicyCommand } from "../../cli/policy/key/command";
import { account } from "../../sample-data/values";

const folder = mkdtempSync(join(tmpdir(), "key-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async () => {
  const written = jest.spyOn(console, "log").mockImplementation(() => {});
  await keyPolicyCommand().parseAsync([folder], { from: "user" });
  return written.mock.calls;
};

describe("policy key", () => {
  test("policy key of a folder without output prints how to create the output", async () => {
    await expect(run()).rejects.toThrow(
      `no synthesized output in ${folder}; run npx trailkeeper synth, or name another folder`,
    );
  });

  test("prints the policy of the synthesized output", async () => {
    const provider = { aws: [{ allowed_account_ids: [account(2)], region: "eu-west-1" }] };
    const output = { archive_key_policy: { value: '{"Version":"2012-10-17"}' } };
    mkdirSync(join(folder, "stacks/log-archive"), { recursive: true });
    writeFileSync(join(folder, "stacks/log-archive/cdk.tf.json"), JSON.stringify({ provider, output }));

    expect(await run()).toEqual([['{\n  "Version": "2012-10-17"\n}']]);
  });
});
