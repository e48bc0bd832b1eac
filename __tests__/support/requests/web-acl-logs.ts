import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html";
const effect = "implicit deny";

/** What the delivery of AWS WAF's logs asks of its archive. */
export const webAclLogs: RequestRows = (setting) => {
  const { config, member } = setting;
  const row = {
    who: "log delivery, for a member's web ACL",
    see,
    caller: { kind: "service", service: "delivery.logs.amazonaws.com" },
    source: sourceOf(setting, member, config.organizationId),
    bucket: "webAclLogs",
  } as const;
  const check = (action: string): RequestRow => ({
    ...row,
    does: `checks the bucket by ${action}`,
    action,
    path: "",
    sends: {},
    refused: foreign(setting),
  });
  const path = `AWSLogs/${member}/WAFLogs/${config.homeRegion}/payments/2026/01/31/12/00/a.log.gz`;
  return [
    {
      ...row,
      does: "writes",
      action: "s3:PutObject",
      path,
      sends: { "s3:x-amz-acl": "bucket-owner-full-control" },
      key: { actions: ["kms:GenerateDataKey", "kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"], sends: {} },
      refused: [...foreign(setting), stranger(setting, path), ...otherDeliveries(setting, path)],
    },
    ...["s3:GetBucketAcl", "s3:ListBucket"].map(check),
  ];
};

const sourceOf = ({ config, arn }: Setting, account: string, organization: string) => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": arn("logs", config.homeRegion, account, "*"),
  "aws:SourceOrgID": organization,
});

function foreign(setting: Setting): Variant[] {
  const { config, member, outside, otherOrganization, arn } = setting;
  const own = sourceOf(setting, member, config.organizationId);
  const notOfLogs = { ...own, "aws:SourceArn": arn("wafv2", config.homeRegion, member, "regional/webacl/a/b") };
  return [
    {
      because: "the account is of another organization",
      effect,
      source: sourceOf(setting, outside, otherOrganization),
    },
    { because: "it is not delivered for CloudWatch Logs", effect, source: notOfLogs },
    { because: "nobody says for whom", effect, source: {} },
    { because: "it is another service", effect, caller: { kind: "service", service: "wafv2.amazonaws.com" } },
  ];
}

/** Everything as it should be, but for the organization. */
const stranger = (setting: Setting, path: string): Variant => ({
  because: "the account is of another organization, and the path its own",
  effect,
  source: sourceOf(setting, setting.outside, setting.otherOrganization),
  path: path.replace(setting.member, setting.outside),
});

function otherDeliveries({ member, otherMember }: Setting, path: string): Variant[] {
  return [
    { because: "the path is another account's", effect, path: path.replace(member, otherMember) },
    { because: "the path lacks AWSLogs", effect, path: path.replace("AWSLogs/", "") },
    { because: "the archive is another", effect, bucket: "serviceLogs" },
    { because: "the bucket's owner would not own the file", effect, sends: {} },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
    { because: "it grants the key to nobody", effect, key: { actions: ["kms:CreateGrant"], sends: {} } },
  ];
}
