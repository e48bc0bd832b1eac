import { arn } from "../../../sample-data/values";
import {
  accounts,
  archive,
  callers,
  everyHour,
  type Habit,
  linked,
  nightly,
  only,
  program,
  through,
  weekly,
} from "./habit";

const [, , payments, website, data] = accounts;
const sdk = "aws-sdk-go-v2/1.39.0 os/linux lang/go#1.25.1";
const boto = "Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux#6.1 lang/python#3.12";
const denied = (action: string) => ({ code: "AccessDenied", message: `User is not authorized to perform: ${action}` });

/** Activities of services and workloads, day and night. */
export const machineHabits: readonly Habit[] = [
  {
    times: everyHour(1),
    calls: ({ account: id }) => {
      const caller = callers.configRecorder(id);
      return [
        { caller, service: "ec2", name: "DescribeInstances" },
        { caller, service: "ec2", name: "DescribeSecurityGroups" },
        { caller, service: "s3", name: "GetBucketEncryption", request: { bucketName: "web-assets" } },
        { caller, service: "iam", name: "ListRoles" },
        { caller: callers.service("config.amazonaws.com"), service: "sts", name: "AssumeRole" },
        { caller, service: "config", name: "PutEvaluations", request: { testMode: false } },
      ];
    },
  },
  {
    // AWS Config reads buckets of other accounts and regions, and is denied
    times: everyHour(1),
    calls: ({ account: id }) => [
      { caller: callers.configRecorder(id), service: "s3", name: "HeadBucket", error: denied("s3:ListBucket") },
      { caller: callers.configRecorder(id), service: "s3", name: "GetBucketAcl", error: denied("s3:GetBucketAcl") },
    ],
  },
  {
    times: everyHour(1),
    calls: ({ account: id, dice }) => {
      const worker = program(id, "orders-worker", sdk, "10.20.3.4");
      const keyId = arn("kms", "eu-west-1", id, "key/1234abcd");
      return [
        { caller: callers.service("lambda.amazonaws.com"), service: "sts", name: "AssumeRole" },
        { caller: callers.service("ec2.amazonaws.com"), service: "sts", name: "AssumeRole" },
        { caller: worker, service: "secretsmanager", name: "GetSecretValue", request: { secretId: "orders/db" } },
        {
          caller: worker,
          service: "ssm",
          name: "GetParametersByPath",
          request: { path: "/orders", withDecryption: true },
        },
        { caller: worker, service: "kms", name: "Decrypt", request: { keyId } },
        { caller: through(id, "orders-worker", "s3"), service: "kms", name: dice.pick(["GenerateDataKey", "Decrypt"]) },
        { caller: worker, service: "sts", name: "GetCallerIdentity" },
        { caller: worker, service: "ecr", name: "GetAuthorizationToken" },
      ];
    },
  },
  {
    times: everyHour(1),
    calls: ({ account: id, name }) => {
      const caller = linked(id, "autoscaling", "AutoScaling");
      const items = [{ imageId: "ami-0abc", minCount: 1, maxCount: 2 }];
      return [
        {
          caller,
          service: "ec2",
          name: "RunInstances",
          request: { instanceType: "m7i.large", instancesSet: { items } },
        },
        { caller, service: "ec2", name: "CreateTags", request: { tagSet: { items: [{ key: "Name", value: name }] } } },
        { caller, service: "kms", name: "CreateGrant", request: { granteePrincipal: "autoscaling" } },
        { caller, service: "elasticloadbalancing", name: "RegisterTargets" },
        {
          caller,
          service: "ec2",
          name: "TerminateInstances",
          request: { instancesSet: { items: [{ instanceId: name }] } },
        },
        {
          caller: linked(id, "dynamodb.application-autoscaling", "ApplicationAutoScaling_DynamoDBTable"),
          service: "monitoring",
          name: "PutMetricAlarm",
          request: { alarmName: name, actionsEnabled: true },
        },
      ];
    },
  },
  {
    times: nightly(2),
    calls: ({ account: id, name }) => {
      const caller = through(id, "service-role/AWSBackupDefaultServiceRole", "backup");
      const cleaner = through(id, "AWSDataLifecycleManagerDefaultRole", "dlm");
      return [
        {
          caller: callers.service("backup.amazonaws.com"),
          service: "backup",
          name: "BackupJobStarted",
          type: "AwsServiceEvent",
        },
        { caller, service: "ec2", name: "CreateSnapshot", request: { volumeId: name } },
        { caller, service: "rds", name: "CreateDBSnapshot", request: { dBSnapshotIdentifier: `awsbackup:${name}` } },
        {
          caller: linked(id, "backup", "Backup"),
          service: "backup",
          name: "DeleteRecoveryPoint",
          request: { recoveryPointArn: name },
        },
        ...Array.from({ length: 30 }, () => ({
          caller: cleaner,
          service: "ec2",
          name: "DeleteSnapshot",
          request: { snapshotId: name },
        })),
      ];
    },
    isQuick: true,
  },
  {
    times: only([payments, website, data], weekly(0, 3)),
    calls: ({ account: id }) => [
      { caller: callers.service("kms.amazonaws.com"), service: "kms", name: "RotateKey", type: "AwsServiceEvent" },
      ...["GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"].map((name) => ({
        caller: program(id, "secret-rotation", boto, "10.20.9.9"),
        service: "secretsmanager",
        name,
        request: { secretId: "orders/db" },
      })),
    ],
  },
  {
    // A maintenance window patches each week, with one command for each instance
    times: weekly(0, 4),
    calls: ({ account: id }) =>
      Array.from({ length: 60 }, (_, machine) => ({
        caller: program(id, "patch-window", sdk, "ssm.amazonaws.com"),
        service: "ssm",
        name: machine % 20 === 0 ? "SendCommand" : "UpdateInstanceInformation",
        request: { documentName: "AWS-RunPatchBaseline", instanceIds: [`i-${machine}`] },
      })),
    isQuick: true,
  },
  {
    // A scanner reads everything, and is denied in a region that a policy of the organization disables
    times: (moment) => (moment.day % 7 === 1 && moment.hour === 1 + accounts.indexOf(moment.account) ? 1 : 0),
    calls: ({ account: id, dice }) => {
      const caller = program(id, "security-scanner", boto, "198.51.100.90");
      const calls = ["GetAccountSummary", "GenerateCredentialReport", "GetCredentialReport", "ListUsers", "ListRoles"];
      const reads = [
        "GetRolePolicy",
        "ListAttachedRolePolicies",
        "GetPolicyVersion",
        "ListAccessKeys",
        "ListMFADevices",
      ];
      const looks = ["DescribeInstances", "DescribeSnapshots", "DescribeVolumes", "DescribeSecurityGroups"];
      return [
        ...calls.map((name) => ({ caller, service: "iam", name })),
        ...dice.list(250, 350, () => ({ caller, service: "iam", name: dice.pick(reads) })),
        ...dice.list(200, 300, () => ({ caller, service: "ec2", name: dice.pick(looks) })),
        ...dice.list(15, 20, () => ({
          caller,
          service: "ec2",
          name: dice.pick(looks),
          region: "ap-east-1",
          error: { code: "Client.UnauthorizedOperation", message: "You are not authorized to perform this operation." },
        })),
      ];
    },
    isQuick: true,
  },
  {
    times: only([archive], everyHour(4)),
    calls: ({ account: id, name }) => [
      { caller: callers.service("cloudtrail.amazonaws.com"), service: "kms", name: "GenerateDataKey" },
      {
        caller: callers.service("cloudtrail.amazonaws.com"),
        service: "s3",
        name: "GetBucketAcl",
        request: { bucketName: `acme-trail-archive-${id}` },
      },
      { caller: callers.service("delivery.logs.amazonaws.com"), service: "s3", name: "GetBucketAcl" },
      {
        caller: program(id, "acme-log-crawler", sdk, "glue.amazonaws.com"),
        service: "glue",
        name: "UpdateTable",
        request: { databaseName: "acme_audit", tableInput: { name } },
      },
    ],
  },
];
