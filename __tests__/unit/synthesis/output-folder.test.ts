import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UserError } from "../../../shared/user-error";
import { type OutputChange, OutputFolder } from "../../../synthesis/output-folder";
import { RollbackError } from "../../../synthesis/moves";

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
  commit(output, roots);
  return output;
}

function commit(output: OutputFolder, roots: readonly string[], change: Partial<OutputChange> = {}): void {
  output.commit({ roots, removed: [], origin, last: () => undefined, ...change });
  output.discard();
}

/** The content of every file of the output, by its path. */
const snapshot = () =>
  Object.fromEntries(
    readdirSync(out(), { recursive: true, encoding: "utf8" })
      .filter((name) => !name.startsWith(".new-") && statSync(at(name)).isFile())
      .map((name) => [name, readFileSync(at(name), "utf8")]),
  );

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

  expect(() => commit(output, ["a", "b"])).toThrow();
  expect([textOf("a"), output.earlierRoots()]).toEqual(["old", ["a"]]);
});

test("no file is moved if a broken link is in the place of a folder", () => {
  written(["a"], "old");
  symlinkSync(at("nowhere"), at("stacks", "b"));
  const output = new OutputFolder(out());
  stage(output, ["a", "b"], "new");

  expect(() => commit(output, ["a", "b"])).toThrow();
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

test.each(["../../other", "..", "a/b", ""])("a manifest with the root %j is refused, because it is a path", (name) => {
  mkdirSync(out());
  writeFileSync(at("manifest.json"), JSON.stringify({ stacks: { a: {}, [name]: {} } }));

  expect(() => new OutputFolder(out()).earlierRoots()).toThrow(
    `manifest.json has the root ${JSON.stringify(name)}, which is not a folder name; delete`,
  );
});

test("only the folder of a root that a synthesis wrote is removed", () => {
  written(["a", "b"], "old");
  mkdirSync(at("stacks", "notes"));
  const output = new OutputFolder(out());
  stage(output, ["b"], "new");
  commit(output, ["b"], { removed: ["a", "notes", "missing"] });

  expect(readdirSync(at("stacks")).toSorted()).toEqual(["b", "notes"]);
});

test("a root with a state that Terraform could not save is not removed", () => {
  const output = written(["a", "b", "c"], "old");
  for (const root of ["a", "c"]) writeFileSync(at("stacks", root, "errored.tfstate"), "{}");

  // A folder that no synthesis wrote is not removed
  mkdirSync(at("stacks", "notes"));
  writeFileSync(at("stacks", "notes", "errored.tfstate"), "{}");
  expect(() => output.refuseUnsavedStates(["b", "notes"])).not.toThrow();
  const refused = () => output.refuseUnsavedStates(["a", "b", "c"]);
  for (const root of ["a", "c"])
    expect(refused).toThrow(
      `${at("stacks", root, "errored.tfstate")} is a state that Terraform could not store, and synth would delete it; run terraform state push errored.tfstate there first, then delete the file`,
    );
});

describe("an error of the commit changes no file", () => {
  /** Stages new files of three roots, of which one is new, after a synthesis of other three roots. */
  function staged(): OutputFolder {
    written(["a", "b", "gone"], "old");
    writeFileSync(at("stacks", "gone", "notes.txt"), "mine");
    const output = new OutputFolder(out());
    stage(output, ["a", "b", "c"], "new");
    return output;
  }

  const failing = (output: OutputFolder, change: Partial<OutputChange> = {}) => {
    const before = snapshot();
    let error: unknown;
    try {
      output.commit({ roots: ["a", "b", "c"], removed: ["gone"], origin, last: () => undefined, ...change });
    } catch (thrown) {
      error = thrown;
    }
    output.discard();
    expect(snapshot()).toEqual(before);
    expect(readdirSync(out()).toSorted()).toEqual(["configuration.json", "manifest.json", "stacks"]);
    return error;
  };

  test("an error of the commit changes no file if a folder has the path of a file of the last root", () => {
    const output = staged();
    mkdirSync(at("stacks", "c", "cdk.tf.json", "folder"), { recursive: true });
    writeFileSync(at("stacks", "c", "cdk.tf.json", "folder", "file"), "mine");

    expect(failing(output)).toEqual(
      new UserError(
        `${at("stacks", "c", "cdk.tf.json")} is a folder, but synth writes a file with this path; delete the folder`,
      ),
    );
  });

  // The root user can write to every folder
  (process.getuid?.() === 0 ? test.skip : test)(
    "an error of the commit changes no file if the folder of the last root cannot be written",
    () => {
      const output = staged();
      mkdirSync(at("stacks", "c"));
      chmodSync(at("stacks", "c"), 0o500);

      expect(failing(output)).toMatchObject({ code: "EACCES", syscall: "access" });
    },
  );

  test("an error of the commit changes no file if a file cannot be moved after all others were moved", () => {
    const output = staged();
    rmSync(join(output.staging, "manifest.json"));

    expect(failing(output)).toMatchObject({ code: "ENOENT", syscall: "rename" });
    expect(existsSync(at("stacks", "c"))).toBe(false);
  });

  test("an error of the commit changes no file if a file cannot be moved after some others were moved", () => {
    const output = staged();

    expect(failing(output, { roots: ["a", "missing", "b"] })).toMatchObject({ code: "ENOENT", syscall: "rename" });
  });

  test("an error of the commit changes no file if the last step fails, when all files are in place", () => {
    const last = () => {
      expect([textOf("a"), textOf("b"), textOf("c")]).toEqual(["new", "new", "new"]);
      expect(existsSync(at("stacks", "gone"))).toBe(false);
      throw new Error("the list cannot be replaced");
    };

    expect(failing(staged(), { last })).toEqual(new Error("the list cannot be replaced"));
  });

  test("an error of the commit changes no file, or the message names the mixture if the earlier files cannot be restored", () => {
    const output = staged();
    const last = () => {
      rmSync(join(output.staging, "earlier"), { recursive: true });
      throw new Error("the list cannot be replaced");
    };

    expect(() => output.commit({ roots: ["a"], removed: [], origin, last })).toThrow(RollbackError);
    expect([textOf("b"), existsSync(at("stacks", "a", "cdk.tf.json"))]).toEqual(["old", false]);
  });
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

  test("files that no synthesis wrote are refused, and the error lists their names", () => {
    for (const name of ["thesis.txt", ".git/config", "stacks/of/paper"]) put(name);

    expect(refuse).toThrow(
      `the output folder ${out()} contains files that no synthesis wrote: .git, stacks, thesis.txt; choose an empty or new folder with --out <folder>`,
    );
  });

  test.each([5, 6])(
    "files that no synthesis wrote are refused if there are %i, and the error lists at most five names",
    (count) => {
      for (let i = 0; i < count; i++) put(`${i}.txt`);

      expect(refuse).toThrow(count === 5 ? "3.txt, 4.txt; choose" : "3.txt, 4.txt and 1 more; choose");
    },
  );

  test.each([
    ["manifest.json", '{"name":"a web application"}'],
    ["configuration.json", '{"port":80}'],
    ["stacks", "a file"],
  ])("files that no synthesis wrote are refused even if their name is %s, like a file of a synthesis", (name, text) => {
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

  test("files that no synthesis wrote do not include temporary folders of a killed synthesis", () => {
    stage(new OutputFolder(out()), ["a"], "new");
    put("stacks/a/cdk.tf.json");

    expect(refuse).not.toThrow();
  });

  test("files that no synthesis wrote are not found in a folder that is empty or new", () => {
    expect(refuse).not.toThrow();
    mkdirSync(out());
    expect(refuse).not.toThrow();
  });
});
