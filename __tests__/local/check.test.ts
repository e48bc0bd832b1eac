import {
  DeregisterDelegatedAdministratorCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { checkRoots } from "../../cli/check/check-roots";
import { checks } from "../../cli/check/checks";
import { clientConfig, s3Config } from "../../local-aws/clients";
import { localLogSources } from "../../local-aws/log-sources";
import type { LocalOrganization } from "../../local-aws/organization";
import { LocalSession } from "../../local-aws/session";
import { account, arn } from "../../sample-data/values";
import { awsEnvironment } from "../../local-aws/terraform/deployment";
import { run } from "../../shared/child-process";
import { installProvider } from "../../local-aws/terraform/install-provider";
import { readStack } from "../../terraform-types/synthesized/stack";
import { type Change, organization as synthesized } from "../support/organization";
import { makeClashes } from "./support/clashes";
import { runFolder } from "./support/run-folders";
import { bundledProgram } from "./support/bundled-program";

/** An emulator with an organization without resources. The test later adds conflicting resources to its accounts. */

const session = new LocalSession(join(runFolder(), "check"));
const region = "eu-west-1";
let organization: LocalOrganization;

/** Settings of the local AWS, with every type of resource that the emulator supports. */
const settings = (change: Change = {}): Change => ({
  organizationId: organization.id,
  logSources: localLogSources(organization) as unknown as Change,
  ...change,
});

/** Checks the roots of a configuration in the accounts. */
async function check(change: Change, roots?: readonly string[]) {
  const { config, stacks } = synthesized("config/example.yaml", change);
  const outputs = [...stacks].map(([name, { json }]) => readStack(name, json));
  const { address } = session.emulator;
  return checkRoots({
    config,
    stacks: outputs,
    roots: roots ?? outputs.map(({ name }) => name),
    checks,
    settings: { ...s3Config(address, region, organization.administrator), maxAttempts: 1 },
  });
}

beforeAll(async () => {
  await session.start();
  ({ organization } = session.deployment);
});
afterAll(() => session.stop());

test("check finds no conflict in an empty organization", async () => {
  const { findings, requests } = await check(settings());

  expect(findings).toEqual([]);
  expect(requests).toBeGreaterThan(50);
});

test("check finds no conflict of a deployed root until the state of the root is lost", async () => {
  const { deployment } = session;
  const root = "config-aggregator";
  const client = new OrganizationsClient(clientConfig(deployment.address, region, organization.administrator));
  const administrator = { AccountId: organization.logArchive, ServicePrincipal: "config.amazonaws.com" };
  await client.send(new RegisterDelegatedAdministratorCommand(administrator));
  await installProvider();
  await deployment.synthesize();
  const applied = await deployment.terraform(root, ["apply", "-auto-approve"]);
  expect([applied.status, applied.output]).toEqual([0, expect.stringContaining("3 added")]);
  // The command runs as a user runs it: it synthesizes, and reads the state in the working directory
  const { folder, configFile, address } = deployment;
  const args = [...(await bundledProgram()), "check", root, "--config", configFile, "--json"];
  const aws = awsEnvironment(address, organization.administrator);
  const env = { ...process.env, ...aws, NODE_EXTRA_CA_CERTS: address.certificate };
  const checkRoot = async () => {
    const { status, stdout, stderr } = await run(process.execPath, args, { cwd: folder, env });
    return { status, stderr, ids: idsOf(JSON.parse(stdout)) };
  };

  expect(await checkRoot()).toMatchObject({ status: 0, ids: [] });
  const state = join(deployment.folder, `terraform.${root}.tfstate`);
  renameSync(state, `${state}.lost`);
  expect(await checkRoot()).toMatchObject({ status: 3, ids: ["aggregator-exists", "role-exists"] });
  renameSync(`${state}.lost`, state);
  expect((await deployment.terraform(root, ["destroy", "-auto-approve"])).status).toBe(0);
  await client.send(new DeregisterDelegatedAdministratorCommand(administrator));
});

/** Returns the ids of the checks with findings, each once. */
const idsOf = ({ findings }: { readonly findings: readonly { readonly check: string }[] }): string[] => [
  ...new Set(findings.map(({ check: id }) => id)),
];

test("check finds every conflict that the test creates, and nothing else", async () => {
  const left = await makeClashes(session.emulator.address, organization);
  const [, website] = organization.members.map(({ id }) => id);
  const { accounts } = synthesized("config/example.yaml", {}).config;
  const found = await check(
    settings({
      accounts: {
        members: [
          ...organization.members,
          { name: "closed", id: left.closed },
          { name: "locked", id: left.locked },
          { name: "elsewhere", id: account(9) },
        ],
        outside: [{ name: "inside", id: left.inside }],
      },
      archive: { readerRoleArns: [arn("iam", "", accounts.logArchive, "role/nobody")] },
    } as unknown as Change),
  );
  const others = await check(
    settings({
      organizationId: "o-zzzzzzzzzz",
      backend: { type: "s3", bucket: "acme-state-that-is-missing", region },
      logSources: {
        awsConfig: {
          role: "serviceLinked",
          recorderByAccount: { [website ?? ""]: "adopt" },
        },
        sessions: { enabled: true, existingDocument: "adopt" },
        flowLogs: {
          vpcs: "listed",
          listedVpcs: [{ account: website, region, ids: ["vpc-0123456789abcdef0"] }],
        },
        accessLogs: { buckets: [{ account: website, bucket: "no-such-bucket-of-website" }] },
        applicationLogs: {
          enabled: true,
          subscription: { mode: "listed", existing: [{ name: "/app/nowhere", accounts: [website] }] },
        },
      },
    } as unknown as Change),
    ["management", "member-website"],
  );

  expect(idsOf(found).toSorted()).toEqual([
    "account-not-active",
    "account-not-in-organization",
    "aggregator-exists",
    "alarm-exists",
    "bucket-exists",
    "bucket-logs-elsewhere",
    "bucket-name-taken",
    "classifier-exists",
    "config-rule-exists",
    "configured-role-missing",
    "dashboard-exists",
    "database-exists",
    "delegated-administrator-exists",
    "delivery-channel-exists",
    "event-bus-exists",
    "event-rule-exists",
    "flow-log-exists",
    "key-alias-exists",
    "log-group-exists",
    "outside-account-in-organization",
    "policy-exists",
    "queue-exists",
    "recorder-exists",
    "role-exists",
    "role-not-assumable",
    "second-copy-of-management-events",
    "session-document-exists",
    "stream-exists",
    "topic-exists",
    "trail-exists",
    "trail-limit",
    "workgroup-exists",
  ]);
  expect(
    idsOf(others)
      .filter((id) => !idsOf(found).includes(id))
      .toSorted(),
  ).toEqual([
    "config-role-missing",
    "delivery-channel-missing",
    "log-group-missing",
    "logged-bucket-missing",
    "organization-differs",
    "recorder-missing",
    "session-document-missing",
    "state-bucket-missing",
    "vpc-missing",
  ]);
});
