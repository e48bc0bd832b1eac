import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runHere, runTrailkeeper } from "../support/command-line";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "trailkeeper-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const example = readFileSync("config/example.yaml", "utf8");
const run = (backend: string, ...args: readonly string[]) => {
  writeFileSync(join(folder, "audit.yaml"), `${example}\n${backend}\n`);
  return runHere(() => runTrailkeeper(["bootstrap", ...args]), { cwd: folder });
};
const s3 = "backend: { type: s3, bucket: acme-state, region: eu-west-1 }";

test("bootstrap --print prints Terraform for the bucket, and sends no request to AWS", async () => {
  const { status, stdout } = await run(s3, "--print");
  const { resource } = JSON.parse(stdout);

  expect(status).toBe(0);
  expect(Object.keys(resource)).toEqual([
    "aws_s3_bucket",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_versioning",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_policy",
  ]);
  expect(resource.aws_s3_bucket.state.bucket).toBe("acme-state");
  expect(resource.aws_s3_bucket.state.object_lock_enabled).toBeUndefined();
  expect(JSON.parse(resource.aws_s3_bucket_policy.state.policy).Statement[0]).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test("bootstrap fails with a local backend, and prints the setting to change", async () => {
  const { status, stderr } = await run("", "--print");

  expect(status).toBe(1);
  expect(stderr).toContain("backend.type is local, so the state needs no bucket; set backend to { type: s3");
});

test("bootstrap --print creates nothing", async () => {
  expect((await run(s3, "--print", "--yes")).status).toBe(2);
});
