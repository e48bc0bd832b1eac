import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutputFolder } from "../../../synthesis/output-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const out = () => join(folder, "out");
const at = (...path: readonly string[]) => join(out(), ...path);
const origin = { configuration: "audit.yaml", organizationId: "o-1" };

/** Writes new files, as a synthesis does. */
function stage(output: OutputFolder, roots: readonly string[], text: string): void {
  output.prepare();
  for (const root of roots) {
    mkdirSync(join(output.staging, "stacks", root));
    writeFileSync(join(output.staging, "stacks", root, "cdk.tf.json"), text);
  }
  const stacks = Object.fromEntries(roots.map((root) => [root, {}]));
  writeFileSync(join(output.staging, "manifest.json"), JSON.stringify({ stacks }));
}

function written(roots: readonly string[], text: string): OutputFolder {
  const output = new OutputFolder(out());
  stage(output, roots, text);
  output.commit(roots, origin);
  return output;
}

const textOf = (root: string) => readFileSync(at("stacks", root, "cdk.tf.json"), "utf8");

test("new files are in their places after the commit, and nothing else is left", () => {
  const output = written(["a", "b"], "new");

  expect(readdirSync(out()).toSorted()).toEqual(["configuration.json", "manifest.json", "stacks"]);
  expect([textOf("a"), textOf("b")]).toEqual(["new", "new"]);
  expect(output.earlierRoots()).toEqual(["a", "b"]);
  expect(output.origin()).toEqual(origin);
});

test("the output is as it was until the commit, and after a synthesis that failed", () => {
  written(["a"], "old");
  const output = new OutputFolder(out());
  stage(output, ["a", "b"], "new");

  expect([textOf("a"), output.earlierRoots()]).toEqual(["old", ["a"]]);
  output.discard();
  expect([textOf("a"), output.earlierRoots(), readdirSync(at("stacks"))]).toEqual(["old", ["a"], ["a"]]);
});

test("nothing is moved when a file is in the place of a folder", () => {
  written(["a"], "old");
  writeFileSync(at("stacks", "b"), "");
  const output = new OutputFolder(out());
  stage(output, ["a", "b"], "new");

  expect(() => output.commit(["a", "b"], origin)).toThrow();
  expect([textOf("a"), output.earlierRoots()]).toEqual(["old", ["a"]]);
});

test("nothing is moved when a link that leads nowhere is in the place of a folder", () => {
  written(["a"], "old");
  symlinkSync(at("nowhere"), at("stacks", "b"));
  const output = new OutputFolder(out());
  stage(output, ["a", "b"], "new");

  expect(() => output.commit(["a", "b"], origin)).toThrow();
  expect([textOf("a"), output.earlierRoots()]).toEqual(["old", ["a"]]);
});

test("new roots are moved beside earlier ones", () => {
  written(["a"], "old");
  written(["a", "b"], "new");

  expect([textOf("a"), textOf("b")]).toEqual(["new", "new"]);
});

test("what Terraform keeps in a root stays", () => {
  written(["a"], "old");
  mkdirSync(at("stacks", "a", ".terraform"));
  writeFileSync(at("stacks", "a", ".terraform", "state"), "kept");
  written(["a"], "new");

  expect(readFileSync(at("stacks", "a", ".terraform", "state"), "utf8")).toBe("kept");
  expect(textOf("a")).toBe("new");
});

test("the rest of a synthesis that was killed is removed, and that of one that runs is not", () => {
  mkdirSync(at(".new-999999999"), { recursive: true });
  mkdirSync(at(`.new-${process.ppid}`));
  mkdirSync(at(".newest"));
  new OutputFolder(out()).prepare();

  expect(readdirSync(out()).toSorted()).toEqual([`.new-${process.pid}`, `.new-${process.ppid}`, ".newest"].toSorted());
});

test.each(["{", "", "null", "3"])("the manifest %j is refused, because its roots would be forgotten", (text) => {
  mkdirSync(out());
  writeFileSync(at("manifest.json"), text);

  expect(() => new OutputFolder(out()).earlierRoots()).toThrow(/manifest\.json is not valid JSON; delete it/);
});

test("an output in a folder that does not exist is refused", () => {
  expect(() => new OutputFolder(join(folder, "missing", "out"))).toThrow(
    /missing of the output does not exist; create it/,
  );
});

test("an output that is a file is refused", () => {
  writeFileSync(out(), "");

  expect(() => new OutputFolder(out())).toThrow(/is a file; remove it, or choose another folder/);
});

test("only the folder of a root that was written here is removed", () => {
  written(["a"], "old");
  mkdirSync(at("stacks", "notes"));
  const output = new OutputFolder(out());
  for (const root of ["a", "notes", "missing"]) output.removeRoot(root);

  expect(existsSync(at("stacks", "a"))).toBe(false);
  expect(existsSync(at("stacks", "notes"))).toBe(true);
});

test("signals are not lost for later, when the commit is done", () => {
  const before = process.listenerCount("SIGINT");
  written(["a"], "new");

  expect(process.listenerCount("SIGINT")).toBe(before);
});
