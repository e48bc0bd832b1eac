import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CloudWatchLogsClient, DeleteLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import { GetObjectCommand, ListObjectsV2Command, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { namesFor } from "../../config/names/names";
import type { Credentials } from "../../shared/aws-client";
import { clientConfig, rootUserCredentials, s3Config } from "../../local-aws/clients";
import { awsEnvironment, type LocalDeployment } from "../../local-aws/terraform/deployment";
import { type PlannedChange, plannedChanges } from "../../local-aws/terraform/plan";
import { terraform as runTerraform, terraformEnvironment } from "../../local-aws/terraform/terraform";
import { type PlanPolicy, planPolicy } from "../../cli/policy/plan/plan-policy";
import { rowOf } from "../../terraform-types/terraform-types";
import { readOutput } from "../../terraform-types/synthesized/output";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { copyOfDeployment } from "./support/deployment-copy";
import { emulatorDifferences } from "./support/emulator-differences";
import { summaryOf } from "./support/findings";
import { deployedOrganization } from "./support/local-aws";
import { sessionOf } from "./support/principals";
import { withContext } from "../support/with-context";

const planRoleName = "audit-plan";

/** The same organization, with a copy of the shared deployment's state in a separate folder. */
let deployment: LocalDeployment;
let stacks: readonly Stack[];
let planner: Credentials;

const policyOf = (root: string) => planPolicy(stacks.filter(({ name }) => name === root));

function iamOf(accountId: string): IAMClient {
  const { address, config } = deployment;
  return new IAMClient(clientConfig(address, config.homeRegion, rootUserCredentials(accountId)));
}

/** Creates the plan role of an account without a policy. The management account may assume the role. */
async function createPlanRole(accountId: string): Promise<void> {
  const trust = { Effect: "Allow", Principal: { AWS: deployment.organization.management }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: trust });
  await iamOf(accountId).send(new CreateRoleCommand({ RoleName: planRoleName, AssumeRolePolicyDocument }));
}

/** Replaces the policy of an account's plan role. */
async function allow(accountId: string, policy: PlanPolicy): Promise<void> {
  const PolicyDocument = JSON.stringify(policy);
  await iamOf(accountId).send(new PutRolePolicyCommand({ RoleName: planRoleName, PolicyName: "plan", PolicyDocument }));
}

/** Returns options that plan only one resource of each type that a statement of the policy covers. */
function targetsOf(root: string, Sid: string): string[] {
  const { resources = [] } = stacks.find(({ name }) => name === root) ?? {};
  const { Action = [] } = policyOf(root).Statement.find((statement) => statement.Sid === Sid) ?? {};
  const concerned = resources.filter(({ type }) => rowOf(type)?.reads.some((action) => Action.includes(action)));
  const byType = new Map(concerned.map(({ type, id }) => [type, `-target=${type}.${id}`]));
  return [...byType.values()];
}

/** Plans a root, or some of its resources, with its plan role, whose policy lacks a statement. */
async function planWithout(root: string, missing: string, targets: readonly string[] = []) {
  const { Version, Statement } = policyOf(root);
  const accountId = stacks.find(({ name }) => name === root)?.accountId ?? "";
  await allow(accountId, { Version, Statement: Statement.filter(({ Sid }) => Sid !== missing) });
  return terraform(root, "plan", ["plan", "-lock=false", ...targets]);
}

const terraform = (root: string, role: string, args: readonly string[]) =>
  deployment.terraform(root, args, { env: environmentOf(role) });

/** Returns the environment in which Terraform assumes the role of this kind. */
function environmentOf(role: string): NodeJS.ProcessEnv {
  const { address, organization } = deployment;
  return { ...terraformEnvironment(), ...awsEnvironment(address, organization.administrator), TF_VAR_role: role };
}

beforeAll(async () => {
  deployment = await copyOfDeployment(await deployedOrganization(), "plan-role", { access: { planRoleName } });
  stacks = readOutput(join(deployment.folder, "cdktf.out"));
  for (const accountId of new Set(stacks.map((stack) => stack.accountId))) await createPlanRole(accountId);
  const { logArchive } = deployment.config.accounts;
  await allow(logArchive, policyOf("log-archive"));
  planner = await sessionOf(deployment, `arn:${deployment.config.partition}:iam::${logArchive}:role/${planRoleName}`);
});
afterAll(() => rmSync(deployment.folder, { recursive: true, force: true }));

/** The changes that the emulator causes in a second plan of a root. */
function differencesOf({ resources }: Stack): PlannedChange[] {
  return emulatorDifferences.flatMap(({ type, attributes, whereSet = [] }) =>
    resources
      .filter((resource) => resource.type === type)
      .map(({ id, attributes: written }) => ({
        address: `${type}.${id}`,
        type,
        actions: ["update"],
        attributes: [...attributes, ...whereSet.filter((name) => name in written)].toSorted(),
      })),
  );
}

test("the printed policy allows a plan of every root: a second plan has no findings, and the emulator causes its only changes", async () => {
  const byAddress = (a: { address: string }, b: { address: string }) => a.address.localeCompare(b.address);
  expect(stacks.length).toBeGreaterThanOrEqual(6);
  for (const stack of stacks) {
    await allow(stack.accountId, policyOf(stack.name));
    const json = await deployment.planJson(stack.name, ["-lock=false"], { env: environmentOf("plan") });

    expect([stack.name, summaryOf(json, stack.name)]).toEqual([stack.name, []]);
    expect(plannedChanges(JSON.parse(json)).toSorted(byAddress)).toEqual(differencesOf(stack).toSorted(byAddress));
  }
});

test("AWS denies an action of each statement of the policy if the statement is missing", async () => {
  // Each statement is tested in the root that is planned fastest
  const roots = ["config-aggregator", "outside-acquired-shop", "member-payments", "management", "log-archive"];
  const tried = new Map(roots.toReversed().flatMap((root) => policyOf(root).Statement.map(({ Sid }) => [Sid, root])));
  expect(new Set(tried.keys())).toEqual(new Set(planPolicy(stacks).Statement.map(({ Sid }) => Sid)));

  // The role of an account has one policy at a time. Roles of other accounts are independent
  await Promise.all(
    [...new Set(stacks.map(({ accountId }) => accountId))].map(async (account) => {
      const own = new Set(stacks.filter(({ accountId }) => accountId === account).map(({ name }) => name));
      for (const [Sid, root] of [...tried].filter((one) => own.has(one[1]))) {
        const { status, output } = await planWithout(root, Sid, targetsOf(root, Sid));
        const service = Sid.replace("Read", "").toLowerCase();

        expect([Sid, root, status]).toEqual([Sid, root, 1]);
        withContext(Sid, () =>
          expect(output.replaceAll(/\s+/g, " ").toLowerCase()).toContain(`not authorized to perform: ${service}:`),
        );
      }
    }),
  );
});

test("the deploying role may apply a plan of the plan role, but the plan role may not", async () => {
  const root = "member-payments";
  const group = { aws_cloudwatch_log_group: { Approved: { name: "approved", provider: "aws" } } };
  writeFileSync(join(deployment.stackFolder(root), "approved.tf.json"), JSON.stringify({ resource: group }));
  const target = "-target=aws_cloudwatch_log_group.Approved";
  const planned = await planAs("plan", root, target);
  // The plan is the last argument
  const applyAs = (role: string) => {
    const args = ["apply", "-no-color", "approved.tfplan"];
    return runTerraform(deployment.stackFolder(root), args, { env: environmentOf(role) });
  };

  withContext(planned.output, () => expect(planned.status).toBe(0));
  const refused = await applyAs("plan");
  expect(refused.output.replaceAll(/\s+/g, " ")).toContain("not authorized to perform: logs:CreateLogGroup");
  expect((await planAs("plan", root, target)).status).toBe(0);
  expect((await applyAs("deploy")).output).toContain("1 added, 0 changed, 0 destroyed");
  expect((await terraform(root, "deploy", ["destroy", "-auto-approve", target])).status).toBe(0);
});

async function planAs(role: string, root: string, target: string) {
  await allow(deployment.config.accounts.members[0]?.id ?? "", policyOf(root));
  return terraform(root, role, ["plan", "-out=approved.tfplan", target]);
}

test("the plan role may neither read logs nor change anything", async () => {
  const { address, config } = deployment;
  const { homeRegion, accounts } = config;
  const { buckets, prefixes } = namesFor(config);
  await allow(accounts.logArchive, policyOf("log-archive"));
  const client = clientConfig(address, homeRegion, planner);
  const administrator = new S3Client(
    s3Config(address, homeRegion, await deployment.credentialsOf(accounts.logArchive)),
  );
  const { Contents } = await administrator.send(
    new ListObjectsV2Command({ Bucket: buckets.trail, Prefix: prefixes.trail }),
  );
  const object = { Bucket: buckets.trail, Key: Contents?.[0]?.Key ?? "" };
  await administrator.send(new GetObjectCommand(object));
  const s3 = new S3Client(s3Config(address, homeRegion, planner));
  const logs = new CloudWatchLogsClient(client);
  const logGroupName = "/aws/kinesisfirehose/acme-app-logs";

  const requests = [
    () => s3.send(new GetObjectCommand(object)),
    () => s3.send(new PutBucketPolicyCommand({ Bucket: buckets.trail, Policy: "{}" })),
    () => logs.send(new FilterLogEventsCommand({ logGroupName })),
    () => logs.send(new DeleteLogGroupCommand({ logGroupName })),
    () => new KMSClient(client).send(new ScheduleKeyDeletionCommand({ KeyId: namesFor(config).archiveKeyAliasArn })),
  ];
  for (const request of requests) await expect(request()).rejects.toThrow(/AccessDenied|not authorized|Access Denied/);
});
