import { existsSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { Command } from "commander";
import { createClient } from "../../shared/aws-client";
import { parseConfig } from "../../config/load";
import { UserError } from "../../shared/user-error";
import { newName } from "../accounts/account-name";
import { type Organization, readOrganization } from "../accounts/organization";
import { writeWhole } from "../../shared/files";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { type Answers, ask, prompts } from "./answers";
import { type FoundMember, configurationText } from "./configuration";
import { completeLandingZone, findLandingZone, findTrail } from "./find-landing-zone";
import { logArchiveOf, missingFacts } from "./landing-zone";

interface Options extends Partial<Answers> {
  readonly file: string;
  readonly force?: boolean;
  readonly fromOrganization?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} init
  ${programName()} init --from-organization --prefix acme --home-region eu-west-1
  ${programName()} init --prefix acme --home-region eu-west-1 --organization-id o-a1b2c3d4e5 --management … --log-archive …

Prompts for values that no flag sets. Without a terminal, every flag is required. --from-organization reads the ids and the members
from AWS Organizations with your credentials, which must belong to the management account. If Control Tower or Landing Zone
Accelerator created the trail, init writes mode: controlTower with the names that it finds, and lists the names that it does not.

Exit codes: 0 the file is written; 1 failure, see standard error: nothing is written; 2 wrong usage.`;

/** `trailkeeper init`: creates a configuration. */
export function initCommand(): Command {
  const command = new Command("init")
    .option("-f, --file <file>", "file to write", "audit.yaml")
    .option("--force", "replace an existing file")
    .option("--from-organization", "read ids and members from AWS Organizations");
  for (const { flag, text } of prompts) command.option(flag, text);
  return command.addHelpText("after", helpText()).action(run);
}

async function run(options: Options, self: Command): Promise<void> {
  const { file, force = false, fromOrganization = false } = options;
  if (!force && existsSync(file))
    throw new UserError(`${file} already exists; name another --file, or replace it with --force`);
  const folder = dirname(file);
  if (!existsSync(folder)) throw new UserError(`the folder ${folder} of ${file} does not exist; create it`);
  const organization = fromOrganization ? await readCallersOrganization() : undefined;
  const trail = fromOrganization ? await findTrail(options.homeRegion) : undefined;
  const logArchive = trail && logArchiveOf(trail);
  const known: Partial<Answers> = {
    ...(organization && { organizationId: organization.id, management: organization.management }),
    ...(trail && { homeRegion: trail.homeRegion }),
    ...(logArchive !== undefined && { logArchive }),
    ...options,
  };
  if (trail !== undefined && known.homeRegion !== trail.homeRegion) {
    throw new UserError(
      `--home-region is ${known.homeRegion}, but the home region of Control Tower is ${trail.homeRegion}; use --home-region ${trail.homeRegion}, or omit it`,
    );
  }
  const open = prompts.filter(({ name }) => known[name] === undefined);
  if (open.length > 0 && process.stdin.isTTY !== true) {
    self.error(
      `error: there is no terminal for prompts; add the flags ${open.map(({ flag }) => flag.split(" ")[0]).join(", ")}`,
    );
  }
  const answers = { ...known, ...(open.length > 0 && (await ask(open))) } as Answers;
  const landingZone = trail && (await findLandingZone(trail, answers.logArchive));
  const members = organization && membersOf(organization, answers.logArchive);
  // Validates the answers before anything is written. `completed` fills in values that were not found. Other commands refuse these
  parseConfig(configurationText(answers, members, landingZone && completeLandingZone(landingZone)), file);
  write(file, configurationText(answers, members, landingZone), force);
  const missing = landingZone === undefined ? [] : missingFacts(landingZone);
  for (const fact of missing) console.error(`not found: ${fact}`);
  console.log(`wrote ${file}; run ${programName()} check next`);
}

/** Writes the file. With `force`, an earlier file is replaced as a whole or not at all, and a symbolic link stays. */
function write(file: string, text: string, force: boolean): void {
  const earlier = force ? statSync(file, { throwIfNoEntry: false }) : undefined;
  if (earlier?.isFile()) writeWhole(realpathSync(file), text, earlier.mode);
  else writeFileSync(file, text, { flag: force ? "w" : "wx" });
}

function readCallersOrganization(): Promise<Organization> {
  // AWS Organizations has one endpoint in each partition. Any region of the partition leads to it
  const client = createClient(OrganizationsClient, process.env["AWS_REGION"] ?? "us-east-1");
  return step("reading AWS Organizations", (say) => readOrganization(client, { units: false, tags: false }, say));
}

/** Active accounts, except for the management account and the log-archive account. */
function membersOf({ accounts, management }: Organization, logArchive: string): FoundMember[] {
  const names = new Set<string>();
  return accounts
    .filter(({ id, state }) => state === "ACTIVE" && id !== management && id !== logArchive)
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map(({ id, name: awsName }) => {
      const name = newName(awsName, id, (taken) => names.has(taken));
      names.add(name);
      return { name, id };
    });
}
