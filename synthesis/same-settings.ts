import { aggregatorStackName } from "../config/names/aws-config";
import { replicationStackName, secondRegionStackName } from "../config/names/second-region";
import { securityLakeStackName, securityLakeSubscriberStackName } from "../config/names/security-lake";
import { trailAdministratorStackName } from "../config/names/trail-administrator";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { Account } from "../config/derived/accounts";
import type { AuditConfig } from "../config/audit-config";
import { resolutions } from "../config/derived/overrides";

/**
 * Groups the roots of a configuration by their settings. In a group, the configuration of the accounts differs only in the ids and
 * names of the accounts. Only roots of members share a group. Every other root has its own group.
 *
 * @returns the groups in the order of deployment
 */
export function rootsWithSameSettings(config: AuditConfig): Account[][] {
  const mentions = mentionsOfMembers(config);
  const overridesOf = new Map(resolutions(config).flatMap((one) => one.accountIds.map((id) => [id, one.overrides])));
  const groups = new Map<string, Account[]>();
  for (const root of terraformRoots(config)) {
    const isMember = root.role === "member" && !delegatedStacks.includes(root.stackName);
    const key = isMember ? JSON.stringify([mentions.get(root.id), overridesOf.get(root.id)]) : root.stackName;
    const group = groups.get(key);
    if (group) group.push(root);
    else groups.set(key, [root]);
  }
  return [...groups.values()];
}

/** Additional stacks of members. */
const delegatedStacks = [
  aggregatorStackName,
  trailAdministratorStackName,
  secondRegionStackName,
  replicationStackName,
  securityLakeStackName,
  securityLakeSubscriberStackName,
];

/** For each member, the parts of the configuration that contain its id. The id in them is replaced. */
function mentionsOfMembers(config: AuditConfig): ReadonlyMap<string, readonly string[]> {
  const { accounts } = config;
  // Names and stacks always differ, and a unit or a tag changes no resource by itself. Any other setting of a member is compared
  const members = accounts.members.map(
    ({ name: _name, stack: _stack, unit: _unit, tags: _tags, ...settings }) => settings,
  );
  const mentions = new Map<string, string[]>(members.map(({ id }) => [id, []]));

  const mention = (text: string, { path, value }: AccountSetting) => {
    for (const [, id = ""] of text.matchAll(/(?=(\d{12}))/g))
      mentions.get(id)?.push(`${path} ${JSON.stringify(value)}`.replaceAll(id, hiddenId));
  };
  const search = (value: unknown, path: string, entry?: AccountSetting): void => {
    if (typeof value === "string") mention(value, entry ?? { path, value });
    if (typeof value !== "object" || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (Array.isArray(value)) {
        // The position in the innermost list is ignored. If a text depends on it, the samples of a template differ
        search(part, `${path}/${key}`, { path: `${path}/*`, value: part });
      } else {
        mention(key, { path: `${path}/${key}`, value: part });
        search(part, `${path}/${key}`, entry);
      }
    }
  };
  // Overrides are excluded, because they contain account ids only to select accounts. The key of a group has the applied overrides
  search({ ...config, accounts: { ...accounts, members }, overrides: [] }, "");
  return mentions;
}

/** A part of the configuration with an account id: a setting, or the whole entry of a list. */
interface AccountSetting {
  readonly path: string;
  readonly value: unknown;
}

/** Replaces the id. JSON text cannot contain this character. */
const hiddenId = "\0";
