import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { installProvider } from "../../../../local-aws/terraform/install-provider";
import { holdsProvider } from "../../../../local-aws/terraform/provider-mirror";

let folder: string;
let mirror: string;
const env = process.env;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  mirror = join(folder, "local/provider");
  mkdirSync(join(folder, "bin"));
  jest.replaceProperty(process, "env", {
    ...env,
    PATH: [join(folder, "bin"), env["PATH"]].join(delimiter),
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Replaces Terraform by a program that counts its calls. */
function replaceTerraform(script: string): void {
  const lines = ["#!/bin/sh", `echo "$@" >> ${join(folder, "calls")}`, script];
  writeFileSync(join(folder, "bin/terraform"), lines.join("\n"), { mode: 0o755 });
}

const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

/** The effect of `terraform init`: downloads the provider that the root requires. */
const download = `
version=$(grep -o '"version":"[^"]*' main.tf.json | cut -d'"' -f4)
mkdir -p .terraform/providers/registry.example.com/hashicorp/aws/$version/linux_amd64
`;

test("the provider is installed once, and no temporary file remains", async () => {
  replaceTerraform(download);

  await installProvider(mirror);
  await installProvider(mirror);

  expect(holdsProvider(mirror)).toBe(true);
  expect(calls()).toHaveLength(1);
  expect(readdirSync(join(folder, "local"))).toEqual(["provider"]);
});

test("two simultaneous installations both succeed", async () => {
  replaceTerraform(download);

  await Promise.all([installProvider(mirror), installProvider(mirror)]);

  expect(calls()).toHaveLength(2);
  expect(readdirSync(join(folder, "local"))).toEqual(["provider"]);
});

test("a failed installation prints the output of Terraform, and installs nothing", async () => {
  replaceTerraform("echo 'Error: no such provider' >&2; exit 1");

  await expect(installProvider(mirror)).rejects.toThrow(/terraform init failed with 1:\nError: no such provider/);

  expect(existsSync(mirror)).toBe(false);
  expect(readdirSync(join(folder, "local"))).toEqual([]);
});
