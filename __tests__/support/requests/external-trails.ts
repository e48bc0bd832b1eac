import { externalTrailName } from "../../../config/names/external-accounts";
import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see =
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html";
const effect = "implicit deny";
const caller = { kind: "service", service: "cloudtrail.amazonaws.com" } as const;

/** Requests of CloudTrail for the trail of an external account. */
export const externalTrails: RequestRows = (setting) =>
  setting.config.accounts.outside.flatMap(({ id }) => rowsOf(setting, id));

const sourceOf = ({ config, arn }: Setting, account: string, name: string, region = config.homeRegion) => ({
  "aws:SourceArn": arn("cloudtrail", region, account, `trail/${name}`),
  "aws:SourceAccount": account,
});

function rowsOf(setting: Setting, account: string): RequestRow[] {
  const { config } = setting;
  const source = sourceOf(setting, account, externalTrailName(config));
  const row = { who: `CloudTrail, for the trail of ${account}`, see, caller, source, bucket: "trail" } as const;
  const write = (does: string, folder: string): RequestRow => {
    const path = `cloudtrail-logs/AWSLogs/${account}/${folder}/${config.homeRegion}/2026/01/31/a.json.gz`;
    return {
      ...row,
      does,
      action: "s3:PutObject",
      path,
      sends: { "s3:x-amz-acl": "bucket-owner-full-control" },
      key: {
        actions: ["kms:GenerateDataKey", "kms:DescribeKey", "kms:Decrypt"],
        sends: { "kms:EncryptionContext:aws:cloudtrail:arn": source["aws:SourceArn"] },
      },
      refused: [
        ...foreignTrails(setting, account),
        unlisted(setting, account, path),
        ...otherDeliveries(setting, account, path),
        ...otherKeyUses(setting, account),
      ],
    };
  };
  return [
    write("writes events", "CloudTrail"),
    write("writes a digest", "CloudTrail-Digest"),
    {
      ...row,
      does: "reads the ACL of the bucket",
      action: "s3:GetBucketAcl",
      path: "",
      sends: {},
      refused: [
        ...foreignTrails(setting, account),
        { because: "its task requires no list", effect, action: "s3:ListBucket" },
      ],
    },
  ];
}

/** A correct request, but of another account with its own trail, path and context. */
function unlisted(setting: Setting, account: string, path: string): Variant {
  const source = sourceOf(setting, setting.outside, externalTrailName(setting.config));
  return {
    because: "the account is not listed, and writes below its own path",
    effect,
    source,
    path: path.replace(account, setting.outside),
    key: {
      actions: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
      sends: { "kms:EncryptionContext:aws:cloudtrail:arn": source["aws:SourceArn"] },
    },
  };
}

function foreignTrails(setting: Setting, account: string): Variant[] {
  const { config, outside, member } = setting;
  const name = externalTrailName(config);
  const own = sourceOf(setting, account, name);
  const foreign = (because: string, source: RequestRow["source"]): Variant => ({ because, effect, source });
  return [
    foreign("the account is not listed", sourceOf(setting, outside, name)),
    foreign("the account is a member", sourceOf(setting, member, name)),
    foreign("the source is another trail of the account", sourceOf(setting, account, "other")),
    foreign("the trail's name only begins so", sourceOf(setting, account, `${name}-too`)),
    foreign("the region is a different one", sourceOf(setting, account, name, "ap-south-1")),
    foreign("nobody says for which account", { "aws:SourceArn": own["aws:SourceArn"] }),
    foreign("the request has no source trail", { "aws:SourceAccount": account }),
    { because: "the caller is another service", effect, caller: { kind: "service", service: "config.amazonaws.com" } },
  ];
}

function otherDeliveries({ config, member }: Setting, account: string, path: string): Variant[] {
  const place = (because: string, folder: string): Variant => ({
    because,
    effect,
    path: path.replace(`AWSLogs/${account}`, folder),
  });
  const others = config.accounts.outside.filter(({ id }) => id !== account);
  return [
    ...others.map(({ id }) => place(`the path is that of ${id}`, `AWSLogs/${id}`)),
    place("the path is the organization's", `AWSLogs/${config.organizationId}/${account}`),
    place("the path is a member's", `AWSLogs/${member}`),
    { because: "the path lacks the prefix", effect, path: path.replace("cloudtrail-logs/", "") },
    { because: "the prefix is another", effect, path: path.replace("cloudtrail-logs/", "other-logs/") },
    { because: "the archive is a different one", effect, bucket: "config" },
    { because: "the bucket's owner would not own the file", effect, sends: {} },
    { because: "others could read the file", effect, sends: { "s3:x-amz-acl": "public-read" } },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
  ];
}

function otherKeyUses(setting: Setting, account: string): Variant[] {
  const { config, names } = setting;
  const encrypts = (because: string, trailArn?: string): Variant => ({
    because,
    effect,
    key: {
      actions: ["kms:GenerateDataKey"],
      sends: trailArn === undefined ? {} : { "kms:EncryptionContext:aws:cloudtrail:arn": trailArn },
    },
  });
  const others = config.accounts.outside.filter(({ id }) => id !== account);
  const trailOf = (id: string) => sourceOf(setting, id, externalTrailName(config))["aws:SourceArn"];
  return [
    ...others.map(({ id }) => encrypts(`what is encrypted is of ${id}`, trailOf(id))),
    encrypts("what is encrypted is of the organization's trail", names.trailArn),
    encrypts("the encryption context is not a trail"),
    {
      because: "it has no other use for the key",
      effect,
      key: { actions: ["kms:Encrypt", "kms:CreateGrant", "kms:ScheduleKeyDeletion"], sends: {} },
    },
  ];
}
