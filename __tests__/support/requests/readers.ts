import type { ArchiveName } from "../../../stacks/log-archive/written-archives";
import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html";
const effect = "implicit deny";
const files = {
  trail: "cloudtrail-logs/AWSLogs/o/1/CloudTrail/eu-central-1/2026/01/31/a.json.gz",
  config: "config-logs/AWSLogs/1/Config/eu-central-1/2026/1/31/ConfigHistory/a.json.gz",
  serviceLogs: "flow-logs/AWSLogs/a.log.parquet",
} satisfies Partial<Record<ArchiveName, string>>;

/** Requests of the roles of `archive.readerRoleArns`: one of another account, and one of the archive's own account. */
export const readers: RequestRows = (setting) =>
  setting.config.archive.readerRoleArns.flatMap((arn) => {
    const [, , , , account = "", role = ""] = arn.split(":");
    const name = role.replace("role/", "");
    return Object.entries(files).flatMap(([bucket, path]) =>
      rowsOf(setting, account, name, bucket as keyof typeof files, path),
    );
  });

function rowsOf(
  setting: Setting,
  account: string,
  name: string,
  bucket: keyof typeof files,
  path: string,
): RequestRow[] {
  const { config, names, member, outside, otherOrganization, arn, role } = setting;
  const context: Record<string, string> =
    bucket === "trail"
      ? { "kms:EncryptionContext:aws:cloudtrail:arn": names.trailArn }
      : { "kms:EncryptionContext:aws:s3:arn": arn("s3", "", "", names.buckets[bucket]) };
  const via = { "kms:ViaService": `s3.${config.homeRegion}.amazonaws.com` };
  const row = {
    who: `the reader ${name} of ${account}`,
    see,
    caller: role(account, name),
    source: {},
    bucket,
  } as const;
  const foreign: Variant[] = [
    { because: "the role belongs to another account", effect, caller: role(member, name) },
    {
      because: "the role belongs to another organization",
      effect: "explicit deny",
      caller: role(outside, name, otherOrganization),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
  ];
  const limits: Variant[] = [
    { because: "a reader does not write", effect, action: "s3:PutObject" },
    { because: "a reader does not delete", effect: "explicit deny", action: "s3:DeleteObjectVersion" },
    { because: "a reader does not shorten a lock", effect: "explicit deny", action: "s3:PutObjectRetention" },
    { because: "the access logs have no readers", effect, bucket: "accessLogs" },
    {
      because: "a reader does not encrypt",
      effect,
      key: { actions: ["kms:Encrypt", "kms:GenerateDataKey"], sends: { ...via, ...context } },
    },
    { because: "the key is used without S3", effect, key: { actions: ["kms:Decrypt"], sends: context } },
    { because: "the encryption context is not a log", effect, key: { actions: ["kms:Decrypt"], sends: via } },
  ];
  const read = (action: string): RequestRow => ({
    ...row,
    does: `reads by ${action} from ${bucket}`,
    action,
    path,
    sends: {},
    key: { actions: ["kms:Decrypt"], sends: { ...via, ...context } },
    refused: [...foreign, ...limits],
  });
  const lookAround = (action: string): RequestRow => ({
    ...row,
    does: `reads settings and lists by ${action} in ${bucket}`,
    action,
    path: "",
    sends: {},
    refused: [
      ...foreign,
      { because: "a reader does not configure", effect: "explicit deny", action: "s3:PutBucketPolicy" },
    ],
  });
  return [
    ...["s3:GetObject", "s3:GetObjectVersion"].map(read),
    ...["s3:ListBucket", "s3:GetBucketLocation"].map(lookAround),
  ];
}
