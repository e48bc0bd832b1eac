import { deliverySource, foreignDeliveries, strangersDelivery } from "./log-delivery";
import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html";
const effect = "implicit deny";

/** Requests of the delivery of AWS WAF's logs to its archive. */
export const wafLogs: RequestRows = (setting) => {
  const { config, member } = setting;
  const row = {
    who: "log delivery, for a member's web ACL",
    see,
    caller: { kind: "service", service: "delivery.logs.amazonaws.com" },
    source: deliverySource(setting, member, config.organizationId),
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
      refused: [...foreign(setting), strangersDelivery(setting, path), ...otherDeliveries(setting, path)],
    },
    ...["s3:GetBucketAcl", "s3:ListBucket"].map(check),
  ];
};

function foreign(setting: Setting): Variant[] {
  const { config, member, arn } = setting;
  return foreignDeliveries(
    setting,
    arn("wafv2", config.homeRegion, member, "regional/webacl/a/b"),
    "wafv2.amazonaws.com",
  );
}

function otherDeliveries({ member, otherMember }: Setting, path: string): Variant[] {
  return [
    { because: "the path is another account's", effect, path: path.replace(member, otherMember) },
    { because: "the path lacks AWSLogs", effect, path: path.replace("AWSLogs/", "") },
    { because: "the archive is a different one", effect, bucket: "serviceLogs" },
    { because: "the bucket's owner would not own the file", effect, sends: {} },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
    { because: "it does not create grants of the key", effect, key: { actions: ["kms:CreateGrant"], sends: {} } },
  ];
}
