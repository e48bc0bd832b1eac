import {
  GetObjectCommand,
  GetBucketPolicyCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { namesFor } from "../../config/names/names";
import { rootUserCredentials, s3Config } from "../../tools/local/clients";
import { awsEnvironment, type LocalDeployment } from "../../tools/local/terraform/deployment";
import { terraform, terraformEnvironment } from "../../tools/local/terraform/terraform";
import { deliver } from "../../tools/local/trail-delivery";
import { arn } from "../../tools/sample-data/values";
import { emulatorDifferences } from "./support/emulator-differences";
import { handMade, makeByHand } from "./support/hand-made-trail";
import { adoptSession } from "./support/local-aws";

/** A hand-made trail is adopted. Each test goes on from the last. */

const theirs = handMade("their");
let deployment: LocalDeployment;
let theirKey: string;
let archive: S3Client;

beforeAll(async () => {
  await adoptSession.start();
  deployment = adoptSession.deployment;
  const { management, logArchive } = deployment.organization;
  theirKey = await makeByHand(deployment, theirs);
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
});
afterAll(() => adoptSession.stop());

/** Two accounts and no log source but the trail. */
const onlyTrail = () => {
  const { management, logArchive } = deployment.organization;
  return { accounts: { management, logArchive }, logSources: {}, detections: {} };
};

interface PlannedImport {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: { readonly id: string } };
}

/** What happens to each resource when a root is applied. */
async function planned(root: string): Promise<PlannedImport[]> {
  return JSON.parse(await deployment.planJson(root)).resource_changes;
}

const importsOf = (changes: readonly PlannedImport[]) =>
  changes
    .flatMap(({ address, change }) => (change.importing ? [[address.split(".")[0], change.importing.id]] : []))
    .toSorted();

const destroying = (changes: readonly PlannedImport[]) =>
  changes.filter(({ change }) => change.actions.includes("delete"));

/** Applies the plan that was made last. */
const apply = async (root: string) => {
  const { status, output } = await terraform(deployment.stackFolder(root), ["apply", "-no-color", "again.tfplan"], {
    env: { ...terraformEnvironment(), ...awsEnvironment(deployment.address, deployment.organization.administrator) },
  });
  expect([status, /Error: [^]*/.exec(output)?.[0].slice(0, 2000)]).toEqual([0, undefined]);
};

/** What a second plan changes beside what the emulator does not return. */
const different = async (root: string) =>
  (await deployment.plan(root)).filter(({ type, attributes }) => {
    const known = emulatorDifferences.find((one) => one.type === type);
    return !attributes.every((name) => known?.attributes.concat(known.whereSet ?? []).includes(name));
  });

const deliverFile = (name: string) => {
  const { homeRegion, organizationId, accounts } = deployment.config;
  const key = `AWSLogs/${organizationId}/${accounts.management}/CloudTrail/${homeRegion}/2026/01/31/${name}.json.gz`;
  return deliver(deployment.config, deployment.address, [{ key, body: Buffer.from(name) }]);
};

test("the plan of the log archive imports the bucket, its settings, the key, the database and the workgroup, and destroys nothing", async () => {
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

test("after the log archive is applied, and before the trail is changed, the trail still delivers", async () => {
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

test("nothing is left to change, every object is still there, and the policy of the bucket has the guarantees", async () => {
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
