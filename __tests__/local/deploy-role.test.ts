import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyVersionCommand,
  IAMClient,
  ListPolicyVersionsCommand,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { namesFor } from "../../config/names/names";
import { type Policy, deployPolicies } from "../../cli/policy/deploy/deploy-policy";
import { clientConfig, rootUserCredentials } from "../../local-aws/clients";
import { LocalSession } from "../../local-aws/session";
import { awsEnvironment, LocalDeployment } from "../../local-aws/terraform/deployment";
import { installProvider } from "../../local-aws/terraform/install-provider";
import { terraformEnvironment } from "../../local-aws/terraform/terraform";
import { arn } from "../../sample-data/values";
import { type CommandResult, run } from "../../shared/child-process";
import { readOutput } from "../../terraform-types/synthesized/output";
import { runFolder } from "./support/run-folders";
import { bundledProgram } from "./support/bundled-program";

/**
 * Deploys the log archive and a member, and takes the member down, with roles that have only the permissions that
 * `trailkeeper policy deploy` prints for their root.
 */

const session = new LocalSession(join(runFolder(), "deploy-role"));
const roleName = "audit-deploy";
const root = "member-new";

/** For each statement with write actions, a resource type whose change requires the statement. */
const changedTypes: Readonly<Record<string, string>> = {
  WriteIam: "aws_iam_role_policy",
  WriteIamPolicies: "aws_iam_policy",
  WriteEvents: "aws_cloudwatch_event_rule",
  WriteSsm: "aws_ssm_document",
};

let deployment: LocalDeployment;

/** The log archive in a separate folder. It is applied during the other tests, because an apply mostly waits. */
let archive: LocalDeployment;
let archiveApplied: Promise<CommandResult>;
let accountId: string;
let iam: IAMClient;
let policies: readonly Policy[];

/** Returns the addresses of the resources of a type. */
const addressesOf = (type: string) => deployment.resourcesOf(root).filter((address) => address.startsWith(`${type}.`));

const policyArn = (index: number) => arn("iam", "", accountId, `policy/${roleName}-${index}`);
const documentOf = (policy: Policy) => JSON.stringify(policy);

/** Replaces the policies of the role by new versions of its managed policies. */
async function allowOnly(allowed: readonly Policy[]): Promise<void> {
  for (const [index, policy] of allowed.entries()) {
    const PolicyArn = policyArn(index);
    const PolicyDocument = documentOf(policy);
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    // IAM keeps five versions
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    for (const { VersionId, IsDefaultVersion } of Versions)
      if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  }
}

const without = (sid: string): Policy[] =>
  policies.map(({ Version, Statement }) => ({ Version, Statement: Statement.filter(({ Sid }) => Sid !== sid) }));

const firstError = (output: string) => /Error: [^]*/.exec(output)?.[0].slice(0, 1_000);

const settings = (members: readonly object[]) => {
  const { management, logArchive } = session.deployment.organization;
  return {
    access: { roleName },
    accounts: { management, logArchive, members },
    archive: {},
    // AWS Config tests its bucket, which is in the log archive
    logSources: { awsConfig: { recorder: "none" }, sessions: { enabled: true } },
  };
};

const iamOf = (account: string) =>
  new IAMClient(clientConfig(deployment.address, deployment.config.homeRegion, rootUserCredentials(account)));

/** Returns the output of the command for one root. */
const policiesOf = (name: string) =>
  deployPolicies(readOutput(join(deployment.folder, "cdktf.out")).filter((stack) => stack.name === name));

/** Creates the deploying role in an account, with only these policies. */
async function createRole(account: string, allowed: readonly Policy[]): Promise<void> {
  const client = iamOf(account);
  const trust = { Effect: "Allow", Principal: { AWS: deployment.organization.management }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: trust });
  await client.send(new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument }));
  for (const [index, policy] of allowed.entries()) {
    const PolicyName = `${roleName}-${index}`;
    const { Policy: created } = await client.send(
      new CreatePolicyCommand({ PolicyName, PolicyDocument: documentOf(policy) }),
    );
    await client.send(new AttachRolePolicyCommand({ RoleName: roleName, PolicyArn: created?.Arn }));
  }
}

const apply = (of: LocalDeployment, name: string) => of.terraform(name, ["apply", "-auto-approve", "-parallelism=30"]);

const expectSuccess = ({ status, output }: CommandResult) =>
  expect([status, firstError(output)]).toEqual([0, undefined]);

/** Waits up to a minute for the archive key, which a member looks up. */
async function archiveKeyExists(): Promise<void> {
  const { address, config } = archive;
  const kms = new KMSClient(clientConfig(address, config.homeRegion, rootUserCredentials(config.accounts.logArchive)));
  const KeyId = namesFor(config).archiveKeyAliasArn;
  const exists = () =>
    kms.send(new DescribeKeyCommand({ KeyId })).then(
      () => true,
      () => false,
    );
  for (let tries = 0; tries < 120 && !(await exists()); tries++) await setTimeout(500);
}

beforeAll(async () => {
  await session.start();
  await installProvider();
  deployment = session.deployment;
  const { members } = deployment.organization;
  accountId = members[0]?.id ?? "";
  archive = new LocalDeployment(join(deployment.folder, "archive"), deployment.address, deployment.organization);
  for (const one of [archive, deployment]) await one.synthesize(settings([{ name: "new", id: accountId }]));
  iam = iamOf(accountId);
  policies = policiesOf(root);
  await createRole(accountId, policies);
  await createRole(deployment.organization.logArchive, policiesOf("log-archive"));
  archiveApplied = apply(archive, "log-archive");
  await archiveKeyExists();
});
afterAll(async () => {
  await archiveApplied;
  await session.stop();
});

test("the printed policies are sufficient to create a member", async () => {
  expectSuccess(await apply(deployment, root));

  expect(deployment.resourcesOf(root).length).toBeGreaterThan(10);
});

test("AWS denies an action of each write statement of the policy if the statement is missing", async () => {
  const statements = policies.flatMap(({ Statement }) => Statement);
  // The emulator does not require iam:PassRole
  const writing = statements.filter(({ Sid }) => !/^(Read|PassTo)/.test(Sid));
  expect(writing.map(({ Sid }) => Sid).toSorted()).toEqual(Object.keys(changedTypes).toSorted());

  for (const { Sid, Action } of writing) {
    const [address = "none"] = addressesOf(changedTypes[Sid] ?? "");
    await allowOnly(without(Sid));
    const { status, output } = await deployment.terraform(root, [
      "apply",
      "-auto-approve",
      "-refresh=false",
      `-replace=${address}`,
      `-target=${address}`,
    ]);
    const [, refused = "nothing"] = /not authorized to perform: (\S+)/.exec(output.replaceAll(/\s+/g, " ")) ?? [];

    expect([Sid, status, Action.includes(refused), refused]).toEqual([Sid, 1, true, refused]);
  }
  await allowOnly(policies);
});

test("a member that is no longer configured can be taken down in a new checkout with the printed policies", async () => {
  const { folder, address, organization, configFile } = deployment;
  // A checkout contains the configuration and the list of roots. The state is in the backend
  const { management, logArchive } = organization;
  const roots = { "log-archive": logArchive, management };
  const listed = { prefix: "acme", roots, removed: { [root]: accountId } };
  await deployment.synthesize(settings([]));
  writeFileSync(join(folder, "audit.roots.json"), JSON.stringify(listed));
  const takeDown = async (...args: readonly string[]) =>
    run(process.execPath, [...(await bundledProgram()), "take-down", "--config", configFile, ...args], {
      cwd: folder,
      env: { ...terraformEnvironment(), ...awsEnvironment(address, organization.administrator) },
    });

  const unknown = await takeDown("member-other");
  expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining("unknown root member-other")]);
  const planned = await takeDown(root);
  expect([planned.status, planned.stdout]).toEqual([3, expect.stringContaining(accountId)]);
  const { status, stdout, stderr } = await takeDown(root, "--confirm", organization.id);

  expect([status, status === 0 ? "" : stderr + stdout]).toEqual([0, ""]);
  expect(deployment.resourcesOf(root)).toEqual([]);
  expect(JSON.parse(readFileSync(join(folder, "audit.roots.json"), "utf8")).removed).toEqual({});
});

test("the printed policies are sufficient to create the log archive", async () => {
  expectSuccess(await archiveApplied);

  expect(archive.resourcesOf("log-archive").length).toBeGreaterThan(100);
});
