import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyProviderLock } from "../../../synthesis/provider-lock";

let folder: string;
const roots = () => ["log-archive", "management"].map((name) => join(folder, "stacks", name));
const locks = () => roots().map((root) => join(root, ".terraform.lock.hcl"));
const synthesize = () => copyProviderLock(join(folder, "audit.yaml"), roots());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "provider-lock-"));
  for (const root of roots()) mkdirSync(root, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

test("every root receives the committed lock file, also after a change", () => {
  for (const text of ["version = 1", "version = 2"]) {
    writeFileSync(join(folder, "terraform.lock.hcl"), text);
    synthesize();

    expect(locks().map((lock) => readFileSync(lock, "utf8"))).toEqual([text, text]);
  }
});

test("each root keeps Terraform's lock file if there is no committed lock file", () => {
  const [first = "", second = ""] = locks();
  writeFileSync(first, "written by terraform init");
  synthesize();

  expect(readFileSync(first, "utf8")).toBe("written by terraform init");
  expect(existsSync(second)).toBe(false);
});
