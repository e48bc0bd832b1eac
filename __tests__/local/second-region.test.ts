import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AthenaClient, ListNamedQueriesCommand, StartQueryExecutionCommand } from "@aws-sdk/client-athena";
import { GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  DisableKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { replicatedArchives } from "../../config/derived/second-region";
import { archiveBuckets, namesFor } from "../../config/names/names";
import { type ReplicableArchive, replicaBuckets, secondRegionNames } from "../../config/names/second-region";
import type { Credentials } from "../../shared/aws-client";
import { clientConfig, rootUserCredentials, s3Config } from "../../local-aws/clients";
import { administratorAccess, createRole } from "../../local-aws/organization";
import { awsEnvironment, type LocalDeployment } from "../../local-aws/terraform/deployment";
import { installProvider } from "../../local-aws/terraform/install-provider";
import { deliver, layoutOf } from "../../local-aws/trail-delivery";
import { folderOf } from "../../sample-data/events/log-file";
import { arn } from "../../sample-data/values";
import { checkResult, run } from "../../shared/child-process";
import { fewResources } from "./support/few-resources";
import { secondRegionSession } from "./support/local-aws";
import { secondAdministrator, sessionOf } from "./support/principals";
import { bundledProgram } from "./support/bundled-program";

/**
 * Replicates the archives to another region and account. Then the home region is lost: nothing in it responds, and the
 * replicas are read.
 */
const home = "eu-west-1";
const second = "eu-central-1";
const denied = /denied|not authorized/i;
const unavailable = { $metadata: expect.objectContaining({ httpStatusCode: 503 }) };

/** Returns the key of an object in a folder to which CloudTrail may deliver. */
const keyOf = (name: string) =>
  `${folderOf({ layout: layoutOf(deployment.config), account: owner, kind: "CloudTrail", region: home, day: "2026-11-22" })}/${name}.json.gz`;

let deployment: LocalDeployment;
let owner: string;
let replicas: readonly (readonly [archive: ReplicableArchive, source: string, replica: string])[];
let analyst: Credentials;

/** Callers that try to delete: administrators of the log archive and of the replicas' account, and another member's root user. */
let administrators: Readonly<Record<string, Credentials>>;
let keyArn: string;

const s3Of = (credentials: Credentials, region = second) =>
  new S3Client(s3Config(deployment.address, region, credentials));
const kmsOf = (credentials: Credentials, region = second) =>
  new KMSClient(clientConfig(deployment.address, region, credentials));

/** The root user of an account, for whom the emulator evaluates no policy. */
const rootOf = (accountId: string, region: string) => s3Of(rootUserCredentials(accountId), region);

beforeAll(async () => {
  await installProvider();
  await secondRegionSession.start();
  deployment = secondRegionSession.deployment;
  const { logArchive, members } = deployment.organization;
  const [payments, website] = members.map(({ id }) => id);
  owner = website ?? "";
  await deployment.synthesize({
    ...fewResources(),
    archive: { kmsKeyDeletionRoleArns: [], secondRegion: { region: second, account: owner } },
  });
  const apply = async (stack: string) =>
    checkResult(`apply of ${stack}`, await deployment.terraform(stack, ["apply", "-auto-approve", "-parallelism=30"]));
  await Promise.all(["log-archive", "second-region"].map(apply));
  await apply("replication");

  const { config } = deployment;
  const [sources, destinations] = [archiveBuckets(config), replicaBuckets(config)];
  replicas = replicatedArchives(config).map((archive) => [archive, sources[archive], destinations[archive]]);
  administrators = {
    "a second administrator of the log archive": await secondAdministrator(deployment),
    "the deploying role of the log archive": await deployment.credentialsOf(logArchive),
    "an administrator of the account of the replicas": await sessionOf(
      deployment,
      await createRole(deployment.address, owner, "administrator"),
    ),
    "the deploying role of the replicas": await deployment.credentialsOf(owner),
    "an administrator of another member": await sessionOf(
      deployment,
      await createRole(deployment.address, payments ?? "", "administrator"),
    ),
    "the root user of another member": rootUserCredentials(payments ?? ""),
  };
  analyst = await analystOf();
  const described = await kmsOf(rootUserCredentials(owner)).send(
    new DescribeKeyCommand({ KeyId: secondRegionNames(config).keyAlias }),
  );
  keyArn = described.KeyMetadata?.Arn ?? "";
});
afterAll(() => secondRegionSession.stop());

/** A session of a role that has only the policy of analysts. */
async function analystOf(): Promise<Credentials> {
  const roleArn = await createRole(deployment.address, owner, "analyst");
  const iam = new IAMClient(clientConfig(deployment.address, "us-east-1", rootUserCredentials(owner)));
  await iam.send(new DetachRolePolicyCommand({ RoleName: "analyst", PolicyArn: administratorAccess }));
  const PolicyArn = arn("iam", "", owner, `policy/${secondRegionNames(deployment.config).analystPolicyName}`);
  await iam.send(new AttachRolePolicyCommand({ RoleName: "analyst", PolicyArn }));
  return sessionOf(deployment, roleArn);
}

/** Writes an object to an archive. To the trail archive, it writes as CloudTrail. Returns the replication status of S3. */
async function written(Bucket: string, name: string): Promise<string | undefined> {
  const { config, address, organization } = deployment;
  const s3 = rootOf(organization.logArchive, home);
  const Key = keyOf(name);
  if (Bucket === namesFor(config).buckets.trail)
    await deliver(config, address, [{ key: Key, body: Buffer.from(name) }]);
  else await s3.send(new PutObjectCommand({ Bucket, Key, Body: name }));
  const { ReplicationStatus } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
  return ReplicationStatus;
}

describe("while the home region is available,", () => {
  test("an object of every archive is replicated, encrypted with the key of the replicas, and locked", async () => {
    expect(replicas.map(([archive]) => archive)).toEqual([
      "trail",
      "config",
      "serviceLogs",
      "accessLogs",
      "webAclLogs",
    ]);
    for (const [archive, source, replica] of replicas) {
      expect([archive, await written(source, "log")]).toEqual([archive, "COMPLETED"]);
      const copy = await rootOf(owner, second).send(new HeadObjectCommand({ Bucket: replica, Key: keyOf("log") }));

      expect(copy).toMatchObject({ ReplicationStatus: "REPLICA", ObjectLockMode: "GOVERNANCE" });
      expect([archive, copy.SSEKMSKeyId]).toEqual([archive, archive === "accessLogs" ? undefined : keyArn]);
    }
  });

  test("an object that is deleted in the archive stays in the replica", async () => {
    const [, source = "", replica = ""] = replicas[0] ?? [];
    await written(source, "deleted");
    await rootOf(deployment.organization.logArchive, home).send(
      new DeleteObjectCommand({ Bucket: source, Key: keyOf("deleted") }),
    );
    const { Versions = [], DeleteMarkers = [] } = await rootOf(owner, second).send(
      new ListObjectVersionsCommand({ Bucket: replica, Prefix: keyOf("deleted") }),
    );

    expect([Versions.length, DeleteMarkers.length]).toEqual([1, 0]);
  });

  test("the role replicates nothing without its permissions", async () => {
    const { logArchive } = deployment.organization;
    const iam = new IAMClient(clientConfig(deployment.address, "us-east-1", rootUserCredentials(logArchive)));
    const RoleName = secondRegionNames(deployment.config).replicationRoleName("trail");
    const policy = { RoleName, PolicyName: "replicate" };
    const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand(policy));
    const [, source = ""] = replicas[0] ?? [];
    try {
      for (const action of ["kms:Encrypt", "kms:Decrypt", "s3:ReplicateObject", "s3:GetObjectVersionForReplication"]) {
        const without = decodeURIComponent(PolicyDocument).replaceAll(`"${action}"`, '"s3:GetObjectTorrent"');
        await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: without }));
        expect([action, await written(source, action.replace(":", "-"))]).toEqual([action, "FAILED"]);
      }
      await iam.send(new DeleteRolePolicyCommand(policy));
      expect(await written(source, "none")).toBe("FAILED");
    } finally {
      await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: decodeURIComponent(PolicyDocument) }));
    }
    expect(await written(source, "all")).toBe("COMPLETED");
  });

  test("the role replicates nothing to another account without the policy of the destination bucket", async () => {
    const [, source = "", Bucket = ""] = replicas[0] ?? [];
    const s3 = rootOf(owner, second);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    try {
      expect(await written(source, "without a policy")).toBe("FAILED");
    } finally {
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    }
  });
});

describe("when the home region is lost,", () => {
  const lost = () => join(deployment.folder, "lost-region");
  beforeAll(() => writeFileSync(lost(), home));
  afterAll(() => rmSync(lost(), { force: true }));

  test("no service in it responds", async () => {
    const credentials = rootUserCredentials(deployment.organization.logArchive);
    const [, Bucket = ""] = replicas[0] ?? [];

    // The request is also denied through an endpoint of another region
    for (const region of [home, second]) {
      await expect(
        s3Of(credentials, region).send(new GetObjectCommand({ Bucket, Key: keyOf("log") })),
      ).rejects.toMatchObject(unavailable);
    }
    await expect(kmsOf(credentials, home).send(new ListKeysCommand({}))).rejects.toMatchObject(unavailable);
  });

  test("an analyst may read every replica, but change none", async () => {
    const client = s3Of(analyst);
    const Key = keyOf("log");
    for (const [archive, , Bucket] of replicas) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect([archive, await Body?.transformToString()]).toEqual([archive, "log"]);
      await expect(client.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toThrow(denied);
      await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: "" }))).rejects.toThrow(denied);
    }
  });

  test("the tables read the replicas, and the workgroup of analysts has the saved queries", async () => {
    const { databaseName, workgroupName, responderWorkgroupName } = namesFor(deployment.config);
    const glue = new GlueClient(clientConfig(deployment.address, second, analyst));
    const athena = new AthenaClient(clientConfig(deployment.address, second, analyst));
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName: databaseName, Name: "cloudtrail" }));
    const [, , replica] = replicas[0] ?? [];
    const start = (WorkGroup: string) =>
      athena.send(
        new StartQueryExecutionCommand({
          QueryString: "SELECT count(*) FROM cloudtrail",
          WorkGroup,
          QueryExecutionContext: { Database: databaseName },
        }),
      );

    expect(Table?.StorageDescriptor?.Location).toMatch(new RegExp(`^s3://${replica}/cloudtrail-logs/`));
    const { NamedQueryIds = [] } = await athena.send(new ListNamedQueriesCommand({ WorkGroup: workgroupName }));
    expect(NamedQueryIds.length).toBeGreaterThan(0);
    expect((await start(workgroupName)).QueryExecutionId).toBeDefined();
    await expect(start(responderWorkgroupName)).rejects.toThrow(denied);
  });

  /** Runs `trailkeeper` as the analyst. */
  const trailkeeper = async (...args: readonly string[]) => {
    const aws = awsEnvironment(deployment.address, analyst);
    const env = { ...process.env, ...aws, NODE_EXTRA_CA_CERTS: deployment.address.certificate };
    return run(process.execPath, [...(await bundledProgram()), ...args], { cwd: deployment.folder, env });
  };

  test("query --replica prints that it would read only replicas", async () => {
    const args = ["identity-root-activity", "--replica", "--dry-run", "--config", deployment.configFile];
    const { status, stdout, stderr } = await trailkeeper("query", ...args);

    expect([status, stderr]).toEqual([0, ""]);
    const [, source, replica] = replicas[0] ?? [];
    expect(stdout).toContain(`s3://${replica}/`);
    expect(stdout).not.toContain(`s3://${source}/`);
  });

  test("policy key --replica prints the policy of the deployed key", async () => {
    const { status, stdout } = await trailkeeper("policy", "key", "--replica");
    const { Policy = "" } = await kmsOf(rootUserCredentials(owner)).send(new GetKeyPolicyCommand({ KeyId: keyArn }));

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(Policy));
  });

  const others = [
    "a second administrator of the log archive",
    "the deploying role of the log archive",
    "an administrator of the account of the replicas",
    "the deploying role of the replicas",
    "an administrator of another member",
  ];

  test.each([...others, "the root user of another member"])("%s may not delete a replica", async (who) => {
    const s3 = s3Of(administrators[who] ?? rootUserCredentials(""));
    const Key = keyOf("log");
    for (const [, , Bucket] of replicas) {
      const { Versions = [] } = await rootOf(owner, second).send(
        new ListObjectVersionsCommand({ Bucket, Prefix: Key }),
      );
      expect(Versions).toHaveLength(1);
      const [{ VersionId } = {}] = Versions;
      const deletion = new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention: true });
      await expect(s3.send(deletion)).rejects.toThrow(denied);
      await expect(s3.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toThrow(denied);
    }
  });

  // The emulator evaluates no key policy for root users
  test.each(others)("%s may neither disable nor delete the key of the replicas", async (who) => {
    const kms = kmsOf(administrators[who] ?? rootUserCredentials(""));
    await expect(kms.send(new DisableKeyCommand({ KeyId: keyArn }))).rejects.toThrow(denied);
    await expect(kms.send(new ScheduleKeyDeletionCommand({ KeyId: keyArn }))).rejects.toThrow(denied);
  });
});

test("new objects are replicated again when the home region is available again", async () => {
  const [, source = ""] = replicas[0] ?? [];

  expect(await written(source, "back")).toBe("COMPLETED");
});
