import { readFileSync } from "node:fs";
import { join } from "node:path";
import { detectionsOf } from "../../config/derived/detections-of";
import { huntsWithLogs } from "../../config/derived/hunt-sources";
import { namesFor } from "../../config/names/names";
import { savedQueries } from "../../queries/saved-queries";
import { run } from "../../shared/child-process";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { localFolder } from "../../local-aws/folders";
import { describeNextSteps, nextSteps } from "../../local-aws/next-steps";
import { deployedOrganization, local, sharedSession } from "./support/local-aws";

let deployment: LocalDeployment;
beforeAll(async () => {
  deployment = await deployedOrganization();
});

/** Returns the standard output of a command, which must succeed. Steps are printed to standard error. */
async function jsonOf(...args: string[]) {
  const { status, stdout } = await local([...args, "--json"]);
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

test("npm run local prints the resources, the raised alarms, the results of the saved queries, and the next commands", () => {
  const said = readFileSync(join(sharedSession.folder, "deployed-for-tests"), "utf8");

  for (const stack of deployment.stacks) expect(said).toContain(stack);
  expect(said).toMatch(/acme-root-use\s+│ acme-audit-notify\s+│ 1 times/);
  expect(said).not.toContain("acme-vpc-changes");
  expect(said).toMatch(/\d+ more alarms were not raised; --all lists them/);
  expect(said).toMatch(/identity-root-activity\s+│ What the root users did, and from where\.\s+│ 2/);
  expect(said).toContain(`Try next:\n${describeNextSteps(sharedSession.folder)}`);
});

const proposed = nextSteps(sharedSession.folder).filter(({ does }) => does !== "destroy everything");

test.each(proposed)("the suggested command works: $does", async ({ command }) => {
  const { status, stdout, output } = await run("bash", ["-c", command]);

  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(stdout.trim()).not.toBe("");
});

test("alarms --all also lists alarms that were not raised", async () => {
  const { status, stdout } = await local(["alarms", "--all"]);

  expect(status).toBe(0);
  expect(stdout).toMatch(/acme-vpc-changes\s+│ acme-audit-notify\s+│ quiet/);
  expect(stdout).not.toContain("--all");
});

test("report writes a page about the delivered day, with the results of every query", async () => {
  const out = join(sharedSession.folder, "report.html");
  const day = readFileSync(join(sharedSession.folder, "delivered-day"), "utf8");

  expect(await jsonOf("report", "--out", out)).toEqual({ page: out, from: day, to: day, missing: [] });
  const page = readFileSync(out, "utf8");
  expect(page).toContain(`acme (${deployment.organization.id})`);
  // The page contains sign-ins and denied calls
  expect(page).toContain("ConsoleLogin");
  expect(page).not.toMatch(/no answer|could not/i);
});

test("backtest finds the alarm about the root user in the delivered day, with SQL on the archive", async () => {
  const { detections } = await jsonOf("backtest", "--detection", "root-use");

  expect(detections).toEqual([expect.objectContaining({ id: "root-use", alarms: 1 })]);
});

test("query prints complete JSON", async () => {
  const { rows } = await jsonOf("query", "identity-root-activity");

  expect(rows).toHaveLength(2);
  expect(Object.keys(rows[0])).toEqual(expect.arrayContaining(["event_time", "account", "event_name"]));
});

test.each([
  ["incident-actions-of-access-key", ["--param", "key=AKIAIOSFODNN7EXAMPLE"]],
  ["network-talked-to-address", ["--region", "eu-west-1", "--param", "address=198.51.100.23"]],
  ["network-who-asked-name", ["--param", "vpc=vpc-0a1b2c3d", "--param", "name=example.com."]],
])("query %s accepts its parameters", async (name, args) => {
  const { status, stdout, stderr } = await local(["query", name, ...args, "--csv"]);

  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/\d+ rows; .* read\n$/) });
  expect(stdout.split("\r\n")[0]).toContain(",");
});

test("alarms prints complete JSON", async () => {
  const reports = await jsonOf("alarms");

  const deployed = detectionsOf(deployment.config);
  expect(reports).toHaveLength(deployed.filter(({ severity }) => severity !== "watch").length);
  expect(reports[0]).toEqual(expect.objectContaining({ alarm: expect.any(String), firing: expect.any(Array) }));
});

test("queries lists the saved queries", async () => {
  expect(await jsonOf("queries")).toHaveLength(savedQueries().length + huntsWithLogs(deployment.config).length);
});

test("an unknown query fails with the most similar name", async () => {
  const { status, stderr } = await local(["query", "identity-root-activty"]);

  expect(status).toBe(2);
  expect(stderr).toContain("unknown saved query identity-root-activty; did you mean identity-root-activity?");
  expect(stderr).not.toContain("    at ");
});

test("wrong usage ends with exit code 2", async () => {
  expect((await local(["query", "a", "b"])).status).toBe(2);
  expect((await local(["nonsense", "more"])).status).toBe(2);
});

test("environment.sh configures Terraform for the local AWS, whatever AWS variables were set before", async () => {
  const file = join(sharedSession.folder, "environment.sh");
  const folder = deployment.stackFolder("member-payments");
  const env = { ...process.env, AWS_SESSION_TOKEN: "stale", AWS_PROFILE: "work", TF_LOG: "" };

  const { status, output } = await run("bash", ["-c", `source '${file}' && terraform -chdir='${folder}' plan`], {
    env,
  });

  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("No changes.") });
});

test("environment.sh configures AWS CLI 1 and boto3, which use botocore, for the local AWS", async () => {
  const file = join(sharedSession.folder, "environment.sh");
  const python = join(localFolder, "python/bin/python");
  const source = `
import botocore.session
session = botocore.session.get_session()
archive = session.create_client("sts").assume_role(RoleArn="${roleOfLogArchive()}", RoleSessionName="test")["Credentials"]
s3 = session.create_client("s3", aws_access_key_id=archive["AccessKeyId"],
    aws_secret_access_key=archive["SecretAccessKey"], aws_session_token=archive["SessionToken"])
print(s3.meta.region_name)
print(s3.list_objects_v2(Bucket="${namesFor(deployment.config).buckets.trail}")["KeyCount"] > 0)
print([trail["Name"] for trail in session.create_client("cloudtrail").describe_trails()["trailList"]])`;
  // The environment variables of the shell contain another account and another region
  const env = { ...process.env, AWS_DEFAULT_REGION: "us-west-2", AWS_PROFILE: "work", AWS_REGION: "us-west-2" };

  const { status, output } = await run("bash", ["-c", `. '${file}' && '${python}' -c '${source}'`], { env });

  expect({ status, output }).toEqual({ status: 0, output: "eu-west-1\nTrue\n['acme-organization-trail']\n" });
});

const roleOfLogArchive = () => {
  const { access, accounts, partition } = deployment.config;
  return `arn:${partition}:iam::${accounts.logArchive}:role/${access.roleName}`;
};
