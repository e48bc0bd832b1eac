import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeAws } from "../../dev/bench/fake-aws";
import { organizationYaml } from "../../dev/bench/organization";
import { runHere, runTrailkeeper } from "../support/command-line";

const folder = mkdtempSync(join(tmpdir(), "verify-"));
const config = join(folder, "audit.yaml");
const member = String(10 ** 11 + 3);
beforeAll(() => writeFileSync(config, organizationYaml(1, "default")));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command against a server on this machine, on which nothing is deployed. */
async function verify(args: readonly string[], refusing: readonly string[] = []) {
  const options = { resourcesOf: () => [], throttleEvery: Infinity, delay: 0, keyArn: "" };
  const fake = new FakeAws({ ...options, refusing: new Set(refusing) });
  const AWS_ENDPOINT_URL = await fake.start();
  const env = { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID: member, AWS_SECRET_ACCESS_KEY: "s" };
  try {
    return await runHere(() => runTrailkeeper(["verify", ...args, "--config", config]), { env });
  } finally {
    fake.stop();
  }
}

test.each([
  ["an account", ["nobody"], /no account or root nobody in the configuration; name one of these roots: /],
  [
    "a region",
    ["--region", "eu-north-1"],
    /no root has resources in eu-north-1; use --region with one of these regions: ap-southeast-1, eu-central-1/,
  ],
])("verify refuses %s that is not configured, and lists the configured ones", async (_, args, message) => {
  const { status, stderr } = await verify(args);

  expect(status).toBe(1);
  expect(stderr).toMatch(message);
});

test("verify reports each resource that is not deployed, and ends with exit code 3", async () => {
  const { status, stdout } = await verify(["member-unit-0", "--region", "eu-west-1", "--json"]);
  const { findings, regions } = JSON.parse(stdout);

  expect([status, regions]).toEqual([3, 1]);
  expect(findings).toContainEqual(
    expect.objectContaining({
      guarantee: "recorder-records",
      root: "member-unit-0",
      region: "eu-west-1",
      fact: "recorder default does not exist",
      isUnverified: false,
    }),
  );
});

test("an account that denies access is a finding with exit code 4, and the next run reads it again", async () => {
  const journal = join(folder, "verify.journal");
  const args = ["member-unit-0", "--resume", journal];
  const { status, stdout } = await verify(args, [member]);

  expect(status).toBe(4);
  expect(stdout).toMatch(/role-not-assumable/);
  expect(stdout).toMatch(/4 findings, of which 4 could not be verified: 0 resources in 4 regions of 1 roots/);
  const verified = () => readFileSync(journal, "utf8").trim().split("\n").slice(1);
  expect(verified()).toEqual([]);
  expect((await verify(args)).status).toBe(3);
  expect(verified().length).toBeGreaterThan(0);
});
