import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeChecksums } from "../../../../local-aws/terraform/terraform";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the checksums of an initialized root are removed, and its versions stay", () => {
  const lock = join(folder, ".terraform.lock.hcl");
  const provider = (name: string, hashes: string) =>
    `provider "registry.terraform.io/hashicorp/${name}" {\n  version     = "5.100.0"\n  constraints = "5.100.0"\n${hashes}}\n`;
  const hashes = '  hashes = [\n    "h1:edXO",\n    "zh:0123",\n  ]\n';
  writeFileSync(lock, provider("aws", hashes) + provider("random", hashes));

  removeChecksums(folder);

  expect(readFileSync(lock, "utf8")).toBe(provider("aws", "") + provider("random", ""));
});

test("a folder without a lock file stays unchanged", () => {
  expect(() => removeChecksums(folder)).not.toThrow();
});
