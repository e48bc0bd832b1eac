import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Action, TerraformRoots } from "../../../../cli/deploy/terraform-roots";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  mkdirSync(join(folder, "root"));
  writeFileSync(join(folder, "terraform"), fakeTerraform, { mode: 0o755 });
  useBackend({ local: { path: "../states/root.tfstate" } });
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * Replaces Terraform. Records its calls. The n-th call of a command, such as `init` or `state-pull`, prints the file `<command>-<n>`
 * if it exists, and fails. Otherwise it prints the file `<command>`, or a plan with two deletions.
 */
const fakeTerraform = `#!/bin/bash
case "$1" in state) name="$1-$2" ;; *) name=$1 ;; esac
echo "$*" >> ../calls
echo "$name" >> ../names
number=$(grep -cx "$name" ../names)
if [ -f "../$name-$number" ]; then cat "../$name-$number" >&2; exit 1; fi
if [ -f "../$name" ]; then cat "../$name"; exit 0; fi
case "$name" in
  state-pull) ;;
  plan) touch trailkeeper.tfplan; exit 2 ;;
  *) echo '{"type":"change_summary","changes":{"add":0,"change":0,"remove":2}}' ;;
esac
`;

const root = () => ({ name: "root", folder: join(folder, "root"), dependencies: [] });
const roots = (action: Action = "destroy", program = join(folder, "terraform")) =>
  new TerraformRoots({ output: join(folder, "out"), program, action, pause: 1 });
const read = (waits = false) => roots().readState(root(), { waits });
const write = (name: string, text: string) => {
  mkdirSync(join(folder, "states"), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const useBackend = (backend: object) => write("root/cdk.tf.json", JSON.stringify({ terraform: { backend } }));
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
const countOf = (command: string) => calls().filter((call) => call.startsWith(command)).length;
/** Lets the first calls of a command fail. */
const fail = (command: string, count: number, text: string) => {
  for (let number = 1; number <= count; number++) write(`${command}-${number}`, text);
};

const lock = "state rm -dry-run -lock-timeout=10s terraform_data.none";
const noState = "No state file was found!\n\nState management commands require a state file.";
const locked = "Error acquiring the state lock\n\nLock Info:\n  Who: somebody@elsewhere";
// The errors of Terraform 1.11 while another run writes the local state
const halfWritten: Readonly<Record<string, string>> = {
  init: `Failed to refresh state: 2 problems:

- Unsupported state file format: The state file could not be parsed as JSON: syntax error at byte offset 131072.
`,
  destroy: JSON.stringify({
    type: "diagnostic",
    diagnostic: {
      severity: "error",
      summary: "Error acquiring the state lock",
      detail:
        "Error message: 2 problems:\n\n- Unsupported state file format: The state file could not be parsed as JSON",
    },
  }),
};

describe.each(Object.entries(halfWritten))("%s", (command, text) => {
  test.each([1, 4, 5])(`${command} is repeated while the local state is half-written, %i times`, async (count) => {
    fail(command, count, text);
    const { isDone, changes } = await roots().attempt(root());

    expect([isDone, changes?.remove, countOf(command)]).toEqual([true, 2, count + 1]);
  });

  test("fails if the state stays unreadable", async () => {
    fail(command, 6, text);
    const { isDone, errors } = await roots().attempt(root());

    expect([isDone, countOf(command)]).toEqual([false, 6]);
    expect(errors.join()).toContain("could not be parsed as JSON");
  });

  test("fails at once for another reason", async () => {
    fail(command, 1, "Error: Failed to query available provider packages");
    const { isDone, errors } = await roots().attempt(root());

    expect([isDone, countOf(command), errors]).toEqual([
      false,
      1,
      ["Error: Failed to query available provider packages"],
    ]);
  });
});

test("a program that does not exist is one error", async () => {
  const missing = roots("destroy", join(folder, "no-terraform"));

  await expect(missing.attempt(root())).rejects.toThrow(/cannot run .*no-terraform/);
  await expect(missing.attempt(root())).rejects.toThrow(/cannot run .*no-terraform/);
});

test("the output of a killed run with the same process id is not read", async () => {
  const terraform = roots();
  const leftover = JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", summary: "ExpiredToken" } });
  for (const run of [1, 2]) writeFileSync(`${terraform.logOf("root")}.${process.pid}-${run}`, leftover);

  expect(await terraform.attempt(root())).toMatchObject({ isDone: true, errors: [] });
});

describe("the file of a local state", () => {
  const state = () => join(folder, "states/root.tfstate");

  test("exists before Terraform runs, so that a waiting Terraform does not write to a deleted file", async () => {
    await roots().attempt(root());

    expect(readFileSync(state(), "utf8")).toBe("");
  });

  test("the file of a local state is not changed if it exists", async () => {
    write("states/root.tfstate", "{}");
    await roots().attempt(root());

    expect(readFileSync(state(), "utf8")).toBe("{}");
  });

  test.each([
    ["S3", { terraform: { backend: { s3: { bucket: "acme-states" } } } }, false],
    ["HCP Terraform", { terraform: { cloud: {} } }, false],
    ["the default backend", {}, true],
  ])("the file of a local state for %s is created if this backend is local", async (_, code, isLocal) => {
    write("root/cdk.tf.json", JSON.stringify(code));
    await roots().attempt(root());

    expect([existsSync(state()), existsSync(join(folder, "root/terraform.tfstate"))]).toEqual([false, isLocal]);
  });
});

describe("the state of a root", () => {
  beforeEach(() => write("state-pull", '{"version": 4}'));

  test("the state of a root is read after the run that has its lock", async () => {
    fail("state-rm", 2, locked);

    expect(await read()).toBe('{"version": 4}');
    expect(calls().slice(1)).toEqual([lock, lock, lock, "state pull"]);
  });

  test("the state of a root is empty if the root was never deployed", async () => {
    write("state-pull", "");
    fail("state-rm", 1, noState);

    expect(await read()).toBe("");
  });

  test("the state of a root is not read while another run has its lock", async () => {
    fail("state-rm", 40, locked);

    await expect(read()).rejects.toThrow(/state rm of root failed with 1:\nError acquiring .*\n/);
    expect([countOf(lock), countOf("state pull")]).toEqual([30, 0]);
  });

  test("the state of a root is read again while another run writes it", async () => {
    fail("state-pull", 2, halfWritten["init"] ?? "");

    expect(await read()).toBe('{"version": 4}');
    expect(countOf("state pull")).toBe(3);
  });

  test.each(["", '{"version": 4, "resou'])(
    "the state of a root is not accepted if it stays incomplete: '%s'",
    async (text) => {
      write("state-pull", text);

      await expect(read()).rejects.toThrow("another run of Terraform is writing the state of root; wait until it ends");
      expect(countOf("state pull")).toBe(6);
    },
  );

  test("the state of a root is lost if it is empty and has a backup", async () => {
    write("state-pull", "");
    fail("state-rm", 1, noState);
    write("states/root.tfstate.backup", '{"version": 4}');

    await expect(read()).rejects.toThrow(
      `the state ${join(folder, "states/root.tfstate")} is empty, but ${join(folder, "states/root.tfstate.backup")} is not; copy the backup to the state`,
    );
  });

  test("the state of a root in S3 is locked only if the caller waits, because the lock needs permissions to write", async () => {
    useBackend({ s3: { bucket: "acme-states" } });
    await read();
    expect(countOf(lock)).toBe(0);

    await read(true);
    expect(countOf(lock)).toBe(1);
  });

  test("the state of a root is not written to a log, because it can contain secrets", async () => {
    const terraform = roots();
    await terraform.readState(root(), { waits: true });

    expect(existsSync(terraform.logOf("root"))).toBe(true);
    expect(readFileSync(terraform.logOf("root"), "utf8")).not.toContain("version");
  });
});

describe("a saved plan", () => {
  const plan = () => join(folder, "root/trailkeeper.tfplan");

  test("a saved plan is applied once, with the code for which it was made", async () => {
    expect((await roots("plan").attempt(root())).isDone).toBe(true);
    expect((await roots("apply the saved plan").attempt(root())).isDone).toBe(true);

    expect([existsSync(plan()), existsSync(`${plan()}.sha256`)]).toEqual([false, false]);
  });

  test("a saved plan is refused after the code was changed", async () => {
    await roots("plan").attempt(root());
    useBackend({ local: { path: "../states/other.tfstate" } });
    const { isDone, errors } = await roots("apply the saved plan").attempt(root());

    expect([isDone, errors, countOf("apply")]).toEqual([
      false,
      ["the saved plan is of other Terraform code; plan again with --plan"],
      0,
    ]);
  });

  test("a saved plan is deleted before the next plan, which can fail", async () => {
    await roots("plan").attempt(root());
    fail("plan", 2, "Error: no credentials");
    const { isDone } = await roots("plan").attempt(root());

    expect([isDone, existsSync(plan())]).toEqual([false, false]);
  });
});
