import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Credentials } from "../shared/aws-client";
import { CommandError } from "../shared/child-process";
import { LocalDeployment } from "./terraform/deployment";
import { Emulator, installEmulator } from "./emulator/emulator";
import { createEngineUser } from "./trino/engine-user";
import { readJson, writeWhole } from "../shared/files";
import { createOrganization, type LocalOrganization } from "./organization";
import { findTools } from "./requirements";
import { step } from "../shared/steps";
import { installTrino, isTrinoInstalled, Trino } from "./trino/trino";

/** Home region of the local organization. */
const homeRegion = "eu-west-1";
const memberNames = ["payments", "website"];

/**
 * A local AWS in a folder: the emulator, its organization, its deployment, and Trino.
 *
 * Its state is in files, so that commands can run in any order, and after a crash.
 */
export class LocalSession {
  public readonly emulator: Emulator;
  public readonly trino: Trino;
  private readonly organizationFile: string;
  private readonly engineFile: string;

  /** File that marks the folder as created by this program. Only a folder with this file is deleted. */
  private readonly marker: string;

  constructor(public readonly folder: string) {
    this.emulator = new Emulator(folder);
    this.trino = new Trino(folder);
    this.organizationFile = join(folder, "organization.json");
    this.engineFile = join(folder, "trino-user.json");
    this.marker = join(folder, "local-aws.txt");
  }

  /** The Terraform deployment of the organization. */
  public get deployment(): LocalDeployment {
    return new LocalDeployment(this.folder, this.emulator.address, this.organization);
  }

  /** Whether the emulator runs with an organization whose Terraform was written. */
  public isDeployed(): boolean {
    const hasOrganization = this.emulator.isRunning() && existsSync(this.organizationFile);
    return hasOrganization && existsSync(this.deployment.configFile);
  }

  /**
   * Starts the emulator and creates the organization, if the emulator is not running. Deletes the files of an earlier run.
   *
   * @throws {CommandError} when the folder contains other files, which would be deleted
   */
  public async start(): Promise<void> {
    const { python } = findTools(["python", "terraform"]);
    if (existsSync(this.folder) && !existsSync(this.marker) && readdirSync(this.folder).length > 0) {
      throw new CommandError(
        `${this.folder} contains other files; name a folder that is empty or does not exist with --folder`,
      );
    }
    const interpreter = await step("installing the AWS emulator", () => installEmulator(python));
    if (this.emulator.isRunning() && readJson(this.organizationFile) !== undefined) return;

    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.marker, "npm run local deletes this folder and everything in it\n");
    const address = await step("starting the AWS emulator", () => this.emulator.start(interpreter));
    const organization = await step("creating the organization and its accounts", () =>
      createOrganization(address, homeRegion, memberNames),
    );
    // Only the owner of the file is allowed to read the administrator's key
    writeWhole(this.organizationFile, JSON.stringify(organization), 0o600);
  }

  /** Starts Trino if it is not running. */
  public async startTrino(): Promise<void> {
    const { java } = findTools(["java"]);
    if (!isTrinoInstalled()) {
      const { maven } = findTools(["maven"]);
      await step("installing Trino", (say) => installTrino(maven, say));
    }
    const { address } = this.deployment;
    const credentials = await this.engineCredentials();
    await step("starting Trino", () => this.trino.start(java, { address, region: homeRegion, credentials }));
  }

  /** Credentials of Trino's user. The first call creates the user. */
  private async engineCredentials(): Promise<Credentials> {
    const known = readJson<Credentials>(this.engineFile);
    if (known) return known;
    const credentials = await step("creating the user of Trino", () => createEngineUser(this.deployment));
    writeWhole(this.engineFile, JSON.stringify(credentials), 0o600);
    return credentials;
  }

  /** Stops everything. The data of the emulator is lost. */
  public async stop(): Promise<void> {
    await this.trino.stop();
    await this.emulator.stop();
  }

  private get organization(): LocalOrganization {
    const organization = readJson<LocalOrganization>(this.organizationFile);
    if (organization) return organization;
    throw new CommandError(`cannot read ${this.organizationFile}; run: npm run local:down`);
  }
}
