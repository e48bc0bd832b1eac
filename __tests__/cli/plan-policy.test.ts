import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planPolicyCommand } from "../../cli/policy/plan/command";
import { account } from "../../sample-data/values";

const folder = mkdtempSync(join(tmpdir(), "plan-policy-"));
beforeAll(() => {
  const provider = { aws: [{ allowed_account_ids: [account(2)], region: "eu-west-1" }] };
  const location = "s3://acme-trail/AWSLogs/o-a1b2c3d4e5";
  const table = { name: "cloudtrail", storage_descriptor: { location } };
  for (const [name, resource] of [
    ["management", { aws_sqs_queue_policy: { a: {} } }],
    ["log-archive", { aws_s3_bucket_policy: { a: {} }, aws_glue_catalog_table: { a: table } }],
  ] as const) {
    mkdirSync(join(folder, "stacks", name), { recursive: true });
    writeFileSync(join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify({ provider, resource }));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...roots: readonly string[]) {
  const written = jest.spyOn(console, "log").mockImplementation(() => {});
  await planPolicyCommand().parseAsync([...roots, "--out", folder], { from: "user" });
  return JSON.parse(written.mock.calls[0]?.[0] as string);
}

const statement = (Sid: string, ...Action: string[]) => ({ Sid, Effect: "Allow", Action, Resource: "*" });
const s3 = statement("ReadS3", "s3:GetBucketPolicy");
const glue = statement("ReadGlue", "glue:GetPartitionIndexes", "glue:GetTable");
const sqs = statement("ReadSqs", "sqs:GetQueueAttributes");

describe("policy plan", () => {
  test("prints a policy that is sufficient for every root", async () => {
    expect(await run()).toEqual({ Version: "2012-10-17", Statement: [glue, s3, sqs] });
  });

  test("prints a policy for the given roots only", async () => {
    expect((await run("management")).Statement).toEqual([sqs]);
  });

  test("prints the permissions of `check` too, on request", async () => {
    const { Statement } = await run("--with-check");
    const actions = Statement.flatMap(({ Action }: { readonly Action: readonly string[] }) => Action);

    expect(actions).toEqual(expect.arrayContaining([...s3.Action, "events:ListRules", "iam:GetAccountSummary"]));
    expect(new Set(actions).size).toBe(actions.length);
  });

  test("prints the permissions of `verify` too, on request", async () => {
    const { Statement } = await run("--with-verify");
    const actions = Statement.flatMap(({ Action }: { readonly Action: readonly string[] }) => Action);

    expect(actions).toEqual(expect.arrayContaining([...s3.Action, "cloudtrail:GetTrailStatus", "kms:GetKeyPolicy"]));
    expect(new Set(actions).size).toBe(actions.length);
  });

  test("prints the permissions of `digests` too, on request", async () => {
    const { Statement } = await run("log-archive", "--with-digests");

    expect(Statement.map(({ Sid }: { readonly Sid: string }) => Sid)).toEqual([
      "ReadGlue",
      "ReadS3",
      "ListTrailArchive",
      "ReadTrailArchive",
      "DecryptThroughS3",
      "ReadPublicKeys",
    ]);
  });

  test("prints the existing roots if a given root does not exist", async () => {
    await expect(run("management", "member-x")).rejects.toThrow(
      `no root member-x in ${folder}; name one of these roots: log-archive, management`,
    );
  });
});
