import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html";
const caller = { kind: "service", service: "cloudtrail.amazonaws.com" } as const;

/** Requests of the organization trail to its archive. */
export const organizationTrail: RequestRows = (setting) => {
  const { config, names, member } = setting;
  const source = { "aws:SourceArn": names.trailArn, "aws:SourceAccount": config.accounts.management };
  const sends = { "s3:x-amz-acl": "bucket-owner-full-control" };
  const folder = `cloudtrail-logs/AWSLogs/${config.organizationId}/${member}`;
  const write = (does: string, path: string): RequestRow => ({
    who: "CloudTrail, for the organization trail",
    does,
    see,
    caller,
    source,
    bucket: "trail",
    action: "s3:PutObject",
    path,
    sends,
    key: {
      actions: ["kms:GenerateDataKey", "kms:DescribeKey", "kms:Decrypt"],
      sends: { "kms:EncryptionContext:aws:cloudtrail:arn": names.trailArn },
    },
    refused: [...foreignTrails(setting), ...otherRequests(setting, path)],
  });

  return [
    write("writes a member's events", `${folder}/CloudTrail/${config.homeRegion}/2026/01/31/a.json.gz`),
    write("writes a member's insights", `${folder}/CloudTrail-Insight/${config.homeRegion}/2026/01/31/a.json.gz`),
    write("writes a member's digest", `${folder}/CloudTrail-Digest/${config.homeRegion}/2026/01/31/a.json.gz`),
    {
      who: "CloudTrail, for the organization trail",
      does: "reads the ACL of the bucket",
      see,
      caller,
      source,
      bucket: "trail",
      action: "s3:GetBucketAcl",
      path: "",
      sends: {},
      refused: [
        ...foreignTrails(setting),
        {
          because: "its task does not require the bucket policy",
          effect: "implicit deny",
          action: "s3:GetBucketPolicy",
        },
      ],
    },
  ];
};

function foreignTrails({ config, outside, member, arn }: Setting): Variant[] {
  const trailOf = (account: string, name: string) => ({
    "aws:SourceArn": arn("cloudtrail", config.homeRegion, account, `trail/${name}`),
    "aws:SourceAccount": account,
  });
  const effect = "implicit deny";
  return [
    { because: "the source is a trail outside the organization", effect, source: trailOf(outside, "acme-everything") },
    { because: "the source is a member's own trail", effect, source: trailOf(member, "acme-everything") },
    {
      because: "the source is another trail of the account",
      effect,
      source: trailOf(config.accounts.management, "other"),
    },
    { because: "the request has no source trail", effect, source: {} },
    { because: "the caller is another service", effect, caller: { kind: "service", service: "config.amazonaws.com" } },
  ];
}

function otherRequests({ config, names, member }: Setting, path: string): Variant[] {
  const effect = "implicit deny";
  const encrypts = { actions: ["kms:GenerateDataKey"] };
  const stranger = names.trailArn.replace(config.accounts.management, member);
  return [
    { because: "the path lacks the prefix", effect, path: path.replace("cloudtrail-logs/", "") },
    { because: "the path lacks the organization", effect, path: path.replace(`${config.organizationId}/`, "") },
    { because: "the archive is a different one", effect, bucket: "config" },
    { because: "the bucket's owner would not own the file", effect, sends: {} },
    { because: "others could read the file", effect, sends: { "s3:x-amz-acl": "public-read" } },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
    {
      because: "the encryption context is another trail",
      effect,
      key: { ...encrypts, sends: { "kms:EncryptionContext:aws:cloudtrail:arn": stranger } },
    },
    { because: "the encryption context is not a trail", effect, key: { ...encrypts, sends: {} } },
    {
      because: "its task requires no other action on the key",
      effect,
      key: { actions: ["kms:Encrypt", "kms:CreateGrant", "kms:ScheduleKeyDeletion"], sends: {} },
    },
  ];
}
