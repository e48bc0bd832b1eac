import type { ArchiveName } from "../../../stacks/log-archive/written-archives";
import type { RequestRow, RequestRows, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html";
const effect = "explicit deny";

/**
 * Deletions by the roles of `archive.lock.bypassRoleArns`. Every other role is denied, whatever the policies of its account allow.
 */
export const deletion: RequestRows = ({ config, outside, member, otherOrganization, arn, role }) => {
  const owner = config.accounts.logArchive;
  const breakGlass = role(owner, "break-glass");
  const refused: Variant[] = [
    { because: "it is another administrator of the archive", effect, caller: role(owner, "administrator") },
    { because: "it is who deploys", effect, caller: role(owner, "audit-deploy") },
    {
      because: "the caller is the root user of the archive's account",
      effect,
      caller: { kind: "root", arn: arn("iam", "", owner, "root"), account: owner, organization: config.organizationId },
    },
    {
      because: "it is an administrator of the management account",
      effect,
      caller: role(config.accounts.management, "administrator"),
    },
    { because: "it is a role of that name in a member", effect, caller: role(member, "break-glass") },
    {
      because: "the caller is outside the organization",
      effect,
      caller: role(outside, "break-glass", otherOrganization),
    },
    { because: "the request is anonymous", effect, caller: { kind: "anonymous" } },
  ];
  const objects = [
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:BypassGovernanceRetention",
    "s3:PutObjectRetention",
    "s3:PutObjectLegalHold",
    "s3:UpdateObjectEncryption",
  ];
  const row = {
    who: "the break-glass role",
    see,
    caller: breakGlass,
    administrator: true,
    source: {},
    sends: {},
    refused,
  } as const;
  const holder = role(owner, "legal-hold");
  const isHolder: Variant = { because: "the caller is the role of legal holds", effect, caller: holder };
  const deleting = (bucket: ArchiveName, action: string, path: string): RequestRow => ({
    ...row,
    refused: action === "s3:PutObjectLegalHold" ? refused : [...refused, isHolder],
    does: `may use ${action} in ${bucket}`,
    bucket,
    action,
    path,
  });
  return (["trail", "config", "serviceLogs", "accessLogs", "webAclLogs"] as const).flatMap((bucket) =>
    objects
      .map((action) => deleting(bucket, action, "cloudtrail-logs/a.json.gz"))
      .concat(deleting(bucket, "s3:DeleteBucket", ""), {
        ...deleting(bucket, "s3:PutObjectLegalHold", "cloudtrail-logs/a.json.gz"),
        who: "the role of legal holds",
        caller: holder,
      }),
  );
};
