import type { Statement } from "../../../../aws-semantics/iam/document";
import { account, arn } from "../../../../sample-data/values";

/** The trail of the recordings, with names of this project. */
export const trailAccount = account(1);
export const trailRegion = "us-east-1";
export const trailArn = arn("cloudtrail", trailRegion, trailAccount, "trail/owned");
export const bucketArn = arn("s3", "", "", "owned-logs");
export const trailPrefix = "owned";

const Principal = { Service: "cloudtrail.amazonaws.com" };

type Equals = Readonly<Record<string, string>>;

export const conditions = {
  source: { "aws:SourceArn": trailArn, "aws:SourceAccount": trailAccount },
  sourceArn: { "aws:SourceArn": trailArn },
  sourceAccount: { "aws:SourceAccount": trailAccount },
  ownerAcl: { "s3:x-amz-acl": "bucket-owner-full-control" },
};

export const aclCheck = (equals: Equals): Statement => ({
  Effect: "Allow",
  Principal,
  Action: "s3:GetBucketAcl",
  Resource: bucketArn,
  Condition: { StringEquals: equals },
});

export const write = (equals: Equals, acl: Equals = conditions.ownerAcl): Statement => ({
  Effect: "Allow",
  Principal,
  Action: "s3:PutObject",
  Resource: `${bucketArn}/${trailPrefix}/AWSLogs/${trailAccount}/*`,
  Condition: { StringEquals: { ...equals, ...acl } },
});
