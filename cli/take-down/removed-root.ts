import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { toError } from "../../shared/thrown";
import { checkSettings } from "../../config/load";
import { renameSettings } from "../../config/renamed-settings";
import { UserError } from "../../shared/user-error";
import { YamlFile } from "../../config/yaml-file";
import { synthesize } from "../../synthesis/synthesize";
import { type Root, rootsIn } from "../deploy/waves";

/** An account of a list in the configuration. */
interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly active?: boolean;
  readonly stack?: string;
}

/** The part of a configuration that contains the accounts of removed roots. */
interface Settings {
  readonly accounts: { readonly members?: readonly ListedAccount[]; readonly outside?: readonly ListedAccount[] };
}

/**
 * Synthesizes the Terraform of an account that is no longer configured, or that moved to another list of the configuration. Its
 * state and its AWS resources still exist, but the output no longer contains its root.
 *
 * @param configuration path of the configuration, which lacks the root
 * @param folder folder for the output
 * @throws UserError for a root that is not the root of a member, and for an external account that is not configured
 */
export function removedRoot(configuration: string, name: string, accountId: string, folder: string): Root {
  const settings = withRoot(settingsIn(configuration), name, accountId);
  if (settings === undefined)
    throw new UserError(
      `${name} is not the root of a member; add its account to the configuration again, run trailkeeper synth, take the root down, then remove the account`,
    );
  check(settings, configuration, name, accountId);

  mkdirSync(folder, { recursive: true });
  // The file is in the folder of the configuration, because synth reads the lock file of the providers there
  const again = join(dirname(configuration), `.${process.pid}.${basename(configuration)}`);
  writeFileSync(again, escapedJson(settings));
  try {
    synthesize({ configuration: again, isFallback: false, outdir: folder, mayRemove: true, keepsRootList: false });
  } finally {
    rmSync(again);
  }
  const root = rootsIn(folder).find((one) => one.name === name);
  if (root === undefined)
    throw new UserError(
      `cannot synthesize ${name} again; add its account to the configuration again, then take the root down`,
    );
  // No configured root depends on a removed root of a member or of an external account
  return { ...root, dependencies: [] };
}

/** The settings as the commands read them. */
function settingsIn(configuration: string): Settings {
  const file = new YamlFile(readFileSync(configuration, "utf8"));
  renameSettings(file.document);
  return file.value() as Settings;
}

/**
 * The settings with the account only in the list that has the root. Undefined for other roots, and for an external account that is
 * not configured, because its role is unknown.
 */
function withRoot(settings: Settings, name: string, id: string): Settings | undefined {
  const { members = [], outside = [] } = settings.accounts;
  const [member, external] = [members, outside].map((list) => list.find((one) => one.id === id));
  const others = {
    members: members.filter((one) => one !== member),
    outside: outside.filter((one) => one !== external),
  };
  if (name.startsWith("member-"))
    others.members.push({ name: name.slice("member-".length), ...member, id, active: true, stack: name });
  else if (name.startsWith("outside-") && (member ?? external) !== undefined)
    others.outside.push({ ...external, name: name.slice("outside-".length), id });
  else return undefined;
  return { ...settings, accounts: { ...settings.accounts, ...others } };
}

/** @throws UserError that names the file of the user, if the settings are not valid with the account */
function check(settings: Settings, configuration: string, name: string, id: string): void {
  try {
    checkSettings(settings, configuration);
  } catch (error) {
    const list = name.startsWith("member-") ? "members" : "outside";
    throw new UserError(
      `cannot synthesize ${name} again: with account ${id} in accounts.${list}, ${toError(error).message}`,
      { cause: error },
    );
  }
}

/** JSON in ASCII, except for characters beyond U+FFFF. A configuration must not contain invisible characters that are not escaped. */
const escapedJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u007f-\ud7ff\ue000-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
