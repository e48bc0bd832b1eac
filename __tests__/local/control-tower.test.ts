import { CloudTrailClient, UpdateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import {
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AuditConfig } from "../../config/audit-config";
import { loadConfig } from "../../config/load";
import { controlTowerNames } from "../../config/names/control-tower";
import { managementTrail } from "../../config/names/management-trail";
import { namesFor } from "../../config/names/names";
import { checkRoots } from "../../cli/check/check-roots";
import { checkGroups } from "../../cli/check/checks";
import { reportAlarms } from "../../local-aws/alarms";
import { assumeRole, clientConfig, rootUserCredentials, s3Config } from "../../local-aws/clients";
import { awsEnvironment, type LocalDeployment } from "../../local-aws/terraform/deployment";
import type { PlannedChange } from "../../local-aws/terraform/plan";
import { terraformEnvironment } from "../../local-aws/terraform/terraform";
import { deliver, layoutOf } from "../../local-aws/trail-delivery";
import type { CloudTrailEvent } from "../../sample-data/events/event";
import { logFiles } from "../../sample-data/events/log-file";
import { Random } from "../../sample-data/events/random";
import { arn } from "../../sample-data/values";
import { run } from "../../shared/child-process";
import { readOutput } from "../../terraform-types/synthesized/output";
import { LandingZone } from "./support/control-tower";
import { emulatorDifferences } from "./support/emulator-differences";
import { fewResources } from "./support/few-resources";
import { controlTowerSession } from "./support/local-aws";
import { bundledProgram } from "./support/bundled-program";
import { waitFor } from "../support/wait-for";

/** This project is deployed into an organization with Control Tower. Each test checks both. */

const region = "eu-west-1";
const denied = /denied|not authorized/i;
let deployment: LocalDeployment;
let landingZone: LandingZone;
let archive: string;

const stacks = ["log-archive", "management", "member-payments"];

beforeAll(async () => {
  await controlTowerSession.start();
  deployment = controlTowerSession.deployment;
  const { management, logArchive, members } = deployment.organization;
  archive = logArchive;
  landingZone = new LandingZone(deployment);
  const trailKmsKeyArn = await landingZone.make();
  await deployment.synthesize({
    // The deployed detections include those that compare names of Control Tower
    ...fewResources(),
    mode: "controlTower",
    controlTower: { layout: "3.x", trailKmsKeyArn },
    accounts: { management, logArchive, members: members.slice(0, 1) },
    trail: { dataEvents: [{ resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "acme-payroll/")] }] },
    logSources: { awsConfig: { recorderByAccount: { [management]: "create" } }, sessions: { enabled: true } },
    archive: { overwriteCheck: { enabled: false } },
  });
  const [first = "", ...others] = stacks;
  await apply(first);
  await Promise.all(others.map(apply));
});
afterAll(() => controlTowerSession.stop());

async function apply(stack: string): Promise<void> {
  const { status, output } = await deployment.terraform(stack, ["apply", "-auto-approve", "-parallelism=30"]);
  if (status !== 0) throw new Error(output.slice(-3_000));
}

/** Returns the changes except those that the emulator causes because it does not return the written values. */
const real = (changes: readonly PlannedChange[]) =>
  changes.filter(({ type, attributes }) => {
    const known = emulatorDifferences.find((one) => one.type === type);
    return !attributes.every((name) => known?.attributes.concat(known.whereSet ?? []).includes(name));
  });

const s3Of = (credentials = rootUserCredentials(archive)) =>
  new S3Client(s3Config(deployment.address, region, credentials));

test("a second plan changes nothing", async () => {
  const plans = await Promise.all(stacks.map((stack) => deployment.plan(stack)));

  expect(plans.map(real)).toEqual(stacks.map(() => []));
});

test("no resource of Control Tower was changed or destroyed", async () => {
  expect(real(await landingZone.plan())).toEqual([]);
});

test("the deploying role cannot change Control Tower's bucket", async () => {
  const { bucketName: Bucket } = managementTrail(deployment.config);
  const deploying = s3Of(await deployment.credentialsOf(archive));
  const VersioningConfiguration = { Status: "Suspended" } as const;

  await expect(deploying.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))).rejects.toThrow(
    denied,
  );
});

test("check finds no difference from Control Tower, and finds each wrong name", async () => {
  // The emulator loses the log group of a created trail, but keeps the log group of an updated trail
  const { management } = deployment.organization;
  const trails = new CloudTrailClient(clientConfig(deployment.address, region, rootUserCredentials(management)));
  const { logGroupArn } = managementTrail(deployment.config);
  await trails.send(
    new UpdateTrailCommand({
      Name: managementTrail(deployment.config).name,
      CloudWatchLogsLogGroupArn: `${logGroupArn}:*`,
      CloudWatchLogsRoleArn: arn("iam", "", management, "role/service-role/AWSControlTowerCloudTrailRole"),
    }),
  );
  const wrong: AuditConfig = {
    ...deployment.config,
    controlTower: {
      ...deployment.config.controlTower,
      trailBucket: "another-bucket",
      logGroupName: "another-log-group",
      trailKmsKeyArn: undefined,
    },
  };
  const found = async (config: AuditConfig) => {
    const { findings } = await checkRoots({
      config,
      stacks: readOutput(join(deployment.folder, "cdktf.out")),
      roots: ["management", "log-archive"],
      checks: checkGroups["Control Tower"],
      settings: { ...s3Config(deployment.address, region, deployment.organization.administrator), maxAttempts: 1 },
    });
    return findings.map(({ check, message }) => [check, /controlTower\.\w+/.exec(message)?.[0] ?? message]);
  };

  expect(await found(deployment.config)).toEqual([]);
  expect(await found(wrong)).toEqual(
    ["trailBucket", "trailKmsKeyArn", "logGroupName"].map((name) => [
      "control-tower-trail-differs",
      `controlTower.${name}`,
    ]),
  );
});

test("init finds Control Tower, and writes its names", async () => {
  const { folder, address, organization, config } = deployment;
  const flags = ["--prefix", "acme", "--page-email", "a@example.com", "--notify-email", "b@example.com"];
  const args = [...(await bundledProgram()), "init", "--from-organization", "--file", "found.yaml", ...flags];
  const aws = awsEnvironment(address, organization.administrator);
  const env = { ...process.env, ...aws, AWS_REGION: region, NODE_EXTRA_CA_CERTS: address.certificate };
  const { status, stdout, stderr } = await run(process.execPath, args, { cwd: folder, env });
  const found = loadConfig(join(folder, "found.yaml"));
  rmSync(join(folder, "found.yaml"));

  expect([status, stdout]).toEqual([0, expect.stringContaining("wrote found.yaml")]);
  // Only members have a recorder here
  expect(stderr).toContain("not found: the delivery channel of AWS Config");
  expect(found).toMatchObject({ mode: "controlTower", homeRegion: region, organizationId: organization.id });
  expect(found.accounts).toMatchObject({ management: organization.management, logArchive: archive });
  expect(controlTowerNames(found)).toEqual(controlTowerNames(config));
});

test("an event that Control Tower's trail delivers raises an alarm, and the saved queries find it", async () => {
  const { config, address } = deployment;
  const { management: recipientAccountId } = config.accounts;
  const stopped = {
    eventVersion: "1.11",
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    eventTime: "2026-01-31T10:00:00Z",
    awsRegion: region,
    recipientAccountId,
    requestParameters: { name: managementTrail(config).name },
  } as unknown as CloudTrailEvent;
  const files = logFiles([stopped], layoutOf(config), new Random("control tower"));
  await deliver(config, address, files);

  const raised = (await reportAlarms(deployment, [stopped])).filter(({ firing }) => firing.length > 0);
  expect(raised.map(({ alarm }) => alarm)).toContain(`${config.prefix}-trail-blinded`);

  const glue = new GlueClient(clientConfig(address, region, rootUserCredentials(archive)));
  const { databaseName: DatabaseName } = namesFor(config);
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName, Name: "cloudtrail" }));
  const partition = { account: recipientAccountId, region, day: "2026/01/31" };
  const folder = Table?.Parameters?.["storage.location.template"]?.replaceAll(
    /\$\{(\w+)\}/g,
    (_, name: keyof typeof partition) => partition[name],
  );
  const [, Bucket = "", Prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(folder ?? "") ?? [];
  const { Contents = [] } = await s3Of().send(new ListObjectsV2Command({ Bucket, Prefix: `${Prefix}/` }));
  expect(Contents.map(({ Key }) => Key)).toEqual(files.map(({ key }) => key));
});

test("an analyst may read Control Tower's log files, and nothing else in its bucket", async () => {
  const { config, address } = deployment;
  const { bucketName: Bucket, prefix } = managementTrail(config);
  const iam = new IAMClient(clientConfig(address, region, rootUserCredentials(archive)));
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { AWS: config.accounts.management }, Action: "sts:AssumeRole" },
  });
  await iam.send(new CreateRoleCommand({ RoleName: "analyst", AssumeRolePolicyDocument }));
  const PolicyArn = arn("iam", "", archive, `policy/${namesFor(config).analystPolicyName}`);
  await iam.send(new AttachRolePolicyCommand({ RoleName: "analyst", PolicyArn }));
  const roleArn = arn("iam", "", archive, "role/analyst");
  const analyst = s3Of(await assumeRole(address, region, deployment.organization.administrator, roleArn));
  const Prefix = `${prefix}/AWSLogs/${config.organizationId}/`;
  const { Contents = [] } = await analyst.send(new ListObjectsV2Command({ Bucket, Prefix }));

  expect(Contents.length).toBeGreaterThan(0);
  for (const { Key } of Contents) {
    const { ContentLength } = await analyst.send(new GetObjectCommand({ Bucket, Key }));
    expect(ContentLength).toBeGreaterThan(0);
  }
  await expect(analyst.send(new GetObjectCommand({ Bucket, Key: "elsewhere/secret" }))).rejects.toThrow(denied);
  await expect(analyst.send(new ListObjectsV2Command({ Bucket }))).rejects.toThrow(denied);
});

test("a killed take-down can be continued, and keeps the logs and their protection", async () => {
  const { folder, address, organization, config } = deployment;
  const { buckets } = namesFor(config);
  const args = ["take-down", "--config", deployment.configFile, "--json"];
  const env = { ...terraformEnvironment(), ...awsEnvironment(address, organization.administrator) };
  const options = { cwd: folder, env: { ...env, NODE_EXTRA_CA_CERTS: address.certificate } };
  const takeDown = async (...more: readonly string[]) =>
    run(process.execPath, [...(await bundledProgram()), ...args, ...more], options);
  const destroyedOf = (stdout: string): number =>
    (JSON.parse(stdout) as { destroys: number }[]).reduce((sum, { destroys }) => sum + destroys, 0);
  const left = () => stacks.flatMap((stack) => deployment.resourcesOf(stack)).length;
  const before = left();

  const planned = await takeDown();
  expect([planned.status, left()]).toEqual([3, before]);
  expect((await takeDown("--confirm", "o-other00000")).status).toBe(2);
  const early = await takeDown("log-archive", "--confirm", organization.id);
  expect([early.status, early.stderr, left()]).toEqual([1, expect.stringContaining("depend on log-archive"), before]);

  const killing = new AbortController();
  const onOutput = (text: string) => {
    if (text.includes("member-payments destroyed")) killing.abort();
  };
  const confirm = ["--confirm", organization.id];
  const command = [...(await bundledProgram()), ...args, ...confirm];
  const killed = await run(process.execPath, command, { ...options, signal: killing.signal, onOutput });
  // Terraform of the killed take-down continues. While it writes a state, the file is empty or half-written
  const atKill = await waitFor(left);
  const journal = readFileSync(join(folder, "cdktf.out/take-down.journal"), "utf8");
  const { status, stdout } = await takeDown(...confirm);

  expect([killed.status, journal, killed.status === null ? "" : killed.output]).toEqual([
    null,
    expect.stringMatching(/^member-payments /),
    "",
  ]);
  expect(atKill).toBeGreaterThan(0);
  expect(destroyedOf(stdout)).toBeLessThan(destroyedOf(planned.stdout));
  // The previous test attached this policy to its own role. This attachment is the only resource that cannot be destroyed
  const outcomes = JSON.parse(stdout) as { root: string; result: string; errors: string[] }[];
  expect([status, outcomes.map(({ root, result }) => [root, result])]).toEqual([
    1,
    [
      ["member-payments", "destroyed before"],
      ["management", "destroyed"],
      ["log-archive", "failed"],
    ],
  ]);
  expect(outcomes.flatMap(({ errors }) => errors)).toEqual([
    expect.stringMatching(/policy\/acme-analysts.*Cannot delete a policy attached to entities/),
  ]);

  const { Policy = "" } = await s3Of().send(new GetBucketPolicyCommand({ Bucket: buckets.trail }));
  expect(Policy).toContain("DenyDeletion");
  const lock = await s3Of().send(new GetObjectLockConfigurationCommand({ Bucket: buckets.trail }));
  expect(lock.ObjectLockConfiguration?.Rule?.DefaultRetention?.Days).toBe(config.archive.lock.days);
});
