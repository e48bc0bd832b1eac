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
import { dirname, join } from "node:path";
import { OutputFolder } from "../../../synthesis/output-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const out = () => join(folder, "out");
const at = (...path: readonly string[]) => join(out(), ...path);
const origin = { configuration: "audit.yaml", organizationId: "o-1", prefix: "acme", homeRegion: "eu-west-1" };

/** Writes new files like a synthesis. */
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

test("new files are in place after the commit, and no temporary file remains", () => {
  const output = written(["a", "b"], "new");

  expect(readdirSync(out()).toSorted()).toEqual(["configuration.json", "manifest.json", "stacks"]);
  expect([textOf("a"), textOf("b")]).toEqual(["new", "new"]);
  expect(output.earlierRoots()).toEqual(["a", "b"]);
  expect(output.origin()).toEqual(origin);
});

test("the output is unchanged until the commit, and after a failed synthesis", () => {
  written(["a"], "old");
  const output = new OutputFolder(out());
  stage(output, ["a", "b"], "new");

  expect([textOf("a"), output.earlierRoots()]).toEqual(["old", ["a"]]);
  output.discard();
  expect([textOf("a"), output.earlierRoots(), readdirSync(at("stacks"))]).toEqual(["old", ["a"], ["a"]]);
});

test("no file is moved if a file is in the place of a folder", () => {
  written(["a"], "old");
  writeFileSync(at("stacks", "b"), "");
  const output = new OutputFolder(out());
  stage(output, ["a", "b"], "new");

  expect(() => output.commit(["a", "b"], origin)).toThrow();
  expect([textOf("a"), output.earlierRoots()]).toEqual(["old", ["a"]]);
});

test("no file is moved if a broken link is in the place of a folder", () => {
  written(["a"], "old");
  symlinkSync(at("nowhere"), at("stacks", "b"));
  const output = new OutputFolder(out());
  stage(output, ["a", "b"], "new");

  expect(() => output.commit(["a", "b"], origin)).toThrow();
  expect([textOf("a"), output.earlierRoots()]).toEqual(["old", ["a"]]);
});

test("new roots are added beside earlier roots", () => {
  written(["a"], "old");
  written(["a", "b"], "new");

  expect([textOf("a"), textOf("b")]).toEqual(["new", "new"]);
});

test("files that Terraform stores in a root remain", () => {
  written(["a"], "old");
  mkdirSync(at("stacks", "a", ".terraform"));
  writeFileSync(at("stacks", "a", ".terraform", "state"), "kept");
  written(["a"], "new");

  expect(readFileSync(at("stacks", "a", ".terraform", "state"), "utf8")).toBe("kept");
  expect(textOf("a")).toBe("new");
});

test("the temporary folder of a killed synthesis is removed, and the folder of a running synthesis remains", () => {
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

test("an output folder whose parent does not exist is refused", () => {
  expect(() => new OutputFolder(join(folder, "missing", "out"))).toThrow(
    /missing of the output folder does not exist; create it/,
  );
});

test("an output folder that is a file is refused", () => {
  writeFileSync(out(), "");

  expect(() => new OutputFolder(out())).toThrow(/is a file; remove it, or choose another folder/);
});

test("only the folder of a root that a synthesis wrote is removed", () => {
  written(["a"], "old");
  mkdirSync(at("stacks", "notes"));
  const output = new OutputFolder(out());
  for (const root of ["a", "notes", "missing"]) output.removeRoot(root);

  expect(existsSync(at("stacks", "a"))).toBe(false);
  expect(existsSync(at("stacks", "notes"))).toBe(true);
});

test("the commit removes its signal handlers", () => {
  const before = process.listenerCount("SIGINT");
  written(["a"], "new");

  expect(process.listenerCount("SIGINT")).toBe(before);
});

describe("files that no synthesis wrote", () => {
  const refuse = () => new OutputFolder(out()).refuseForeignFiles();
  const put = (name: string, text = "mine") => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };

  test("are refused, and the error lists their names", () => {
    for (const name of ["thesis.txt", ".git/config", "stacks/of/paper"]) put(name);

    expect(refuse).toThrow(
      `the output folder ${out()} contains files that no synthesis wrote: .git, stacks, thesis.txt; choose an empty or new folder with --out <folder>`,
    );
  });

  test.each([5, 6])("are refused if there are %i, and the error lists at most five names", (count) => {
    for (let i = 0; i < count; i++) put(`${i}.txt`);

    expect(refuse).toThrow(count === 5 ? "3.txt, 4.txt; choose" : "3.txt, 4.txt and 1 more; choose");
  });

  test.each([
    ["manifest.json", '{"name":"a web application"}'],
    ["configuration.json", '{"port":80}'],
    ["stacks", "a file"],
  ])("are refused even if their name is %s, like a file of a synthesis", (name, text) => {
    put(name, text);

    expect(refuse).toThrow(`no synthesis wrote: ${name};`);
  });

  test("remain beside an output that a synthesis wrote", () => {
    written(["a"], "old");
    put("notes.txt");
    expect(refuse).not.toThrow();

    rmSync(at("configuration.json"));
    expect(refuse).not.toThrow();
    rmSync(at("manifest.json"));
    expect(refuse).toThrow("no synthesis wrote: notes.txt;");
  });

  test("do not include temporary folders of a killed synthesis", () => {
    stage(new OutputFolder(out()), ["a"], "new");
    put("stacks/a/cdk.tf.json");

    expect(refuse).not.toThrow();
  });

  test("are not found in a folder that is empty or new", () => {
    expect(refuse).not.toThrow();
    mkdirSync(out());
    expect(refuse).not.toThrow();
  });
});
