import { contractConfigurations } from "../../tools/addresses/address-file";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { run } from "../../tools/shared/child-process";
import { providerVersion } from "../../tools/local/terraform/provider-mirror";
import { findTools } from "../../tools/local/requirements";
import { terraform } from "../../tools/local/terraform/terraform";

let folder: string;
beforeAll(() => {
  findTools(["terraform"]);
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesizes a configuration with one change, the provider's version, and returns the folders of its stacks. */
async function synthesize(path: string): Promise<string[]> {
  const outdir = join(folder, path.replaceAll("/", "-"));
  const config = join(folder, "audit.yaml");
  writeFileSync(config, stringify({ ...parse(readFileSync(path, "utf8")), providerVersion }));
  const { status, output } = await run("node_modules/.bin/tsx", ["main.ts", "--no-root-list"], {
    env: { ...process.env, AUDIT_CONFIG: config, CDKTF_OUTDIR: outdir },
  });
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  return readdirSync(join(outdir, "stacks")).map((stack) => resolve(outdir, "stacks", stack));
}

describe.each(contractConfigurations)("AWS provider %s", (path) => {
  test(`${providerVersion} accepts the Terraform of every account, without a warning`, async () => {
    const stacks = await synthesize(path);

    expect(stacks.length).toBeGreaterThanOrEqual(3);
    for (const stack of stacks) {
      const init = await terraform(stack, ["init", "-backend=false", "-input=false", "-no-color"]);
      expect(init).toMatchObject({ status: 0, output: expect.stringContaining(`hashicorp/aws v${providerVersion}`) });
      const { output } = await terraform(stack, ["validate", "-json"]);
      expect({ stack, ...JSON.parse(output) }).toMatchObject({ stack, valid: true, diagnostics: [] });
    }
  });
});

test("cdktf lists every account as a stack", async () => {
  const { status, output } = await run("node_modules/.bin/cdktf", ["list", "--output", join(folder, "listed")], {
    env: { ...process.env, AUDIT_CONFIG: "config/example.yaml", CHECKPOINT_DISABLE: "1", CI: "1" },
  });

  expect(status).toBe(0);
  for (const stack of ["log-archive", "management", "member-payments", "member-website"]) {
    expect(output).toMatch(new RegExp(`^${stack}\\s`, "m"));
    expect(existsSync(join(folder, "listed/stacks", stack, "cdk.tf.json"))).toBe(true);
  }
});

test("an invalid root is rejected, so the validation works", async () => {
  const [stack = ""] = await synthesize("config/example.yaml");
  const file = join(stack, "cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"bucket":', '"buckett":'));

  await terraform(stack, ["init", "-backend=false", "-input=false", "-no-color"]);
  const { status, output } = await terraform(stack, ["validate", "-json"]);

  expect(status).toBe(1);
  expect(JSON.parse(output).valid).toBe(false);
});
