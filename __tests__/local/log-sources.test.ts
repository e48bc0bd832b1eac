import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
  ListPoliciesCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { gzipSync } from "node:zlib";
import { configCopyName } from "../../config/names/aws-config-replica";
import { deliveryNames } from "../../config/names/deliveries";
import { namesFor } from "../../config/names/names";
import { externalTrailName } from "../../config/names/external-accounts";
import { sessionNames, transcriptFolder } from "../../config/names/sessions";
import type { GivenArguments } from "../../cli/query/arguments";
import type { Credentials } from "../../shared/aws-client";
import { clientConfig, s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { Callers } from "../../sample-data/events/callers";
import { eventOf } from "../../sample-data/events/event";
import { runQuery, type DeployedQuery, deployedQueries, valuesFor } from "../../local-aws/saved-queries";
import { asService, serviceKey } from "../../local-aws/service-principal";
import { arn } from "../../sample-data/values";
import { deployedOrganization, sharedSession } from "./support/local-aws";
import { sessionOf } from "./support/principals";
import { askSigned } from "./support/signed-request";

const region = "eu-west-1";
const owned = "bucket-owner-full-control";

let deployment: LocalDeployment;
let queries: readonly DeployedQuery[];
let names: ReturnType<typeof namesFor>;
let payments: string;
let website: string;

beforeAll(async () => {
  deployment = await deployedOrganization();
  queries = await deployedQueries(deployment);
  names = namesFor(deployment.config);
  [payments = "", website = ""] = deployment.organization.members.map(({ id }) => id);
});

/** Firehose stores a record by the day on which it received the record, not by a day in the record. */
const today = () => new Date().toISOString().slice(0, 10).replaceAll("-", "/");

/** Returns the rows of a deployed saved query, about today. */
async function rowsOf(name: string, given: GivenArguments) {
  const query = queries.find((candidate) => candidate.name === name);
  if (query === undefined) throw new Error(`${name} is not deployed`);
  return (await runQuery(sharedSession.trino, query, valuesFor(query, { from: today(), to: today(), ...given }))).rows;
}

/** Calls an AWS service by its JSON protocol. */
function askJson(by: Credentials, service: string, target: string, body: object, more: Record<string, string> = {}) {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target, ...more };
  return askSigned(deployment.address, by, { service, region, headers, body: JSON.stringify(body) });
}

/** Writes one message into a new log group. */
async function writeTo(logGroupName: string, accountId: string, message: string): Promise<void> {
  const credentials = await deployment.credentialsOf(accountId);
  const logs = new CloudWatchLogsClient(clientConfig(deployment.address, region, credentials));
  if (!logGroupName.startsWith("/app/payments")) await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "host-7" }));
  const logEvents = [{ timestamp: Date.now(), message }];
  await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: "host-7", logEvents }));
}

const s3As = (credentials: Credentials) => new S3Client(s3Config(deployment.address, region, credentials));

/** Returns the keys of an archive below a prefix. */
async function keysBelow(Bucket: string, Prefix: string): Promise<string[]> {
  const s3 = s3As(await deployment.credentialsOf(deployment.config.accounts.logArchive));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key = "" }) => Key);
}

describe("a log event of an application", () => {
  test.each([
    ["a log group that this project creates", "/app/payments", () => payments],
    ["a log group that is created later", "/ecs/shop", () => website],
  ])("a log event of an application in %s is found in the archive", async (_, group, accountOf) => {
    const message = `order 4711 refused in ${group}`;

    await writeTo(group, accountOf(), message);

    const rows = await rowsOf("incident-application-logs", { account: accountOf(), text: message });
    expect(rows.map((row) => row.slice(1))).toEqual([[accountOf(), region, group, "host-7", message]]);
  });

  test("a log event of an application is stored in a folder of its log group, below the day", async () => {
    const folder = `${names.prefixes.applicationLogs}/${website}/${region}/${today()}/`;
    const keys = await keysBelow(names.buckets.serviceLogs, folder);

    expect(keys).toEqual([expect.stringMatching(/\/ecs\/shop\/acme-app-logs-.*\.gz$/)]);
  });

  test("a log event of an application is delivered once, and errors of Firehose are not delivered", async () => {
    await writeTo("/aws/kinesisfirehose/acme-app-logs-of-a-team", website, "a team's own stream");
    const { errorLogGroupName } = deliveryNames(deployment.config).applicationLogs;
    const logs = new CloudWatchLogsClient(
      clientConfig(deployment.address, region, await deployment.credentialsOf(website)),
    );
    await logs.send(new CreateLogStreamCommand({ logGroupName: errorLogGroupName, logStreamName: "errors" }));
    const logEvents = [{ timestamp: Date.now(), message: "could not deliver 8153" }];
    await logs.send(new PutLogEventsCommand({ logGroupName: errorLogGroupName, logStreamName: "errors", logEvents }));

    expect(await rowsOf("incident-application-logs", { account: website, text: "a team's own" })).toHaveLength(1);
    expect(await rowsOf("incident-application-logs", { account: "%", text: "could not deliver 8153" })).toEqual([]);
  });

  test("a log event of an application is not delivered if the trust policy of the stream's role is missing", async () => {
    const { deliveryRoleName } = deliveryNames(deployment.config).applicationLogs;
    const iam = new IAMClient(clientConfig(deployment.address, region, await deployment.credentialsOf(website)));
    const trust = (Service: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "sts:ExternalId": website } },
          },
        ],
      });
    const update = (PolicyDocument: string) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: deliveryRoleName, PolicyDocument }));

    await update(trust("lambda.amazonaws.com"));
    try {
      await writeTo("/ecs/lost", website, "nobody delivers 9264");
      expect(await rowsOf("incident-application-logs", { account: website, text: "nobody delivers 9264" })).toEqual([]);
    } finally {
      await update(trust("firehose.amazonaws.com"));
    }
  });
});

describe("a finding of Security Hub", () => {
  const finding = (id: string) => ({
    SchemaVersion: "2018-10-08",
    Id: arn("securityhub", region, payments, `subscription/${id}`),
    AwsAccountId: payments,
    CreatedAt: "2026-01-15T12:00:00Z",
    UpdatedAt: "2026-01-15T12:00:00Z",
    Severity: { Label: "HIGH" },
    Title: `Found by ${id}`,
    Description: "It talks to nobody it knows.",
    Resources: [{ Type: "AwsEc2Instance", Id: `i-${id}` }],
    Workflow: { Status: "NEW" },
    RecordState: "ACTIVE",
  });
  const send = (id: string, accountId: string, DetailType: string) =>
    askJson(
      serviceKey("securityhub.amazonaws.com"),
      "events",
      "AWSEvents.PutEvents",
      { Entries: [{ Source: "aws.securityhub", DetailType, Detail: JSON.stringify({ findings: [finding(id)] }) }] },
      { "x-amz-source-arn": arn("securityhub", region, accountId, "hub/default") },
    );
  const found = (id: string) => rowsOf("incident-findings-about", { account: "%", about: `i-${id}` });

  test("a finding of Security Hub is found in the archive with its account, after it reaches the administrator", async () => {
    await send("0a1b", website, "Security Hub Findings - Imported");

    expect(await found("0a1b")).toEqual([
      [
        arn("securityhub", region, payments, "subscription/0a1b"),
        payments,
        "2026-01-15T12:00:00Z",
        "2026-01-15T12:00:00Z",
        "HIGH",
        "NEW",
        "Found by 0a1b",
        "i-0a1b",
      ],
    ]);
  });

  test.each([
    ["another account receives it", "0a2b", () => payments, "Security Hub Findings - Imported"],
    ["it is a custom action", "0a3b", () => website, "Security Hub Findings - Custom Action"],
  ])("a finding of Security Hub is not found if %s", async (_, id, accountOf, detailType) => {
    await send(id, accountOf(), detailType);

    expect(await found(id)).toEqual([]);
  });
});

describe("a transcript of a session", () => {
  /** A session of a node's role, which has only the deployed policy of nodes. */
  async function nodeOf(accountId: string): Promise<Credentials> {
    const iam = new IAMClient(clientConfig(deployment.address, region, await deployment.credentialsOf(accountId)));
    const trusted = {
      Effect: "Allow",
      Principal: { AWS: deployment.organization.management },
      Action: "sts:AssumeRole",
    };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: trusted });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
    const { nodePolicyName } = sessionNames(deployment.config);
    policyArn = Policies.find(({ PolicyName }) => PolicyName === nodePolicyName)?.Arn ?? "";
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policyArn }));
    return sessionOf(deployment, Role?.Arn ?? "");
  }
  const put = (node: Credentials, Key: string) =>
    s3As(node).send(
      new PutObjectCommand({ Bucket: names.buckets.serviceLogs, Key, Body: "$ whoami\nroot\n", ACL: owned }),
    );
  const RoleName = "node";
  let node: Credentials;
  let management: string;
  let policyArn: string;
  beforeAll(async () => {
    management = deployment.organization.management;
    node = await nodeOf(management);
  });
  // An attached policy cannot be destroyed
  afterAll(async () => {
    const credentials = await deployment.credentialsOf(management);
    const iam = new IAMClient(clientConfig(deployment.address, region, credentials));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: policyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  });

  test("a transcript of a session is found together with the user who opened the session", async () => {
    const sessionId = "mallory-0a1b2c3d4e5f60718";
    const caller = new Callers("aws").user(management, "mallory", "203.0.113.99");
    const started = eventOf(
      {
        caller,
        service: "ssm",
        name: "StartSession",
        region,
        account: management,
        request: { target: "i-0a1b2c3d4e5f60718" },
        response: { sessionId },
      },
      new Date(),
      () => "0a1b2c3d-0000-4000-8000-0000000000aa",
    );
    await putTrailFile(names.trailArn, `${deployment.config.organizationId}/${management}`, management, started);
    await put(node, `${transcriptFolder(management)}/${region}/${sessionId}.log`);

    const rows = await rowsOf("incident-session-commands", { account: management, region, session: sessionId });
    expect(rows.map((row) => row.slice(3))).toEqual([
      ["203.0.113.99", "i-0a1b2c3d4e5f60718", sessionId, 1, "$ whoami"],
      ["203.0.113.99", "i-0a1b2c3d4e5f60718", sessionId, 2, "root"],
    ]);
  });

  test.each([
    ["another account", () => `${transcriptFolder(website)}/${region}/forged.log`],
    ["another kind of log", () => `${names.prefixes.flowLogs}/AWSLogs/forged.log`],
  ])("a transcript of a session cannot be written below the path of %s", async (_, keyOf) => {
    await expect(put(node, keyOf())).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("a transcript of a session cannot be read by the node", async () => {
    const [Key = ""] = await keysBelow(names.buckets.serviceLogs, transcriptFolder(management));
    const requested = s3As(node).send(new GetObjectCommand({ Bucket: names.buckets.serviceLogs, Key }));

    await expect(requested).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

/** Writes one event into the folder of an account, in the same way as CloudTrail for a trail. */
async function putTrailFile(trailArn: string, folder: string, accountId: string, event: object): Promise<void> {
  const file = `${accountId}_CloudTrail_${region}_${Date.now()}.json.gz`;
  await asService(s3As(serviceKey("cloudtrail.amazonaws.com")), trailArn).send(
    new PutObjectCommand({
      Bucket: names.buckets.trail,
      Key: `${names.prefixes.trail}/AWSLogs/${folder}/CloudTrail/${region}/${today()}/${file}`,
      Body: gzipSync(JSON.stringify({ Records: [event] })),
      ACL: owned,
    }),
  );
}

describe("an external account", () => {
  const outside = () => deployment.organization.outside[0]?.id ?? "";
  const trailOf = (accountId: string) =>
    arn("cloudtrail", region, accountId, `trail/${externalTrailName(deployment.config)}`);
  const event = () =>
    eventOf(
      {
        caller: new Callers("aws").user(outside(), "ana", "198.51.100.7"),
        service: "iam",
        name: "CreateUser",
        region,
        account: outside(),
      },
      new Date(),
      () => "0a1b2c3d-0000-4000-8000-0000000000bb",
    );

  test("an external account can be queried like any other account", async () => {
    await putTrailFile(trailOf(outside()), outside(), outside(), event());

    const rows = await rowsOf("health-newest-events", { account: outside() });
    expect(rows.map(([account, , events]) => [account, events])).toEqual([[outside(), 1]]);
  });

  test.each([
    ["below the path of another account", () => trailOf(outside()), () => payments],
    ["with another trail", () => arn("cloudtrail", region, outside(), "trail/other"), outside],
    ["if it is not listed", () => trailOf("7".repeat(12)), () => "7".repeat(12)],
  ])("an external account cannot write %s", async (_, trail, folder) => {
    await expect(putTrailFile(trail(), folder(), outside(), event())).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

describe("a replica", () => {
  test("a replica of a member's access log is in the archive, under the same key", async () => {
    const { loggedBucket } = deployment.organization;
    const Bucket = `${deployment.config.prefix}-access-logs-${payments}`;
    const day = today();
    const Key = `${names.prefixes.accessLogs}/${payments}/${region}/${loggedBucket}/${day}/${day.replaceAll("/", "-")}-00-00-00-0A1B`;
    const s3 = asService(s3As(serviceKey("logging.s3.amazonaws.com")), arn("s3", "", "", loggedBucket));

    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "a line\n" }));

    expect(await keysBelow(names.buckets.accessLogs, `${names.prefixes.accessLogs}/${payments}/`)).toEqual([Key]);
  });

  test("a replica of a file from AWS Config is in the locked copy, under the same key", async () => {
    const Key = `${names.prefixes.awsConfig}/AWSLogs/${payments}/Config/${region}/2026/1/5/ConfigHistory/copied.json.gz`;
    const s3 = asService(
      s3As(serviceKey("config.amazonaws.com")),
      arn("config", region, payments, "config-recorder/default"),
    );

    await s3.send(new PutObjectCommand({ Bucket: names.buckets.config, Key, Body: gzipSync("{}"), ACL: owned }));

    expect(await keysBelow(configCopyName(deployment.config), Key)).toEqual([Key]);
  });
});
