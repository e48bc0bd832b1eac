import { kill, killGroup, programsBelow, runningPrograms } from "./program-tree";

/** Signals that interrupt the work: SIGINT (Ctrl-C) and SIGTERM. */
const kinds = ["SIGINT", "SIGTERM"] as const;

/** Milliseconds in which a second signal is ignored: for one key press, the terminal and npm each send a signal. */
const samePress = 1_000;

/** The error of interrupted work. All its child processes have ended. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  constructor() {
    super("interrupted");
  }
}

/** Handles interrupts such as Ctrl-C, with or without a running child process. */
class Interruption {
  private readonly programs = new Set<number>();
  /** Time of the first interrupt, in milliseconds. */
  private first?: number;
  private whenIdle: (() => void) | undefined;
  private isForced = false;
  private isListening = false;

  /** Whether there was an interrupt. */
  public get happened(): boolean {
    return this.first !== undefined;
  }

  /**
   * Also handles interrupts while no child process runs.
   *
   * @returns function that ends this handling
   */
  public onceIdle(whenIdle: () => void): () => void {
    this.whenIdle = whenIdle;
    this.listen();
    return () => {
      this.whenIdle = undefined;
      if (this.programs.size === 0) this.stopListening();
    };
  }

  /**
   * Forwards interrupts to a child process that leads its own process group.
   *
   * @returns function that stops forwarding, to call when the program has ended
   */
  public passTo(pid: number): () => void {
    this.programs.add(pid);
    this.listen();
    return () => {
      this.programs.delete(pid);
      if (this.programs.size === 0 && this.whenIdle === undefined) this.stopListening();
    };
  }

  private readonly take = (): void => {
    const now = Date.now();
    const isSamePress = now - (this.first ?? now - samePress) < samePress;
    if (this.programs.size === 0) this.whenIdle?.();
    if (isSamePress || this.isForced) return;
    this.isForced = this.happened;
    this.first ??= now;
    if (this.isForced) endAtOnce(this.programs);
    else endGently(this.programs);
  };

  /** Keeps listeners that are already there: a signal that arrives while listeners are replaced would be lost. */
  private listen(): void {
    if (this.isListening) return;
    this.isListening = true;
    for (const kind of kinds) process.on(kind, this.take);
  }

  private stopListening(): void {
    this.isListening = false;
    for (const kind of kinds) process.off(kind, this.take);
  }
}

/** The instance of this process. */
export const interruption = new Interruption();

/**
 * Interrupts the program itself if it is Terraform, the Terraform processes below it, or its group if it runs no Terraform.
 *
 * CDKTF runs Terraform in a separate terminal and does not forward interrupts. If CDKTF itself were interrupted, that terminal
 * would close, and Terraform would end without saving the resources it is creating and without releasing its lock.
 */
function endGently(programs: ReadonlySet<number>): void {
  const all = runningPrograms();
  const below = [...programs].map((pid) => ({
    pid,
    terraforms: all
      .filter((program) => program.pid === pid)
      .concat(programsBelow(pid, all))
      .filter(({ name }) => ["terraform", "tofu"].includes(name)),
  }));
  if (below.some(({ terraforms }) => terraforms.length > 0)) {
    console.error(
      "\ninterrupted: Terraform finishes the current creations, saves its state and releases its lock. This can take a " +
        "minute.\nPress Ctrl-C again to stop immediately: the state then lacks the resources that it is creating.",
    );
  }
  for (const { pid, terraforms } of below) {
    if (terraforms.length === 0) killGroup(pid, "SIGINT");
    for (const terraform of terraforms) kill(terraform.pid, "SIGINT");
  }
}

/** Kills programs, their process groups, and their child processes in other process groups. */
function endAtOnce(programs: ReadonlySet<number>): void {
  console.error("\nstopped immediately");
  const all = runningPrograms();
  for (const pid of programs) {
    for (const program of programsBelow(pid, all)) kill(program.pid, "SIGKILL");
    killGroup(pid, "SIGKILL");
  }
}
