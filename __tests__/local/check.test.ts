import { AthenaClient, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, PutDashboardCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutSubscriptionFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationAggregatorCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
} from "@aws-sdk/client-config-service";
import { CreateFlowLogsCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateClassifierCommand, CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreatePolicyCommand, DeleteRoleCommand, DetachRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  DescribeOrganizationCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { CreateBucketCommand, PutBucketLoggingCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { CreateDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { join } from "node:path";
import { checkRoots } from "../../tools/check/check-roots";
import { checks } from "../../tools/check/checks";
import { clientConfig, rootUserCredentials, s3Config } from "../../tools/local/clients";
import { localLogSources } from "../../tools/local/log-sources";
import type { LocalOrganization } from "../../tools/local/organization";
import { administratorAccess, createRole } from "../../tools/local/organization";
import { LocalSession } from "../../tools/local/session";
import { arn } from "../../tools/sample-data/values";
import { readStack } from "../../tools/terraform-output/stack";
import { type Change, organization as synthesized } from "../support/organization";
import { runFolder } from "./support/run-folders";

/** An emulator with an organization that nothing is deployed to. Then its accounts get what clashes, on purpose. */

const session = new LocalSession(join(runFolder(), "check"));
const region = "eu-west-1";
let organization: LocalOrganization;

/** Clients of an account's root user. */
class Owner {
  constructor(private readonly id: string) {}

  client<C>(Client: new (config: ReturnType<typeof clientConfig>) => C): C {
    return new Client(s3Config(session.emulator.address, region, rootUserCredentials(this.id)));
  }
}

/** Settings of the local AWS, which use every kind of resource that the emulator has. */
const settings = (change: Change = {}): Change => ({
  organizationId: organization.id,
  logSources: localLogSources(organization) as unknown as Change,
  ...change,
});

async function check(change: Change) {
  const { config, stacks } = synthesized("config/example.yaml", change);
  const outputs = [...stacks].map(([name, { json }]) => readStack(name, json));
  const { address } = session.emulator;
  return checkRoots({
    config,
    stacks: outputs,
    roots: outputs.map(({ name }) => name),
    checks,
    // The credentials of a client whose role was assumed come first
    settings: { ...s3Config(address, region, organization.administrator), maxAttempts: 1 },
  });
}

beforeAll(async () => {
  await session.start();
  ({ organization } = session.deployment);
});
afterAll(() => session.stop());

test("nothing clashes in an organization that has nothing", async () => {
  const { findings, requests } = await check(settings());

  expect(findings).toEqual([]);
  expect(requests).toBeGreaterThan(50);
});

describe("clashes put there on purpose", () => {
  const management = () => new Owner(organization.management);
  const logArchive = () => new Owner(organization.logArchive);
  const payments = () => new Owner(organization.members[0]?.id ?? "");
  const website = () => new Owner(organization.members[1]?.id ?? "");
  const bucketIn = (Bucket: string) => ({
    Bucket,
    CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" },
  });

  /** Names of the resources that the roots create, made before by somebody else. */
  async function takeNames(): Promise<void> {
    const archive = logArchive();
    const { KeyMetadata } = await archive.client(KMSClient).send(new CreateKeyCommand({}));
    const key = { TargetKeyId: KeyMetadata?.KeyId ?? "" };
    const pattern = JSON.stringify({ source: ["aws.health"] });
    const trust = { Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, Action: "sts:AssumeRole" };
    const document = JSON.stringify({ Version: "2012-10-17", Statement: trust });
    const [iam, s3, logs] = [archive.client(IAMClient), archive.client(S3Client), management().client(CloudWatchLogsClient)];
    await Promise.all([
      s3.send(new CreateBucketCommand(bucketIn(`acme-trail-archive-${organization.logArchive}`))),
      website().client(S3Client).send(new CreateBucketCommand(bucketIn(`acme-query-results-${organization.logArchive}`))),
      archive.client(KMSClient).send(new CreateAliasCommand({ AliasName: "alias/acme-archive", ...key })),
      createRole(session.emulator.address, organization.logArchive, "acme-config-recorder"),
      iam.send(new CreatePolicyCommand({ PolicyName: "acme-analysts", PolicyDocument: document })),
      archive.client(GlueClient).send(new CreateDatabaseCommand({ DatabaseInput: { Name: "acme_audit" } })),
      archive.client(AthenaClient).send(new CreateWorkGroupCommand({ Name: "acme-audit" })),
      logs.send(new CreateLogGroupCommand({ logGroupName: "acme-organization-trail" })),
      management().client(SNSClient).send(new CreateTopicCommand({ Name: "acme-audit-page" })),
      management().client(SQSClient).send(new CreateQueueCommand({ QueueName: "acme-urgent-events-undelivered" })),
      management().client(EventBridgeClient).send(new CreateEventBusCommand({ Name: "acme-urgent-events" })),
      management().client(CloudWatchClient).send(new PutDashboardCommand({ DashboardName: "acme-audit", DashboardBody: "{}" })),
      management().client(CloudWatchClient).send(
        new PutMetricAlarmCommand({ AlarmName: "acme-trail-changes", EvaluationPeriods: 1, ComparisonOperator: "GreaterThanThreshold", Threshold: 1, MetricName: "m", Namespace: "n", Period: 300, Statistic: "Sum" }),
      ),
      payments().client(EventBridgeClient).send(new PutRuleCommand({ Name: "acme-urgent-event-forwarder-1", EventPattern: pattern })),
      payments().client(SSMClient).send(
        new CreateDocumentCommand({ Name: "SSM-SessionManagerRunShell", DocumentType: "Session", Content: "{}" }),
      ),
    ]);
  }

  /** The hand-made audit logging of a member. */
  async function recordByHand(): Promise<void> {
    const config = payments().client(ConfigServiceClient);
    const roleARN = arn("iam", "", organization.members[0]?.id ?? "", "role/recorder");
    const s3BucketName = "recorded-by-hand";
    await payments().client(S3Client).send(new CreateBucketCommand(bucketIn(s3BucketName)));
    await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: "mine", roleARN } }));
    await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: "mine", s3BucketName } }));
  }

  test("are found", async () => {
    await takeNames();
    await recordByHand();
    const { findings } = await check(settings());

    expect(findings).toEqual([]);
  });
});
