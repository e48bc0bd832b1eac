import {
  type Account,
  type AccountState,
  DescribeOrganizationCommand,
  ListParentsCommand,
  type OrganizationsClient,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
  paginateListTagsForResource,
} from "@aws-sdk/client-organizations";
import { CommandError } from "../../shared/child-process";
import type { Say } from "../../shared/steps";
import { mapInParallel } from "../../shared/in-parallel";

/** Maximum number of concurrent requests. AWS Organizations allows few requests per second. The SDK slows down when throttled. */
const requestsAtOnce = 4;

/** An account as AWS Organizations describes it. */
export interface OrganizationAccount {
  readonly id: string;

  /** Free text. Anyone with permission to rename the account can set it. */
  readonly name: string;

  readonly state: AccountState;

  /** Organizational units that contain the account, from the nearest unit to the root. Undefined if `Wanted.units` is false. */
  readonly units?: readonly string[];

  /** Tags of the account. Undefined if `Wanted.tags` is false. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Organization {
  readonly id: string;
  readonly management: string;
  readonly accounts: readonly OrganizationAccount[];
}

/** Data to read in addition to the accounts. Tags need one request for each account. */
export interface Wanted {
  readonly units: boolean;
  readonly tags: boolean;
}

/**
 * Reads all accounts of the organization. Fails if the list is incomplete.
 *
 * @throws CommandError when a response lacks a field that AWS documents, or the list lacks the management account
 */
export async function readOrganization(client: OrganizationsClient, wanted: Wanted, say: Say): Promise<Organization> {
  const { Organization: described } = await client.send(new DescribeOrganizationCommand({}));
  const { Id: id, MasterAccountId: management } = described ?? {};
  if (id === undefined || management === undefined) throw incomplete("DescribeOrganization");

  const listed = new Map<string, OrganizationAccount>();
  for await (const { Accounts } of paginateListAccounts({ client, pageSize: 20 }, {})) {
    if (Accounts === undefined) throw incomplete("ListAccounts");
    for (const account of Accounts) listed.set(account.Id ?? "", accountOf(account));
    say(`${listed.size} accounts`);
  }
  // AWS always lists the management account, so a list without it is incomplete
  if (!listed.has(management)) throw incomplete("ListAccounts");

  const ids = [...listed.keys()];
  const units = wanted.units ? await unitsOf(client, ids, say) : undefined;
  const tags = wanted.tags ? await tagsOf(client, ids, say) : undefined;
  const accounts = [...listed.values()].map((account) =>
    Object.assign(
      account,
      units && { units: units.get(account.id) ?? [] },
      tags && { tags: tags.get(account.id) ?? {} },
    ),
  );
  return { id, management, accounts };
}

function accountOf({ Id, Name, State, Status }: Account): OrganizationAccount {
  // `Status` is the field that AWS returned before 2025, and still returns in some partitions
  const state = State ?? Status;
  if (Id === undefined || state === undefined) throw incomplete("ListAccounts");
  return { id: Id, name: Name ?? "", state };
}

/** The units of each account, from the nearest unit to the root. */
async function unitsOf(
  client: OrganizationsClient,
  ids: readonly string[],
  say: Say,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  const paths = new Map<string, readonly string[]>();
  let level: (readonly string[])[] = [];
  for await (const { Roots = [] } of paginateListRoots({ client }, {}))
    level.push(...Roots.map(({ Id = "" }) => [Id] as const));

  while (level.length > 0) {
    const below = await mapInParallel(level, requestsAtOnce, async (path) => {
      const [ParentId = ""] = path;
      paths.set(ParentId, path);
      for await (const { Accounts = [] } of paginateListAccountsForParent({ client }, { ParentId }))
        for (const { Id = "" } of Accounts) found.set(Id, path);
      const inside: (readonly string[])[] = [];
      for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId }))
        inside.push(...(page.OrganizationalUnits ?? []).map(({ Id = "" }) => [Id].concat(path)));
      say(`units of ${found.size} accounts`);
      return inside;
    });
    level = below.flat();
  }

  // An account that moved to another unit while the units were read can be missing
  const missed = ids.filter((id) => !found.has(id));
  await mapInParallel(missed, requestsAtOnce, async (ChildId) => {
    const { Parents } = await client.send(new ListParentsCommand({ ChildId }));
    const path = paths.get(Parents?.[0]?.Id ?? "");
    if (path === undefined) throw incomplete("ListParents");
    found.set(ChildId, path);
  });
  return found;
}

async function tagsOf(
  client: OrganizationsClient,
  ids: readonly string[],
  say: Say,
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const found = new Map<string, Readonly<Record<string, string>>>();
  await mapInParallel(ids, requestsAtOnce, async (ResourceId) => {
    const tags: (readonly [string, string])[] = [];
    for await (const { Tags = [] } of paginateListTagsForResource({ client }, { ResourceId }))
      tags.push(...Tags.map(({ Key = "", Value = "" }) => [Key, Value] as const));
    found.set(ResourceId, Object.fromEntries(tags.filter(([key]) => isOwnTag(key)).toSorted()));
    say(`tags of ${found.size} accounts`);
  });
  return found;
}

/** AWS sets tags that begin with `aws:` itself. YAML parsers treat `__proto__` in different ways. */
const isOwnTag = (key: string): boolean => key !== "" && key !== "__proto__" && !key.toLowerCase().startsWith("aws:");

const incomplete = (operation: string): CommandError =>
  new CommandError(
    `the response of organizations:${operation} is incomplete; nothing was compared; run the command again`,
  );
