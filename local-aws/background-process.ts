import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandError } from "../shared/child-process";
import { readJson, writeWhole } from "../shared/files";

/** Saved data about a background program, to find it again after this program crashed. */
interface Remembered {
  readonly pid: number;

  /** Start time of the process. The process id alone is not enough, because another program can have it now. */
  readonly began: string;
}

/** A program that continues after the command that started it has ended. Its process id is saved in a folder. */
export class BackgroundProcess {
  private readonly file: string;

  /** Log file with the output of the program. */
  public readonly logFile: string;

  constructor(
    private readonly name: string,
    folder: string,
    private readonly polls = { milliseconds: 200, untilKilled: 50 },
  ) {
    this.file = join(folder, `${name}.pid.json`);
    this.logFile = join(folder, `${name}.log`);
  }

  public isRunning(): boolean {
    const readRemembered = this.remembered();
    // If there is no start time, the program ended before its start time could be read, so it counts as ended
    return !!readRemembered?.began && began(readRemembered.pid) === readRemembered.began;
  }

  /**
   * Starts the program and waits until it responds.
   *
   * @throws {CommandError} when the program ends, or does not respond in time
   */
  public async start(
    command: string,
    args: readonly string[],
    options: { env: NodeJS.ProcessEnv; cwd: string; answers: () => Promise<boolean>; seconds: number },
  ): Promise<void> {
    const log = openSync(this.logFile, "a");
    const { env, cwd } = options;
    const child = spawn(command, args, { env, cwd, detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    let failure: Error | undefined;
    child.on("error", (error) => (failure = error));
    child.unref();
    if (child.pid !== undefined) {
      writeWhole(this.file, JSON.stringify({ pid: child.pid, began: began(child.pid) } satisfies Remembered));
    }

    const deadline = Date.now() + options.seconds * 1_000;
    while (!(await options.answers())) {
      const isOver = failure !== undefined || child.exitCode !== null || child.signalCode !== null;
      if (isOver || Date.now() > deadline) {
        await this.stop();
        throw new CommandError(
          `${this.name} ${isOver ? "stopped" : `did not respond within ${options.seconds} s`}: ${failure?.message ?? this.endOfLog()}`,
        );
      }
      await sleep(this.polls.milliseconds);
    }
  }

  /** Ends the program. Does nothing if it is not running. */
  public async stop(): Promise<void> {
    const remembered = this.remembered();
    if (remembered && this.isRunning()) {
      process.kill(remembered.pid, "SIGTERM");
      for (let i = 0; i < this.polls.untilKilled && this.isRunning(); i++) await sleep(this.polls.milliseconds);
      if (this.isRunning()) process.kill(remembered.pid, "SIGKILL");
    }
    rmSync(this.file, { force: true });
  }

  private remembered(): Remembered | undefined {
    return readJson(this.file);
  }

  private endOfLog(): string {
    return `\n${readFileSync(this.logFile, "utf8").trimEnd().split("\n").slice(-20).join("\n")}\n(complete log: ${this.logFile})`;
  }
}

/** Start time of a process. Empty if the process does not exist or is a zombie. */
function began(pid: number): string {
  // These settings give the same format in every locale and time zone
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  const { stdout, error } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8", env });
  if (error) throw new CommandError(`cannot run ps: ${error.message}; install it and add it to the PATH`);
  const [state = "", ...since] = stdout.trim().split(/\s+/);
  return state.startsWith("Z") ? "" : since.join(" ");
}

/** Free ports of the loopback interface. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
