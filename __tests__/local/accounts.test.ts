import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { AuditConfig } from "../../config/audit-config";
import { loadConfig } from "../../config/load";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { checkChangedRoots } from "../../synthesis/changed-roots";
import { defineStack } from "../../synthesis/define-stacks";
import { keptSettingsOf } from "../../synthesis/kept-settings";
import { nextRootList, removedRoots } from "../../synthesis/removed-roots";
import { readRootList, rootListPath, rootsOf, writeRootList } from "../../synthesis/root-list";
import { withQuickTokens } from "../../synthesis/quick-tokens";
import { accountsCommand } from "../../cli/accounts/command";
import { clientConfig, rootUserCredentials } from "../../local-aws/clients";
import { account } from "../../sample-data/values";
import { Dice } from "../support/dice";
import { type Attributes, type Resources, synthStack, testApp } from "../support/synth";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";
import { withContext } from "../support/with-context";

/**
 * Two hundred accounts join and leave in random order. After each step, the test compares `accounts --write` and the
 * synthesized output with the organization.
 */
const accountCount = 200;
const eventsInStep = 28;
const region = "eu-west-1";
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);

/** Names that the creator of an account may choose. */
const names = [
  "Payments",
  "payments",
  "PAYMENTS!",
  "management",
  "Log Archive",
  "../../management",
  "member-payments",
  'a"\n  - name: b\n    id: "1',
  "\u202e#{${path.module}} *anchor",
  "支払い",
  "x".repeat(50),
  "null",
  "on",
  "1e3",
];

/** The facts about an account of the organization. */
interface Truth {
  state: "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED";
  parent: string;
  isInside: boolean;

  /** Whether the command has read the account. An account that joined and left between two runs is in no file. */
  isSeen?: boolean;
}

let organizations: BareAccount;
let path: string;
const truths = new Map<string, Truth>();
const units: string[] = [];
const dice = new Dice(seed);

const ask = (operation: string, body: object) =>
  organizations.ask("organizations", operation, body) as Promise<Attributes>;

beforeAll(async () => {
  await bareSession.start();
  organizations = new BareAccount(bareSession.emulator.address, account(1), region);
  const { Organization } = await ask("DescribeOrganization", {});
  const { Roots } = await ask("ListRoots", {});
  const { Accounts } = await ask("ListAccounts", {});
  const root = Roots[0].Id;
  units.push(root);
  for (const [i, parent] of [root, root, undefined, undefined].entries()) {
    const created = await ask("CreateOrganizationalUnit", { Name: `unit-${i}`, ParentId: parent ?? units[1] });
    units.push(created.OrganizationalUnit.Id);
  }
  const isMember = ({ Id }: { Id: string }) => Id !== account(1) && Id !== account(2);
  for (const { Id } of Accounts.filter(isMember))
    truths.set(Id, { state: "ACTIVE", parent: root, isInside: true, isSeen: true });
  path = join(bareSession.folder, "audit.yaml");
  const text = readFileSync("config/example.yaml", "utf8").replace(
    /organizationId: .*/,
    `organizationId: ${Organization.Id}`,
  );
  writeFileSync(path, `# kept\n${text}\n# also kept\n`);
});

afterAll(() => bareSession.stop());

const someId = (choose: (truth: Truth) => boolean): string | undefined => {
  const ids = [...truths].filter(([, truth]) => truth.isInside && choose(truth)).map(([id]) => id);
  return ids.length === 0 ? undefined : dice.pick(ids);
};

async function create(): Promise<void> {
  const AccountName = dice.pick(names) + dice.pick(["", "", ` ${dice.below(40)}`]);
  const { CreateAccountStatus } = await ask("CreateAccount", { AccountName, Email: "a@example.com" });
  truths.set(CreateAccountStatus.AccountId, { state: "ACTIVE", parent: units[0] ?? "", isInside: true });
}

/** Random events of an existing account. */
const events: Readonly<Record<string, (id: string, truth: Truth) => Promise<void>>> = {
  move: async (AccountId, truth) => {
    const to = dice.pick(units.filter((unit) => unit !== truth.parent));
    await ask("MoveAccount", { AccountId, SourceParentId: truth.parent, DestinationParentId: to });
    truth.parent = to;
  },
  rename: async (AccountId) => {
    await ask("PutAccountName", { AccountId, AccountName: dice.pick(names) });
  },
  suspendOrReinstate: async (AccountId, truth) => {
    if (truth.state !== "ACTIVE" && truth.state !== "SUSPENDED") return;
    truth.state = truth.state === "ACTIVE" ? "SUSPENDED" : "ACTIVE";
    await ask("SetAccountState", { AccountId, State: truth.state });
  },
  close: async (AccountId, truth) => {
    if (truth.state === "PENDING_CLOSURE") await ask("SetAccountState", { AccountId, State: "CLOSED" });
    else if (truth.state === "ACTIVE") await ask("CloseAccount", { AccountId });
    else return;
    truth.state = truth.state === "ACTIVE" ? "PENDING_CLOSURE" : "CLOSED";
  },
  remove: async (AccountId, truth) => {
    await ask("RemoveAccountFromOrganization", { AccountId });
    truth.isInside = false;
    if (!truth.isSeen) truths.delete(AccountId);
  },
};

async function step(): Promise<void> {
  for (let i = 0; i < eventsInStep; i++) {
    // New accounts are about as frequent as other events
    if (dice.below(2) === 0 && truths.size < accountCount) await create();
    const id = someId(() => true);
    const truth = truths.get(id ?? "");
    const event = dice.pick(["move", "move", "rename", "rename", "suspendOrReinstate", "close", "remove"]);
    if (id && truth) await events[event]?.(id, truth);
  }
}

/** Runs the command in this process. Returns its exit code. */
async function accounts(...options: readonly string[]): Promise<number> {
  const client = () =>
    new OrganizationsClient(clientConfig(organizations.address, region, rootUserCredentials(account(1))));
  const [log, error] = [jest.spyOn(console, "log"), jest.spyOn(process.stderr, "write")];
  log.mockImplementation(() => {});
  error.mockReturnValue(true);
  const code = process.exitCode;
  try {
    process.exitCode = 0;
    await accountsCommand(client).parseAsync(["--config", path, ...options], { from: "user" });
    return Number(process.exitCode);
  } finally {
    process.exitCode = code;
    log.mockRestore();
    error.mockRestore();
  }
}

const synthesized = (config: AuditConfig, name: string): Resources =>
  withQuickTokens(() => {
    const root = terraformRoots(config).find(({ stackName }) => stackName === name);
    if (!root) throw new Error(`no root ${name}`);
    return synthStack(defineStack(testApp(), root, config));
  });

const idsWhere = (choose: (truth: Truth) => boolean) =>
  [...truths].filter(([, truth]) => choose(truth)).map(([id]) => id);
const isActive = ({ state, isInside }: Truth) => isInside && state === "ACTIVE";

/** Returns the buckets by their addresses. */
const bucketsOf = (resources: Resources) =>
  Object.entries<Attributes>(resources.json.resource.aws_s3_bucket).map(([address, { bucket }]) => [address, bucket]);

/** Returns the roots of a configuration, as a synthesis would record them. Fails if a root would be created again. */
function recordRoots(config: AuditConfig): void {
  const listPath = rootListPath(path);
  const [listed, roots] = [readRootList(listPath), rootsOf(config)];
  const settings = keptSettingsOf(config);
  checkChangedRoots({ settings, roots, listed, listPath });
  writeRootList(listPath, nextRootList(settings, roots, removedRoots(roots, [], listed), listed));
}

test(`${accountCount} accounts join and leave the organization (SEED=${seed})`, async () => {
  const firstStacks = new Map<string, string>();
  let buckets: unknown;

  for (let count = 1; truths.size < accountCount || count <= 10; count++) {
    const context = `SEED=${seed}, step ${count}`;
    await step();
    await accounts("--units", "--write", "--yes");
    const status = await accounts("--units");
    withContext(context, () => expect(status).toBe(0));
    for (const truth of truths.values()) truth.isSeen = true;
    const config = loadConfig(path);
    const { members } = config.accounts;

    // The configuration
    withContext(context, () => expect(members.map(({ id }) => id).toSorted()).toEqual(idsWhere(() => true).toSorted()));
    for (const { id, active, unit } of members) {
      const truth = truths.get(id);
      withContext(`${context}, ${id}`, () => expect(active).toBe(truth && isActive(truth)));
      if (truth?.isInside) withContext(`${context}, ${id}`, () => expect(unit).toBe(truth.parent));
    }
    const text = readFileSync(path, "utf8");
    expect([
      text.startsWith("# kept\n"),
      text.includes("# Write account ids in quotes"),
      text.endsWith("# also kept\n"),
    ]).toEqual([true, true, true]);

    // The roots: each active account has one root, whose name never changes
    recordRoots(config);
    const { "log-archive": _archive, management: _management, ...roots } = rootsOf(config);
    withContext(context, () => expect(Object.values(roots).toSorted()).toEqual(idsWhere(isActive).toSorted()));
    for (const [stack, id] of Object.entries(roots)) {
      if (!firstStacks.has(id)) firstStacks.set(id, stack);
      withContext(`${context}, ${id}`, () => expect(stack).toBe(firstStacks.get(id)));
    }
    withContext(context, () => expect(new Set(firstStacks.values()).size).toBe(firstStacks.size));

    // The tables and the buckets
    const archive = synthesized(config, "log-archive");
    const table = archive.all(GlueCatalogTable).find(({ name }) => name === "cloudtrail");
    const listed = table.parameters["projection.account.values"].split(",");
    withContext(context, () =>
      expect(listed.toSorted()).toEqual([account(1), account(2), ...truths.keys()].toSorted()),
    );
    expect(archive.all(S3Bucket).length).toBeGreaterThan(0);
    buckets ??= bucketsOf(archive);
    withContext(context, () => expect(bucketsOf(archive)).toEqual(buckets));

    // The silence check
    const machine = synthesized(config, "management")
      .all(SfnStateMachine)
      .find(({ name }) => name === "acme-silence-check");
    const { States } = JSON.parse(machine.definition);
    const expected = States.Begin.Assign.quiet.map((entry: string) => entry.slice(0, 12));
    withContext(context, () =>
      expect(expected.toSorted()).toEqual([account(1), account(2), ...idsWhere(isActive)].toSorted()),
    );
    for (const id of idsWhere((truth) => !isActive(truth))) expect(States.KnownAccounts.Assign.known).toContain(id);
  }

  const states = new Set([...truths.values()].map(({ state, isInside }) => (isInside ? state : "gone")));
  withContext(`SEED=${seed}`, () =>
    expect(states).toEqual(new Set(["ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED", "gone"])),
  );
  expect(truths.size).toBe(accountCount);
});
