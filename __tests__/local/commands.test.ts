import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalDeployment } from "../../tools/local/deployment";
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
  expect(said).toMatch(/acme-root-use\s+│ acme-audit-page\s+│ 1 times/);
  expect(said).toMatch(/acme-vpc-changes\s+│ acme-audit-notify\s+│ quiet/);
  expect(said).toMatch(/identity-root-activity\s+│ What the root users did, and from where\.\s+│ 2/);
  expect(said).toContain("npm run local:down");
});

test("query answers as JSON, whole", async () => {
  const { columns, rows } = await jsonOf("query", "identity-root-activity");

  expect(columns).toEqual(expect.arrayContaining(["eventtime", "account", "eventname"]));
  expect(rows).toHaveLength(2);
});

test("alarms answers as JSON, whole", async () => {
  const reports = await jsonOf("alarms");

  expect(reports).toHaveLength(15);
  expect(reports[0]).toEqual(expect.objectContaining({ alarm: expect.any(String), firing: expect.any(Array) }));
});

test("queries lists them", async () => {
  expect(await jsonOf("queries")).toHaveLength(8);
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

test("environment.sh makes Terraform speak to the local AWS", async () => {
  const file = join(sharedSession.folder, "environment.sh");

  expect(readFileSync(file, "utf8")).toContain(`export AWS_ENDPOINT_URL='${deployment.address.endpoint}'`);
});
