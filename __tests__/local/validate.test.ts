import { contractConfigurations } from "../../dev/addresses/address-file";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { run } from "../../shared/child-process";
import { providerVersion } from "../../local-aws/terraform/provider-mirror";
import { findTools } from "../../local-aws/requirements";
import { validateRoots } from "./support/validate-roots";

let folder: string;
beforeAll(() => {
  findTools(["terraform"]);
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesizes a configuration with the provider's version as a change. Returns the folders of its stacks. */
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

test(`AWS provider ${providerVersion} accepts the Terraform of every account of every example, without a warning`, async () => {
  const stacks: string[] = [];
  for (const path of contractConfigurations) {
    const found = await synthesize(path);
    expect([path, found.length]).not.toEqual([path, 0]);
    stacks.push(...found);
  }

  for (const { installed, diagnostics } of await validateRoots(join(folder, "all"), stacks)) {
    expect(installed).toContain(`hashicorp/aws v${providerVersion}`);
    expect(diagnostics).toEqual([]);
  }
});

test("cdktf lists every account as a stack", async () => {
  // The list of the roots is written beside the configuration
  const config = join(folder, "listed.yaml");
  cpSync("config/example.yaml", config);
  const { status, output } = await run("node_modules/.bin/cdktf", ["list", "--output", join(folder, "listed")], {
    env: { ...process.env, AUDIT_CONFIG: config, CHECKPOINT_DISABLE: "1", CI: "1" },
  });

  expect(status).toBe(0);
  for (const stack of ["log-archive", "management", "member-payments", "member-website"]) {
    expect(output).toMatch(new RegExp(`^${stack}\\s`, "m"));
    expect(existsSync(join(folder, "listed/stacks", stack, "cdk.tf.json"))).toBe(true);
  }
});

test("an invalid root is refused, which shows that this validation works", async () => {
  const stacks = await synthesize("config/example.yaml");
  const file = join(stacks[0] ?? "", "cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"bucket":', '"buckett":'));

  const [{ diagnostics = [] } = {}] = await validateRoots(join(folder, "invalid"), stacks);

  const files = diagnostics.map(({ range }) => resolve(folder, "invalid", range?.filename ?? ""));
  expect(new Set(files)).toEqual(new Set([file]));
  expect(diagnostics.map(({ detail }) => detail).join("\n")).toContain("buckett");
});
