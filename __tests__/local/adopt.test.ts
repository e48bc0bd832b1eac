import {
  GetObjectCommand,
  GetBucketPolicyCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { join } from "node:path";
import { namesFor } from "../../config/names/names";
import { neededPolicy } from "../../cli/policy/bucket/bucket-policy";
import { readOutput } from "../../terraform-types/synthesized/output";
import { rootUserCredentials, s3Config } from "../../local-aws/clients";
import { awsEnvironment, LocalDeployment } from "../../local-aws/terraform/deployment";
import type { PlannedChange } from "../../local-aws/terraform/plan";
import type { CommandResult } from "../../shared/child-process";
import { terraform, terraformEnvironment } from "../../local-aws/terraform/terraform";
import { deliver } from "../../local-aws/trail-delivery";
import { arn } from "../../sample-data/values";
import { emulatorDifferences } from "./support/emulator-differences";
import { fewResources } from "./support/few-resources";
import { handMade, makeByHand, planByHand } from "./support/hand-made-trail";
import { adoptSession } from "./support/local-aws";

/** Adopts a hand-made trail. Each test continues from the one before. */

const theirs = handMade("their");
let deployment: LocalDeployment;
let theirKey: string;
let archive: S3Client;

/** Another hand-made trail, whose bucket the owner manages. */
const owners = handMade("owner");
let beside: LocalDeployment;

/** The log archive with that bucket. It is applied during the other tests, because an apply mostly waits. */
let besideArchive: Promise<CommandResult>;

beforeAll(async () => {
  await adoptSession.start();
  deployment = adoptSession.deployment;
  const { management, logArchive } = deployment.organization;
  [theirKey] = await Promise.all([makeByHand(deployment, theirs), makeByHand(deployment, owners)]);
  archive = new S3Client(s3Config(deployment.address, "eu-west-1", rootUserCredentials(logArchive)));
  await archive.send(
    new PutObjectCommand({ Bucket: theirs.bucketName, Key: "AWSLogs/o-earlier/log.json.gz", Body: "their log" }),
  );
  await deployment.synthesize({
    ...onlyTrail(),
    mode: "adopt",
    existing: {
      trailArn: arn("cloudtrail", "eu-west-1", management, `trail/${theirs.trailName}`),
      trailBucket: theirs.bucketName,
      trailBucketSettings: ["publicAccessBlock", "ownership", "lifecycle"],
      logGroupName: theirs.logGroupName,
      databaseName: theirs.databaseName,
      workgroupName: theirs.workgroupName,
      kmsKeyArn: theirKey,
    },
    archive: { lifecycle: { expireDays: 3653 } },
  });
  await synthesizeBeside();
  besideArchive = applyAll(beside, "log-archive");
});
afterAll(async () => {
  await besideArchive;
  await adoptSession.stop();
});

async function synthesizeBeside(): Promise<void> {
  beside = new LocalDeployment(join(deployment.folder, "beside"), deployment.address, deployment.organization);
  const { management } = deployment.organization;
  const few = fewResources([]);
  await beside.synthesize({
    ...onlyTrail(),
    prefix: "beside",
    // An account has one recorder in a region, and the other deployment creates it
    logSources: { awsConfig: { recorder: "none" } },
    mode: "adopt",
    existing: { trailArn: arn("cloudtrail", "eu-west-1", management, `trail/${owners.trailName}`) },
    archive: { existing: owners.bucketName, overwriteCheck: { enabled: false } },
    ...few,
    notifications: { ...few.notifications, silence: { archiveMetrics: false } },
  });
}

const applyAll = (of: LocalDeployment, root: string) =>
  of.terraform(root, ["apply", "-auto-approve", "-parallelism=30"]);

/** Two accounts, and no log source except the trail. */
const onlyTrail = () => {
  const { management, logArchive } = deployment.organization;
  return { ...fewResources(), accounts: { management, logArchive }, logSources: {} };
};

interface PlannedImport {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: { readonly id: string } };
}

/** Returns the planned actions for each resource of a root. */
async function planned(root: string): Promise<PlannedImport[]> {
  return JSON.parse(await deployment.planJson(root)).resource_changes;
}

const importsOf = (changes: readonly PlannedImport[]) =>
  changes
    .flatMap(({ address, change }) => (change.importing ? [[address.split(".")[0], change.importing.id]] : []))
    .toSorted();

const destroying = (changes: readonly PlannedImport[]) =>
  changes.filter(({ change }) => change.actions.includes("delete"));

/** Applies the last plan. */
const apply = async (root: string) => {
  const result = await terraform(deployment.stackFolder(root), ["apply", "-no-color", "again.tfplan"], {
    env: { ...terraformEnvironment(), ...awsEnvironment(deployment.address, deployment.organization.administrator) },
  });
  expectSuccess(result);
};

const expectSuccess = ({ status, output }: CommandResult) =>
  expect([status, /Error: [^]*/.exec(output)?.[0].slice(0, 2000)]).toEqual([0, undefined]);

/** Returns the changes except those that the emulator causes. */
const real = (changes: readonly PlannedChange[]) =>
  changes.filter(({ type, attributes }) => {
    const known = emulatorDifferences.find((one) => one.type === type);
    return !attributes.every((name) => known?.attributes.concat(known.whereSet ?? []).includes(name));
  });

/** Returns the changes of a second plan. */
const different = async (root: string, of = deployment) => real(await of.plan(root));

const deliverFile = (name: string, { config, address } = deployment) => {
  const { homeRegion, organizationId, accounts } = config;
  const key = `AWSLogs/${organizationId}/${accounts.management}/CloudTrail/${homeRegion}/2026/01/31/${name}.json.gz`;
  return deliver(config, address, [{ key, body: Buffer.from(name) }]);
};

test("the plan of the log archive imports bucket, bucket settings, key, database and workgroup, and destroys nothing", async () => {
  const changes = await planned("log-archive");
  const { bucketName, databaseName, workgroupName } = theirs;

  expect(importsOf(changes)).toEqual(
    [
      ["aws_athena_workgroup", workgroupName],
      ["aws_glue_catalog_database", `${deployment.organization.logArchive}:${databaseName}`],
      ["aws_kms_key", theirKey.split("/")[1]],
      ["aws_s3_bucket", bucketName],
      ...["lifecycle_configuration", "ownership_controls", "policy", "public_access_block"].map((setting) => [
        `aws_s3_bucket_${setting}`,
        bucketName,
      ]),
      ["aws_s3_bucket_server_side_encryption_configuration", bucketName],
      ["aws_s3_bucket_versioning", bucketName],
    ].toSorted(),
  );
  expect(destroying(changes)).toEqual([]);
});

test("the trail still delivers after the log archive is applied, and before the trail is changed", async () => {
  await apply("log-archive");
  await deliverFile("between");

  const { Versions = [] } = await archive.send(new ListObjectVersionsCommand({ Bucket: theirs.bucketName }));
  expect(Versions.map(({ Key }) => Key?.split("/").at(-1))).toEqual(
    expect.arrayContaining(["between.json.gz", "log.json.gz"]),
  );
});

test("the plan of the management account imports the trail and its log group, and destroys nothing", async () => {
  const changes = await planned("management");
  const { management } = deployment.organization;

  expect(importsOf(changes)).toEqual([
    ["aws_cloudtrail", arn("cloudtrail", "eu-west-1", management, `trail/${theirs.trailName}`)],
    ["aws_cloudwatch_log_group", theirs.logGroupName],
  ]);
  expect(destroying(changes)).toEqual([]);
  await apply("management");
});

test("the second plan is empty, every object remains, and the policy of the bucket has the guarantees", async () => {
  expect(await different("log-archive")).toEqual([]);
  expect(await different("management")).toEqual([]);

  await deliverFile("after");
  const { Body } = await archive.send(
    new GetObjectCommand({ Bucket: theirs.bucketName, Key: "AWSLogs/o-earlier/log.json.gz" }),
  );
  expect(await Body?.transformToString()).toBe("their log");
  const { Policy = "" } = await archive.send(new GetBucketPolicyCommand({ Bucket: theirs.bucketName }));
  expect(Policy).toContain("DenyDeletion");
  expect(namesFor(deployment.config).buckets.trail).toBe(theirs.bucketName);
});

describe("a bucket that its owner manages", () => {
  const roots = ["log-archive", "management"];

  /** The owner sets the policy that `policy bucket` prints, without the named statement if one is named. */
  async function applyPrintedPolicy(without?: string): Promise<void> {
    const { text } = neededPolicy(readOutput(join(beside.folder, "cdktf.out")));
    const { Statement, ...policy } = JSON.parse(text);
    const kept = Statement.filter(({ Sid }: { Sid: string }) => Sid !== without);
    expect(kept).toHaveLength(Statement.length - (without === undefined ? 0 : 1));
    const Policy = JSON.stringify({ ...policy, Statement: kept });
    await archive.send(new PutBucketPolicyCommand({ Bucket: owners.bucketName, Policy }));
  }

  test("refuses a delivery if any printed statement is missing, and accepts it with all of them", async () => {
    expectSuccess(await besideArchive);
    await applyPrintedPolicy("AWSCloudTrailOrganizationWrite20150319");
    await expect(deliverFile("refused", beside)).rejects.toThrow(/not authorized/);
    await applyPrintedPolicy();
    await deliverFile("accepted", beside);

    const { Versions = [] } = await archive.send(new ListObjectVersionsCommand({ Bucket: owners.bucketName }));
    expect(Versions.map(({ Key }) => Key?.split("/").at(-1))).toEqual(["accepted.json.gz"]);
  });

  test("a bucket that its owner manages is not changed, and the second plan is empty", async () => {
    expectSuccess(await applyAll(beside, "management"));

    const [owned, ...own] = await Promise.all([
      planByHand(deployment, owners),
      ...roots.map((root) => different(root, beside)),
    ]);
    expect(own).toEqual(roots.map(() => []));
    const changed = real(owned);
    expect(changed.map(({ type }) => type).toSorted()).toEqual(["aws_cloudtrail", "aws_s3_bucket_policy"]);
    await deliverFile("after", beside);
  });
});
