import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bucketPolicyCommand } from "../../cli/policy/bucket/command";
import { account, arn } from "../../sample-data/values";
import { oneStack } from "../support/organization";

const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/organization");
const bucketArn = arn("s3", "", "", "acme-cloudtrail-logs");
const { json } = oneStack("log-archive", "config/examples/adopt.yaml", {
  existing: { trailArn, trailBucket: undefined, kmsKeyArn: undefined },
  archive: { existing: "acme-cloudtrail-logs" },
  notifications: { silence: { archiveMetrics: false } },
});

const folder = mkdtempSync(join(tmpdir(), "bucket-policy-"));
const theirs = join(folder, "theirs.json");
beforeAll(() => {
  mkdirSync(join(folder, "stacks/log-archive"), { recursive: true });
  writeFileSync(join(folder, "stacks/log-archive/cdk.tf.json"), JSON.stringify(json));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Prints with the command, and returns the output and the exit code. */
async function run(...args: readonly string[]): Promise<{ text: string; status: unknown }> {
  const written = jest.spyOn(console, "log").mockImplementation(() => {});
  await bucketPolicyCommand().parseAsync([folder, ...args], { from: "user" });
  const status = process.exitCode;
  process.exitCode = undefined;
  const text = written.mock.calls.join("\n");
  written.mockRestore();
  return { text, status };
}

async function check(statements: readonly object[]): Promise<{ problems: readonly string[]; status: unknown }> {
  writeFileSync(theirs, JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  const { text, status } = await run("--check", theirs, "--json");
  return { problems: JSON.parse(text).problems, status };
}

const printed = async () => JSON.parse((await run()).text).Statement;

describe("policy bucket", () => {
  test("finds no problem in the policy that it prints", async () => {
    expect(await check(await printed())).toEqual({ problems: [], status: undefined });
  });

  test.each([
    ["AWSCloudTrailAclCheck20150319", "does not allow the trail to read the ACL"],
    ["AWSCloudTrailWrite20150319", `does not allow the trail to write to ${bucketArn}/AWSLogs/${account(1)}/`],
    [
      "AWSCloudTrailOrganizationWrite20150319",
      `does not allow the trail to write to ${bucketArn}/AWSLogs/o-a1b2c3d4e5/`,
    ],
    ["DenyPlainHttp", "allows the same trail to write without TLS"],
    ["DenyForgery", "allows administrators of the account to write"],
    ["DenyDeletion", "allows administrators of the account to delete a log"],
  ])("reports that the statement %s is missing", async (missing, problem) => {
    const { problems, status } = await check((await printed()).filter(({ Sid }: { Sid: string }) => Sid !== missing));

    expect(problems).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
    expect(status).toBe(1);
  });

  test("reports the excessive permissions in a typical policy of a hand-made bucket", async () => {
    const Principal = { Service: "cloudtrail.amazonaws.com" };
    const { problems } = await check([
      { Effect: "Allow", Principal, Action: "s3:GetBucketAcl", Resource: bucketArn },
      { Effect: "Allow", Principal, Action: "s3:PutObject", Resource: `${bucketArn}/AWSLogs/*` },
    ]);

    expect(problems).toEqual([
      "allows another trail to write",
      "allows the same trail to write without TLS",
      "allows administrators of the account to write",
      "allows administrators of the account to delete a log",
      "allows administrators of the account to delete a version of a log",
      "allows administrators of the account to delete the bucket",
    ]);
  });

  test("bucket-policy of a file without a policy prints the name of the file", async () => {
    writeFileSync(theirs, "no policy");

    await expect(run("--check", theirs)).rejects.toThrow(`${theirs}: `);
  });
});
