import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../config/load";
import { accountsCommand } from "../../cli/accounts/command";
import { account } from "../../sample-data/values";
import { FakeOrganizations } from "../support/fake-organizations";

const folder = mkdtempSync(join(tmpdir(), "accounts-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "audit.yaml");
const text = readFileSync("config/example.yaml", "utf8");

/** The organization of the example configuration, with accounts of the given names. */
function organizationOf(...names: readonly string[]): FakeOrganizations {
  const organization = new FakeOrganizations("o-a1b2c3d4e5", account(1));
  for (const [i, Name] of ["Log Archive", "Payments", "Website", ...names].entries())
    organization.accounts.push({ Id: account(i + 2), Name, State: "ACTIVE" });
  return organization;
}

beforeEach(() => writeFileSync(path, text));

/** Runs the command, and returns its output and its exit code. */
async function run(organization: FakeOrganizations, ...options: readonly string[]) {
  const printed: string[] = [];
  jest.spyOn(console, "log").mockImplementation((line: string) => printed.push(line));
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const connect = jest.fn(() => organization.client());
  const code = process.exitCode;
  try {
    process.exitCode = 0;
    await accountsCommand(connect).parseAsync(["--config", path, ...options], { from: "user" });
    return { status: process.exitCode, stdout: printed.join("\n"), connect };
  } finally {
    process.exitCode = code;
    jest.restoreAllMocks();
  }
}

test("accounts reports that nothing differs", async () => {
  expect(await run(organizationOf())).toMatchObject({
    status: 0,
    stdout: "the configuration lists the accounts of the organization",
  });
});

test("accounts prints differences, and writes them only with --write", async () => {
  const organization = organizationOf("Shop");
  const shown = await run(organization);

  expect(shown.status).toBe(3);
  expect(shown.stdout).toMatch(new RegExp(`${account(5)}.*Shop.*new.*name: shop`));
  expect(readFileSync(path, "utf8")).toBe(text);
  const written = await run(organization, "--write");

  expect(written.status).toBe(0);
  expect(written.stdout).toContain("1 accounts differ: 1 new; written");
  expect(readFileSync(path, "utf8")).toBe(
    text.replace(/(id: "4+")\n/, `$1\n    - name: shop\n      id: "${account(5)}"\n`),
  );
  expect((await run(organization)).status).toBe(0);
  expect(readdirSync(folder)).toEqual(["audit.yaml"]);
});

test("accounts prints JSON", async () => {
  const { stdout, status } = await run(organizationOf("Shop"), "--json");

  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toEqual({
    written: false,
    changes: [
      {
        id: account(5),
        awsName: "Shop",
        differences: ["new"],
        settings: { name: "shop", id: account(5) },
      },
    ],
    problems: [],
    leftAlone: [],
  });
});

test("accounts keeps the members that the filters do not select, and prints their number", async () => {
  const organization = organizationOf("Shop", "Sandbox");
  organization.units.set("ou-a1b2-sandbox0", "r-a1b2");
  for (const one of organization.accounts.slice(-1)) one.parent = "ou-a1b2-sandbox0";
  const { stdout } = await run(organization, "--exclude-unit", "ou-a1b2-sandbox0", "--write");

  expect(stdout).toContain("the filters exclude 1 accounts");
  expect(loadConfig(path).accounts.members.map(({ name }) => name)).toEqual(["payments", "website", "shop"]);
});

test("accounts escapes the characters of a name that a terminal would interpret", async () => {
  const { stdout } = await run(organizationOf("\u001b[31mShop\u202e\n"));

  expect(stdout).toContain("\\u001b[31mShop\\u202e\\u000a");
  for (const hidden of ["\u001b", "\u202e"]) expect(stdout).not.toContain(hidden);
});

test("accounts writes units and tags if the file already contains them, or on request", async () => {
  const organization = organizationOf("Shop");
  for (const one of organization.accounts) one.tags = { team: one.Name ?? "" };
  await run(organization, "--units", "--tags", "--write");
  organization.units.set("ou-a1b2-c3d4e5f6", "r-a1b2");
  for (const one of organization.accounts.slice(-1)) one.parent = "ou-a1b2-c3d4e5f6";
  const { stdout } = await run(organization, "--write");

  expect(stdout).toContain("1 accounts differ: 1 moved; written");
  expect(loadConfig(path).accounts.members.map(({ unit, tags }) => [unit, tags])).toEqual([
    ["r-a1b2", { team: "Payments" }],
    ["r-a1b2", { team: "Website" }],
    ["ou-a1b2-c3d4e5f6", { team: "Shop" }],
  ]);
});

test("accounts assumes the given role, or the role of the configuration", async () => {
  const named = ["arn", "aws", "iam", "", account(1), "role/Reader"].join(":");

  expect((await run(organizationOf())).connect).toHaveBeenCalledWith(expect.anything(), undefined);
  expect((await run(organizationOf(), "--role", named)).connect).toHaveBeenCalledWith(expect.anything(), named);
  writeFileSync(path, `${text}access:\n  planRoleName: Planner\n`);
  expect((await run(organizationOf())).connect).toHaveBeenCalledWith(
    expect.anything(),
    expect.stringMatching(`::${account(1)}:role/Planner$`),
  );
});

describe("accounts writes nothing when", () => {
  afterEach(() => expect(readFileSync(path, "utf8")).toBe(text));

  test("the organization is not the configured one", async () => {
    await expect(run(new FakeOrganizations("o-zzzzzzzzzz", account(1)), "--write")).rejects.toThrow(
      "the credentials belong to organization o-zzzzzzzzzz, but organizationId is o-a1b2c3d4e5",
    );
  });

  test("the management account is not the configured one", async () => {
    await expect(run(new FakeOrganizations("o-a1b2c3d4e5", account(9)), "--write")).rejects.toThrow(
      /management account of the organization is 9+, but accounts\.management is 1+/,
    );
  });

  test("the list of accounts is incomplete", async () => {
    const organization = organizationOf("Shop");
    organization.answers = (operation) => (operation === "ListAccounts" ? { Accounts: [] } : undefined);

    await expect(run(organization, "--write")).rejects.toThrow("is incomplete");
  });

  test("more than a tenth of the accounts left the organization, and there is no confirmation", async () => {
    const organization = organizationOf();
    organization.accounts.splice(2, 2);

    await expect(run(organization, "--write")).rejects.toThrow(
      /^2 of 2 active accounts are no longer in the organization/,
    );
  });

  test("a filter contains a unit without accounts", async () => {
    await expect(run(organizationOf(), "--unit", "ou-a1b2-c3d4e5f6", "--write")).rejects.toThrow(
      "correct --unit or --exclude-unit",
    );
  });

  test("AWS denies the request", async () => {
    const organization = organizationOf();
    organization.answers = () => ({ __type: "AccessDeniedException", Message: "no" });

    await expect(run(organization, "--write")).rejects.toThrow("organizations:ListAccounts");
  });
});

test("accounts --yes sets missing accounts inactive, and keeps them in the configuration", async () => {
  const organization = organizationOf();
  organization.accounts.splice(2, 2);
  await run(organization, "--write", "--yes");

  expect(loadConfig(path).accounts.members.map(({ id, active }) => [id, active])).toEqual([
    [account(3), false],
    [account(4), false],
  ]);
});

test("accounts adds the new accounts, and ends with exit code 3 if the user must decide about another account", async () => {
  writeFileSync(
    path,
    text.replace("notifications:", `  outside: [{ name: acquired, id: "${account(6)}" }]\n\nnotifications:`),
  );
  const { status, stdout } = await run(organizationOf("Shop", "Acquired"), "--write");

  expect(status).toBe(3);
  expect(stdout).toContain("(acquired in accounts.outside) is now in the organization");
  expect(loadConfig(path).accounts.members.at(-1)?.name).toBe("shop");
});

test("accounts writes 5,000 new accounts to a configuration that is still valid", async () => {
  const organization = organizationOf();
  for (let i = 0; i < 5_000; i++)
    organization.accounts.push({ Id: String(5e11 + i), Name: `Team ${i % 100}`, State: "ACTIVE" });
  await run(organization, "--write", "--json");
  const { members } = loadConfig(path).accounts;

  expect(members).toHaveLength(5_002);
  expect(new Set(members.map(({ name }) => name)).size).toBe(5_002);
  expect((await run(organization)).status).toBe(0);
});
