import { readPolicy } from "../../aws-semantics/iam/read-policy";
import { evaluate } from "../../aws-semantics/iam/evaluate";
import type { Caller, PolicyRequest } from "../../aws-semantics/iam/request";
import { partitionOf } from "../../aws-semantics/values/partition-of";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import type { ArchiveWriters, WrittenArchive } from "../../modules/archive/log-writer";
import { account, arn } from "../../sample-data/values";
import { asTerraformReads } from "./terraform-string";

export const organizationId = "o-a1b2c3d4e5";
export const bucketArn = arn("s3", "", "", "aws-waf-logs-acme");
export const accessLogBucketArn = arn("s3", "", "", "acme-access-logs");
export const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-trail");
const externalTrailArn = arn("cloudtrail", "eu-west-1", account(3), "trail/acme-outside-trail");
const keyArn = arn("kms", "eu-west-1", account(2), "key/abcd");

export const archiveOf = (writers: ArchiveWriters, more: Partial<WrittenArchive> = {}): WrittenArchive => ({
  namePrefix: "acme",
  partition: partitionOf("eu-west-1"),
  accountId: account(2),
  region: "eu-west-1",
  organizationId,
  bucketArn,
  writers,
  hasEarlierLogs: false,
  prefixes: archivePrefixes,
  ...more,
});

const service = (name: string): Caller => ({ kind: "service", service: `${name}.amazonaws.com` });
const role = (name: string, organization = organizationId): Caller => ({
  kind: "role",
  arn: arn("iam", "", account(3), `role/${name}`),
  account: account(3),
  organization,
});
const ownerAcl = { "s3:x-amz-acl": "bucket-owner-full-control" };
const delivery = {
  "aws:SourceAccount": account(3),
  "aws:SourceOrgID": organizationId,
  "aws:SourceArn": arn("logs", "eu-west-1", account(3), "*"),
};
const throughS3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": bucketArn };

/** A writer, the objects that it writes, and the requests with which it uses the key. */
export interface Row {
  readonly writers: ArchiveWriters;
  readonly caller: Caller;
  readonly path: string;
  readonly sends: PolicyRequest["context"];
  readonly encrypts?: PolicyRequest["context"];
  readonly action?: string;

  /**
   * The same writer of another organization.
   *
   * @default `writers`, because the statements contain the organization
   */
  readonly foreignWriters?: ArchiveWriters;
}

const vended = (writers: ArchiveWriters, path: string): Row => ({
  writers,
  caller: service("delivery.logs"),
  path,
  sends: { ...ownerAcl, ...delivery },
  encrypts: delivery,
});

export const rows: Readonly<Record<string, Row>> = {
  trailArn: {
    writers: { trailArn },
    caller: service("cloudtrail"),
    path: `cloudtrail-logs/AWSLogs/${organizationId}/a`,
    sends: { ...ownerAcl, "aws:SourceArn": trailArn },
    encrypts: { "aws:SourceArn": trailArn, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn },
  },
  flowLogs: vended({ flowLogs: true }, `flow-logs/AWSLogs/${account(3)}/a`),
  transitGatewayFlowLogs: vended({ transitGatewayFlowLogs: true }, `transit-gateway-logs/AWSLogs/${account(3)}/a`),
  dnsQueryLogs: vended({ dnsQueryLogs: true }, `dns-logs/AWSLogs/${account(3)}/a`),
  webAclLogs: vended({ webAclLogs: true }, `AWSLogs/${account(3)}/a`),
  awsConfig: {
    writers: { awsConfig: true },
    caller: role("acme-config-recorder"),
    path: `config-logs/AWSLogs/${account(3)}/Config/a`,
    sends: ownerAcl,
    encrypts: throughS3,
  },
  sessions: {
    writers: { sessions: true },
    caller: role("node"),
    path: `ssm-logs/AWSLogs/${account(3)}/sessions/a`,
    sends: {},
    encrypts: throughS3,
  },
  securityHubFindings: {
    writers: { securityHubFindings: true },
    caller: role("acme-securityhub-findings-to-archive"),
    path: `securityhub-findings/${account(3)}/a`,
    sends: {},
    encrypts: throughS3,
  },
  applicationLogs: {
    writers: { applicationLogs: true },
    caller: role("acme-app-logs-to-archive"),
    path: `app-logs/${account(3)}/a`,
    sends: {},
    encrypts: throughS3,
  },
  externalTrails: {
    writers: { externalTrails: { accountIds: [account(3)], trailArns: externalTrailArn } },
    foreignWriters: { externalTrails: { accountIds: [account(4)], trailArns: externalTrailArn } },
    caller: service("cloudtrail"),
    path: `cloudtrail-logs/AWSLogs/${account(3)}/a`,
    sends: { ...ownerAcl, "aws:SourceArn": externalTrailArn, "aws:SourceAccount": account(3) },
    encrypts: {
      "aws:SourceArn": externalTrailArn,
      "aws:SourceAccount": account(3),
      "kms:EncryptionContext:aws:cloudtrail:arn": externalTrailArn,
    },
  },
};
export const accessLogRows: Readonly<Record<string, Row>> = {
  accessLogAccountIds: {
    writers: { accessLogAccountIds: [account(3)] },
    caller: role("acme-access-log-replication"),
    path: `s3-access-logs/${account(3)}/a`,
    sends: {},
    action: "s3:ReplicateObject",
  },
  loadBalancerAccountIds: {
    writers: { loadBalancerAccountIds: [account(3)] },
    caller: service("logdelivery.elasticloadbalancing"),
    path: `elb-logs/AWSLogs/${account(3)}/a`,
    sends: {},
  },
  loggedBucketArns: {
    writers: { loggedBucketArns: [bucketArn] },
    caller: service("logging.s3"),
    path: "s3-access-logs/a",
    sends: { "aws:SourceArn": bucketArn, "aws:SourceAccount": account(2) },
  },
  listedBucketArns: {
    writers: { listedBucketArns: [bucketArn] },
    caller: service("s3"),
    path: "s3-version-lists/a",
    sends: { ...ownerAcl, "aws:SourceArn": bucketArn, "aws:SourceAccount": account(2) },
  },
};

const policyOf = (statements: readonly object[]) =>
  readPolicy(
    "resource",
    "resource",
    asTerraformReads(
      JSON.stringify({ Version: "2012-10-17", Statement: statements.length > 0 ? statements : [nobody] }),
    ),
  );

/** IAM accepts no policy without a statement. This statement allows an unrelated action. */
const nobody = { Effect: "Deny", Principal: "*", Action: "s3:None", Resource: "*" };
const administrator = readPolicy(
  "administrator",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
);

type Ask = Pick<Row, "caller" | "path" | "sends" | "action">;

export function effectOn(statements: readonly object[], bucket: string, { caller, path, sends, action }: Ask): string {
  return evaluate(
    { resource: policyOf(statements), identity: caller.kind === "service" ? [] : [administrator] },
    {
      caller,
      action: action ?? "s3:PutObject",
      resource: `${bucket}/${path}`,
      resourceAccount: account(2),
      context: sends,
    },
  ).effect;
}

export function effectOnKey(statements: readonly object[], caller: Caller, context: PolicyRequest["context"]): string {
  return evaluate(
    { resource: policyOf(statements), identity: caller.kind === "service" ? [] : [administrator] },
    { caller, action: "kms:GenerateDataKey", resource: keyArn, resourceAccount: account(2), context },
  ).effect;
}
