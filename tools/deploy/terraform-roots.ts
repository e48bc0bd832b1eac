import { appendFileSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type CommandResult, checkResult, run, runIntoFile } from "../shared/child-process";
import type { Attempt } from "./deployment";
import { readRunOutput } from "./terraform-output";
import type { Root } from "./waves";

/** The Terraform action for each root. */
export type Action = "plan" | "apply" | "apply the saved plan" | "destroy";

type Result = Pick<CommandResult, "status" | "output">;

/** Name of the saved plan in the folder of a root. */
export const planName = "trailkeeper.tfplan";

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
   * Milliseconds before `init` reads a half-written state again.
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
    const init = await this.init(root);
    if (init.status !== 0) return { isDone: false, errors: [lastLines(init.output)] };
    const targets = this.options.targets?.(root) ?? [];
    const args = [...argumentsOf[this.options.action], ...targets.map((address) => `-target=${address}`)];
    const { status, output } = await this.terraform(root, args);
    const { changes, errors } = readRunOutput(output);
    // The exit code of a plan with changes is 2
    const isDone = status === 0 || (status === 2 && this.options.action === "plan");
    if (isDone && this.options.action !== "plan") rmSync(join(root.folder, planName), { force: true });
    const reasons = isDone || errors.length > 0 ? errors : [lastLines(output)];
    return { isDone, errors: reasons, ...(changes && { changes }) };
  }

  /**
   * Initializes a root, and returns its state. Waits until no other run of Terraform changes the state.
   *
   * @throws CommandError when the state is locked for more than five minutes, or cannot be read
   */
  async readState(root: Root): Promise<string> {
    const { program } = this.options;
    checkResult(`${program} init of ${root.name}`, await this.init(root));
    await this.waitForLock(root);
    // The state is not written to the log, because it can contain secrets
    const pulled = await run(program, ["state", "pull"], { cwd: root.folder, env: this.env });
    checkResult(`${program} state pull of ${root.name}`, pulled);
    return pulled.stdout;
  }

  /**
   * Waits until the state is not locked. `state pull` does not: while Terraform of a killed run writes a local state, it returns an
   * empty or half-written one.
   */
  private async waitForLock(root: Root): Promise<void> {
    const args = ["state", "rm", "-dry-run", lockTimeout, "terraform_data.none"];
    const { program } = this.options;
    const result = await run(program, args, { cwd: root.folder, env: this.env });
    // A root that was never deployed has no state
    if (!result.output.includes("No state file was found")) checkResult(`${program} state rm of ${root.name}`, result);
  }

  /** Initializes a root. The first root fills the provider cache alone, because Terraform does not lock the cache. */
  private async init(root: Root): Promise<Result> {
    if (this.firstInit === undefined) {
      const first = this.initAlone(root);
      this.firstInit = first.then(({ status }) => {
        // A root without providers has no lock file
        if (status === 0 && existsSync(join(root.folder, lockName))) this.lockedFolder = root.folder;
        // The next root fills the cache
        if (status !== 0) this.firstInit = undefined;
      });
      return first;
    }
    await this.firstInit;
    const lock = join(root.folder, lockName);
    if (this.lockedFolder !== undefined && !existsSync(lock)) copyFileSync(join(this.lockedFolder, lockName), lock);
    return this.initAlone(root);
  }

  /** Initializes a root. Repeats it while it reads a half-written local state, because `init` does not wait for the lock. */
  private async initAlone(root: Root): Promise<Result> {
    const { pause = 500 } = this.options;
    for (let left = 5; ; left--) {
      const result = await this.terraform(root, initArguments);
      if (result.status === 0 || left === 0 || !result.output.includes("Unsupported state file format")) return result;
      await setTimeout(pause);
    }
  }

  private async terraform(root: Root, args: readonly string[]): Promise<Result> {
    const log = this.logOf(root.name);
    // Terraform of a killed deployment can still be writing, so each run has its own file
    const file = `${log}.${process.pid}-${++this.runs}`;
    // The output of Terraform can contain secrets of other tools
    for (const path of [log, file]) if (!existsSync(path)) writeFileSync(path, "", { mode: 0o600 });
    const result = await runIntoFile(this.options.program, args, { cwd: root.folder, env: this.env, file });
    appendFileSync(log, result.output);
    rmSync(file);
    return result;
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
