import { Callers, cli } from "../../../sample-data/events/callers";
import { type Call, type Caller, type CloudTrailEvent, eventOf } from "../../../sample-data/events/event";
import { Random } from "../../../sample-data/events/random";
import type { LogScene } from "../../../sample-data/logs/scene";
import { story } from "../../../sample-data/logs/story";

/**
 * The parts of a call other than its caller and its location. Fields of the record that a call does not have are added unchanged.
 */
type Deed = Pick<Call, "name" | "service" | "request" | "response" | "additional" | "error"> & {
  /** `HH:mm:ss` in UTC. */
  readonly at: string;
  readonly resources?: readonly { readonly ARN: string }[];
  readonly isData?: boolean;
};

/** The callers, all in the account `payments` except the last. */
export function platformCallers({ partition, payments, website }: LogScene) {
  const callers = new Callers(partition);
  const machine = (address: string) => callers.role(payments, "web-server", story.instanceId, { address, agent: cli });
  return {
    eve: callers.role(payments, "Admin", "eve", { address: "203.0.113.77", agent: cli }),
    report: callers.user(payments, "report-job", "198.51.100.30"),
    machineAtHome: machine(story.instanceAddress),
    machineOnInternet: machine("203.0.113.77"),
    person: callers.person(website, "ada@example.com", "198.51.100.7"),
  };
}

/** ARN of the key of the story. */
export function storyKeyArn({ partition, home, payments }: LogScene): string {
  return `arn:${partition}:kms:${home}:${payments}:key/orders-key`;
}

/**
 * Returns the events of a day on which an administrator of `payments` shares data, opens a port, and destroys resources, and on
 * which a job calls too often. In `website`, a person reads twice an hour, but not from five to eight.
 */
export function platformEvents(scene: LogScene): CloudTrailEvent[] {
  const { payments, website } = scene;
  const { eve, report, machineAtHome, machineOnInternet, person } = platformCallers(scene);
  const { uuid } = new Random(`${scene.day} platform`);
  const by = (caller: Caller, account: string, deeds: readonly Deed[]) =>
    deeds.map(({ at, resources, isData, ...deed }) => ({
      ...eventOf({ ...deed, caller, account, region: scene.home }, new Date(`${scene.day}T${at}Z`), uuid),
      ...(resources && { resources }),
      ...(isData && { eventCategory: "Data" as unknown as "Management" }),
    }));
  return [
    ...by(eve, payments, [...opening, ...sharing(scene), ...reading, ...moving(scene), ...destroying(scene)]),
    ...by(report, payments, reporting(scene)),
    ...by(machineAtHome, payments, [{ at: "13:30:00", service: "s3", name: "ListBuckets" }]),
    ...by(machineOnInternet, payments, [
      { at: "13:40:00", service: "sts", name: "GetCallerIdentity" },
      { at: "13:41:00", service: "s3", name: "ListBuckets" },
    ]),
    ...by(
      person,
      website,
      websiteHours.map((hour) => looking(`${hour}:30:00`)),
    ),
  ];
}

const looking = (at: string): Deed => ({ at, service: "ec2", name: "DescribeSecurityGroups" });

/** Hours in which `website` has events. */
export const websiteHours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")).filter(
  (hour) => !["05", "06", "07"].includes(hour),
);

/** Returns a rule for port 22, from an IPv4 or an IPv6 range. */
const ingress = (at: string, cidr: string): Deed => {
  const port = { ipProtocol: "tcp", fromPort: 22, toPort: 22 };
  const [ranges, rule] = cidr.includes(":")
    ? [{ ipv6Ranges: { items: [{ cidrIpv6: cidr }] } }, { cidrIpv6: cidr }]
    : [{ ipRanges: { items: [{ cidrIp: cidr }] } }, { cidrIpv4: cidr }];
  const groupId = story.securityGroupId;
  return {
    at,
    service: "ec2",
    name: "AuthorizeSecurityGroupIngress",
    request: { groupId, ipPermissions: { items: [{ ...port, ...ranges }] } },
    response: { securityGroupRuleSet: { items: [{ groupId, ...port, ...rule }] } },
  };
};

/** The last call, after all data was received. */
const opening = [ingress("02:14:00", "10.0.0.0/8"), ingress("02:15:20", "0.0.0.0/0"), ingress("03:00:00", "::/0")];

const sharing = ({ partition, payments, website }: LogScene): Deed[] => {
  const root = (account: string) => `arn:${partition}:iam::${account}:root`;
  const policy = (Principal: unknown) => ({ Statement: [{ Principal }] });
  return [
    {
      at: "10:00:00",
      service: "ec2",
      name: "ModifySnapshotAttribute",
      request: { snapshotId: "snap-1", createVolumePermission: { add: { items: [{ group: "all" }] } } },
    },
    {
      at: "10:01:00",
      service: "rds",
      name: "ModifyDBSnapshotAttribute",
      request: { dBSnapshotIdentifier: "orders", attributeName: "restore", valuesToAdd: [website] },
    },
    {
      at: "10:02:00",
      service: "ec2",
      name: "ModifyImageAttribute",
      request: { imageId: "ami-1", launchPermission: { remove: { items: [{ userId: website }] } } },
    },
    {
      at: "10:03:00",
      service: "s3",
      name: "PutBucketPolicy",
      request: { bucketName: "orders-export", bucketPolicy: policy("*") },
    },
    {
      at: "10:04:00",
      service: "kms",
      name: "PutKeyPolicy",
      request: { keyId: "orders-key", policy: JSON.stringify(policy({ AWS: root(website) }), null, 2) },
    },
    {
      at: "10:05:00",
      service: "secretsmanager",
      name: "PutResourcePolicy",
      request: { secretId: "prod/db", resourcePolicy: JSON.stringify(policy({ AWS: "*" }), null, 2) },
    },
    {
      at: "10:06:00",
      service: "s3",
      name: "PutBucketPolicy",
      request: { bucketName: "inner", bucketPolicy: policy({ AWS: root(payments) }) },
    },
  ];
};

const secret = (at: string, secretId: string, error?: Deed["error"]): Deed => ({
  at,
  service: "secretsmanager",
  name: "GetSecretValue",
  request: { secretId },
  ...(error && { error }),
});

const object = (at: string, bucketName: string, key: string, bytesTransferredOut: number): Deed => ({
  at,
  service: "s3",
  name: "GetObject",
  request: { bucketName, key },
  additional: { bytesTransferredOut },
  isData: true,
});

const refused = { code: "AccessDenied", message: "User is not authorized to perform this" };

const reading: readonly Deed[] = [
  secret("10:10:00", "prod/db"),
  secret("10:10:10", "prod/api"),
  secret("10:10:20", "prod/db"),
  secret("10:10:30", "prod/root", refused),
  object("10:20:00", "orders-export", "a", 1_000),
  object("10:20:05", "orders-export", "b", 500),
  object("10:20:10", "orders-export", "a", 1_000),
];

const moving = ({ partition, home, payments }: LogScene): Deed[] => [
  {
    at: "12:00:00",
    service: "rds",
    name: "StartExportTask",
    request: { sourceArn: `arn:${partition}:rds:${home}:${payments}:snapshot:orders`, s3BucketName: "orders-export" },
  },
  { at: "12:01:00", service: "ec2", name: "CopySnapshot", request: { sourceSnapshotId: "snap-1" } },
  ...(["orders", "inner"] as const).map((dBInstanceIdentifier, i) => ({
    at: `12:05:0${i}`,
    service: "rds",
    name: "ModifyDBInstance",
    request: { dBInstanceIdentifier, publiclyAccessible: dBInstanceIdentifier === "orders" },
  })),
  {
    at: "12:20:00",
    service: "ec2",
    name: "CreateRoute",
    request: { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
  },
];

const destroying = (scene: LogScene): Deed[] => [
  ...["snap-1", "snap-2", "snap-3"].map((snapshotId, i) => ({
    at: `11:00:0${i}`,
    service: "ec2",
    name: "DeleteSnapshot",
    request: { snapshotId },
  })),
  {
    at: "11:01:00",
    service: "ec2",
    name: "TerminateInstances",
    request: { instancesSet: { items: [{ instanceId: "i-1" }] } },
  },
  {
    at: "12:10:00",
    service: "kms",
    name: "ScheduleKeyDeletion",
    request: { keyId: "orders-key", pendingWindowInDays: 7 },
  },
  {
    at: "12:11:00",
    service: "kms",
    name: "Decrypt",
    error: refused,
    resources: [{ ARN: storyKeyArn(scene) }],
  },
];

const reporting = (scene: LogScene): Deed[] => [
  object("09:00:00", "orders", "c", 10),
  { at: "09:01:00", service: "ssm", name: "GetParameter", request: { name: "/app/config", withDecryption: true } },
  ...["09:02:00", "09:03:00"].map((at) => ({
    at,
    service: "kms",
    name: "Decrypt",
    resources: [{ ARN: storyKeyArn(scene) }],
  })),
  ...["13:00:00", "13:00:01", "13:00:02"].map((at) => ({
    at,
    service: "ec2",
    name: "DescribeInstances",
    error: { code: "Client.RequestLimitExceeded", message: "Request limit exceeded." },
  })),
  {
    at: "13:05:00",
    service: "ec2",
    name: "RunInstances",
    request: { instanceType: "m7i.large" },
    error: { code: "Client.VcpuLimitExceeded", message: "You have requested more vCPU capacity than your limit." },
  },
];
