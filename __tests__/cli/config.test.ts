import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configCommand } from "../../cli/config/command";
import { type AccountSettings, settingsOfAccounts } from "../../cli/config/account-settings";
import { account } from "../../sample-data/values";

const folder = mkdtempSync(join(tmpdir(), "config-show-"));
const path = join(folder, "audit.yaml");
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  jest.restoreAllMocks();
});

const text = `prefix: acme
homeRegion: eu-west-1
regions: [eu-west-1, us-east-1]
organizationId: o-a1b2c3d4e5
accounts:
  management: "${account(1)}"
  logArchive: "${account(2)}"
  members:
    - name: payments
      id: "${account(3)}"
      unit: ou-a1b2-c3d4e5f6
      tags: { environment: test }
    - { name: website, id: "${account(4)}" }
access:
  managementRoleName: Management
logSources:
  config:
    dailyForChurnyTypes: false
    recorderByAccount:
      "${account(4)}": none
  sessions:
    enabled: true
    regions: [eu-west-1, us-east-1]
    idleTimeoutMinutes: 15
overrides:
  - logSources:
      sessions: { idleTimeoutMinutes: 10 }
  - units: [ou-a1b2-c3d4e5f6]
    regions: [eu-west-1]
    logSources:
      sessions: { idleTimeoutMinutes: 5 }
notifications:
  page: { emails: [a@example.com] }
  notify: { emails: [a@example.com] }
`;
beforeAll(() => writeFileSync(path, text));

/** Returns the line number of the first line with this text, from 1. */
const lineOf = (part: string) => text.split("\n").findIndex((line) => line.includes(part)) + 1;

async function printed(...args: readonly string[]): Promise<string> {
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  jest.spyOn(console, "error").mockImplementation(() => {});
  await configCommand().parseAsync(["show", ...args, "--config", path], { from: "user" });
  return String(log.mock.calls.at(-1)?.[0]);
}

async function settingsOf(name: string) {
  const shown: AccountSettings = JSON.parse(await printed(name, "--json"));
  return new Map(shown.settings.map(({ setting, value, from }) => [setting, { value, from }]));
}

describe("config show", () => {
  test("lists every setting that an override may change", async () => {
    expect([...(await settingsOf("payments")).keys()]).toEqual(settingsOfAccounts().map((keys) => keys.join(".")));
    expect(settingsOfAccounts().length).toBeGreaterThan(25);
  });

  test("prints the last override that sets a value, with its line", async () => {
    expect((await settingsOf("payments")).get("logSources.sessions.idleTimeoutMinutes")).toEqual({
      value: 5,
      from: {
        path: "overrides[1].logSources.sessions.idleTimeoutMinutes",
        line: lineOf("{ idleTimeoutMinutes: 5 }"),
      },
    });
    expect((await settingsOf(account(4))).get("logSources.sessions.idleTimeoutMinutes")).toEqual({
      value: 10,
      from: {
        path: "overrides[0].logSources.sessions.idleTimeoutMinutes",
        line: lineOf("{ idleTimeoutMinutes: 10 }"),
      },
    });
  });

  test("prints the line of an organization-wide value, also under its old name, and marks defaults", async () => {
    const settings = await settingsOf("payments");

    expect(settings.get("logSources.sessions.enabled")).toEqual({
      value: true,
      from: { path: "logSources.sessions.enabled", line: lineOf("enabled: true") },
    });
    expect(settings.get("logSources.awsConfig.recordHighChurnTypesDaily")).toEqual({
      value: false,
      from: { path: "logSources.awsConfig.recordHighChurnTypesDaily", line: lineOf("dailyForChurnyTypes") },
    });
    expect(settings.get("logSources.flowLogs.vpcs")).toEqual({ value: "none", from: {} });
    expect(settings.get("access.planRoleName")).toEqual({ value: null, from: {} });
  });

  test("prints the override that removes regions from a log source", async () => {
    const from = { path: "overrides[1].regions", line: lineOf("    regions: [eu-west-1]") };
    const narrowed = await settingsOf("payments");
    const [first, second] = [narrowed, await settingsOf("website")].map((one) =>
      one.get("logSources.sessions.regions"),
    );

    expect(first).toEqual({
      value: ["eu-west-1"],
      from: { ...from, line: text.split("\n").indexOf("    regions: [eu-west-1]") + 1 },
    });
    expect(narrowed.get("logSources.flowLogs.regions")?.value).toEqual(["eu-west-1"]);
    expect(second?.value).toEqual(["eu-west-1", "us-east-1"]);
    expect(second?.from.path).toBe("logSources.sessions.regions");
  });

  test("prints the settings that lists contain about the account", async () => {
    const recorder = (await settingsOf("website")).get("logSources.awsConfig.recorder");

    expect(recorder?.value).toBe("none");
    expect(recorder?.from.line).toBe(lineOf(`"${account(4)}": none`));
  });

  test("prints the role of the management account", async () => {
    const settings = await settingsOf("management");

    expect(settings.get("access.managementRoleName")?.value).toBe("Management");
    expect(settings.has("access.roleName")).toBe(false);
  });

  test("prints a table with the selectors of the account", async () => {
    const page = await printed("payments");

    expect(page).toContain(
      `account ${account(3)} (payments); unit ou-a1b2-c3d4e5f6; tags environment=test; overrides[0], overrides[1]`,
    );
    expect(page).toMatch(/logSources\.sessions\.idleTimeoutMinutes +│ 5 +│ overrides\[1\] \(line \d+\)/);
    expect(page).toMatch(/logSources\.flowLogs\.vpcs +│ "none" +│ default/);
  });

  test("prints every account", async () => {
    const all: AccountSettings[] = JSON.parse(await printed("--all", "--json"));

    expect(all.map(({ name, overrides }) => [name, overrides])).toEqual([
      ["management", [0]],
      ["log-archive", [0]],
      ["payments", [0, 1]],
      ["website", [0]],
    ]);
  });

  test("fails for an account that does not exist, and prints similar names", async () => {
    await expect(printed("payment")).rejects.toThrow(
      "no account payment in the configuration; accounts with similar names: payments, ",
    );
  });

  test.each([[[]], [["payments", "--all"]]])("%j is wrong usage", async (args) => {
    const show = configCommand().exitOverride();
    show.commands[0]?.exitOverride().configureOutput({ writeErr: () => {} });

    await expect(show.parseAsync(["show", ...args, "--config", path], { from: "user" })).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});
