import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BackgroundProcess, freePorts } from "../../../local-aws/background-process";
import { CommandError } from "../../../shared/child-process";

const polls = { milliseconds: 40, untilKilled: 50 };
let folder: string;
let file: string;
const started: BackgroundProcess[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  file = join(folder, "emulator.pid.json");
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const program of started.splice(0)) await program.stop();
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

function emulator(): BackgroundProcess {
  const program = new BackgroundProcess("emulator", folder, polls);
  started.push(program);
  return program;
}

/** A program that signals its start by a file, and runs for a minute unless it is ended. */
const lasting = 'require("node:fs").writeFileSync("answers", String(process.pid)); setTimeout(() => {}, 60_000);';
const answers = () => Promise.resolve(existsSync(join(folder, "answers")));
const start = (program: BackgroundProcess, source: string, options = {}) =>
  program.start(process.execPath, ["-e", source], { env: process.env, cwd: folder, answers, seconds: 30, ...options });

const remember = (pid: number | undefined, began: string) => writeFileSync(file, JSON.stringify({ pid, began }));
const remembered = () => JSON.parse(readFileSync(file, "utf8"));

/** Returns the state of a process: empty if there is none, and Z if it has ended and is a zombie. */
const stateOf = (pid: number | string) =>
  spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
const isAlive = (pid: number) => /^[^Z]/.test(stateOf(pid));

describe("a program in the background", () => {
  test("does not run before it is started, and can be stopped without effect", async () => {
    const program = emulator();

    await program.stop();

    expect(program.isRunning()).toBe(false);
  });

  test("runs after its start, in its folder and with its environment", async () => {
    const program = emulator();

    await start(program, `console.log(process.cwd(), process.env.ONE);${lasting}`, { env: { ONE: "1" } });

    expect(program.isRunning()).toBe(true);
    expect(isAlive(remembered().pid)).toBe(true);
    expect(readFileSync(join(folder, "answers"), "utf8")).toBe(String(remembered().pid));
    expect(readFileSync(program.logFile, "utf8")).toMatch(/trailkeeper-\S+ 1\n$/);
  });

  test("leads its own process group, so that it continues when this process ends", async () => {
    await start(emulator(), lasting);
    const { pid } = remembered();

    expect(spawnSync("ps", ["-o", "pgid=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim()).toBe(String(pid));
  });

  test("a program in the background is found again, even from a shell with another language and time zone", async () => {
    await start(emulator(), lasting);

    jest.replaceProperty(process, "env", {
      ...process.env,
      LC_ALL: "de_DE.UTF-8",
      TZ: "Pacific/Kiritimati",
    });

    expect(new BackgroundProcess("emulator", folder).isRunning()).toBe(true);
  });

  test("a program in the background is not confused with another program of the same folder", async () => {
    await start(emulator(), lasting);

    expect(new BackgroundProcess("trino", folder).isRunning()).toBe(false);
  });

  test("ends gracefully when another process stops it, and its saved state is removed", async () => {
    const slow = "setTimeout(() => { console.log('goodbye'); process.exit() }, 300)";
    await start(emulator(), `process.on("SIGTERM", () => ${slow});${lasting}`);
    const { pid } = remembered();
    const found = new BackgroundProcess("emulator", folder, polls);

    await found.stop();

    expect(isAlive(pid)).toBe(false);
    expect(found.isRunning()).toBe(false);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(found.logFile, "utf8")).toBe("goodbye\n");
  });

  test("a program in the background is killed when it does not end by itself", async () => {
    const program = new BackgroundProcess("emulator", folder, { milliseconds: 40, untilKilled: 5 });
    started.push(program);
    const kill = jest.spyOn(process, "kill");
    await start(program, `process.on("SIGTERM", () => {});${lasting}`);
    const { pid } = remembered();

    await program.stop();

    expect(kill.mock.calls).toEqual([
      [pid, "SIGTERM"],
      [pid, "SIGKILL"],
    ]);
  });

  test("a program in the background can be started again, and then appends to its log", async () => {
    const program = emulator();
    await start(program, `console.log("first");${lasting}`);
    await program.stop();
    rmSync(join(folder, "answers"));

    await start(program, `console.log("second");${lasting}`);

    expect(program.isRunning()).toBe(true);
    expect(readFileSync(program.logFile, "utf8")).toBe("first\nsecond\n");
  });
});

describe("the saved state of an ended program", () => {
  test("does not end another program with the same process id", async () => {
    const other = spawn(process.execPath, ["-e", lasting], { cwd: folder });
    children.push(other);
    remember(other.pid, "Thu Jan 1 00:00:00 1970");
    const program = emulator();

    expect(program.isRunning()).toBe(false);
    await program.stop();

    expect(other.exitCode ?? other.signalCode).toBeNull();
    expect(isAlive(other.pid ?? 0)).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  test.each(["Thu Jan 1 00:00:00 1970", ""])(
    "the saved state of an ended program is not accepted as a running program if its start time is %o",
    async (began) => {
      remember(spawnSync(process.execPath, ["-e", ""]).pid, began);
      const program = emulator();

      expect(program.isRunning()).toBe(false);
      await program.stop();

      expect(existsSync(file)).toBe(false);
    },
  );

  test("the saved state of an ended program is treated as ended while the process is a zombie", async () => {
    const parent = `
      const child = require("node:child_process").spawn(process.execPath, ["-e", ""]);
      require("node:fs").writeFileSync("child", String(child.pid));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
    const waiting = spawn(process.execPath, ["-e", parent], { cwd: folder });
    children.push(waiting);
    await once(waiting, "spawn");
    const child = () => (existsSync(join(folder, "child")) ? readFileSync(join(folder, "child"), "utf8") : "0");
    while (!stateOf(child()).startsWith("Z")) await new Promise((resolve) => setTimeout(resolve, 20));
    const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
    const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", child()], { encoding: "utf8", env });
    remember(Number(child()), stdout.trim().split(/\s+/).join(" "));

    expect(emulator().isRunning()).toBe(false);
  });
});

describe("a program that cannot start", () => {
  test("fails with the end of its log when it ends at once", async () => {
    const program = emulator();
    const source = "for (let i = 1; i <= 30; i++) console.log(`line ${i}`); process.exit(3)";
    const last = Array.from({ length: 20 }, (_, i) => `line ${i + 11}`);

    await expect(start(program, source)).rejects.toEqual(
      new CommandError(`emulator stopped: \n${last.join("\n")}\n(complete log: ${program.logFile})`),
    );

    expect(program.isRunning()).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  test("fails when a signal ends it", async () => {
    await expect(start(emulator(), 'process.kill(process.pid, "SIGKILL")')).rejects.toThrow("emulator stopped: ");
  });

  test("fails when it does not respond in time, and is stopped", async () => {
    const program = emulator();
    let pid = 0;
    const silent = () => {
      ({ pid } = remembered());
      return Promise.resolve(false);
    };

    await expect(start(program, lasting, { answers: silent, seconds: 0.3 })).rejects.toThrow(
      "emulator did not respond within 0.3 s: ",
    );

    expect(isAlive(pid)).toBe(false);
    expect(program.isRunning()).toBe(false);
  });

  test("fails when it does not exist", async () => {
    const missing = join(folder, "no-such-program");
    const options = { env: process.env, cwd: folder, answers, seconds: 30 };

    await expect(emulator().start(missing, [], options)).rejects.toEqual(
      new CommandError(`emulator stopped: spawn ${missing} ENOENT`),
    );
  });

  test("fails without ps, which is required to find it again", async () => {
    remember(process.pid, "Thu Jan 1 00:00:00 1970");
    jest.replaceProperty(process, "env", { ...process.env, PATH: folder });
    const program = new BackgroundProcess("emulator", folder);

    expect(() => program.isRunning()).toThrow(
      new CommandError("cannot run ps: spawnSync ps ENOENT; install it and add it to the PATH"),
    );
  });
});

describe("freePorts", () => {
  test.each([1, 5])("returns %i distinct free ports", async (count) => {
    const ports = await freePorts(count);

    expect(new Set(ports).size).toBe(count);
    for (const port of ports) {
      const server = createServer().listen(port, "127.0.0.1");
      await once(server, "listening");
      server.close();
    }
  });
});
