import {
  existsSync,
  linkSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { loadConfig } from "../../config/load";
import { ask, prompts } from "../../cli/init/answers";
import { configurationText } from "../../cli/init/configuration";
import { account } from "../../sample-data/values";
import { runHere, runTrailkeeper } from "../support/command-line";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "trailkeeper-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const answers = {
  prefix: "acme",
  homeRegion: "eu-west-1",
  organizationId: "o-a1b2c3d4e5",
  management: account(1),
  logArchive: account(2),
  pageEmail: "on-call@example.com",
  notifyEmail: "security@example.com",
};
const flags = (given: Partial<typeof answers> = answers) =>
  prompts.flatMap(({ name, flag }) => {
    const value = given[name];
    return value === undefined ? [] : [flag.split(" ")[0] ?? "", value];
  });
const run = (...args: readonly string[]) => runHere(() => runTrailkeeper(["init", ...args]), { cwd: folder });
const file = () => join(folder, "audit.yaml");

test("init writes a valid configuration with comments", async () => {
  const { status, stdout } = await run(...flags());
  const { prefix, accounts, notifications } = loadConfig(file());

  expect([status, stdout.split(";")[0]]).toEqual([0, "wrote audit.yaml"]);
  expect(prefix).toBe("acme");
  expect(accounts).toMatchObject({ management: account(1), logArchive: account(2), members: [] });
  expect(notifications.page.emails).toEqual(["on-call@example.com"]);
  expect(readFileSync(file(), "utf8").match(/^ *# /gm)?.length).toBeGreaterThan(8);
});

test("init without a terminal lists every missing option, and writes nothing", async () => {
  const { status, stderr } = await run("--prefix", "acme");

  expect(status).toBe(2);
  expect(stderr).toContain(
    "add the flags --home-region, --organization-id, --management, --log-archive, --page-email, --notify-email",
  );
  expect(existsSync(file())).toBe(false);
});

test("init replaces an existing file only with --force", async () => {
  writeFileSync(file(), "mine");
  const refused = await run(...flags());

  expect([refused.status, readFileSync(file(), "utf8")]).toEqual([1, "mine"]);
  expect(refused.stderr).toContain("audit.yaml already exists; name another --file, or replace it with --force");
  expect((await run(...flags(), "--force")).status).toBe(0);
  expect(loadConfig(file()).prefix).toBe("acme");
});

test("init --force never changes the earlier file, but replaces it by another file, which keeps its mode and its links", async () => {
  const [real, earlier] = ["real.yaml", "earlier.yaml"].map((name) => join(folder, name)) as [string, string];
  writeFileSync(real, "mine", { mode: 0o600 });
  symlinkSync("real.yaml", file());
  // The content of the earlier file is readable here even if `init` is killed while it writes
  linkSync(real, earlier);
  expect((await run(...flags(), "--force")).status).toBe(0);

  expect(readFileSync(earlier, "utf8")).toBe("mine");
  expect(lstatSync(file()).isSymbolicLink()).toBe(true);
  expect(statSync(real).mode & 0o777).toBe(0o600);
  expect(loadConfig(real).prefix).toBe("acme");
  expect(readdirSync(folder).toSorted()).toEqual(["audit.yaml", "earlier.yaml", "real.yaml"]);
});

test("init --force creates a file that does not exist, also at the end of a symbolic link", async () => {
  symlinkSync("real.yaml", file());

  expect((await run(...flags(), "--force")).status).toBe(0);
  expect(loadConfig(join(folder, "real.yaml")).prefix).toBe("acme");
});

test("init refuses a file in a missing folder, before the first prompt", async () => {
  const { status, stderr } = await run("--file", "missing/audit.yaml");

  expect([status, stderr]).toEqual([1, "error: the folder missing of missing/audit.yaml does not exist; create it\n"]);
});

test("init reports every invalid answer, and writes nothing", async () => {
  const { status, stderr } = await run(...flags({ ...answers, prefix: "Acme", management: "1", pageEmail: "nobody" }));

  expect(status).toBe(1);
  for (const path of ["prefix", "accounts.management", "notifications.page.emails"]) expect(stderr).toContain(path);
  expect(existsSync(file())).toBe(false);
});

test("accounts of the organization become members, whatever their names", () => {
  const members = [
    { name: "payments", id: account(3) },
    { name: "no", id: "0".repeat(11) + "4" },
  ];
  writeFileSync(file(), configurationText(answers, members));

  expect(loadConfig(file()).accounts.members).toMatchObject(members);
});

test("an answer cannot add another setting", () => {
  writeFileSync(file(), configurationText({ ...answers, pageEmail: "a@example.com]\n  httpsEndpoints: [x" }, []));

  expect(() => loadConfig(file())).toThrow(/notifications\.page\.emails/);
  expect(() => loadConfig(file())).not.toThrow(/httpsEndpoints\[/);
});

test("init prompts for the missing answers, in order", async () => {
  const written = jest.spyOn(process.stderr, "write").mockImplementation(() => true);
  const [prefix, homeRegion] = prompts;
  const input = Readable.from(["acme\n", " eu-west-1 \n"]);
  const given = await ask(
    [prefix, homeRegion].filter((one) => one !== undefined),
    input,
  );
  written.mockRestore();

  expect(given).toEqual({ prefix: "acme", homeRegion: "eu-west-1" });
});

test("init fails when the input ends before the last answer", async () => {
  const written = jest.spyOn(process.stderr, "write").mockImplementation(() => true);
  const answered = ask(prompts, Readable.from(["acme\n"]));

  await expect(answered).rejects.toThrow("the input ended before the last answer; nothing was written");
  written.mockRestore();
});
