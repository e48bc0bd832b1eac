import { type Caller, type Call, type CloudTrailEvent, eventOf } from "../../../sample-data/events/event";
import { Random } from "../../../sample-data/events/random";
import { arn } from "../../../sample-data/values";
import { callers, home, roleArn } from "./story";

/** Twenty accounts. The first account belongs to the pipelines, and the second account to the security team. */
export const monthAccounts: readonly string[] = Array.from({ length: 20 }, (_, i) => String(10 + i).repeat(6));
const [pipelines = "", security = ""] = monthAccounts;

/** A Sunday. */
const firstDay = Date.UTC(2026, 2, 1);
export const monthDays = 30;

const boto = "Boto3/1.40.0 md/Botocore#1.40.0";
const gateway = "198.51.100.20";

/** An account on a day. */
interface Moment {
  readonly account: string;

  /** Index of the account in `monthAccounts`. */
  readonly place: number;

  /** Number of the day, from 0. Days 0, 7, 14, 21 and 28 are Sundays. */
  readonly day: number;
  readonly isWorkday: boolean;
  readonly random: Random;
}

/** A call at an hour of the day, in UTC. */
type Deed = Partial<Call> & Pick<Call, "caller" | "service" | "name"> & { readonly hour: number };

/** Returns the calls that one kind of regular work makes in an account on a day. */
type Habit = (moment: Moment) => readonly Deed[];

const program = (account: string, role: string, address = gateway): Caller =>
  callers.role(account, role, `${role}-session`, { address, agent: boto });
const person = (account: string, permissionSet: string, name: string, address = "198.51.100.7"): Caller => {
  const role = `aws-reserved/sso.amazonaws.com/AWSReservedSSO_${permissionSet}_0123456789abcdef`;
  return callers.role(account, role, `${name}@example.com`, { address, agent: "Mozilla/5.0", fromConsole: true });
};
const list = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, i) => make(i));
const denied = { error: { code: "AccessDenied", message: "User is not authorized to perform this action" } };
const signIn = (hour: number, caller: Caller, outcome: "Success" | "Failure" = "Success"): Deed => ({
  hour,
  caller,
  service: "signin",
  name: "ConsoleLogin",
  type: "AwsConsoleSignIn",
  response: { ConsoleLogin: outcome },
});

const people = ["ada", "grace", "linus", "barbara", "edsger"];
const looks = [
  ["ec2", "DescribeInstances DescribeVpcs DescribeImages DescribeSecurityGroups DescribeVolumes DescribeSubnets"],
  ["logs", "DescribeLogGroups FilterLogEvents GetLogEvents"],
  ["monitoring", "DescribeAlarms GetMetricData ListMetrics"],
  ["lambda", "ListFunctions20150331 GetFunction20150331v2"],
  ["rds", "DescribeDBInstances DescribeDBClusters DescribeEvents"],
  ["s3", "ListBuckets GetBucketLocation"],
  ["ecs", "ListClusters DescribeServices DescribeTasks"],
].flatMap(([service = "", names = ""]) => names.split(" ").map((name) => ({ service, name })));

/** Developers read resources in the console on workdays. */
const developers: Habit = ({ account, isWorkday, random }) => {
  if (!isWorkday) return [];
  const caller = person(account, "Developer", random.pick(people));
  const hour = 8 + random.below(9);
  return [
    signIn(hour, caller),
    ...list(12, (i) => ({
      hour,
      caller,
      ...random.pick(looks),
      request: { logGroupName: `/app/${i % 4}`, functionName: `orders-${i % 3}` },
    })),
  ];
};

/** A pipeline assumes a role in every account and deploys. Terraform reads the existing resources. */
const deployments: Habit = ({ account, isWorkday, place }) => {
  if (!isWorkday) return [];
  const runner = program(pipelines, "ci-runner");
  const caller = program(account, "deploy-pipeline");
  const hour = 9 + (place % 6);
  return [
    {
      hour,
      caller: runner,
      account: pipelines,
      service: "sts",
      name: "AssumeRole",
      request: { roleArn: roleArn(account, "deploy-pipeline") },
      response: { credentials: { accessKeyId: `ASIADEPLOY${place}` } },
    },
    ...["UpdateFunctionCode20150331v2", "PutParameter", "RegisterTaskDefinition", "UpdateService", "TagResource"].map(
      (name) => ({ hour, caller, service: "lambda", name }),
    ),
    ...list(6, (i) => ({
      hour,
      caller,
      service: "lambda",
      name: "GetFunction20150331v2",
      request: { functionName: `f${i}` },
    })),
    { hour, caller, service: "ssm", name: "GetParameters", request: { names: ["a", "b", "c"], withDecryption: true } },
  ];
};

/** A scanner assumes a role in every account each night and reads every resource. Its calls in a denied region fail. */
const scanner: Habit = ({ account, place }) => {
  const caller = program(account, "security-scanner", "198.51.100.90");
  const services = "ec2 iam s3 rds lambda kms sns sqs ecs ecr eks glue".split(" ");
  return [
    {
      hour: 1,
      caller: program(security, "security-scanner", "198.51.100.90"),
      account: security,
      service: "sts",
      name: "AssumeRole",
      request: { roleArn: roleArn(account, "security-scanner") },
      response: { credentials: { accessKeyId: `ASIASCANNER${place}` } },
    },
    ...list(60, (i) => ({
      hour: 1,
      caller,
      service: services[i % 12] ?? "ec2",
      name: `Describe${Math.floor(i / 12)}`,
    })),
    ...list(12, (i) => ({
      hour: 1,
      caller,
      service: "ec2",
      name: "DescribeInstanceAttribute",
      request: { instanceId: `i-0f1e2d3c4b5a6${String(i).padStart(4, "0")}`, attribute: "userData" },
    })),
    ...list(10, (i) => ({
      hour: 1,
      caller,
      region: "ap-east-1",
      service: services[i % 3] ?? "ec2",
      name: `Describe${i}`,
      ...denied,
    })),
  ];
};

/** Instances call AWS through a gateway and endpoints, services call with their roles, and AWS Config reads resources. */
const machines: Habit = ({ account, place }) => {
  const instance = (index: number, address: string) =>
    callers.role(account, "web-server", `i-0a1b2c3d4e5f${String(place)}${index}`, { address, agent: boto });
  const config = callers.configRecorder(account);
  return [
    ...list(2, (i) => ({ hour: 4 + i * 9, caller: instance(i, gateway), service: "sqs", name: "ReceiveMessage" })),
    ...list(2, (i) => ({
      hour: 6 + i * 9,
      caller: instance(i, `10.20.3.${17 + i}`),
      service: "s3",
      name: "ListObjects",
    })),
    ...list(4, (i) => ({ hour: i * 6, caller: config, service: "ec2", name: `Describe${i}` })),
    { hour: 5, caller: config, service: "s3", name: "GetBucketAcl", request: { bucketName: "locked" }, ...denied },
    { hour: 7, caller: callers.service("lambda.amazonaws.com"), service: "sts", name: "AssumeRole" },
    ...list(2, (i) => ({
      hour: 11 + i,
      caller: program(account, "orders-worker", gateway),
      service: "secretsmanager",
      name: "GetSecretValue",
      request: { secretId: `orders/${i}` },
    })),
  ];
};

/** Five clusters read all their secrets four times a day. */
const secretOperators: Habit = ({ account, place }) =>
  place % 4 !== 3
    ? []
    : list(80, (i) => ({
        hour: (i % 4) * 6,
        caller: program(account, "external-secrets"),
        service: "secretsmanager",
        name: "GetSecretValue",
        request: { secretId: `cluster/${i % 20}` },
      }));

/** A role creates snapshots every night. */
const backups: Habit = ({ account, place }) =>
  place % 4 !== 2
    ? []
    : list(12, (i) => ({
        hour: 2,
        caller: program(account, "backup"),
        service: "ec2",
        name: "CreateSnapshot",
        request: { volumeId: `vol-${i}` },
      }));

/** Machines are patched on Sundays. */
const patches: Habit = ({ account, place, day }) =>
  day % 7 !== 0 || place % 2 === 0
    ? []
    : list(20, (i) => ({
        hour: 3,
        caller: program(account, "patch-window"),
        service: "ssm",
        name: "SendCommand",
        request: { documentName: "AWS-RunPatchBaseline", instanceIds: [`i-0a1b2c3d4e5f${String(10 + i)}`] },
      }));

/** Each night, a person on call repairs something in one account. One night needs more calls than the others. */
const onCall: Habit = ({ account, place, day, random }) => {
  if (place !== day % 20) return [];
  const caller = person(account, "Operator", random.pick(people), "203.0.113.8");
  const hour = 22;
  const repairs = ["RebootInstances", "UpdateService", "SetDesiredCapacity", "PutScalingPolicy", "ModifyDBInstance"];
  const incident = ["UpdateFunctionConfiguration20150331v2", "PutParameter", "CreateTags", "FailoverDBCluster"];
  return [
    signIn(hour, caller),
    ...list(5, (i) => ({
      hour,
      caller,
      service: "logs",
      name: "FilterLogEvents",
      request: { logGroupName: `/app/${i}` },
    })),
    ...list(2, (i) => ({
      hour,
      caller,
      service: "ssm",
      name: "StartSession",
      request: { target: `i-0a1b2c3d4e5f${String(10 + i)}` },
    })),
    ...[...repairs.slice(0, day === 12 ? 5 : 2), ...(day === 12 ? incident : [])].map((name) => ({
      hour,
      caller,
      service: "ec2",
      name,
    })),
  ];
};

/** An environment for a proposed change is created in the morning and destroyed in the evening. */
const previews: Habit = ({ account, place, day, isWorkday }) => {
  if (!isWorkday || place % 10 !== 4) return [];
  const caller = program(account, "deploy-pipeline");
  const name = `preview-${day}`;
  const policy = { roleName: name, policyArn: arn("iam", "", account, "policy/orders") };
  const rule = {
    groupId: `sg-preview${day}`,
    ipPermissions: { items: [{ fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } }] },
  };
  const deed = (hour: number, service: string, call: string, request: Call["request"]): Deed => ({
    hour,
    caller,
    service,
    name: call,
    request,
  });
  return [
    deed(9, "iam", "CreateRole", { roleName: name }),
    deed(9, "iam", "AttachRolePolicy", policy),
    deed(9, "ec2", "AuthorizeSecurityGroupIngress", rule),
    deed(9, "ec2", "RunInstances", { instanceType: "m7i.large" }),
    deed(9, "ec2", "CreateFlowLogs", {}),
    deed(19, "ec2", "RevokeSecurityGroupIngress", rule),
    deed(19, "ec2", "DeleteFlowLogs", {}),
    deed(19, "logs", "DeleteLogGroup", { logGroupName: `/app/${name}` }),
    deed(19, "ec2", "StopInstances", { instancesSet: { items: [{ instanceId: "i-0a1b2c3d4e5f60718" }] } }),
    deed(19, "iam", "DetachRolePolicy", policy),
    deed(19, "iam", "DeleteRole", { roleName: name }),
  ];
};

/** A job reads new files each night, and another job invokes a model. */
const jobs: Habit = ({ account, place, day }) => {
  if (place !== 6) return [];
  const caller = program(account, "etl");
  return [
    ...list(200, (i) => ({
      hour: 3,
      caller,
      service: "s3",
      name: "GetObject",
      request: { bucketName: "orders", key: `${day}/${i}.csv` },
      additional: { bytesTransferredOut: 1_000_000 },
    })),
    ...list(20, (i) => ({
      hour: 5,
      caller,
      service: "bedrock",
      name: "InvokeModel",
      request: { modelId: "anthropic.model-1" },
      ...(i === 7 && { error: { code: "ThrottlingException", message: "Too many requests" } }),
    })),
  ];
};

/** Rare work: the rotation of a key, a mistyped password, a new account, a key for a vendor. */
const rarely: Habit = ({ account, place, day }) => {
  const pipeline = program(account, "deploy-pipeline");
  const administrator = person(account, "Administrator", "grace");
  const auditor = callers.signingIn(account, "auditor", "198.51.100.12");
  const key = (id: string) => ({ response: { accessKey: { accessKeyId: id, userName: "vendor" } } });
  return [
    ...(place === 3 && day % 7 === 3
      ? [
          { hour: 10, caller: pipeline, service: "iam", name: "CreateAccessKey", ...key(`AKIANEW${day}`) },
          {
            hour: 11,
            caller: pipeline,
            service: "iam",
            name: "DeleteAccessKey",
            request: { accessKeyId: `AKIANEW${day - 7}` },
          },
        ]
      : []),
    ...(place === 5 && day % 7 === 2 ? [signIn(9, auditor, "Failure"), signIn(10, auditor)] : []),
    ...(place === 7 && day === 20
      ? [
          signIn(13, administrator),
          { hour: 14, caller: administrator, service: "iam", name: "CreateAccessKey", ...key("AKIAVENDOR") },
        ]
      : []),
    ...(place === 9 && day === 9
      ? [
          { hour: 13, caller: pipeline, service: "iam", name: "CreateRole", request: { roleName: "baseline" } },
          {
            hour: 14,
            caller: program(pipelines, "ci-runner"),
            service: "sts",
            name: "AssumeRole",
            request: { roleArn: roleArn(account, "baseline") },
            response: { credentials: { accessKeyId: "ASIABASELINE" } },
          },
        ]
      : []),
  ];
};

const habits: readonly Habit[] = [
  developers,
  deployments,
  scanner,
  machines,
  secretOperators,
  backups,
  patches,
  onCall,
  previews,
  jobs,
  rarely,
];

/**
 * The events of a day without an attack in an organization of twenty accounts: pipelines, scanners, backups, people at work,
 * and people on call.
 *
 * @param day from 0 to 29
 */
export function ordinaryDay(day: number): CloudTrailEvent[] {
  const random = new Random(`ordinary day ${day}`);
  const isWorkday = day % 7 > 0 && day % 7 < 6;
  return monthAccounts.flatMap((account, place) =>
    habits.flatMap((habit) =>
      habit({ account, place, day, isWorkday, random }).map(({ hour, ...call }) =>
        eventOf(
          { account, region: home, ...call },
          new Date(firstDay + (day * 24 + hour) * 3_600_000 + random.below(3_600_000)),
          random.uuid,
        ),
      ),
    ),
  );
}

/** The day in the format of a partition, such as `2026/03/01`. */
export const partitionOf = (day: number): string =>
  new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "/");
