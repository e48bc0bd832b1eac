import { deliveryNames } from "../../../config/names/deliveries";
import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html";
const effect = "implicit deny";
const use = ["kms:GenerateDataKey", "kms:Decrypt"];

interface Delivery {
  readonly what: string;
  readonly roleName: string;
  readonly prefix: string;
  readonly otherPrefix: string;

  /** Account that delivers. */
  readonly account: string;
}

/** Requests of Firehose with the role of an account, for findings. */
export const securityHubFindings: RequestRows = (setting) => {
  const { config, names } = setting;
  return byFirehose(setting, {
    what: "findings",
    roleName: deliveryNames(config).findings.deliveryRoleName,
    prefix: names.prefixes.securityHubFindings,
    otherPrefix: names.prefixes.applicationLogs,
    account: config.logSources.securityHubFindings.account ?? "",
  });
};

/** Requests of Firehose with the role of an account, for log events: of a member, and of the archive's own account. */
export const applicationLogs: RequestRows = (setting) => {
  const { config, names, member } = setting;
  const delivery = {
    what: "log events",
    roleName: deliveryNames(config).applicationLogs.deliveryRoleName,
    prefix: names.prefixes.applicationLogs,
    otherPrefix: names.prefixes.securityHubFindings,
  };
  return [config.accounts.logArchive, member].flatMap((account) => byFirehose(setting, { ...delivery, account }));
};

/** Firehose sends no ACL to a bucket of its own account. */
function byFirehose(setting: Setting, delivery: Delivery): RequestRow[] {
  const { config, names, role, throughS3 } = setting;
  const { what, roleName, account, prefix } = delivery;
  const row = {
    who: `Firehose, as the role of ${account} that delivers ${what}`,
    see,
    caller: role(account, roleName),
    source: {},
    bucket: "serviceLogs",
  } as const;
  const isOwner = account === config.accounts.logArchive;
  const sends: RequestRow["sends"] = isOwner ? {} : { "s3:x-amz-acl": "bucket-owner-full-control" };
  const day = `${account}/${config.homeRegion}`;
  const write = (does: string, action: string, path: string): RequestRow => ({
    ...row,
    does,
    action,
    path,
    sends,
    key: { actions: use, sends: throughS3("serviceLogs") },
    refused: [...foreign(setting, delivery), ...otherDeliveries(setting, delivery, path), ...otherKeyUses(setting)],
  });
  const check = (action: string): RequestRow => ({
    ...row,
    does: `checks the bucket by ${action}`,
    action,
    path: "",
    sends: {},
    refused: [...foreign(setting, delivery), { because: "the archive is a different one", effect, bucket: "trail" }],
  });
  const object = `${prefix}/${day}/2026/01/31/a.gz`;
  return [
    write("delivers", "s3:PutObject", object),
    write("says whom the file belongs to", "s3:PutObjectAcl", object),
    write("gives up a part", "s3:AbortMultipartUpload", object),
    write(
      "puts aside what failed",
      "s3:PutObject",
      `${names.prefixes.failedDeliveries}/${prefix}/${day}/processing-failed/2026/01/31/a.gz`,
    ),
    ...["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"].map(check),
  ];
}

function foreign(
  { outside, otherMember, otherOrganization, role }: Setting,
  { account, roleName }: Delivery,
): Variant[] {
  const other = (because: string, caller: RequestRow["caller"]): Variant => ({ because, effect, caller });
  return [
    {
      because: "the role belongs to another organization",
      effect: "explicit deny",
      caller: role(outside, roleName, otherOrganization),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
    other("the caller is another role of the account", role(account, "administrator")),
    other("the role's name only begins so", role(otherMember, `${roleName}-too`)),
    other("the role's name only ends so", role(otherMember, `not-${roleName}`)),
    other("the role has a path", role(otherMember, `team/${roleName}`)),
    other("it is Firehose itself", { kind: "service", service: "firehose.amazonaws.com" }),
  ];
}

function otherDeliveries({ names, outside }: Setting, delivery: Delivery, path: string): Variant[] {
  const { account, prefix, otherPrefix } = delivery;
  const place = (because: string, at: string): Variant => ({ because, effect, path: at });
  return [
    place("the path is another account's", path.replace(`/${account}/`, `/${outside}/`)),
    place("the path lacks the account", path.replace(`/${account}/`, "/")),
    place("the path is of what others deliver", path.replace(prefix, otherPrefix)),
    place("the path is of flow logs", path.replace(prefix, names.prefixes.flowLogs)),
    place("the path lacks the prefix", path.replace(`${prefix}/`, "")),
    { because: "the archive is a different one", effect, bucket: "config" },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
  ];
}

function otherKeyUses({ config, throughS3 }: Setting): Variant[] {
  const sends = throughS3("serviceLogs");
  const uses = (because: string, given: Partial<typeof sends>, actions = use): Variant => ({
    because,
    effect,
    key: { actions, sends: given },
  });
  return [
    uses("without S3", { "kms:EncryptionContext:aws:s3:arn": sends["kms:EncryptionContext:aws:s3:arn"] }),
    uses("through Firehose", { ...sends, "kms:ViaService": `firehose.${config.homeRegion}.amazonaws.com` }),
    uses("the encryption context is an object of another archive", throughS3("config")),
    uses("the encryption context is not an object", { "kms:ViaService": sends["kms:ViaService"] }),
    uses("to hand it on", sends, ["kms:CreateGrant", "kms:Encrypt", "kms:ReEncryptFrom"]),
  ];
}
