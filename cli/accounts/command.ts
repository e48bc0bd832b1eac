import { readFileSync, realpathSync, statSync } from "node:fs";
import { AccountState, OrganizationsClient } from "@aws-sdk/client-organizations";
import { Command, InvalidArgumentError, Option } from "commander";
import { assumedRole } from "../../shared/assumed-role";
import { createClient } from "../../shared/aws-client";
import type { AuditConfig } from "../../config/audit-config";
import { loadConfig } from "../../config/load";
import { roleArn } from "../../config/schema/fields";
import { unitId } from "../../config/schema/member";
import { accountsOf } from "../../config/derived/accounts";
import { readRootList, rootListPath } from "../../synthesis/root-list";
import { CommandError } from "../../shared/child-process";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { writeWhole } from "../../shared/files";
import { standardOutput } from "../../shared/terminal";
import { type AccountChange, type Comparison, compare } from "./comparison";
import type { Filter } from "./filter";
import { editMembers } from "./members-editor";
import { type Organization, type Wanted, readOrganization } from "./organization";
import { comparisonJson, comparisonText } from "./report";
import { explainError } from "./refusals";

interface Options {
  readonly config?: string;
  readonly write?: boolean;
  readonly yes?: boolean;
  readonly keepNames?: boolean;
  readonly units?: boolean;
  readonly tags?: boolean;
  readonly unit?: readonly string[];
  readonly excludeUnit?: readonly string[];
  readonly tag?: readonly string[];
  readonly status?: readonly AccountState[];
  readonly role?: string;
  readonly json?: boolean;
}

/** Creates the client of AWS Organizations. Tests replace it. */
export type Connect = (config: AuditConfig, roleArn: string | undefined) => OrganizationsClient;

/** Largest share of members that can be gone without a confirmation. A larger share could mean that the list is incomplete. */
const largestShare = 0.1;

const states: Readonly<Record<string, AccountState>> = {
  active: AccountState.ACTIVE,
  suspended: AccountState.SUSPENDED,
  "pending-closure": AccountState.PENDING_CLOSURE,
  closed: AccountState.CLOSED,
};

const helpText = () => `
Examples:
  ${programName()} accounts
  ${programName()} accounts --write
  ${programName()} accounts --exclude-unit ou-a1b2-c3d4e5f6 --write
  ${programName()} accounts --tag environment=production --status active --json

Reads AWS Organizations with the role of the management account in the configuration, or else with your credentials. These
must belong to the management account or to a delegated administrator. --write changes only accounts.members and removes no
account from the file. A suspended, closed or missing account gets active: false, so that queries still read its logs. Accounts
that the filters exclude do not change. docs/accounts.md describes the weekly routine.

Exit codes: 0 no differences, or all differences are written; 1 failure, nothing is written; 2 wrong usage; 3 the accounts
differ, or you have to decide about a problem.`;

/** `trailkeeper accounts`: compares the accounts of AWS Organizations with the configuration. */
export const accountsCommand = (connect: Connect = connectOrganizations): Command =>
  new Command("accounts")
    .addOption(configOption())
    .option("-w, --write", "write the differences to the configuration")
    .option("-y, --yes", "continue if more than a tenth of the active accounts are no longer in the organization")
    .option("--keep-names", "keep the names in the configuration when accounts are renamed in AWS")
    .option("--units", "write the unit of every account (default: only if an account in the file has a unit)")
    .option("--tags", "write the tags of every account (default: only if an account in the file has tags)")
    .option("--unit <id...>", "only accounts in these organizational units, and in units below", eachUnit)
    .option("--exclude-unit <id...>", "no accounts in these organizational units, or in units below", eachUnit)
    .option("--tag <tag...>", "only accounts with all of these tags: key, or key=value")
    .addOption(
      new Option("--status <status...>", "only accounts in these states")
        .choices(Object.keys(states))
        .argParser<readonly AccountState[]>((name, earlier = []) => [...earlier, stateOf(name)]),
    )
    .option("--role <arn>", "role to assume for AWS Organizations", role)
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action((options: Options) => run(options, connect));

function eachUnit(id: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, checkOption(unitId, id)];
}

function stateOf(name: string): AccountState {
  const state = Object.hasOwn(states, name) ? states[name] : undefined;
  if (state !== undefined) return state;
  throw new InvalidArgumentError(`Allowed choices are ${Object.keys(states).join(", ")}.`);
}

const role = (arn: string): string => checkOption(roleArn, arn);

/** Returns the value of an option if the schema of the configuration accepts it. */
function checkOption(schema: typeof roleArn | typeof unitId, value: string): string {
  const { data, error } = schema.safeParse(value);
  if (data !== undefined) return data;
  throw new InvalidArgumentError(`${error?.issues.map(({ message }) => message).join("; ")}.`);
}

async function run(options: Options, connect: Connect): Promise<void> {
  const { path, isFallback } = chosenConfiguration(options.config);
  if (isFallback && options.write)
    throw new CommandError(
      "there is no audit.yaml to write to; create audit.yaml, or choose a file with --config <file>",
    );
  const text = readText(path);
  const config = loadConfig(path);
  const filter = filterOf(options);
  const { members } = config.accounts;
  const units = options.units ?? members.some(({ unit }) => unit !== undefined);
  const tags = options.tags ?? members.some((member) => member.tags !== undefined);
  const wanted = {
    units: units || filter.units.length + filter.excludedUnits.length > 0,
    tags: tags || filter.tags.length > 0,
  };

  const organization = await read(connect(config, options.role ?? managementRole(config)), wanted);
  checkOrganization(organization, config, filter);
  const rootList = readRootList(rootListPath(path));
  const { keepNames = false } = options;
  const comparison = compare({ config, organization, rootList, filter, keepNames, units, tags });

  if (options.write && comparison.changes.length > 0)
    write({ path, text, comparison, isConfirmed: options.yes ?? false, config });
  const isWritten = options.write ?? false;
  console.log(
    options.json ? comparisonJson(comparison, isWritten) : comparisonText(comparison, isWritten, standardOutput()),
  );
  const isLeft = comparison.problems.length > 0 || (!isWritten && comparison.changes.length > 0);
  if (isLeft) process.exitCode = 3;
}

/** The content of the configuration file. Errors in the file are reported later, when it is loaded. */
function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

const filterOf = ({ unit = [], excludeUnit = [], tag = [], status = [] }: Options): Filter => ({
  units: unit,
  excludedUnits: excludeUnit,
  tags: tag,
  states: status,
});

function managementRole(config: AuditConfig): string | undefined {
  const { management } = accountsOf(config);
  return management.planRoleArn ?? management.deployRoleArn;
}

function connectOrganizations(
  { homeRegion: region }: AuditConfig,
  roleToAssume: string | undefined,
): OrganizationsClient {
  // Organizations allows about one request per second for the same list, and throttles the others
  const retries = { maxAttempts: 12 };
  if (roleToAssume === undefined) return createClient(OrganizationsClient, region, retries);
  const credentials = assumedRole({ roleArn: roleToAssume, sessionName: "trailkeeper-accounts", region });
  return createClient(OrganizationsClient, region, { ...retries, credentials });
}

async function read(client: OrganizationsClient, wanted: Wanted): Promise<Organization> {
  try {
    return await step("reading AWS Organizations", (say) => readOrganization(client, wanted, say));
  } catch (error) {
    throw explainError(error, wanted);
  }
}

/** Checks that the accounts are from the configured organization, and that every unit in the filter has an account. */
function checkOrganization({ id, management, accounts }: Organization, config: AuditConfig, filter: Filter): void {
  if (id !== config.organizationId) {
    throw new CommandError(
      `the credentials belong to organization ${id}, but organizationId is ${config.organizationId}; use credentials of the management account of ${config.organizationId}, or correct organizationId`,
    );
  }
  if (management !== config.accounts.management) {
    throw new CommandError(
      `the management account of the organization is ${management}, but accounts.management is ${config.accounts.management}; correct accounts.management`,
    );
  }
  const units = new Set(accounts.flatMap((account) => account.units ?? []));
  const unknown = [...filter.units, ...filter.excludedUnits].find((unit) => !units.has(unit));
  if (unknown !== undefined)
    throw new CommandError(
      `no account of the organization is in the unit ${unknown}; correct --unit or --exclude-unit`,
    );
}

interface WriteOptions {
  readonly path: string;
  readonly text: string;
  readonly comparison: Comparison;
  readonly isConfirmed: boolean;
  readonly config: AuditConfig;
}

function write({ path, text, comparison: { changes }, isConfirmed, config }: WriteOptions): void {
  const gone = changes.filter(({ awsName }) => awsName === undefined);
  const active = config.accounts.members.filter((member) => member.active).length;
  if (!isConfirmed && gone.length > Math.max(1, active * largestShare)) {
    throw new CommandError(
      `${gone.length} of ${active} active accounts are no longer in the organization: ${shortList(gone)}; if this is correct, use --yes\nnothing was written`,
    );
  }
  const edited = editMembers(text, path, {
    changed: new Map(
      changes.flatMap(({ index, settings }) => (index === undefined ? [] : [[index, settings] as const])),
    ),
    added: changes.filter(({ index }) => index === undefined).map(({ settings }) => settings),
  });
  replaceFile(path, text, edited);
}

const shortList = (changes: readonly AccountChange[]): string => {
  const ids = changes.slice(0, 10).map(({ id }) => id);
  return `${ids.join(", ")}${changes.length > 10 ? ` and ${changes.length - 10} more` : ""}`;
};

/** Replaces a file atomically. Fails if someone changed the file after the command read it. */
function replaceFile(path: string, before: string, text: string): void {
  if (readText(path) !== before)
    throw new CommandError(`${path} was changed while the command ran; run the command again`);
  const file = realpathSync(path);
  writeWhole(file, text, statSync(file).mode);
}
