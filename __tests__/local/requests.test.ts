import {
  CreateGrantCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GenerateDataKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { namesFor } from "../../config/names/names";
import type { Credentials } from "../../shared/aws-client";
import { clientConfig, s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { asService, serviceKey } from "../../local-aws/service-principal";
import { deployedOrganization } from "./support/local-aws";
import {
  createSandbox,
  outsideAccount as outside,
  outsider,
  type Sandbox,
  secondAdministrator,
  sessionOf,
} from "./support/principals";

/** The callers. The policies of their own account allow each of them everything. */
type Who =
  | "the deploying administrator"
  | "a second administrator of the archive"
  | "the break-glass role"
  | "a reader"
  | "a member's administrator"
  | "the management account's administrator"
  | "somebody outside the organization"
  | "nobody (unsigned)"
  | "the deploying administrator, without TLS"
  | "CloudTrail, for the trail"
  | "CloudTrail, for a foreign trail"
  | "AWS Config, for a member"
  | "AWS Config, for an account outside"
  | "log delivery, for a member"
  | "log delivery, for an account outside"
  | "S3, for the trail archive"
  | "S3, for a foreign bucket"
  | "a recorder's role"
  | "another role of the recorder's account";

let deployment: LocalDeployment;
let names: ReturnType<typeof namesFor>;
let s3: Record<Who, S3Client>;
let kms: Partial<Record<Who, KMSClient>>;

/** A locked log file, and a log file that the break-glass role deletes. */
let locked: { Bucket: string; Key: string; VersionId: string };
let expendable: { Bucket: string; Key: string; VersionId: string };
let policy: string;
let archiveKeyArn: string;

/** A member account without deployed resources, which has its own roles. */
let sandbox: Sandbox;

const body = "{}";
const owned = { Body: body, ACL: "bucket-owner-full-control" } as const;

beforeAll(async () => {
  deployment = await deployedOrganization();
  const { address, config, organization } = deployment;
  const { homeRegion, partition, accounts } = config;
  names = namesFor(config);
  const [payments = "", website = ""] = accounts.members.map(({ id }) => id);

  const people = {
    "the deploying administrator": await deployment.credentialsOf(accounts.logArchive),
    "a second administrator of the archive": await secondAdministrator(deployment),
    "the break-glass role": await sessionOf(deployment, organization.breakGlassRoleArn),
    "a reader": await sessionOf(deployment, organization.auditorRoleArn),
    "a member's administrator": await deployment.credentialsOf(website),
    "the management account's administrator": organization.administrator,
    "somebody outside the organization": await outsider(address),
  } satisfies Partial<Record<Who, Credentials>>;
  const clients = Object.entries(people).map(([who, credentials]) => [
    who,
    new S3Client(s3Config(address, homeRegion, credentials)),
  ]);
  const arn = (...parts: string[]) => ["arn", partition, ...parts].join(":");
  const services = {
    "CloudTrail, for the trail": ["cloudtrail.amazonaws.com", names.trailArn],
    "CloudTrail, for a foreign trail": [
      "cloudtrail.amazonaws.com",
      arn("cloudtrail", homeRegion, outside, "trail/acme-organization-trail"),
    ],
    "AWS Config, for a member": ["config.amazonaws.com", arn("config", homeRegion, payments, "x")],
    "AWS Config, for an account outside": ["config.amazonaws.com", arn("config", homeRegion, outside, "x")],
    "log delivery, for a member": ["delivery.logs.amazonaws.com", arn("logs", homeRegion, payments, "*")],
    "log delivery, for an account outside": ["delivery.logs.amazonaws.com", arn("logs", homeRegion, outside, "*")],
    "S3, for the trail archive": ["logging.s3.amazonaws.com", arn("s3", "", "", names.buckets.trail)],
    "S3, for a foreign bucket": ["logging.s3.amazonaws.com", arn("s3", "", "", "somebody-elses")],
  } satisfies Partial<Record<Who, readonly [string, string]>>;
  const deployer = s3Config(address, homeRegion, people["the deploying administrator"]);
  s3 = {
    ...(Object.fromEntries(clients) as Record<Who, S3Client>),
    "nobody (unsigned)": unsigned(s3Config(address, homeRegion, { accessKeyId: "", secretAccessKey: "" })),
    "the deploying administrator, without TLS": new S3Client({
      ...deployer,
      endpoint: address.plainEndpoint,
      requestHandler: undefined,
    }),
    ...Object.fromEntries(
      Object.entries(services).map(([who, [principal, source]]) => [
        who,
        asService(new S3Client(s3Config(address, homeRegion, serviceKey(principal))), source),
      ]),
    ),
  };
  sandbox = await createSandbox(deployment);
  const sessions = { "a recorder's role": sandbox.recorder, "another role of the recorder's account": sandbox.other };
  for (const [who, credentials] of Object.entries(sessions)) {
    s3[who as Who] = new S3Client(s3Config(address, homeRegion, credentials));
  }
  kms = Object.fromEntries(
    Object.entries(people).map(([who, credentials]) => [
      who,
      new KMSClient(clientConfig(address, homeRegion, credentials)),
    ]),
  );

  for (const [who, [principal, source]] of Object.entries(services)) {
    kms[who as Who] = asService(new KMSClient(clientConfig(address, homeRegion, serviceKey(principal))), source);
  }

  locked = await deliverObject("locked");
  expendable = await deliverObject("expendable");
  const { Policy = "" } = await s3["the deploying administrator"].send(
    new GetBucketPolicyCommand({ Bucket: names.buckets.trail }),
  );
  policy = Policy;
  const { KeyMetadata } = await (kms["the deploying administrator"] as KMSClient).send(
    new DescribeKeyCommand({ KeyId: names.archiveKeyAliasArn }),
  );
  archiveKeyArn = KeyMetadata?.Arn ?? "";
});

function unsigned(config: ReturnType<typeof s3Config>): S3Client {
  return new S3Client({ ...config, signer: { sign: (request) => Promise.resolve(request) } });
}

const trailKey = (name: string) => `${names.prefixes.trail}/AWSLogs/${deployment.config.organizationId}/${name}`;

async function deliverObject(name: string) {
  const object = { Bucket: names.buckets.trail, Key: trailKey(`requests/${name}`) };
  const { VersionId = "" } = await s3["CloudTrail, for the trail"].send(new PutObjectCommand({ ...object, ...owned }));
  return { ...object, VersionId };
}

/** Requests to the trail archive. */
const trailArchive = {
  "list it": (client: S3Client) => client.send(new ListObjectsV2Command({ Bucket: names.buckets.trail })),
  "get a log file": (client: S3Client) => client.send(new GetObjectCommand(locked)),
  "put a log file": (client: S3Client) =>
    client.send(new PutObjectCommand({ Bucket: names.buckets.trail, Key: trailKey("requests/put"), ...owned })),
  "put a log file that its owner would not own": (client: S3Client) =>
    client.send(new PutObjectCommand({ Bucket: names.buckets.trail, Key: trailKey("requests/put"), Body: body })),
  "put a log file of another organization": (client: S3Client) =>
    client.send(
      new PutObjectCommand({
        Bucket: names.buckets.trail,
        Key: `${names.prefixes.trail}/AWSLogs/o-zzzzzzzzzz/requests/put`,
        ...owned,
      }),
    ),
  "get its ACL": (client: S3Client) => client.send(new GetBucketAclCommand({ Bucket: names.buckets.trail })),
  "delete a log file": (client: S3Client) =>
    client.send(new DeleteObjectCommand({ Bucket: locked.Bucket, Key: locked.Key })),
  "delete a locked version": (client: S3Client) => client.send(new DeleteObjectCommand(locked)),
  "delete a locked version, bypassing governance": (client: S3Client) =>
    client.send(new DeleteObjectCommand({ ...locked, BypassGovernanceRetention: true })),
  "delete an expendable version, bypassing governance": (client: S3Client) =>
    client.send(new DeleteObjectCommand({ ...expendable, BypassGovernanceRetention: true })),
  "shorten the lock of a version": (client: S3Client) =>
    client.send(
      new PutObjectRetentionCommand({
        ...locked,
        Retention: { Mode: "GOVERNANCE", RetainUntilDate: new Date(Date.now() + 86_400_000) },
        BypassGovernanceRetention: true,
      }),
    ),
  "delete the bucket": (client: S3Client) => client.send(new DeleteBucketCommand({ Bucket: names.buckets.trail })),
  "write its policy": (client: S3Client) =>
    client.send(new PutBucketPolicyCommand({ Bucket: names.buckets.trail, Policy: policy })),
  "delete its policy": (client: S3Client) =>
    client.send(new DeleteBucketPolicyCommand({ Bucket: names.buckets.trail })),
  "write its lock": (client: S3Client) =>
    client.send(
      new PutObjectLockConfigurationCommand({
        Bucket: names.buckets.trail,
        ObjectLockConfiguration: {
          ObjectLockEnabled: "Enabled",
          Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 365 } },
        },
      }),
    ),
  "expire everything tomorrow": (client: S3Client) =>
    client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: names.buckets.trail,
        LifecycleConfiguration: { Rules: [{ Status: "Enabled", Filter: {}, Expiration: { Days: 1 } }] },
      }),
    ),
  "suspend its versioning": (client: S3Client) =>
    client.send(
      new PutBucketVersioningCommand({
        Bucket: names.buckets.trail,
        VersioningConfiguration: { Status: "Suspended" },
      }),
    ),
  "let it become public": (client: S3Client) =>
    client.send(
      new PutPublicAccessBlockCommand({
        Bucket: names.buckets.trail,
        PublicAccessBlockConfiguration: { BlockPublicAcls: false },
      }),
    ),
} as const;

/** Requests of log sources that write to the other buckets. */
const deliveries = {
  "put a configuration item of an account outside": (client: S3Client) =>
    put(client, names.buckets.config, `${names.prefixes.awsConfig}/AWSLogs/${outside}/Config/item`),
  "put a configuration item of the member": (client: S3Client) =>
    put(client, names.buckets.config, `${names.prefixes.awsConfig}/AWSLogs/${memberId()}/Config/item`),
  "put a configuration item of its own account": (client: S3Client) => put(client, names.buckets.config, ownItem()),
  "put a configuration item elsewhere": (client: S3Client) => put(client, names.buckets.config, "elsewhere/item"),
  "put a flow log of the member": (client: S3Client) => putFlowLog(client, `aws-account-id=${memberId()}`),
  "put a flow log of another account": (client: S3Client) => putFlowLog(client, `aws-account-id=${outside}`),
  "put a flow log that looks like another account's": (client: S3Client) =>
    putFlowLog(client, `aws-account-id=${outside}/AWSLogs/aws-account-id=${memberId()}`),
  "put a flow log among the findings": (client: S3Client) =>
    put(client, names.buckets.serviceLogs, `${names.prefixes.securityHubFindings}/log`),
  "put a flow log under the archive key": (client: S3Client) =>
    putFlowLog(client, `aws-account-id=${memberId()}`, { ServerSideEncryption: "aws:kms", SSEKMSKeyId: archiveKeyArn }),
  "put a flow log under a foreign key": (client: S3Client) =>
    putFlowLog(client, `aws-account-id=${memberId()}`, foreignKey),
  "put a flow log under a customer-provided key": (client: S3Client) =>
    putFlowLog(client, `aws-account-id=${memberId()}`, customerKey),
  "put a configuration item under a foreign key": (client: S3Client) =>
    put(client, names.buckets.config, ownItem(), foreignKey),
  "put a configuration item under an unnamed key": (client: S3Client) =>
    put(client, names.buckets.config, ownItem(), { ServerSideEncryption: "aws:kms" }),
  "put an access log under a key": (client: S3Client) =>
    put(client, names.buckets.accessLogs, `${names.prefixes.accessLogs}/log`, foreignKey),
  "put an access log": (client: S3Client) => put(client, names.buckets.accessLogs, `${names.prefixes.accessLogs}/log`),
} as const;

const memberId = () => deployment.config.accounts.members[0]?.id ?? "";

const ownItem = () => `${names.prefixes.awsConfig}/AWSLogs/${sandbox.id}/Config/item`;

/** A key that does not belong to the archive. */
const foreignKey = {
  ServerSideEncryption: "aws:kms",
  SSEKMSKeyId: ["arn", "aws", "kms", "eu-west-1", outside, "key/1234abcd-12ab-34cd-56ef-1234567890ab"].join(":"),
} as const;
const customerKey = { SSECustomerAlgorithm: "AES256", SSECustomerKey: "k".repeat(32) } as const;

type Encryption = Pick<
  PutObjectCommandInput,
  "ServerSideEncryption" | "SSEKMSKeyId" | "SSECustomerAlgorithm" | "SSECustomerKey"
>;

const putFlowLog = (client: S3Client, folder: string, encryption: Encryption = {}) =>
  put(client, names.buckets.serviceLogs, `${names.prefixes.flowLogs}/AWSLogs/${folder}/log`, encryption);

function put(client: S3Client, Bucket: string, Key: string, encryption: Encryption = {}) {
  return client.send(new PutObjectCommand({ Bucket, Key, ...owned, ...encryption }));
}

type Deed = keyof typeof trailArchive | keyof typeof deliveries;
const deeds: Record<Deed, (client: S3Client) => Promise<unknown>> = { ...trailArchive, ...deliveries };

const rows: readonly (readonly [Who, Deed, "allowed" | "denied"])[] = [
  ["CloudTrail, for the trail", "get its ACL", "allowed"],
  ["CloudTrail, for the trail", "put a log file", "allowed"],
  ["CloudTrail, for the trail", "put a log file that its owner would not own", "denied"],
  ["CloudTrail, for the trail", "put a log file of another organization", "denied"],
  ["CloudTrail, for the trail", "get a log file", "denied"],
  ["CloudTrail, for the trail", "list it", "denied"],
  ["CloudTrail, for the trail", "delete a log file", "denied"],
  ["CloudTrail, for the trail", "put a configuration item of an account outside", "denied"],
  ["CloudTrail, for a foreign trail", "get its ACL", "denied"],
  ["CloudTrail, for a foreign trail", "put a log file", "denied"],
  ["AWS Config, for a member", "put a configuration item of the member", "allowed"],
  ["AWS Config, for a member", "put a configuration item of an account outside", "denied"],
  ["AWS Config, for a member", "put a configuration item elsewhere", "denied"],
  ["AWS Config, for a member", "put a log file", "denied"],
  ["AWS Config, for an account outside", "put a configuration item of an account outside", "denied"],
  ["a recorder's role", "put a configuration item of its own account", "allowed"],
  ["a recorder's role", "put a configuration item under a foreign key", "denied"],
  ["a recorder's role", "put a configuration item under an unnamed key", "denied"],
  ["a recorder's role", "put a configuration item of an account outside", "denied"],
  ["a recorder's role", "put a log file", "denied"],
  ["another role of the recorder's account", "put a configuration item of its own account", "denied"],
  ["log delivery, for a member", "put a flow log of the member", "allowed"],
  ["log delivery, for a member", "put a flow log under the archive key", "allowed"],
  ["log delivery, for a member", "put a flow log under a foreign key", "denied"],
  ["log delivery, for a member", "put a flow log under a customer-provided key", "denied"],
  ["log delivery, for a member", "put a flow log of another account", "denied"],
  ["log delivery, for a member", "put a flow log that looks like another account's", "denied"],
  ["log delivery, for a member", "put a flow log among the findings", "denied"],
  ["log delivery, for an account outside", "put a flow log of another account", "denied"],
  ["S3, for the trail archive", "put an access log", "allowed"],
  ["S3, for the trail archive", "put an access log under a key", "denied"],
  ["S3, for a foreign bucket", "put an access log", "denied"],

  ["the deploying administrator", "list it", "allowed"],
  ["the deploying administrator", "get a log file", "allowed"],
  ["the deploying administrator", "delete a log file", "denied"],
  ["the deploying administrator", "delete a locked version", "denied"],
  ["the deploying administrator", "delete a locked version, bypassing governance", "denied"],
  ["the deploying administrator", "shorten the lock of a version", "denied"],
  ["the deploying administrator", "delete the bucket", "denied"],
  ["the deploying administrator", "write its policy", "allowed"],
  ["the deploying administrator", "write its lock", "allowed"],
  ["the deploying administrator, without TLS", "list it", "denied"],
  ["the deploying administrator, without TLS", "get a log file", "denied"],

  ["a second administrator of the archive", "list it", "allowed"],
  ["a second administrator of the archive", "get a log file", "allowed"],
  ["a second administrator of the archive", "delete a log file", "denied"],
  ["a second administrator of the archive", "delete a locked version, bypassing governance", "denied"],
  ["a second administrator of the archive", "shorten the lock of a version", "denied"],
  ["a second administrator of the archive", "write its policy", "denied"],
  ["a second administrator of the archive", "delete its policy", "denied"],
  ["a second administrator of the archive", "put a log file", "denied"],
  ["a second administrator of the archive", "put a configuration item of the member", "denied"],
  ["a second administrator of the archive", "put a flow log of the member", "denied"],
  ["the deploying administrator", "put a log file", "denied"],
  ["a second administrator of the archive", "write its lock", "denied"],
  ["a second administrator of the archive", "expire everything tomorrow", "denied"],
  ["a second administrator of the archive", "suspend its versioning", "denied"],
  ["a second administrator of the archive", "let it become public", "denied"],

  ["the break-glass role", "delete a locked version", "denied"],
  ["the break-glass role", "delete an expendable version, bypassing governance", "allowed"],
  ["the break-glass role", "write its lock", "denied"],

  ["a reader", "list it", "allowed"],
  ["a reader", "get a log file", "allowed"],
  ["a reader", "put a log file", "denied"],
  ["a reader", "delete a log file", "denied"],
  ["a reader", "delete a locked version, bypassing governance", "denied"],
  ["a reader", "write its policy", "denied"],
  ["a reader", "write its lock", "denied"],

  ["a member's administrator", "list it", "denied"],
  ["a member's administrator", "get a log file", "denied"],
  ["a member's administrator", "put a log file", "denied"],
  ["a member's administrator", "put a configuration item of an account outside", "denied"],
  ["a member's administrator", "delete a log file", "denied"],
  ["a member's administrator", "delete a locked version", "denied"],
  ["a member's administrator", "write its policy", "denied"],
  ["a member's administrator", "delete its policy", "denied"],
  ["a member's administrator", "write its lock", "denied"],

  ["the management account's administrator", "list it", "denied"],
  ["the management account's administrator", "get a log file", "denied"],
  ["the management account's administrator", "delete a locked version", "denied"],
  ["the management account's administrator", "write its policy", "denied"],

  ["somebody outside the organization", "list it", "denied"],
  ["somebody outside the organization", "get a log file", "denied"],
  ["somebody outside the organization", "put a log file", "denied"],
  ["somebody outside the organization", "put a configuration item of an account outside", "denied"],
  ["somebody outside the organization", "delete a log file", "denied"],
  ["somebody outside the organization", "write its policy", "denied"],
  ["somebody outside the organization", "write its lock", "denied"],
  ["nobody (unsigned)", "list it", "denied"],
  ["nobody (unsigned)", "get a log file", "denied"],
  ["nobody (unsigned)", "put a log file", "denied"],
];

/** Returns `allowed`, or `denied` if the response is a denial. Any other failure fails the test. */
async function outcome(request: Promise<unknown>): Promise<"allowed" | "denied"> {
  try {
    await request;
    return "allowed";
  } catch (error) {
    if (/^AccessDenied(Exception)?$/.test((error as Error).name)) return "denied";
    throw error;
  }
}

describe("the archives", () => {
  test.each(rows)("a request of %s to %s is %s", async (who, deed, expected) => {
    expect(await outcome(deeds[deed](s3[who]))).toBe(expected);
  });
});

/** Requests to the archive key that are not sent through S3. */
const keyDeeds = {
  "look the key up": (client: KMSClient, KeyId: string) => client.send(new DescribeKeyCommand({ KeyId })),
  "make a data key": (client: KMSClient, KeyId: string) =>
    client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" })),
  "make a data key for the trail's files": (client: KMSClient, KeyId: string) =>
    client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", EncryptionContext: trailContext() })),
  "schedule the key's deletion": (client: KMSClient, KeyId: string) =>
    client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 30 })),
  "disable the key": (client: KMSClient, KeyId: string) => client.send(new DisableKeyCommand({ KeyId })),
  "change the key's policy": (client: KMSClient, KeyId: string) =>
    client.send(new PutKeyPolicyCommand({ KeyId, PolicyName: "default", Policy: "{}" })),
  "grant the key to a stranger": (client: KMSClient, KeyId: string) =>
    client.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: ["arn", "aws", "iam", "", outside, "root"].join(":"),
        Operations: ["Decrypt"],
      }),
    ),
};

/** The encryption context with which CloudTrail encrypts a file: the ARN of the trail. */
const trailContext = () => ({ "aws:cloudtrail:arn": names.trailArn });

const keyRows: readonly (readonly [Who, keyof typeof keyDeeds, "allowed" | "denied"])[] = [
  ["CloudTrail, for the trail", "look the key up", "allowed"],
  ["CloudTrail, for the trail", "make a data key for the trail's files", "allowed"],
  ["CloudTrail, for the trail", "make a data key", "denied"],
  ["CloudTrail, for the trail", "schedule the key's deletion", "denied"],
  ["CloudTrail, for a foreign trail", "look the key up", "denied"],
  ["CloudTrail, for a foreign trail", "make a data key for the trail's files", "denied"],
  ["AWS Config, for a member", "make a data key", "allowed"],
  ["AWS Config, for an account outside", "make a data key", "denied"],
  ["log delivery, for a member", "make a data key", "allowed"],
  ["log delivery, for an account outside", "make a data key", "denied"],
  ["the deploying administrator", "look the key up", "allowed"],
  ["a second administrator of the archive", "look the key up", "allowed"],
  ["a second administrator of the archive", "disable the key", "denied"],
  ["a second administrator of the archive", "change the key's policy", "denied"],
  ["a second administrator of the archive", "schedule the key's deletion", "denied"],
  ["a second administrator of the archive", "grant the key to a stranger", "denied"],
  ["the management account's administrator", "look the key up", "allowed"],
  ["the management account's administrator", "make a data key", "denied"],
  ["the management account's administrator", "schedule the key's deletion", "denied"],
  ["a member's administrator", "look the key up", "allowed"],
  ["a member's administrator", "make a data key", "denied"],
  ["a member's administrator", "schedule the key's deletion", "denied"],
  ["a reader", "make a data key", "denied"],
  ["somebody outside the organization", "look the key up", "denied"],
  ["somebody outside the organization", "make a data key", "denied"],
  ["somebody outside the organization", "schedule the key's deletion", "denied"],
];

describe("the archive key", () => {
  test.each(keyRows)("a request of %s to %s is %s", async (who, deed, expected) => {
    expect(await outcome(keyDeeds[deed](kms[who] as KMSClient, archiveKeyArn))).toBe(expected);
  });
});
