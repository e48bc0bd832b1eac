import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { stringify } from "yaml";
import { loadConfig } from "../../config/load";
import { terraformRoots } from "../../config/derived/terraform-roots";
import type { AuditConfig } from "../../config/audit-config";
import type { Credentials } from "../../shared/aws-client";
import { assumeRole } from "../clients";
import { checkResult, CommandError, type CommandOptions, run, runChecked } from "../../shared/child-process";
import type { EmulatorAddress } from "../emulator/emulator";
import { remoteRegion } from "../../sample-data/events/day-of-events";
import { repository } from "../folders";
import { localLogSources } from "../log-sources";
import type { LocalOrganization } from "../organization";
import { type PlannedChange, plannedChanges } from "./plan";
import { providerVersion } from "./provider-mirror";
import { terraform, terraformEnvironment } from "./terraform";
import { rootsIn, wavesOf } from "../../cli/deploy/waves";
import { existingResources } from "../../terraform-types/synthesized/state";

/**
 * The command that synthesizes in cdktf.json. cdktf requires it, but does not run it with `--skip-synth`. The TypeScript loader is
 * resolved only when needed, because an installed package does not have it.
 */
const synthCommand = () =>
  [
    "node",
    "--import",
    pathToFileURL(require.resolve("tsx")).href,
    join(repository, "main.ts"),
    "--yes",
    "--no-root-list",
  ]
    .map((part) => JSON.stringify(part))
    .join(" ");

/** Settings of the configuration in addition to those of the local AWS. */
export type LocalSettings = Record<string, unknown>;

/** Arguments of a provider for the emulator, with its alias if it has one. */
function providerSettings({ alias }: { readonly alias?: string }) {
  const settings = { s3_use_path_style: true, skip_metadata_api_check: "true", skip_region_validation: true };
  return alias === undefined ? settings : { alias, ...settings };
}

/** A synthesized root of Terraform. */
interface Root {
  readonly provider: { readonly aws: readonly { readonly alias?: string }[] };
}

/** Terraform override file with settings for the emulator for each provider of a root. */
const providerOverride = ({ provider }: Root) => ({ provider: { aws: provider.aws.map(providerSettings) } });

/**
 * Terraform code of a root without the construct path of each resource. Terraform ignores it, but cdktf compares each line of Terraform's
 * output with every resource that has one. For a root with 370 resources, these are more than 20 seconds of processor time.
 */
const withoutConstructPaths = (root: Root): string =>
  JSON.stringify(root, (key, value) => (key === "//" && value.metadata?.path !== undefined ? undefined : value), 2);

/** Environment that sends all AWS requests to the emulator, including requests to services that the emulator does not support. */
export function awsEnvironment(address: EmulatorAddress, credentials: Credentials): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: address.endpoint,
    AWS_CA_BUNDLE: address.certificate,
    AWS_EC2_METADATA_DISABLED: "true",
    // The AWS configuration of the user could set other endpoints
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}

/** Option that waits for a Terraform process of a killed run that is still ending. */
const lockTimeout = "-lock-timeout=120s";

/** Addresses of the existing resources in a state file. Terraform empties the file before it writes it. */
function addressesIn(file: string): string[] {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  try {
    return [...existingResources(text).keys()];
  } catch {
    throw new CommandError(`${file} is incomplete; wait until Terraform ends, then run the same command again`);
  }
}

/** Terraform code of a root without `lifecycle` blocks, which have no effect in AWS. */
function withoutLifecycles(file: string): string {
  const root: unknown = JSON.parse(readFileSync(file, "utf8"));
  return JSON.stringify(root, (key, value: unknown) => (key === "lifecycle" ? undefined : value));
}

/** The organization's Terraform in a folder, and its operations on the local AWS. */
export class LocalDeployment {
  public readonly configFile: string;
  private readonly logFile: string;

  constructor(
    public readonly folder: string,
    public readonly address: EmulatorAddress,
    public readonly organization: LocalOrganization,
  ) {
    this.configFile = join(folder, "audit.yaml");
    this.logFile = join(folder, "terraform.log");
  }

  /** The configuration with all defaults. */
  public get config(): AuditConfig {
    return loadConfig(this.configFile);
  }

  /** Names of the stacks in the order of deployment. */
  public get stacks(): string[] {
    return terraformRoots(this.config).map(({ stackName }) => stackName);
  }

  /** Names of the synthesized stacks in waves. A stack depends only on stacks of earlier waves. */
  public get waves(): string[][] {
    const waves = wavesOf(rootsIn(join(this.folder, "cdktf.out")), { roots: this.stacks, canaries: [] });
    return waves.map((wave) => wave.map(({ name }) => name));
  }

  /** Writes the configuration and the Terraform of every account. */
  public async synthesize(settings: LocalSettings = {}): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.configFile, stringify({ ...this.ownSettings(), ...settings }));
    writeFileSync(
      join(this.folder, "cdktf.json"),
      JSON.stringify({ language: "typescript", app: synthCommand(), sendCrashReports: "false" }),
    );
    await this.writeRoots();
    for (const stack of readdirSync(join(this.folder, "cdktf.out/stacks"))) {
      const override = join(this.stackFolder(stack), "local_override.tf.json");
      const root: Root = JSON.parse(readFileSync(this.rootFile(stack), "utf8"));
      writeFileSync(override, JSON.stringify(providerOverride(root), null, 2));
      writeFileSync(this.rootFile(stack), withoutConstructPaths(root));
    }
  }

  /** Runs the code of `trailkeeper synth` in this process, which is faster than another process. */
  private async writeRoots(): Promise<void> {
    // Most commands on the local AWS do not synthesize, and start faster without cdktf
    const { synthesize } = await import("../../synthesis/synthesize.ts");
    const folder = process.cwd();
    // The paths of local states are relative to the folder of the process
    process.chdir(this.folder);
    try {
      const outdir = "cdktf.out";
      const configuration = this.configFile;
      synthesize({ configuration, isFallback: false, outdir, mayRemove: true, keepsRootList: false });
    } finally {
      process.chdir(folder);
    }
  }

  /** Deploys one account with the same command as a user. */
  public async cdktfDeploy(stack: string): Promise<void> {
    const applied = this.appliedFile(stack);
    rmSync(applied, { force: true });
    await this.cdktf("deploy", stack);
    mkdirSync(dirname(applied), { recursive: true });
    copyFileSync(this.rootFile(stack), applied);
  }

  /** Whether the synthesized Terraform code of a stack was deployed, apart from `lifecycle` blocks. */
  public isDeployed(stack: string): boolean {
    const applied = this.appliedFile(stack);
    return existsSync(applied) && withoutLifecycles(applied) === withoutLifecycles(this.rootFile(stack));
  }

  /**
   * Applies the configuration only to existing resources of one account, and creates nothing.
   *
   * If the creation of a resource was interrupted, AWS can have created the resource although it is not in the state. Creating it
   * again would fail.
   *
   * @throws {CommandError} with the end of Terraform's output
   */
  public async applyToExisting(stack: string): Promise<void> {
    const targets = this.resourcesOf(stack).map((address) => `-target=${address}`);
    const applied = await this.terraform(stack, ["apply", "-auto-approve", ...targets]);
    checkResult(`terraform apply of ${stack}`, applied);
  }

  /**
   * Destroys one account's resources with the same command as a user.
   *
   * @param options.refresh whether Terraform first reads every resource. Not necessary after an apply
   */
  public async cdktfDestroy(stack: string, { refresh }: { readonly refresh: boolean }): Promise<void> {
    await this.cdktf("destroy", stack, { TF_CLI_ARGS_destroy: `${lockTimeout} -refresh=${refresh}` });
  }

  /** Runs plain Terraform in the folder of a stack, after `terraform init` if necessary. */
  public async terraform(stack: string, args: readonly string[], options: CommandOptions = {}) {
    const folder = this.stackFolder(stack);
    const merged = { ...this.options(), ...options };
    if (!existsSync(join(folder, ".terraform"))) {
      const init = await terraform(folder, ["init", "-input=false", "-no-color"], { ...this.options() });
      if (init.status !== 0) return init;
    }
    return terraform(folder, [...args, "-input=false", "-no-color"], merged);
  }

  /** Changes that another apply would make. */
  public async plan(stack: string): Promise<PlannedChange[]> {
    return plannedChanges(JSON.parse(await this.planJson(stack)));
  }

  /** The plan of a stack, in the format of `terraform show -json`. */
  public async planJson(stack: string, args: readonly string[] = [], options: CommandOptions = {}): Promise<string> {
    const planned = await this.terraform(stack, ["plan", "-out=again.tfplan", ...args], options);
    checkResult(`terraform plan of ${stack}`, planned);
    const shown = await run("terraform", ["show", "-json", "again.tfplan"], {
      cwd: this.stackFolder(stack),
      env: this.environment(),
    });
    return shown.stdout;
  }

  /** Credentials of the role that deploys to an account. */
  public credentialsOf(accountId: string): Promise<Credentials> {
    const { management, administrator } = this.organization;
    if (accountId === management) return Promise.resolve(administrator);
    const { partition, access, homeRegion } = this.config;
    const role = `arn:${partition}:iam::${accountId}:role/${access.roleName}`;
    return assumeRole(this.address, homeRegion, administrator, role);
  }

  /**
   * Addresses of the existing resources, from the Terraform state of a stack.
   *
   * @throws {CommandError} when Terraform of a killed run is writing the state
   */
  public resourcesOf(stack: string): string[] {
    return addressesIn(join(this.folder, `terraform.${stack}.tfstate`));
  }

  public stackFolder(stack: string): string {
    return join(this.folder, "cdktf.out/stacks", stack);
  }

  private rootFile(stack: string): string {
    return join(this.stackFolder(stack), "cdk.tf.json");
  }

  /** Copy of the Terraform code that was deployed last. */
  private appliedFile(stack: string): string {
    return join(this.folder, "applied", `${stack}.json`);
  }

  private async cdktf(command: "deploy" | "destroy", stack: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
    const cli = join(repository, "node_modules/.bin/cdktf");
    // One account at a time, as the README describes. The provider lock is skipped, because it needs the registry
    const flags = ["--auto-approve", "--skip-synth", "--ignore-missing-stack-dependencies", "--skip-provider-lock"];
    await runChecked(cli, [command, stack, ...flags, "--no-color"], {
      ...this.options(),
      env: { ...this.environment(), ...env },
    });
  }

  private options(): CommandOptions {
    return { cwd: this.folder, env: this.environment(), logFile: this.logFile };
  }

  private environment(): NodeJS.ProcessEnv {
    const waiting = Object.fromEntries(
      ["plan", "apply", "destroy"].map((name) => [`TF_CLI_ARGS_${name}`, lockTimeout]),
    );
    const aws = awsEnvironment(this.address, this.organization.administrator);
    // The provider cache of CDKTF is disabled, because Terraform does not lock it and several accounts are initialized in parallel
    const withoutCache = { CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" };
    return { ...terraformEnvironment(), ...aws, ...waiting, ...withoutCache, CI: "1" };
  }

  private ownSettings(): LocalSettings {
    const { id, management, logArchive, members, outside, auditorRoleArn, breakGlassRoleArn } = this.organization;
    return {
      prefix: "acme",
      homeRegion: "eu-west-1",
      organizationId: id,
      accounts: { management, logArchive, members, outside },
      notifications: { page: { emails: ["on-call@example.com"] }, notify: { emails: ["security@example.com"] } },
      archive: {
        readerRoleArns: [auditorRoleArn],
        lock: { bypassRoleArns: [breakGlassRoleArn] },
        configArchive: { lockedCopy: { enabled: true } },
      },
      // The tables must include the region of the attack in the delivered day
      detections: { expectedRegions: [remoteRegion] },
      logSources: localLogSources(this.organization),
      query: { ocsf: { enabled: true } },
      hunts: { enabled: true, countries: { enabled: true } },
      providerVersion,
    };
  }
}
