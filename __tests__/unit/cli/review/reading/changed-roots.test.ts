import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changedRoots } from "../../../../../cli/review/reading/changed-roots";

const folder = mkdtempSync(join(tmpdir(), "changed-roots-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes an output whose roots contain these strings. */
function output(name: string, roots: Readonly<Record<string, string>>): string {
  for (const [root, text] of Object.entries(roots)) {
    mkdirSync(join(folder, name, "stacks", root), { recursive: true });
    writeFileSync(join(folder, name, "stacks", root, "cdk.tf.json"), text);
  }
  return join(folder, name);
}

test("changedRoots returns changed and new roots, sorted, and omits equal roots and roots that the head does not contain", () => {
  const base = output("base", { management: "1", equal: "2", gone: "3" });
  const head = output("head", { management: "1 ", equal: "2", added: "" });
  // Terraform's own folder of a root that is no longer configured
  mkdirSync(join(head, "stacks/gone/.terraform"), { recursive: true });

  expect(changedRoots(base, head)).toEqual(["added", "management"]);
  expect(changedRoots(head, head)).toEqual([]);
});
