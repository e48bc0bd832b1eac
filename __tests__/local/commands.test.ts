import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployedDetections } from "../../detections/deployed";
import { savedQueries } from "../../queries/saved-queries";
import { run } from "../../tools/local/command";
import type { LocalDeployment } from "../../tools/local/deployment";
import { localFolder } from "../../tools/local/folders";
import { LocalSession } from "../../tools/local/session";
import { deployedOrganization, local, sharedSession } from "./support/local-aws";

jest.setTimeout(900_000);

let deployment: LocalDeployment;
beforeAll(async () => {
  deployment = await deployedOrganization();
});

/** Standard output of a command that has to succeed: what the steps say goes to standard error. */
async function jsonOf(...args: string[]) {
  const { status, stdout } = await local([...args, "--json"]);
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

test("npm run local says what exists, which alarms fired, what the queries answer and what to try", () => {
  const said = readFileSync(join(sharedSession.folder, "deployed-for-tests"), "utf8");

  for (const stack of deployment.stacks) expect(said).toContain(stack);
  expect(said).toMatch(/acme-root-use\s+│ acme-audit-notify\s+│ 1 times/);
  expect(said).toMatch(/acme-vpc-changes\s+│ acme-audit-notify\s+│ quiet/);
  expect(said).toMatch(/identity-root-activity\s+│ What the root users did, and from where\.\s+│ 2/);
  expect(said).toContain("npm run local:down");
});

test("query answers as JSON, whole", async () => {
  const { columns, rows } = await jsonOf("query", "identity-root-activity");

  expect(columns).toEqual(expect.arrayContaining(["event_time", "account", "event_name"]));
  expect(rows).toHaveLength(2);
});

test("alarms answers as JSON, whole", async () => {
  const reports = await jsonOf("alarms");

  const deployed = deployedDetections(deployment.config);
  expect(reports).toHaveLength(deployed.filter(({ severity }) => severity !== "watch").length);
  expect(reports[0]).toEqual(expect.objectContaining({ alarm: expect.any(String), firing: expect.any(Array) }));
});

test("queries lists them", async () => {
  expect(await jsonOf("queries")).toHaveLength(savedQueries().length);
});

test("an unknown query is answered with the nearest", async () => {
  const { status, stderr } = await local(["query", "identity-root-activty"]);

  expect(status).toBe(1);
  expect(stderr).toContain("there is no saved query identity-root-activty; did you mean identity-root-activity?");
  expect(stderr).not.toContain("    at ");
});

test("wrong usage ends with 2", async () => {
  expect((await local(["query"])).status).toBe(2);
  expect((await local(["nonsense", "more"])).status).toBe(2);
});

test("environment.sh makes Terraform speak to the local AWS, whatever the shell said before", async () => {
  const file = join(sharedSession.folder, "environment.sh");
  const folder = deployment.stackFolder("member-payments");
  const env = { ...process.env, AWS_SESSION_TOKEN: "stale", AWS_PROFILE: "work", TF_LOG: "" };

  const { status, output } = await run("bash", ["-c", `source '${file}' && terraform -chdir='${folder}' plan`], {
    env,
  });

  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("No changes.") });
});

test("a folder that holds something else is not touched", async () => {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  writeFileSync(join(folder, "thesis.txt"), "all of it");

  const { status, stderr } = await run("npm", ["--silent", "run", "local", "--", "--folder", folder]);
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true });

  expect(status).toBe(1);
  expect(stderr).toContain(`${folder} holds something else; name a folder that is empty, or does not exist`);
  expect(left).toEqual(["thesis.txt"]);
});

test("what a killed run started is stopped by npm run local:down", async () => {
  const folder = join(localFolder, "test-killed");
  const killing = new AbortController();
  const args = ["--silent", "run", "local", "--", "--folder", folder];
  const onOutput = (text: string) => {
    if (text.includes("writing the Terraform")) killing.abort();
  };
  const killed = await run("npm", args, { signal: killing.signal, onOutput });
  const emulator = new LocalSession(folder).emulator;
  const wasRunning = emulator.isRunning();

  const { status } = await run("npm", [...args, "down"]);
  rmSync(folder, { recursive: true });

  expect(killed.status).toBeNull();
  expect(wasRunning).toBe(true);
  expect(status).toBe(0);
  expect(emulator.isRunning()).toBe(false);
});
