import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketPolicyCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  ListObjectVersionsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from "@aws-sdk/client-kms";
import { namesFor } from "../../config/names/names";
import { clientConfig, rootUserCredentials, s3Config } from "../../local-aws/clients";
import { awsEnvironment, type LocalDeployment } from "../../local-aws/terraform/deployment";
import { createRole } from "../../local-aws/organization";
import { destroyAll } from "../../local-aws/teardown";
import { terraformEnvironment } from "../../local-aws/terraform/terraform";
import { deliver, layoutOf } from "../../local-aws/trail-delivery";
import { emulatorDifferences } from "./support/emulator-differences";
import { fewResources } from "./support/few-resources";
import { plainSession } from "./support/local-aws";
import { CreationsInProgress } from "./support/creations-in-progress";
import { outsideAccount, sessionOf } from "./support/principals";

/** Deploys with plain Terraform, with its possible failures in order. Each test continues from the one before. */

let deployment: LocalDeployment;
let names: ReturnType<typeof namesFor>;
let archive: S3Client;

/** ARN of a role of another organization. */
let stranger: string;

beforeAll(async () => {
  await plainSession.start();
  deployment = plainSession.deployment;
  stranger = await createRole(deployment.address, outsideAccount, "consultant");
  // All log sources of the other tests, and recorders with a role of their own
  const config = { role: "serviceLinked", createServiceLinkedRole: true };
  await deployment.synthesize({
    ...fewResources(),
    archive: { lock: { mode: "compliance", days: 400 } },
    logSources: { awsConfig: config },
  });
  names = namesFor(deployment.config);
  archive = new S3Client(
    s3Config(deployment.address, "eu-west-1", rootUserCredentials(deployment.organization.logArchive)),
  );
});

const apply = (stack: string, options = {}) =>
  deployment.terraform(stack, ["apply", "-auto-approve", "-parallelism=30"], options);
const bucketsOf = async (account: string): Promise<string[]> => {
  const client = new S3Client(s3Config(deployment.address, "eu-west-1", rootUserCredentials(account)));
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  return Buckets.map(({ Name = "" }) => Name).toSorted();
};

/** Returns the addresses of the resources in the generated Terraform of a stack. */
const declared = (stack: string): string[] => {
  const root = JSON.parse(readFileSync(join(deployment.stackFolder(stack), "cdk.tf.json"), "utf8"));
  return Object.entries<object>(root.resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
};

/** Milliseconds in which Terraform writes its state. It writes to the file that it read, so a killed apply can leave an incomplete file. */
const aMoment = 500;

const isStateWhole = (stack: string): boolean => {
  try {
    deployment.resourcesOf(stack);
    return true;
  } catch {
    return false;
  }
};

/** Removes line breaks and frames from Terraform's messages. */
const unwrapped = (output: string) => output.replaceAll(/[│╷╵]/g, " ").replaceAll(/\s+/g, " ");

describe("credentials of another account", () => {
  test("Terraform refuses the credentials of another account, before anything changes.", async () => {
    const [member] = deployment.organization.members;
    const foreign = await deployment.credentialsOf(member?.id ?? "");
    const env = { ...terraformEnvironment(), ...awsEnvironment(deployment.address, foreign) };

    const { status, output } = await apply("management", { env });

    expect(status).toBe(1);
    expect(unwrapped(output)).toContain(`AWS account ID not allowed: ${member?.id}`);
    expect(deployment.resourcesOf("management")).toEqual([]);
  });

  test("credentials of another account cannot deploy to an account whose role they may not assume", async () => {
    const env = {
      ...terraformEnvironment(),
      ...awsEnvironment(deployment.address, rootUserCredentials("9".repeat(12))),
    };

    const { status, output } = await apply("log-archive", { env });

    expect(status).toBe(1);
    expect(unwrapped(output)).toMatch(/Cannot assume IAM Role|AccessDenied/);
    expect(deployment.resourcesOf("log-archive")).toEqual([]);
    expect(await bucketsOf(deployment.organization.logArchive)).toEqual([]);
  });
});

test.each(["management", "member-payments"])(
  "%s fails if it is applied before log-archive, and the error explains the fix",
  async (stack) => {
    const { status, output } = await apply(stack);

    expect(status).toBe(1);
    expect(unwrapped(output)).toContain(`reading KMS Key (${names.archiveKeyAliasArn}): couldn't find resource`);
    expect(unwrapped(output)).toContain("apply-log-archive-first");
    expect(deployment.resourcesOf(stack)).toEqual([]);
  },
);

test.each([
  ["belongs to somebody else", () => deployment.organization.members[0]?.id ?? "", "BucketAlreadyExists"],
  ["already exists in the account", () => deployment.organization.logArchive, "BucketAlreadyOwnedByYou"],
])("the error contains a bucket name that %s", async (_, owner, code) => {
  const other = new S3Client(s3Config(deployment.address, "eu-west-1", rootUserCredentials(owner())));
  await other.send(
    new CreateBucketCommand({
      Bucket: names.buckets.trail,
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    }),
  );

  const trail = "aws_s3_bucket.Archives_Trail";
  const address = declared("log-archive").find((candidate) => candidate.startsWith(trail));
  const { status, output } = await deployment.terraform("log-archive", [
    "apply",
    "-auto-approve",
    `-target=${address}`,
  ]);
  await other.send(new DeleteBucketCommand({ Bucket: names.buckets.trail }));

  expect(status).toBe(1);
  expect(unwrapped(output)).toContain(`creating S3 Bucket (${names.buckets.trail})`);
  expect(unwrapped(output)).toContain(code);
});

test("An apply that is killed between two creations is completed by the next one.", async () => {
  const killing = new AbortController();
  const creations = new CreationsInProgress();
  const kill = () => {
    if (creations.canBeRepeated() && isStateWhole("log-archive")) killing.abort();
  };
  const killed = await apply("log-archive", {
    signal: killing.signal,
    onOutput: (text: string) => {
      creations.read(text);
      // Lifecycle rules take half a minute: after the first resource, and before the last
      const settling = /aws_s3_bucket_lifecycle_configuration\.\S+ Still creating/.test(text);
      if (settling && creations.canBeRepeated()) setTimeout(kill, aMoment);
    },
  });
  expect(killed.status).not.toBe(0);
  expect(killed.output).not.toContain("Apply complete!");
  const before = deployment.resourcesOf("log-archive").length;

  const { status, output } = await apply("log-archive");

  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(deployment.resourcesOf("log-archive").toSorted()).toEqual(declared("log-archive").toSorted());
  expect(before).toBeGreaterThan(10);
  expect(before).toBeLessThan(declared("log-archive").length);
  const differing = emulatorDifferences.map(({ type }) => type);
  const changes = await deployment.plan("log-archive");
  expect(changes.filter(({ type, actions }) => !differing.includes(type) || actions.join() !== "update")).toEqual([]);
});

test("No one outside the organization may read an archive, even if its policy allows more readers.", async () => {
  const Bucket = names.buckets.trail;
  const { Policy = "" } = await archive.send(new GetBucketPolicyCommand({ Bucket }));
  const policy = JSON.parse(Policy);
  const grant = { Effect: "Allow", Principal: { AWS: stranger }, Action: "s3:ListBucket", Resource: "*" };
  const opened = JSON.stringify({ ...policy, Statement: [...policy.Statement, grant] });
  const s3 = new S3Client(s3Config(deployment.address, "eu-west-1", await sessionOf(deployment, stranger)));

  await archive.send(new PutBucketPolicyCommand({ Bucket, Policy: opened }));
  const listing = s3.send(new ListObjectsV2Command({ Bucket }));
  await expect(listing).rejects.toThrow(/explicit deny/);

  // Without the guard, the added statement would have allowed the request
  const unguarded = policy.Statement.filter(({ Sid }: { Sid: string }) => Sid !== "DenyOutsideOrganization");
  const Statement = [...unguarded, grant];
  await archive.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ ...policy, Statement }) }));
  await s3.send(new ListObjectsV2Command({ Bucket }));
  await archive.send(new PutBucketPolicyCommand({ Bucket, Policy }));
});

describe("plain Terraform, for all other accounts in parallel,", () => {
  const others = ["management", "member-payments", "member-website"];
  const applied = new Map<string, Awaited<ReturnType<typeof apply>>>();
  beforeAll(async () => {
    await Promise.all(others.map(async (stack) => applied.set(stack, await apply(stack))));
  });

  test.each(others)("deploys %s", (stack) => {
    const { status, output } = applied.get(stack) ?? { status: null, output: "not applied" };

    expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
    expect(deployment.resourcesOf(stack).toSorted()).toEqual(declared(stack).toSorted());
  });
});

test("Destroying keeps locked objects with their key, and names them.", async () => {
  const { bucket, prefix, organizationId } = layoutOf(deployment.config);
  const key = `${prefix}/AWSLogs/${organizationId}/kept`;
  await deliver(deployment.config, deployment.address, [{ key, body: Buffer.from("{}") }]);

  const remains = await destroyAll(deployment);

  expect(remains.map(({ stack }) => stack)).toEqual(["log-archive"]);
  const [{ resources = [], reason = "" } = {}] = remains;
  expect(resources).toEqual([
    expect.stringMatching(/^aws_kms_key\.ArchiveKey_/),
    expect.stringMatching(/^aws_s3_bucket\.Archives_Trail_/),
  ]);
  expect(unwrapped(reason)).toContain(bucket);
  expect(await bucketsOf(deployment.organization.logArchive)).toEqual([bucket]);
  const { Versions = [] } = await archive.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  expect(Versions.map(({ Key }) => Key)).toEqual([key]);
  const kms = new KMSClient(
    clientConfig(deployment.address, "eu-west-1", rootUserCredentials(deployment.organization.logArchive)),
  );
  const { Keys = [] } = await kms.send(new ListKeysCommand());
  const states = Keys.map(
    async ({ KeyId }) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState,
  );
  expect(await Promise.all(states)).toEqual(["Enabled"]);
});
