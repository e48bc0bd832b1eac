import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planPolicyCommand } from "../../tools/plan-policy/command";
import { account } from "../../tools/sample-data/values";

const folder = mkdtempSync(join(tmpdir(), "plan-policy-"));
beforeAll(() => {
  const provider = { aws: [{ allowed_account_ids: [account(2)], region: "eu-west-1" }] };
  for (const [name, type] of [
    ["management", "aws_sqs_queue_policy"],
    ["log-archive", "aws_s3_bucket_policy"],
  ] as const) {
    mkdirSync(join(folder, "stacks", name), { recursive: true });
    writeFileSync(
      join(folder, "stacks", name, "cdk.tf.json"),
      JSON.stringify({ provider, resource: { [type]: { a: {} } } }),
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...roots: readonly string[]) {
  const written = vi.spyOn(console, "log").mockImplementation(() => {});
  await planPolicyCommand().parseAsync([...roots, "--out", folder], { from: "user" });
  return JSON.parse(written.mock.calls[0]?.[0] as string);
}

const statement = (Sid: string, action: string) => ({ Sid, Effect: "Allow", Action: [action], Resource: "*" });
const s3 = statement("ReadS3", "s3:GetBucketPolicy");
const sqs = statement("ReadSqs", "sqs:GetQueueAttributes");

describe("plan-policy", () => {
  test("prints a policy that is enough for every root", async () => {
    expect(await run()).toEqual({ Version: "2012-10-17", Statement: [s3, sqs] });
  });

  test("prints a policy for the named roots only", async () => {
    expect((await run("management")).Statement).toEqual([sqs]);
  });

  test("prints what check reads, too, if it is asked", async () => {
    const { Statement } = await run("--with-check");
    const actions = Statement.flatMap(({ Action }: { readonly Action: readonly string[] }) => Action);

    expect(actions).toEqual(expect.arrayContaining([...s3.Action, "events:ListRules", "iam:GetAccountSummary"]));
    expect(new Set(actions).size).toBe(actions.length);
  });

  test("names a root that does not exist, and those that do", async () => {
    await expect(run("management", "member-x")).rejects.toThrow(
      `no root member-x in ${folder}; roots: log-archive, management`,
    );
  });
});
