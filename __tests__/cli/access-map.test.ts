import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessMapCommand } from "../../cli/access-map/command";
import { account, arn } from "../../sample-data/values";

const folder = mkdtempSync(join(tmpdir(), "access-map-"));
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (...args: string[]) => {
  const written = jest
    .spyOn(console, "log")
    .mockClear()
    .mockImplementation(() => {});
  await accessMapCommand().parseAsync([folder, ...args], { from: "user" });
  return String(written.mock.calls[0]?.[0]);
};

describe("access-map", () => {
  test("access-map of a folder without output prints how to create the output", async () => {
    await expect(run()).rejects.toThrow(
      `no synthesized output in ${folder}; run npx trailkeeper synth, or name another folder`,
    );
  });

  test("access-map of output that is not JSON prints the file", async () => {
    mkdirSync(join(folder, "stacks/one"), { recursive: true });
    writeFileSync(join(folder, "stacks/one/cdk.tf.json"), "{");

    await expect(run()).rejects.toThrow("is not valid JSON; run npx trailkeeper synth again");
  });

  test("access-map of a stack of another project prints the name of the stack", async () => {
    writeFileSync(join(folder, "stacks/one/cdk.tf.json"), JSON.stringify({ provider: { aws: [{ region: "x" }] } }));

    await expect(run()).rejects.toThrow(
      "stack one has no allowed_account_ids; use the synthesized output of this project",
    );
  });

  test("prints the locations as text or as JSON", async () => {
    const resource = {
      aws_s3_bucket: { Logs: { bucket: "logs" } },
      aws_flow_log: { Flow: { log_destination: `${arn("s3", "", "", "logs")}/flow/` } },
    };
    const provider = { aws: [{ allowed_account_ids: [account(1)], region: "eu-west-1" }] };
    writeFileSync(join(folder, "stacks/one/cdk.tf.json"), JSON.stringify({ provider, resource }));

    expect(await run()).toBe(
      [
        "s3://logs/flow",
        `  account    ${account(1)}`,
        `  sources    VPC flow logs (${account(1)})`,
        "  key        SSE-S3",
        `  writers    any principal that IAM allows in ${account(1)}`,
        `  readers    any principal that IAM allows in ${account(1)}`,
        "  kept       no lock",
        "             never deleted",
        "  tables     none",
      ].join("\n"),
    );
    expect(JSON.parse(await run("--json"))).toMatchObject([{ logs: "s3://logs/flow", tables: [] }]);
  });
});
