import { type Statement, listOf } from "../../../aws-semantics/iam/document";
import { readPolicy } from "../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../aws-semantics/iam/evaluate";
import type { Caller } from "../../../aws-semantics/iam/request";
import type { NeededPolicy } from "./bucket-policy";

/** A request that the bucket policy must allow, or must deny. */
interface Row {
  readonly what: string;
  readonly isAllowed: boolean;
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

/** The IAM policy of an administrator of the bucket's account. It allows every action. */
const administrator = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
});

/**
 * Problems of the policy of an existing bucket: missing permissions, and permissions that it must not grant. Empty if only the
 * trail can write, and no one can delete.
 */
export function policyProblems(policy: string, needed: NeededPolicy): string[] {
  const identity = [readPolicy("an administrator of the account", "identity", administrator)];
  const resource = readPolicy("the policy of the bucket", "resource", policy);
  return rowsOf(needed).flatMap(({ what, isAllowed, caller, ...request }) => {
    const own = caller.kind === "role" ? identity : [];
    const { effect } = evaluate({ identity: own, resource }, { caller, resourceAccount: needed.accountId, ...request });
    if ((effect === "allow") === isAllowed) return [];
    return [`${isAllowed ? "does not allow" : "allows"} ${what}`];
  });
}

function rowsOf({ text, accountId }: NeededPolicy): Row[] {
  const statements: readonly Statement[] = JSON.parse(text).Statement;
  const writes = statements.filter(({ Sid }) => Sid?.startsWith("AWSCloudTrail") && Sid.includes("Write"));
  const files = writes.map(({ Resource }) => (listOf(Resource)[0] ?? "").replace(/\*$/, "file.json.gz"));
  const file = files.at(-1) ?? "";
  const bucket = file.slice(0, file.indexOf("/"));
  const trailArn = String(writes[0]?.Condition?.["StringEquals"]?.["aws:SourceArn"]);
  const [, partition] = trailArn.split(":");

  const secure = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
  const trail: Caller = { kind: "service", service: "cloudtrail.amazonaws.com" };
  const role: Caller = {
    kind: "role",
    arn: `arn:${partition}:iam::${accountId}:role/administrator`,
    account: accountId,
  };
  const delivery = (source: string) => ({
    ...secure,
    "aws:SourceArn": source,
    "aws:SourceAccount": source.split(":")[4] ?? "",
    "s3:x-amz-acl": "bucket-owner-full-control",
  });
  const put = { action: "s3:PutObject", resource: file };
  const byRole = { isAllowed: false, caller: role, resource: file, context: secure };
  return [
    ...files.map((resource) => ({
      what: `the trail to write to ${resource.replace(/\/[^/]*$/, "/")}`,
      isAllowed: true,
      caller: trail,
      action: "s3:PutObject",
      resource,
      context: delivery(trailArn),
    })),
    {
      what: "the trail to read the ACL of the bucket, which CloudTrail requires",
      isAllowed: true,
      caller: trail,
      action: "s3:GetBucketAcl",
      resource: bucket,
      context: delivery(trailArn),
    },
    { what: "another trail to write", isAllowed: false, caller: trail, ...put, context: delivery(`${trailArn}-other`) },
    {
      what: "the same trail to write without TLS",
      isAllowed: false,
      caller: trail,
      ...put,
      context: { ...delivery(trailArn), "aws:SecureTransport": "false" },
    },
    { ...byRole, what: "administrators of the account to write", action: "s3:PutObject" },
    { ...byRole, what: "administrators of the account to delete a log", action: "s3:DeleteObject" },
    { ...byRole, what: "administrators of the account to delete a version of a log", action: "s3:DeleteObjectVersion" },
    {
      ...byRole,
      what: "administrators of the account to delete the bucket",
      action: "s3:DeleteBucket",
      resource: bucket,
    },
  ];
}
