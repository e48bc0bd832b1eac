import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, run, runChecked } from "../../../shared/child-process";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "trailkeeper-")));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Returns the arguments with which Node runs a program. */
const program = (source: string) => ["-e", source];
const node = process.execPath;

describe("run", () => {
  test.each([0, 1, 77])("returns the exit code %i, and never throws because of an exit code", async (status) => {
    expect(await run(node, program(`process.exit(${status})`))).toEqual({ status, stdout: "", stderr: "", output: "" });
  });

  test("returns each stream, and both in the order of their output", async () => {
    const source = `
      const { writeSync } = require("node:fs");
      writeSync(1, "one ");
      setTimeout(() => writeSync(2, "two "), 100);
      setTimeout(() => writeSync(1, "three"), 200);`;

    expect(await run(node, program(source))).toEqual({
      status: 0,
      stdout: "one three",
      stderr: "two ",
      output: "one two three",
    });
  });

  test("returns a character of several bytes that arrives in two pieces", async () => {
    const source = `
      const [first, ...rest] = Buffer.from("│");
      for (const stream of [process.stdout, process.stderr]) {
        stream.write(Buffer.from([first]));
        setTimeout(() => stream.write(Buffer.from(rest)), 200);
      }`;

    expect(await run(node, program(source))).toMatchObject({ stdout: "│", stderr: "│" });
  });

  test("returns all of the output, also of a program that it started in the background", async () => {
    const late = 'setTimeout(() => console.log("late"), 300)';
    const source = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(late)}], { stdio: "inherit" }).unref()`;

    expect(await run(node, program(source))).toMatchObject({ status: 0, stdout: "late\n" });
  });

  test("runs in the folder, with only the given environment, and without input", async () => {
    const source = `process.stdin.resume().on("end", () => console.log(process.cwd(), process.env.ONE, process.env.HOME))`;

    const { stdout } = await run(node, program(source), { cwd: folder, env: { ONE: "1" } });

    expect(stdout).toBe(`${folder} 1 undefined\n`);
  });

  test("passes an argument unchanged, because it uses no shell", async () => {
    const awkward = "$HOME; `id` 'a' \"b\" *";

    const { stdout } = await run(node, [...program("process.stdout.write(process.argv[1])"), awkward]);

    expect(stdout).toBe(awkward);
  });

  test("appends the output to the log file", async () => {
    const logFile = join(folder, "program.log");
    writeFileSync(logFile, "before\n");

    await run(node, program('console.log("out"); console.error("error")'), { logFile });

    expect(readFileSync(logFile, "utf8").split("\n").toSorted()).toEqual(["", "before", "error", "out"]);
    expect(readFileSync(logFile, "utf8")).toMatch(/^before\n/);
  });

  test("reports the output while the program runs", async () => {
    const pieces: string[] = [];
    const source = 'console.log("one"); setTimeout(() => console.error("two"), 200)';

    await run(node, program(source), { onOutput: (text) => pieces.push(text) });

    expect(pieces).toEqual(["one\n", "two\n"]);
  });

  test("kills an aborted program that ignores other signals", async () => {
    const killing = new AbortController();
    const source = 'process.on("SIGTERM", () => {}); setTimeout(() => {}, 60_000); console.log(process.pid)';

    const { status, stdout } = await run(node, program(source), {
      signal: killing.signal,
      onOutput: () => killing.abort(),
    });

    expect(status).toBeNull();
    expect(() => process.kill(Number(stdout), 0)).toThrow("ESRCH");
  });

  test("does not start after an earlier abort", async () => {
    const source = `setTimeout(() => require("node:fs").writeFileSync("ran", ""), 10_000)`;

    const { status } = await run(node, program(source), { cwd: folder, signal: AbortSignal.abort() });

    expect(status).toBeNull();
  });

  test("fails for a program that does not exist", async () => {
    const missing = join(folder, "no-such-program");

    await expect(run(missing, [])).rejects.toEqual(new CommandError(`cannot run ${missing}: spawn ${missing} ENOENT`));
  });
});

describe("runChecked", () => {
  test("returns the output of a program that succeeds", async () => {
    expect(await runChecked(node, program('console.log("done")'))).toBe("done\n");
  });

  test("passes its options to run", async () => {
    expect(await runChecked(node, program("console.log(process.cwd())"), { cwd: folder })).toBe(`${folder}\n`);
  });

  test("fails with the command, the exit code and the last forty lines of its output", async () => {
    const source = "for (let i = 1; i <= 50; i++) console.error(`line ${i}`); process.exitCode = 3";
    const last = Array.from({ length: 40 }, (_, i) => `line ${i + 11}`);

    await expect(runChecked(node, program(source))).rejects.toEqual(
      new CommandError(`${node} -e ${source} failed with 3:\n${last.join("\n")}`),
    );
  });

  test("fails for a program that a signal ended", async () => {
    await expect(runChecked(node, program('process.kill(process.pid, "SIGKILL")'))).rejects.toThrow("failed with null");
  });
});
