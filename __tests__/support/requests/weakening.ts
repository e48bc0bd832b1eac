import type { RequestRow, RequestRows, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html";
const effect = "explicit deny";
const settings = [
  "s3:DeleteBucketPolicy",
  "s3:DeleteBucketWebsite",
  "s3:PutAccelerateConfiguration",
  "s3:PutAnalyticsConfiguration",
  "s3:PutBucketAcl",
  "s3:PutBucketCORS",
  "s3:PutBucketLogging",
  "s3:PutBucketNotification",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketRequestPayment",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutBucketWebsite",
  "s3:PutEncryptionConfiguration",
  "s3:PutIntelligentTieringConfiguration",
  "s3:PutInventoryConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutMetricsConfiguration",
  "s3:PutReplicationConfiguration",
];

/** Changes of an archive's settings by the deploying role. Every other role is denied. */
export const weakening: RequestRows = ({ config, outside, member, otherOrganization, arn, role }) => {
  const owner = config.accounts.logArchive;
  const deploys = config.access.roleName ?? "";
  const refused: Variant[] = [
    { because: "it is another administrator of the archive", effect, caller: role(owner, "administrator") },
    { because: "it is who may delete", effect, caller: role(owner, "break-glass") },
    {
      because: "the caller is the root user of the archive's account",
      effect,
      caller: { kind: "root", arn: arn("iam", "", owner, "root"), account: owner, organization: config.organizationId },
    },
    { because: "the caller is the deploying role of a member", effect, caller: role(member, deploys) },
    { because: "the caller is outside the organization", effect, caller: role(outside, deploys, otherOrganization) },
  ];
  return (
    ["trail", "config", "serviceLogs", "accessLogs", "webAclLogs", "queryResults", "configCopy"] as const
  ).flatMap((bucket) =>
    settings.map((action): RequestRow => ({
      who: "the role that deploys",
      does: `may use ${action} on ${bucket}`,
      see,
      caller: role(owner, deploys),
      administrator: true,
      source: {},
      bucket,
      action,
      path: "",
      sends: {},
      refused,
    })),
  );
};
