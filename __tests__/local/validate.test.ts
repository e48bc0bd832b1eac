import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { providerVersion, terraform, terraformVersion } from "./support/terraform";

jest.setTimeout(300_000);

const configurations = ["config/example.yaml", "config/examples/everything.yaml", "config/examples/govcloud.yaml"];
let folder: string;
beforeAll(() => {
  terraformVersion();
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Synthesizes a configuration with one change, the provider's version, and returns the folders of its stacks. */
function synthesize(path: string): string[] {
  const outdir = join(folder, path.replaceAll("/", "-"));
  const config = join(folder, "audit.yaml");
  writeFileSync(config, stringify({ ...parse(readFileSync(path, "utf8")), providerVersion }));
  const { status, stderr } = spawnSync("node_modules/.bin/tsx", ["main.ts"], {
    encoding: "utf8",
    env: { ...process.env, AUDIT_CONFIG: config, CDKTF_OUTDIR: outdir },
  });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return readdirSync(join(outdir, "stacks")).map((stack) => resolve(outdir, "stacks", stack));
}

describe.each(configurations)("AWS provider %s", (path) => {
  test(`${providerVersion} accepts every account's Terraform, without a warning`, () => {
    const stacks = synthesize(path);

    expect(stacks.length).toBeGreaterThanOrEqual(3);
    for (const stack of stacks) {
      const init = terraform(stack, ["init", "-backend=false", "-input=false", "-no-color"]);
      expect(init).toEqual({ status: 0, output: expect.stringContaining(`hashicorp/aws v${providerVersion}`) });
      const { output } = terraform(stack, ["validate", "-json"]);
      expect({ stack, ...JSON.parse(output) }).toMatchObject({ stack, valid: true, diagnostics: [] });
    }
  });
});

test("cdktf lists every account as a stack", () => {
  const { status, stdout } = spawnSync("node_modules/.bin/cdktf", ["list", "--output", join(folder, "listed")], {
    encoding: "utf8",
    env: { ...process.env, AUDIT_CONFIG: "config/example.yaml", CHECKPOINT_DISABLE: "1", CI: "1" },
  });

  expect(status).toBe(0);
  for (const stack of ["log-archive", "management", "member-payments", "member-website"]) {
    expect(stdout).toMatch(new RegExp(`^${stack}\\s`, "m"));
    expect(existsSync(join(folder, "listed/stacks", stack, "cdk.tf.json"))).toBe(true);
  }
});

test("a root that is wrong is refused: validation is not asleep", () => {
  const [stack = ""] = synthesize("config/example.yaml");
  const file = join(stack, "cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"bucket":', '"buckett":'));

  terraform(stack, ["init", "-backend=false", "-input=false", "-no-color"]);
  const { status, output } = terraform(stack, ["validate", "-json"]);

  expect(status).toBe(1);
  expect(JSON.parse(output).valid).toBe(false);
});
