import { configCopyRoleName } from "../../../config/names/aws-config-replica";
import type { RequestedBucket, RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html";
const effect = "implicit deny";

/** Requests of S3 with the role that copies the AWS Config archive. The role is in the same account and has its own policy. */
export const awsConfigReplica: RequestRows = (setting) => {
  const { config, names, member, role, throughS3 } = setting;
  const row = {
    who: "S3, as the role that copies the Config archive",
    see,
    caller: role(config.accounts.logArchive, configCopyRoleName(config)),
    source: {},
    sends: {},
  } as const;
  const path = `${names.prefixes.awsConfig}/AWSLogs/${member}/Config/${config.homeRegion}/2026/1/31/ConfigHistory/a.json.gz`;
  const look = (action: string): RequestRow => ({
    ...row,
    does: `reads the archive by ${action}`,
    bucket: "config",
    action,
    path: "",
    refused: [...foreign(setting), ...regionArguments("trail", "serviceLogs"), ...never],
  });
  const read = (action: string): RequestRow => ({
    ...row,
    does: `reads the archive by ${action}`,
    bucket: "config",
    action,
    path,
    key: { actions: ["kms:Decrypt"], sends: throughS3("config") },
    refused: [
      ...foreign(setting),
      ...regionArguments("trail", "serviceLogs"),
      ...never,
      { because: "it does not write to the archive", effect, action: "s3:ReplicateObject" },
      ...otherKeyUses(setting, "config", ["kms:Decrypt"]),
      {
        because: "it does not encrypt for the archive",
        effect,
        key: { actions: ["kms:Encrypt", "kms:GenerateDataKey"], sends: throughS3("config") },
      },
    ],
  });
  const use = ["kms:Encrypt", "kms:Decrypt"];
  return [
    ...["s3:GetReplicationConfiguration", "s3:ListBucket"].map(look),
    ...["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"].map(read),
    {
      ...row,
      does: "writes a replica",
      bucket: "configCopy",
      action: "s3:ReplicateObject",
      path,
      key: { actions: use, sends: throughS3("configCopy") },
      refused: [
        ...foreign(setting),
        ...regionArguments("config", "trail"),
        ...never,
        { because: "it does not read the copy", effect, action: "s3:GetObjectVersionForReplication" },
        ...otherKeyUses(setting, "configCopy", use),
      ],
    },
  ];
};

function foreign({ config, member, outside, otherOrganization, role }: Setting): Variant[] {
  const name = configCopyRoleName(config);
  return [
    { because: "the caller is another role of the account", effect, caller: role(config.accounts.logArchive, "other") },
    { because: "the role belongs to a member", effect, caller: role(member, name) },
    {
      because: "the role belongs to another organization",
      effect: "explicit deny",
      caller: role(outside, name, otherOrganization),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
    { because: "the caller is the service S3", effect, caller: { kind: "service", service: "s3.amazonaws.com" } },
  ];
}

const regionArguments = (...buckets: readonly RequestedBucket[]): Variant[] =>
  buckets.map((bucket) => ({ because: `the bucket is ${bucket}`, effect, bucket }));

/** Requests that are not part of a replication. */
const never: readonly Variant[] = [
  ...["PutObject", "ReplicateDelete", "ReplicateTags", "GetObject"].map((name): Variant => ({
    because: `its task does not require s3:${name}`,
    effect,
    action: `s3:${name}`,
  })),
  ...["DeleteObject", "DeleteObjectVersion", "PutObjectRetention"].map((name): Variant => ({
    because: `s3:${name} deletes logs`,
    effect: "explicit deny",
    action: `s3:${name}`,
  })),
];

function otherKeyUses({ throughS3 }: Setting, bucket: RequestedBucket, actions: readonly string[]): Variant[] {
  const sends = throughS3(bucket);
  return [
    {
      because: "the key is used without S3",
      effect,
      key: { actions, sends: { "kms:EncryptionContext:aws:s3:arn": sends["kms:EncryptionContext:aws:s3:arn"] } },
    },
    {
      because: "the encryption context is an object of another archive",
      effect,
      key: { actions, sends: throughS3("serviceLogs") },
    },
    {
      because: "the encryption context is not an object",
      effect,
      key: { actions, sends: { "kms:ViaService": sends["kms:ViaService"] } },
    },
    { because: "it does not create grants", effect, key: { actions: ["kms:CreateGrant"], sends } },
  ];
}
