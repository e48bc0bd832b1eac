import { kill, killGroup, programsBelow } from "./program-tree";

/** What an interrupt is: Ctrl-C, or a request to end. */
const kinds = ["SIGINT", "SIGTERM"] as const;

/** Milliseconds in which a second signal is still the same key press: the terminal sends one, and npm another. */
const samePress = 1_000;

/** The work was interrupted, and every program that it ran has ended. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  constructor() {
    super("interrupted");
  }
}

/** What is done when somebody interrupts us, between two programs and while one runs. */
class Interruption {
  private readonly programs = new Set<number>();
  /** When it was first interrupted, in milliseconds. */
  private first?: number;
  private whenIdle?: () => void;
  private isForced = false;

  /** Whether there was an interrupt. */
  public get happened(): boolean {
    return this.first !== undefined;
  }

  /** Takes interrupts between two programs too. */
  public onceIdle(whenIdle: () => void): void {
    this.whenIdle = whenIdle;
    this.listen();
  }

  /**
   * Passes interrupts on to a program that leads a group of its own.
   *
   * @returns how to stop that, when it has ended
   */
  public passTo(pid: number): () => void {
    this.programs.add(pid);
    this.listen();
    return () => {
      this.programs.delete(pid);
      if (this.programs.size === 0 && this.whenIdle === undefined) this.unlisten();
    };
  }

  private readonly take = (): void => {
    const now = Date.now();
    const isSamePress = now - (this.first ?? now - samePress) < samePress;
    if (this.programs.size === 0) this.whenIdle?.();
    if (isSamePress || this.isForced) return;
    this.isForced = this.happened;
    this.first ??= now;
    for (const pid of this.programs) (this.isForced ? endAtOnce : endGently)(pid);
  };

  private listen(): void {
    this.unlisten();
    for (const kind of kinds) process.on(kind, this.take);
  }

  private unlisten(): void {
    for (const kind of kinds) process.off(kind, this.take);
  }
}

/** The one of this process. */
export const interruption = new Interruption();

/**
 * Interrupts Terraform where the program runs it, else the program.
 *
 * CDKTF runs Terraform in a terminal of its own and does not pass interrupts on. Were CDKTF interrupted, that terminal
 * would close, and Terraform would end without saving what it is creating and without releasing its lock.
 */
function endGently(pid: number): void {
  const terraforms = programsBelow(pid).filter(({ name }) => name === "terraform");
  if (terraforms.length === 0) return killGroup(pid, "SIGINT");
  console.error(
    "\ninterrupted: Terraform finishes what it is creating, saves its state and releases its lock. This can take a " +
      "minute.\nPress Ctrl-C again to stop immediately: the state then lacks the resources that it is creating.",
  );
  for (const terraform of terraforms) kill(terraform.pid, "SIGINT");
}

/** Kills a program, its group, and what it started in other groups. */
function endAtOnce(pid: number): void {
  console.error("\nstopped immediately");
  for (const program of programsBelow(pid)) kill(program.pid, "SIGKILL");
  killGroup(pid, "SIGKILL");
}
