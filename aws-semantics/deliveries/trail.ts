import type { Policy } from "../iam/document";
import { evaluate } from "../iam/evaluate";
import type { PolicyRequest } from "../iam/request";
import { canAssume, roleMay, type ServiceRole } from "./service-role";

type Context = PolicyRequest["context"];

/** A bucket, key or topic with its policy. */
export interface Destination {
  readonly arn: string;
  readonly accountId: string;
  readonly policy: Policy | undefined;
}

/** A topic, with its key if it has one. */
export interface Topic extends Destination {
  readonly key?: Destination | undefined;
}

/** The log group of a trail, and the role that writes to it. */
export interface TrailLogs {
  /** ARN of the log group, without `:*` at the end. Undefined if the trail names only a role. */
  readonly groupArn: string | undefined;

  /** Role that CloudTrail assumes. Undefined if the role does not exist. */
  readonly role: ServiceRole | undefined;
}

/** A trail in a `CreateTrail` or `UpdateTrail` request, with its destinations. */
export interface Trail {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;

  /** Id of the organization, for an organization trail. */
  readonly organizationId?: string | undefined;

  /** Key prefix without slashes at its ends. Empty for none. */
  readonly prefix: string;
  readonly validatesFiles: boolean;
  readonly bucket: Destination;
  readonly key?: Destination | undefined;
  readonly topic?: Topic | undefined;
  readonly logs?: TrailLogs | undefined;

  /** Condition keys of CloudTrail's requests, in addition to `aws:SourceArn` and `aws:SourceAccount`. */
  readonly context?: Context;
}

const caller = { kind: "service", service: "cloudtrail.amazonaws.com" } as const;

/**
 * The error code with which CloudTrail rejects a trail. Undefined if it can deliver.
 *
 * CloudTrail reads the ACL of the bucket, and writes empty objects to the folders of log files and digests. It also publishes a
 * message to the topic and creates a log stream.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
 */
export function trailRefusal(trail: Trail): string | undefined {
  if (!mayDeliver(trail)) return "InsufficientS3BucketPolicyException";
  if (!mayEncrypt(trail)) return "InsufficientEncryptionPolicyException";
  if (trail.topic && !mayPublish(trail, trail.topic)) return "InsufficientSnsTopicPolicyException";
  return trail.logs && logsRefusal(trail, trail.logs);
}

/** Keys of the empty objects that CloudTrail writes to test a bucket. */
export function markers({ prefix, accountId, organizationId, validatesFiles }: Trail): string[] {
  const folders = organizationId === undefined ? [accountId] : [accountId, `${organizationId}/${accountId}`];
  const kinds = validatesFiles ? ["CloudTrail", "CloudTrail-Digest"] : ["CloudTrail"];
  const start = prefix === "" ? "" : `${prefix}/`;
  return folders.flatMap((folder) => kinds.map((kind) => `${start}AWSLogs/${folder}/${kind}/`));
}

function mayDeliver(trail: Trail): boolean {
  const { bucket } = trail;
  return (
    may({ trail, destination: bucket, action: "s3:GetBucketAcl", resource: bucket.arn }) &&
    markers(trail).every((marker) =>
      may({
        trail,
        destination: bucket,
        action: "s3:PutObject",
        resource: `${bucket.arn}/${marker}`,
        sends: {
          "s3:x-amz-acl": "bucket-owner-full-control",
          ...(trail.key && {
            "s3:x-amz-server-side-encryption": "aws:kms",
            "s3:x-amz-server-side-encryption-aws-kms-key-id": trail.key.arn,
          }),
        },
      }),
    )
  );
}

function mayEncrypt(trail: Trail): boolean {
  const { key, bucket, arn, region } = trail;
  return (
    key === undefined ||
    markers(trail).every((marker) =>
      may({
        trail,
        destination: key,
        action: "kms:GenerateDataKey",
        resource: key.arn,
        sends: {
          "kms:ViaService": `s3.${region}.amazonaws.com`,
          "kms:EncryptionContext:aws:cloudtrail:arn": arn,
          "kms:EncryptionContext:aws:s3:arn": `${bucket.arn}/${marker}`,
        },
      }),
    )
  );
}

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services */
function mayPublish(trail: Trail, topic: Topic): boolean {
  const { key, arn: topicArn } = topic;
  const context = {
    "kms:EncryptionContext:aws:sns:topicArn": topicArn,
    "kms:EncryptionContext:aws:sns:sourceArn": trail.arn,
    "kms:EncryptionContext:aws:sns:sourceAccount": trail.accountId,
  };
  return (
    may({ trail, destination: topic, action: "sns:Publish", resource: topicArn }) &&
    (key === undefined ||
      ["kms:GenerateDataKey", "kms:Decrypt"].every((action) =>
        may({ trail, destination: key, action, resource: key.arn, sends: context }),
      ))
  );
}

interface MayOptions {
  readonly trail: Trail;
  readonly destination: Destination;
  readonly action: string;
  readonly resource: string;
  readonly sends?: Context | undefined;
}

function may({ trail, destination: { accountId, policy }, action, resource, sends = {} }: MayOptions) {
  const context = { ...sourceOf(trail), "aws:SecureTransport": "true", ...trail.context, ...sends };
  const request = { caller, action, resource, resourceAccount: accountId, context };
  return policy !== undefined && evaluate({ resource: policy, identity: [] }, request).effect === "allow";
}

const sourceOf = ({ arn, accountId, organizationId }: Trail): Context => ({
  "aws:SourceArn": arn,
  "aws:SourceAccount": accountId,
  ...(organizationId !== undefined && { "aws:SourceOrgID": organizationId }),
});

function logsRefusal(trail: Trail, { groupArn, role }: TrailLogs): string | undefined {
  if (role === undefined || !canAssume(caller.service, role.trust, sourceOf(trail))) {
    return "InvalidCloudWatchLogsRoleArnException";
  }
  const { accountId, region } = trail;
  if (groupArn === undefined) return "InvalidCloudWatchLogsLogGroupArnException";
  const stream = `${groupArn}:log-stream:${accountId}_CloudTrail_${region}`;
  const writes = ["logs:CreateLogStream", "logs:PutLogEvents"].every((action) =>
    roleMay(role, accountId, action, stream),
  );
  return writes ? undefined : "InvalidCloudWatchLogsLogGroupArnException";
}
