import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  ConfigServiceClient,
  DeleteDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import { DisableRuleCommand, EventBridgeClient, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, DisableKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DetachPolicyCommand,
  EnablePolicyTypeCommand,
  LeaveOrganizationCommand,
  ListRootsCommand,
  OrganizationsClient,
  type PolicyType,
} from "@aws-sdk/client-organizations";
import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AuditConfig } from "../../config/audit-config";
import { resourceControlStatements, serviceControlStatements } from "../../config/guardrails/statements";
import { namesFor } from "../../config/names/names";
import { packedPolicies, type PolicyKind } from "../../modules/iam/packed-policies";
import type { Credentials } from "../../shared/aws-client";
import { clientConfig, rootUserCredentials, s3Config } from "../../local-aws/clients";
import { createRole } from "../../local-aws/organization";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deployedOrganization } from "./support/local-aws";
import { askSigned } from "./support/signed-request";
import { outsider, secondAdministrator, sessionOf } from "./support/principals";

/**
 * The guardrails of the deployed organization: root users and administrators try to end the collection and storage of logs.
 *
 * This test attaches the policies, and detaches them at the end, because other tests use root users.
 */

let deployment: LocalDeployment;
let config: AuditConfig;
let names: ReturnType<typeof namesFor>;
let organizations: OrganizationsClient;
let member: string;
let logArchive: string;
let archiveKeyArn: string;
let people: Record<Who, Credentials>;
const attached: { PolicyId: string; TargetId: string }[] = [];

type Who =
  | "the root user of a member"
  | "an administrator of a member"
  | "the root user of the log archive"
  | "an administrator of the log archive"
  | "the role that deploys to a member"
  | "somebody outside";

const client = <C>(Client: new (settings: ReturnType<typeof s3Config>) => C, who: Who): C =>
  new Client(s3Config(deployment.address, config.homeRegion, people[who]));

beforeAll(async () => {
  deployment = await deployedOrganization();
  const { address, organization } = deployment;
  config = { ...deployment.config, guardrails: { mode: "enforce", targets: [] } };
  names = namesFor(config);
  [member = "", logArchive] = [organization.members[0]?.id, organization.logArchive];
  people = {
    "the root user of a member": rootUserCredentials(member),
    "an administrator of a member": await sessionOf(deployment, await createRole(address, member, "member-admin")),
    "the root user of the log archive": rootUserCredentials(logArchive),
    "an administrator of the log archive": await secondAdministrator(deployment),
    "the role that deploys to a member": await deployment.credentialsOf(member),
    "somebody outside": await outsider(address),
  };
  const kms = new KMSClient(clientConfig(address, config.homeRegion, rootUserCredentials(logArchive)));
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: names.archiveKeyAlias }));
  archiveKeyArn = KeyMetadata?.Arn ?? "";
  organizations = new OrganizationsClient(clientConfig(address, config.homeRegion, organization.administrator));
  await attachGuardrails();
});

afterAll(async () => {
  for (const one of attached) await organizations.send(new DetachPolicyCommand(one));
  for (const { PolicyId } of attached) await organizations.send(new DeletePolicyCommand({ PolicyId }));
});

async function attachGuardrails(): Promise<void> {
  const { Roots: [root] = [] } = await organizations.send(new ListRootsCommand({}));
  const TargetId = root?.Id ?? "";
  const policies: Record<PolicyKind, readonly object[]> = {
    SERVICE_CONTROL_POLICY: serviceControlStatements(config),
    RESOURCE_CONTROL_POLICY: resourceControlStatements(config, archiveKeyArn),
  };
  for (const [kind, statements] of Object.entries(policies)) {
    const Type = kind as PolicyType;
    if (!root?.PolicyTypes?.some((one) => one.Type === Type)) {
      await organizations.send(new EnablePolicyTypeCommand({ RootId: TargetId, PolicyType: Type }));
    }
    for (const [i, Content] of packedPolicies(kind as PolicyKind, statements, 1).entries()) {
      const named = { Name: `guardrail-${kind}-${i}`, Description: "under test", Type, Content };
      const { Policy } = await organizations.send(new CreatePolicyCommand(named));
      const one = { PolicyId: Policy?.PolicySummary?.Id ?? "", TargetId };
      await organizations.send(new AttachPolicyCommand(one));
      attached.push(one);
    }
  }
}

/** Returns the name of the error, or "allowed". */
async function answer(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return "allowed";
  } catch (error) {
    const { name, message } = error as Error;
    return /<Code>(\w+)<\/Code>/.exec(message)?.[1] ?? name;
  }
}

const denied = /^AccessDenied(Exception)?$/;
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" },
});

/** Requests that end the logging of a member, by its root user or an administrator. */
const inMember: Readonly<Record<string, (who: Who) => Promise<unknown>>> = {
  "stop the recorder": (who) =>
    client(ConfigServiceClient, who).send(
      new StopConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }),
    ),
  "delete the delivery channel": (who) =>
    client(ConfigServiceClient, who).send(new DeleteDeliveryChannelCommand({ DeliveryChannelName: "default" })),
  "disable a rule that forwards urgent events": (who) =>
    client(EventBridgeClient, who).send(new DisableRuleCommand({ Name: `${names.urgentEventForwarderName}-1` })),
  "remove its target": (who) =>
    client(EventBridgeClient, who).send(
      new RemoveTargetsCommand({ Rule: `${names.urgentEventForwarderName}-1`, Ids: ["bus"] }),
    ),
  "trust everybody in the recorder's role": (who) =>
    client(IAMClient, who).send(
      new UpdateAssumeRolePolicyCommand({ RoleName: names.configRoleName, PolicyDocument: trust }),
    ),
  "trust everybody in the deploying role": (who) =>
    client(IAMClient, who).send(
      new UpdateAssumeRolePolicyCommand({ RoleName: config.access.roleName, PolicyDocument: trust }),
    ),
  "delete the role of the forwarder": (who) =>
    client(IAMClient, who).send(new DeleteRoleCommand({ RoleName: names.urgentEventForwarderName })),
  "leave the organization": (who) => client(OrganizationsClient, who).send(new LeaveOrganizationCommand({})),
};

/** Requests that end the storage of logs in the log-archive account. */
const inArchive: Readonly<Record<string, (who: Who) => Promise<unknown>>> = {
  "delete the policy of the trail archive": (who) =>
    client(S3Client, who).send(new DeleteBucketPolicyCommand({ Bucket: names.buckets.trail })),
  "allow everybody to read the trail archive": (who) =>
    client(S3Client, who).send(
      new PutBucketPolicyCommand({
        Bucket: names.buckets.trail,
        Policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: {
            Effect: "Allow",
            Principal: "*",
            Action: "s3:GetObject",
            Resource: ["arn", config.partition, "s3", "", "", `${names.buckets.trail}/*`].join(":"),
          },
        }),
      }),
    ),
  "set logs to expire tomorrow": (who) =>
    client(S3Client, who).send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: names.buckets.trail,
        LifecycleConfiguration: { Rules: [{ Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }] },
      }),
    ),
  "delete a log": (who) =>
    client(S3Client, who).send(new DeleteObjectCommand({ Bucket: names.buckets.config, Key: "a-log" })),
  "disable the archive key": (who) => client(KMSClient, who).send(new DisableKeyCommand({ KeyId: archiveKeyArn })),
  "delete the archive key": (who) =>
    client(KMSClient, who).send(new ScheduleKeyDeletionCommand({ KeyId: archiveKeyArn, PendingWindowInDays: 30 })),
  "delete an alarm": (who) =>
    // The request has the protocol that Terraform uses, because the emulator reads names of alarms only in this protocol
    askSigned(deployment.address, people[who], {
      service: "monitoring",
      region: config.homeRegion,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        Action: "DeleteAlarms",
        Version: "2010-08-01",
        "AlarmNames.member.1": `${config.prefix}-archive-delivery-silent`,
      }).toString(),
    }),
  "add permissions to the crawler's role": (who) =>
    client(IAMClient, who).send(
      new PutRolePolicyCommand({ RoleName: names.crawlerRoleName, PolicyName: "more", PolicyDocument: trust }),
    ),
  "stop the recorder": (who) =>
    client(ConfigServiceClient, who).send(
      new StopConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }),
    ),
};

describe.each(["the root user of a member", "an administrator of a member"] as const)("%s", (who) => {
  test.each(Object.entries(inMember))(`${who} may not %s`, async (_what, attempt) => {
    expect(await answer(attempt(who))).toMatch(denied);
  });
});

describe.each(["the root user of the log archive", "an administrator of the log archive"] as const)("%s", (who) => {
  test.each(Object.entries(inArchive))(`${who} may not %s`, async (_what, attempt) => {
    expect(await answer(attempt(who))).toMatch(denied);
  });
});

test("an administrator of a member may create a role for a team, but no role with the name of the deploying role", async () => {
  const iam = client(IAMClient, "an administrator of a member");
  const create = (RoleName: string) =>
    answer(iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust })));

  expect(await create("acme-team")).toBe("allowed");
  expect(await create(names.overwriteCheckName)).toMatch(denied);
  await iam.send(new DeleteRoleCommand({ RoleName: "acme-team" }));
});

test("the deploying role may stop the recorder and start it again", async () => {
  const recorder = client(ConfigServiceClient, "the role that deploys to a member");
  const ConfigurationRecorderName = "default";

  expect(await answer(recorder.send(new StopConfigurationRecorderCommand({ ConfigurationRecorderName })))).toBe(
    "allowed",
  );
  expect(await answer(recorder.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName })))).toBe(
    "allowed",
  );
});

test("the deploying role may not leave the organization", async () => {
  const leave = inMember["leave the organization"]?.("the role that deploys to a member");

  expect(await answer(leave ?? Promise.resolve())).toMatch(denied);
});

test("a team may still change its own log group", async () => {
  const logs = client(CloudWatchLogsClient, "the root user of a member");
  const missing = { logGroupName: "/aws/lambda/of-a-team" };

  expect(await answer(logs.send(new DeleteLogGroupCommand(missing)))).toBe("ResourceNotFoundException");
  expect(await answer(logs.send(new PutRetentionPolicyCommand({ ...missing, retentionInDays: 1 })))).toBe(
    "ResourceNotFoundException",
  );
});

describe("a caller outside the organization", () => {
  test("a caller outside the organization may not read a bucket whose policy allows it, because the resource control policy denies it", async () => {
    const root = client(S3Client, "the root user of the log archive");
    const Bucket = `${config.prefix}-query-results-${logArchive}`;
    const read = () => answer(client(S3Client, "somebody outside").send(new GetObjectCommand({ Bucket, Key: "x" })));

    expect(await answer(root.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" })))).toBe("allowed");
    expect(await read()).toMatch(denied);
  });

  test("a caller outside the organization may not assume a role with a name of this project, even if the role trusts everybody", async () => {
    const { address } = deployment;
    const iam = new IAMClient(clientConfig(address, config.homeRegion, people["the role that deploys to a member"]));
    const sts = new STSClient(clientConfig(address, config.homeRegion, people["somebody outside"]));
    const become = async (RoleName: string) => {
      const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
      const request = { RoleArn: Role?.Arn ?? "", RoleSessionName: "x" };
      const result = await answer(sts.send(new AssumeRoleCommand(request)));
      await iam.send(new DeleteRoleCommand({ RoleName }));
      return result;
    };

    expect(await become("acme-partner")).toBe("allowed");
    expect(await become(names.overwriteCheckName)).toMatch(denied);
  });
});
