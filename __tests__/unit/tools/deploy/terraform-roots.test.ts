import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformRoots } from "../../../../tools/deploy/terraform-roots";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  mkdirSync(join(folder, "root"));
  writeFileSync(join(folder, "terraform"), fakeTerraform, { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * Replaces Terraform. Records its calls. The n-th `init` fails with the text of the file `init-n`, if it exists, and `state rm` with
 * that of `lock`. Otherwise `state rm` waits for another run, which writes its state.
 */
const fakeTerraform = `#!/bin/bash
echo "$*" >> ../calls
case "$1 $2" in
  "init "*) file="../init-$(grep -c ^init ../calls)" ;;
  "state rm") file=../lock; [ -f "$file" ] || echo complete > ../state ;;
  "state pull") cat ../state; exit 0 ;;
esac
if [ -f "$file" ]; then cat "$file" >&2; exit 1; fi
echo '{"type":"change_summary","changes":{"add":0,"change":0,"remove":2}}'
`;

const root = () => ({ name: "root", folder: join(folder, "root"), dependencies: [] });
const roots = () =>
  new TerraformRoots({ output: join(folder, "out"), program: join(folder, "terraform"), action: "destroy", pause: 1 });
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
const inits = () => calls().filter((call) => call.startsWith("init")).length;

// The error of Terraform 1.11 while another run writes the local state
const halfWritten = `Failed to refresh state: 2 problems:

- Unsupported state file format: The state file could not be parsed as JSON: syntax error at byte offset 131072.
`;

describe("init", () => {
  const failures = (count: number, text: string) => {
    for (let number = 1; number <= count; number++) write(`init-${number}`, text);
  };

  test.each([1, 4, 5])("is repeated while the state is half-written, %i times", async (count) => {
    failures(count, halfWritten);
    const { isDone, changes } = await roots().attempt(root());

    expect([isDone, changes?.remove, inits()]).toEqual([true, 2, count + 1]);
  });

  test("fails if the state stays unreadable", async () => {
    failures(6, halfWritten);
    const { isDone, errors } = await roots().attempt(root());

    expect([isDone, inits(), calls().length]).toEqual([false, 6, 6]);
    expect(errors).toEqual([expect.stringContaining("could not be parsed as JSON")]);
  });

  test("fails at once for another reason", async () => {
    failures(1, "Error: Failed to query available provider packages");
    const { isDone, errors } = await roots().attempt(root());

    expect([isDone, inits(), errors]).toEqual([false, 1, ["Error: Failed to query available provider packages"]]);
  });
});

describe("the state of a root", () => {
  test("is read after the run that has its lock", async () => {
    write("state", "");

    expect(await roots().readState(root())).toBe("complete\n");
    expect(calls().slice(1)).toEqual(["state rm -dry-run -lock-timeout=5m terraform_data.none", "state pull"]);
  });

  test("is empty if the root was never deployed", async () => {
    write("lock", "No state file was found!\n\nState management commands require a state file.");
    write("state", "");

    expect(await roots().readState(root())).toBe("");
  });

  test("is not read while another run has its lock", async () => {
    write("lock", "Error acquiring the state lock\n\nLock Info:\n  Who: somebody@elsewhere");

    await expect(roots().readState(root())).rejects.toThrow(/state rm of root failed with 1:\nError acquiring .*\n/);
    expect(calls()).not.toContain("state pull");
  });

  test("is not written to a log, because it can contain secrets", async () => {
    write("state", "");
    const terraform = roots();
    await terraform.readState(root());

    expect(existsSync(terraform.logOf("root"))).toBe(true);
    expect(readFileSync(terraform.logOf("root"), "utf8")).not.toContain("complete");
  });
});
