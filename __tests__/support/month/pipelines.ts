import type { Call } from "../../../sample-data/events/event";
import { arn } from "../../../sample-data/values";
import {
  accounts,
  atWork,
  daily,
  type Habit,
  type Moment,
  management,
  nightly,
  onDay,
  only,
  program,
  through,
  weekly,
} from "./habit";

const [, , payments, website, data] = accounts;
const terraform = "APN/1.0 HashiCorp/1.0 Terraform/1.13.0 terraform-provider-aws/6.25.0 aws-sdk-go-v2/1.39.0";

/** Roles with which pipelines deploy. */
const deployer = (id: string) => program(id, "deploy-pipeline", terraform);
const cloudFormation = (id: string) => through(id, "cfn-execution", "cloudformation");
const stackSets = (id: string) => through(id, "stacksets-exec-0a1b2c3d", "cloudformation");
const serviceCatalog = (id: string) => through(id, "SCLaunchRole", "servicecatalog");
const automation = (id: string) => through(id, "AutomationServiceRole", "ssm");
const codePipeline = (id: string) => through(id, "service-role/AWSCodePipelineServiceRole-orders", "codepipeline");
const stepFunctions = (id: string) => through(id, "StepFunctions-nightly-role", "states");

const allow = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const trustLambda = allow({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
const readTable = (id: string) =>
  allow({ Action: ["dynamodb:GetItem"], Resource: arn("dynamodb", "eu-west-1", id, "table/orders") });

/** Allows only encrypted connections. */
const secureTransport = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Deny", Principal: "*", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ],
};

const ingress = (port: number, cidrIpv4: string, groupId: string) => ({
  request: { groupId, ipPermissions: { items: [{ ipProtocol: "tcp", fromPort: port, toPort: port }] } },
  response: { securityGroupRuleSet: { items: [{ ipProtocol: "tcp", fromPort: port, toPort: port, cidrIpv4 }] } },
});

/** Calls with which Terraform or CloudFormation creates a service: role, network, function, bucket, key. */
function newService({ account: id, name }: Moment, caller: Call["caller"]): Partial<Call>[] {
  const iam = (call: string, request: object) => ({
    caller,
    service: "iam",
    name: call,
    region: "us-east-1",
    request: { roleName: name, ...request },
  });
  const s3 = (call: string, request: object) => ({
    caller,
    service: "s3",
    name: call,
    request: { bucketName: name, ...request },
  });
  const open = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
  return [
    iam("CreateRole", { assumeRolePolicyDocument: trustLambda }),
    iam("PutRolePolicy", { policyName: "table", policyDocument: readTable(id) }),
    iam("AttachRolePolicy", { policyArn: arn("iam", "", "aws", "policy/service-role/AWSLambdaBasicExecutionRole") }),
    { caller, service: "ec2", name: "CreateSecurityGroup", request: { groupName: name } },
    { caller, service: "ec2", name: "AuthorizeSecurityGroupIngress", ...ingress(443, "0.0.0.0/0", name) },
    { caller, service: "ec2", name: "AuthorizeSecurityGroupIngress", ...ingress(5432, "10.20.0.0/16", name) },
    { caller, service: "lambda", name: "CreateFunction20150331", request: { functionName: name, role: name } },
    {
      caller,
      service: "lambda",
      name: "AddPermission20150331v2",
      request: { principal: "events.amazonaws.com", functionName: name },
    },
    s3("CreateBucket", {}),
    s3("PutBucketPublicAccessBlock", {
      PublicAccessBlockConfiguration: Object.fromEntries(open.map((key) => [key, true])),
    }),
    s3("PutBucketPolicy", { bucketPolicy: secureTransport }),
    s3("PutBucketVersioning", { VersioningConfiguration: { Status: "Enabled" } }),
    s3("PutBucketLifecycle", { LifecycleConfiguration: { Rule: { ID: "old", Expiration: { Days: 90 } } } }),
    { caller, service: "logs", name: "CreateLogGroup", request: { logGroupName: name } },
    { caller, service: "logs", name: "PutRetentionPolicy", request: { logGroupName: name, retentionInDays: 30 } },
    { caller, service: "events", name: "PutRule", request: { name, state: "ENABLED" } },
    {
      caller,
      service: "sqs",
      name: "CreateQueue",
      request: { queueName: name, attributes: { SqsManagedSseEnabled: "true" } },
    },
    { caller, service: "monitoring", name: "PutMetricAlarm", request: { alarmName: name, actionsEnabled: true } },
  ];
}

/** Calls that delete the resources of a preview of a change. */
function dropPreview({ name }: Moment, caller: Call["caller"]): Partial<Call>[] {
  return [
    { caller, service: "iam", name: "DetachRolePolicy", region: "us-east-1", request: { roleName: name } },
    { caller, service: "iam", name: "DeleteRole", region: "us-east-1", request: { roleName: name } },
    {
      caller,
      service: "rds",
      name: "DeleteDBInstance",
      request: { dBInstanceIdentifier: name, skipFinalSnapshot: true },
    },
    { caller, service: "s3", name: "DeleteBucket", request: { bucketName: name } },
    { caller, service: "logs", name: "DeleteLogGroup", request: { logGroupName: name } },
    { caller, service: "monitoring", name: "DeleteAlarms", request: { alarmNames: [name] } },
    { caller, service: "events", name: "RemoveTargets", request: { rule: name } },
    { caller, service: "events", name: "DeleteRule", request: { name } },
    { caller, service: "ec2", name: "DeleteSecurityGroup", request: { groupId: name } },
  ];
}

/** Changes by pipelines, directly and through CloudFormation. */
export const pipelineHabits: readonly Habit[] = [
  {
    times: atWork(1),
    calls: ({ account: id, name }) => {
      const caller = deployer(id);
      return [
        { caller, service: "sts", name: "GetCallerIdentity" },
        ...["GetRole", "GetPolicy", "ListRolePolicies"].map((read) => ({
          caller,
          service: "iam",
          name: read,
          region: "us-east-1",
        })),
        ...["DescribeVpcs", "DescribeSubnets", "DescribeRouteTables"].map((read) => ({
          caller,
          service: "ec2",
          name: read,
        })),
        { caller, service: "lambda", name: "UpdateFunctionCode20150331v2", request: { functionName: "orders" } },
        { caller, service: "ecr", name: "PutImage", request: { repositoryName: "orders", imageTag: name } },
        { caller, service: "ecs", name: "RegisterTaskDefinition", request: { taskRoleArn: name, family: "orders" } },
        { caller, service: "cloudformation", name: "CreateChangeSet", request: { stackName: name } },
        { caller, service: "cloudformation", name: "ExecuteChangeSet", request: { stackName: name } },
        { caller, service: "cloudfront", name: "CreateInvalidation", region: "us-east-1" },
        { caller, service: "route53", name: "ChangeResourceRecordSets", region: "us-east-1" },
      ];
    },
    isQuick: true,
  },
  { times: daily(9), calls: (moment) => newService(moment, cloudFormation(moment.account)), isQuick: true },
  { times: daily(13), calls: (moment) => newService(moment, deployer(moment.account)), isQuick: true },
  {
    times: only([website], daily(15)),
    calls: (moment) => dropPreview(moment, cloudFormation(moment.account)),
    isQuick: true,
  },
  {
    // StackSets deploy the landing zone of every account
    times: weekly(1, 8),
    calls: (moment) => newService(moment, stackSets(moment.account)),
    isQuick: true,
  },
  {
    // A user orders a product of Service Catalog
    times: only([payments, data], weekly(3, 14)),
    calls: (moment) => newService(moment, serviceCatalog(moment.account)),
    isQuick: true,
  },
  {
    // An automation of Systems Manager stops the instances of a test environment at night
    times: only([website, data], nightly(20)),
    calls: ({ account: id }) =>
      ["i-1", "i-2", "i-3"].flatMap((instanceId) => [
        { caller: automation(id), service: "ec2", name: "DescribeInstances" },
        {
          caller: automation(id),
          service: "ec2",
          name: "StopInstances",
          request: { instancesSet: { items: [{ instanceId }] } },
        },
      ]),
    isQuick: true,
  },
  {
    // CodePipeline deploys the changes of a commit
    times: only([payments, website], atWork(1)),
    calls: ({ account: id, name }) => [
      { caller: codePipeline(id), service: "codebuild", name: "StartBuild", request: { projectName: "orders" } },
      { caller: codePipeline(id), service: "cloudformation", name: "CreateChangeSet", request: { stackName: name } },
      { caller: codePipeline(id), service: "cloudformation", name: "ExecuteChangeSet", request: { stackName: name } },
      { caller: codePipeline(id), service: "lambda", name: "UpdateFunctionCode20150331v2" },
    ],
    isQuick: true,
  },
  {
    // A nightly job of Step Functions
    times: only([data], nightly(1)),
    calls: ({ account: id }) => [
      { caller: stepFunctions(id), service: "glue", name: "StartJobRun", request: { jobName: "report" } },
      { caller: stepFunctions(id), service: "ecs", name: "RunTask", request: { taskDefinition: "report" } },
      { caller: stepFunctions(id), service: "sns", name: "Publish", request: { topicArn: "report" } },
    ],
  },
  {
    times: only([website], weekly(4, 16)),
    calls: (moment) => dropPreview(moment, deployer(moment.account)),
    isQuick: true,
  },
  {
    // A machine image is built
    times: only([payments, data], weekly(2, 6)),
    calls: ({ account: id, name }) => {
      const caller = program(id, "image-builder", "HashiCorp Packer/1.14.0");
      const items = [{ imageId: "ami-0abc", minCount: 1, maxCount: 1 }];
      return [
        { caller, service: "ec2", name: "CreateKeyPair", request: { keyName: name } },
        {
          caller,
          service: "ec2",
          name: "RunInstances",
          request: { instanceType: "t3.medium", instancesSet: { items } },
        },
        { caller, service: "ec2", name: "StopInstances" },
        { caller, service: "ec2", name: "CreateImage", request: { name } },
        { caller, service: "ec2", name: "TerminateInstances" },
        { caller, service: "ec2", name: "DeleteKeyPair", request: { keyName: name } },
      ];
    },
  },
  {
    // A key for a new data store, a policy of a role, a repository that other accounts may pull from
    times: only([payments], weekly(3, 11)),
    calls: ({ account: id, name }) => {
      const caller = deployer(id);
      const root = arn("iam", "", id, "root");
      const policy = allow({ Principal: { AWS: root }, Action: "kms:*", Resource: "*" });
      const pull = allow({ Principal: { AWS: [arn("iam", "", website ?? "", "root")] }, Action: "ecr:BatchGetImage" });
      return [
        { caller, service: "kms", name: "CreateKey", request: { policy, keyUsage: "ENCRYPT_DECRYPT" } },
        { caller, service: "kms", name: "CreateAlias", request: { aliasName: `alias/${name}` } },
        { caller, service: "kms", name: "EnableKeyRotation" },
        { caller, service: "kms", name: "PutKeyPolicy", request: { keyId: name, policyName: "default", policy } },
        {
          caller,
          service: "iam",
          name: "CreatePolicyVersion",
          region: "us-east-1",
          request: { policyDocument: readTable(id) },
        },
        {
          caller,
          service: "iam",
          name: "UpdateAssumeRolePolicy",
          region: "us-east-1",
          request: { policyDocument: trustLambda },
        },
        { caller, service: "ecr", name: "SetRepositoryPolicy", request: { repositoryName: name, policyText: pull } },
      ];
    },
    isQuick: true,
  },
  {
    // Schedules are disabled while a database is changed
    times: only([data], weekly(6, 5)),
    calls: ({ account: id }) => [
      { caller: deployer(id), service: "events", name: "DisableRule", request: { name: "nightly-report" } },
      {
        caller: deployer(id),
        service: "rds",
        name: "ModifyDBInstance",
        request: { allocatedStorage: 200, applyImmediately: true },
      },
      { caller: deployer(id), service: "events", name: "EnableRule", request: { name: "nightly-report" } },
    ],
  },
  {
    // The management account deploys the baseline of every account
    times: only([management], weekly(2, 10)),
    calls: ({ account: id }) =>
      accounts.slice(1).map((member) => ({
        caller: deployer(id),
        service: "sts",
        name: "AssumeRole",
        request: {
          roleArn: arn("iam", "", member, "role/OrganizationAccountAccessRole"),
          roleSessionName: "terraform",
        },
      })),
    isQuick: true,
  },
  {
    times: only([management], onDay(8, 10)),
    calls: ({ account: id, name }) => [
      {
        caller: deployer(id),
        service: "organizations",
        name: "CreateAccount",
        region: "us-east-1",
        request: { accountName: name },
      },
      { caller: deployer(id), service: "organizations", name: "MoveAccount", region: "us-east-1" },
      { caller: deployer(id), service: "organizations", name: "TagResource", region: "us-east-1" },
    ],
  },
];
