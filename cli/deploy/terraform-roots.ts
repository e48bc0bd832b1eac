import { appendFileSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CommandError, type CommandResult, checkResult, run, runIntoFile } from "../../shared/child-process";
import { interruption } from "../../shared/interruption";
import type { Attempt } from "./deployment";
import { LocalState } from "./local-state";
import { planName, SavedPlan } from "./saved-plan";
import { readRunOutput } from "./terraform-output";
import type { Root } from "./waves";

/** The Terraform action for each root. */
export type Action = "plan" | "apply" | "apply the saved plan" | "destroy";

type Result = Pick<CommandResult, "status" | "output">;

const lockName = ".terraform.lock.hcl";

interface TerraformOptions {
  /** Folder of the synthesized output. */
  readonly output: string;

  /** Program: terraform or tofu. */
  readonly program: string;

  readonly action: Action;

  /**
   * Addresses of the resources to change (`-target`). Undefined for all resources.
   *
   * @default all
   */
  readonly targets?: (root: Root) => readonly string[] | undefined;

  /**
   * Milliseconds before a half-written state is read again.
   *
   * @default 500
   */
  readonly pause?: number;
}

/** Runs Terraform in the roots of an output folder, with one cache of providers for all of them. */
export class TerraformRoots {
  private readonly logs: string;
  private readonly env: NodeJS.ProcessEnv;
  private firstInit: Promise<unknown> | undefined;
  private runs = 0;

  /** Folder of the first root. Roots without a lock file get a copy of its lock file. */
  private lockedFolder: string | undefined;

  constructor(private readonly options: TerraformOptions) {
    this.logs = join(options.output, "deploy-logs");
    const cache = process.env["TF_PLUGIN_CACHE_DIR"] ?? resolve(options.output, "terraform-plugins");
    for (const folder of [this.logs, cache]) mkdirSync(folder, { recursive: true });
    // An apply needs an ephemeral variable exactly if the plan was created with this variable
    const role = options.action === "plan" ? (process.env["TF_VAR_role"] ?? "deploy") : "deploy";
    this.env = { ...process.env, TF_PLUGIN_CACHE_DIR: cache, TF_IN_AUTOMATION: "1", TF_VAR_role: role };
  }

  /** Path of the file with all output of Terraform for a root. */
  logOf(root: string): string {
    return join(this.logs, `${root}.log`);
  }

  /** Initializes a root, and plans or applies it. */
  async attempt(root: Root): Promise<Attempt> {
    const { action } = this.options;
    const saved = new SavedPlan(root);
    // If the plan fails, an older plan must not be applied
    if (action === "plan") saved.remove();
    if (action === "apply the saved plan" && saved.isOfOtherCode())
      return { isDone: false, errors: ["the saved plan is of other Terraform code; plan again with --plan"] };
    const init = await this.init(root);
    if (init.status !== 0) return { isDone: false, errors: [lastLines(init.output)] };
    const targets = this.options.targets?.(root) ?? [];
    const args = [...argumentsOf[action], ...targets.map((address) => `-target=${address}`)];
    const { status, output } = await this.terraform(root, args);
    const { changes, errors } = readRunOutput(output);
    // The exit code of a plan with changes is 2
    const isDone = status === 0 || (status === 2 && action === "plan");
    if (isDone && action === "plan") saved.record();
    if (isDone && action !== "plan") saved.remove();
    const reasons = isDone || errors.length > 0 ? errors : [lastLines(output)];
    return { isDone, errors: reasons, ...(changes && { changes }) };
  }

  /**
   * Initializes a root, and returns its state.
   *
   * @param options.waits whether to wait until no other run of Terraform changes the state. This needs permission to lock the
   * state. A local state is always read after this wait, because another run can be writing it
   * @throws CommandError when the state is locked for more than five minutes, is lost, or cannot be read
   * @throws InterruptedError when the command was interrupted
   */
  async readState(root: Root, { waits }: { readonly waits: boolean }): Promise<string> {
    const { program } = this.options;
    checkResult(`${program} init of ${root.name}`, await this.init(root));
    const local = LocalState.of(root);
    const exists = waits || local !== undefined ? await this.waitForLock(root) : undefined;
    const backup = exists === false ? local?.lostBackup() : undefined;
    if (backup !== undefined)
      throw new CommandError(`the state ${local?.path} is empty, but ${backup} is not; copy the backup to the state`);
    const isIncomplete = (pulled: CommandResult) =>
      pulled.status === 0 ? exists === true && !isJson(pulled.stdout) : isHalfWritten(pulled);
    // The state is not written to the log, because it can contain secrets
    const pull = () => run(program, ["state", "pull"], { cwd: root.folder, env: this.env });
    const pulled = await this.repeatWhileLocked(pull, isIncomplete);
    checkResult(`${program} state pull of ${root.name}`, pulled);
    if (isIncomplete(pulled))
      throw new CommandError(`another run of Terraform is writing the state of ${root.name}; wait until it ends`);
    return pulled.stdout;
  }

  /**
   * Waits until the state is not locked. `state pull` does not: while Terraform of a killed run writes a local state, it returns an
   * empty or half-written one. Many short waits, because this command of Terraform ignores interrupts.
   *
   * @returns whether there is a state
   */
  private async waitForLock(root: Root): Promise<boolean> {
    const { program } = this.options;
    const args = ["state", "rm", "-dry-run", "-lock-timeout=10s", "terraform_data.none"];
    for (let left = 29; ; left--) {
      const result = await this.terraform(root, args);
      const isLocked = result.output.includes("Error acquiring the state lock");
      if (isLocked && left > 0 && !interruption.happened) continue;
      // A root that was never deployed has no state
      const exists = !result.output.includes("No state file was found");
      if (exists) checkResult(`${program} state rm of ${root.name}`, result);
      return exists;
    }
  }

  /** Initializes a root. The first root fills the provider cache alone, because Terraform does not lock the cache. */
  private async init(root: Root): Promise<Result> {
    if (this.firstInit === undefined) {
      const first = this.terraform(root, initArguments);
      const forget = () => (this.firstInit = undefined);
      this.firstInit = first.then(({ status }) => {
        // A root without providers has no lock file
        if (status === 0 && existsSync(join(root.folder, lockName))) this.lockedFolder = root.folder;
        // The next root fills the cache
        if (status !== 0) forget();
      }, forget);
      return first;
    }
    await this.firstInit;
    const lock = join(root.folder, lockName);
    if (this.lockedFolder !== undefined && !existsSync(lock)) copyFileSync(join(this.lockedFolder, lockName), lock);
    return this.terraform(root, initArguments);
  }

  /**
   * Runs Terraform in a root. If it could not read a half-written local state, it did nothing, and is run again: it reads the state
   * before it waits for the lock.
   */
  private async terraform(root: Root, args: readonly string[]): Promise<Result> {
    LocalState.of(root)?.create();
    return this.repeatWhileLocked(
      () => this.runOnce(root, args),
      (result) => result.status !== 0 && isHalfWritten(result),
    );
  }

  /** Runs a command again while its result is incomplete, because another run writes the local state. Returns the last result. */
  private async repeatWhileLocked<T>(command: () => Promise<T>, isIncomplete: (result: T) => boolean): Promise<T> {
    for (let left = mostRepeats; ; left--) {
      const result = await command();
      if (left === 0 || !isIncomplete(result)) return result;
      await setTimeout(this.options.pause ?? defaultPause);
    }
  }

  private async runOnce(root: Root, args: readonly string[]): Promise<Result> {
    const log = this.logOf(root.name);
    // Terraform of a killed deployment can still be writing, so each run has its own file
    const file = `${log}.${process.pid}-${++this.runs}`;
    // The output of Terraform can contain secrets of other tools
    if (!existsSync(log)) writeFileSync(log, "", { mode: 0o600 });
    // A killed run can have left a file of this name, because process ids repeat
    rmSync(file, { force: true });
    writeFileSync(file, "", { mode: 0o600 });
    const result = await runIntoFile(this.options.program, args, { cwd: root.folder, env: this.env, file });
    appendFileSync(log, result.output);
    rmSync(file);
    return result;
  }
}

/** Maximum number of times that a half-written state is read again, and the milliseconds before each time. */
const mostRepeats = 5;
const defaultPause = 500;

/** Whether Terraform did nothing, because it could not read the state while another run wrote it. */
const isHalfWritten = ({ output }: Pick<Result, "output">): boolean =>
  output.includes("Unsupported state file format") &&
  /Error acquiring the state lock|Failed to refresh state|Error loading the state|Error refreshing state/.test(output);

function isJson(text: string): boolean {
  try {
    return Boolean(JSON.parse(text));
  } catch {
    return false;
  }
}

const initArguments = ["init", "-input=false", "-no-color"];

/** After a deployment was killed, its Terraform processes continue and hold the lock of the state until they end. */
const lockTimeout = "-lock-timeout=5m";

const argumentsOf: Readonly<Record<Action, readonly string[]>> = {
  plan: ["plan", "-input=false", "-json", lockTimeout, "-detailed-exitcode", `-out=${planName}`],
  apply: ["apply", "-input=false", "-json", lockTimeout, "-auto-approve"],
  destroy: ["destroy", "-input=false", "-json", lockTimeout, "-auto-approve"],
  "apply the saved plan": ["apply", "-input=false", "-json", lockTimeout, planName],
};

const lastLines = (output: string): string => output.trimEnd().split("\n").slice(-10).join("\n");
