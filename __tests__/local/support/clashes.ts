import { AthenaClient, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CloudTrailClient, CreateTrailCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, PutDashboardCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationAggregatorCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
} from "@aws-sdk/client-config-service";
import { CreateFlowLogsCommand, DescribeVpcsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { CreateClassifierCommand, CreateDatabaseCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreatePolicyCommand, DeleteRoleCommand, DetachRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { CreateBucketCommand, PutBucketLoggingCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { CreateDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { rootUserCredentials, s3Config } from "../../../local-aws/clients";
import type { EmulatorAddress } from "../../../local-aws/emulator/emulator";
import { administratorAccess, createRole, type LocalOrganization } from "../../../local-aws/organization";
import { arn } from "../../../sample-data/values";

const region = "eu-west-1";
const Version = "2012-10-17";

/** An account of the local AWS with its root user. */
class Owner {
  constructor(
    private readonly address: EmulatorAddress,
    readonly id: string,
  ) {}

  client<C>(Client: new (config: ReturnType<typeof s3Config>) => C): C {
    return new Client(s3Config(this.address, region, rootUserCredentials(this.id)));
  }

  async createBucket(Bucket: string): Promise<string> {
    const s3 = this.client(S3Client);
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
    return Bucket;
  }
}

/** A bucket to which every AWS service may write. */
async function createOpenBucket(owner: Owner, name: string): Promise<string> {
  const Bucket = await owner.createBucket(name);
  const services = { Service: ["cloudtrail.amazonaws.com", "config.amazonaws.com"] };
  const Resource = [Bucket, `${Bucket}/*`].map((resource) => arn("s3", "", "", resource));
  const Statement = { Effect: "Allow", Principal: services, Action: "s3:*", Resource };
  const Policy = JSON.stringify({ Version, Statement });
  await owner.client(S3Client).send(new PutBucketPolicyCommand({ Bucket, Policy }));
  return Bucket;
}

/** Creates resources with names of the log-archive account. */
async function takeNamesOfArchive(archive: Owner, other: Owner): Promise<void> {
  const { KeyMetadata } = await archive.client(KMSClient).send(new CreateKeyCommand({}));
  const TargetKeyId = KeyMetadata?.KeyId;
  await archive.client(KMSClient).send(new CreateAliasCommand({ AliasName: "alias/acme-archive", TargetKeyId }));
  await archive.createBucket(`acme-trail-archive-${archive.id}`);
  await other.createBucket(`acme-query-results-${archive.id}`);
  const Statement = { Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" };
  const PolicyDocument = JSON.stringify({ Version, Statement });
  await archive.client(IAMClient).send(new CreatePolicyCommand({ PolicyName: "acme-analysts", PolicyDocument }));
  const glue = archive.client(GlueClient);
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "acme_audit" } }));
  const JsonClassifier = { Name: "acme-open-logs", JsonPath: "$" };
  await glue.send(new CreateClassifierCommand({ JsonClassifier }));
  await archive.client(AthenaClient).send(new CreateWorkGroupCommand({ Name: "acme-audit" }));
}

/** Creates resources with names of the management account. */
async function takeNamesOfManagement(management: Owner): Promise<void> {
  const logs = management.client(CloudWatchLogsClient);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "acme-organization-trail" }));
  await management.client(SNSClient).send(new CreateTopicCommand({ Name: "acme-audit-page" }));
  const QueueName = "acme-urgent-events-undelivered";
  await management.client(SQSClient).send(new CreateQueueCommand({ QueueName }));
  await management.client(EventBridgeClient).send(new CreateEventBusCommand({ Name: "acme-urgent-events" }));
  const cloudWatch = management.client(CloudWatchClient);
  await cloudWatch.send(new PutDashboardCommand({ DashboardName: "acme-audit", DashboardBody: '{"widgets":[]}' }));
  const metric = { Namespace: "Audit", MetricName: "changes", Statistic: "Sum", Period: 300 } as const;
  const comparison = { ComparisonOperator: "GreaterThanThreshold", Threshold: 1, EvaluationPeriods: 1 } as const;
  await cloudWatch.send(new PutMetricAlarmCommand({ AlarmName: "acme-account-leaving", ...metric, ...comparison }));
}

/** Creates as many trails as AWS allows. One of them has the name of this project's trail. */
async function recordByHand(management: Owner): Promise<void> {
  const S3BucketName = await createOpenBucket(management, "trails-by-hand");
  for (const Name of ["acme-organization-trail", "one", "two", "three", "four"]) {
    await management.client(CloudTrailClient).send(new CreateTrailCommand({ Name, S3BucketName }));
  }
}

/** Creates the hand-made audit logging of a member, and resources with names of a member. */
async function recordMemberByHand(member: Owner, archiveId: string): Promise<void> {
  const config = member.client(ConfigServiceClient);
  const roleARN = arn("iam", "", member.id, "role/recorder");
  const s3BucketName = await createOpenBucket(member, "recorded-by-hand");
  await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: "mine", roleARN } }));
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: "mine", s3BucketName } }));
  const Source = { Owner: "AWS", SourceIdentifier: "CLOUD_TRAIL_ENABLED" } as const;
  const ConfigRule = { ConfigRuleName: "acme-cloudtrail-enabled", Source };
  await config.send(new PutConfigRuleCommand({ ConfigRule }));
  const content = JSON.stringify({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs: {} });
  const document = { Name: "SSM-SessionManagerRunShell", DocumentType: "Session", Content: content } as const;
  await member.client(SSMClient).send(new CreateDocumentCommand(document));
  const EventPattern = JSON.stringify({ source: ["aws.health"] });
  const events = member.client(EventBridgeClient);
  await events.send(new PutRuleCommand({ Name: "acme-urgent-event-forwarder-1", EventPattern }));
  const DeliveryStreamName = "acme-app-logs";
  await member.client(FirehoseClient).send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName,
      ExtendedS3DestinationConfiguration: { RoleARN: roleARN, BucketARN: arn("s3", "", "", s3BucketName) },
    }),
  );
  const ec2 = member.client(EC2Client);
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const LogDestination = arn("s3", "", "", `acme-service-logs-${archiveId}/flow-logs/`);
  const flowLogs = { ResourceType: "VPC", TrafficType: "ALL", LogDestinationType: "s3", LogDestination } as const;
  await ec2.send(new CreateFlowLogsCommand({ ...flowLogs, ResourceIds: Vpcs.map(({ VpcId = "" }) => VpcId) }));
}

/** A member whose access role is missing. */
async function createLockedAccount(management: Owner, address: EmulatorAddress): Promise<string> {
  const id = await createAccount(management, "locked");
  const RoleName = "OrganizationAccountAccessRole";
  const iam = new Owner(address, id).client(IAMClient);
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: administratorAccess }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
  return id;
}

async function createAccount(management: Owner, AccountName: string): Promise<string> {
  const Email = `${AccountName}@example.com`;
  const client = management.client(OrganizationsClient);
  const { CreateAccountStatus } = await client.send(new CreateAccountCommand({ AccountName, Email }));
  return CreateAccountStatus?.AccountId ?? "";
}

/**
 * Creates resources in the accounts of an organization that conflict with a first apply.
 *
 * @returns accounts that were added to the organization: a closed account, an account without its access role, and a new account
 */
export async function makeClashes(address: EmulatorAddress, organization: LocalOrganization) {
  const ownerOf = (id: string) => new Owner(address, id);
  const management = ownerOf(organization.management);
  const archive = ownerOf(organization.logArchive);
  const [payments, website] = organization.members.map(({ id }) => ownerOf(id));
  if (payments === undefined || website === undefined) throw new Error("the organization has fewer than two members");
  await takeNamesOfArchive(archive, website);
  await createRole(address, archive.id, "acme-config-recorder");
  await takeNamesOfManagement(management);
  await recordByHand(management);
  await recordMemberByHand(payments, archive.id);
  const target = { TargetBucket: "recorded-by-hand", TargetPrefix: "" };
  await payments.client(S3Client).send(
    new PutBucketLoggingCommand({
      Bucket: organization.loggedBucket,
      BucketLoggingStatus: { LoggingEnabled: target },
    }),
  );
  const ServicePrincipal = "config.amazonaws.com";
  const organizations = management.client(OrganizationsClient);
  await organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId: archive.id, ServicePrincipal }));
  await archive.client(ConfigServiceClient).send(
    new PutConfigurationAggregatorCommand({
      ConfigurationAggregatorName: "acme-organization",
      AccountAggregationSources: [{ AccountIds: [archive.id], AllAwsRegions: true }],
    }),
  );
  const locked = await createLockedAccount(management, address);
  const closed = await createAccount(management, "closed");
  await organizations.send(new CloseAccountCommand({ AccountId: closed }));
  return { closed, locked, inside: await createAccount(management, "inside") };
}
