import { overwritableArchives } from "../../../config/derived/archive-buckets";
import type { RequestRow, RequestRows, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html";
const effect = "implicit deny";

/** Requests of S3 Inventory when it lists the versions in archives. */
export const versionLists: RequestRows = ({ config, names, member, outside, arn }) => {
  const owner = config.accounts.logArchive;
  const sourceOf = (bucket: string, account: string) => ({
    "aws:SourceArn": arn("s3", "", "", bucket),
    "aws:SourceAccount": account,
  });
  const { trail, serviceLogs } = names.buckets;
  const refused: Variant[] = [
    { because: "the bucket is a stranger's", effect, source: sourceOf("somebody-elses", outside) },
    { because: "the account is another", effect, source: sourceOf(serviceLogs, member) },
    { because: "the archive is not listed", effect, source: sourceOf(trail, owner) },
    { because: "the request has no source bucket", effect, source: {} },
    { because: "the owner would not own it", effect, sends: {} },
    {
      because: "the caller is another service",
      effect,
      caller: { kind: "service", service: "logging.s3.amazonaws.com" },
    },
    { because: "it would look like an access log", effect, path: "s3-access-logs/list.orc" },
    { because: "the archive is a different one", effect, bucket: "serviceLogs" },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
  ];
  return overwritableArchives.map((archive): RequestRow => {
    const bucket = names.buckets[archive];
    return {
      who: `S3, for ${bucket}`,
      does: "lists its versions",
      see,
      caller: { kind: "service", service: "s3.amazonaws.com" },
      source: sourceOf(bucket, owner),
      bucket: "accessLogs",
      action: "s3:PutObject",
      path: `s3-version-lists/${owner}/${config.homeRegion}/${bucket}/versions/data/a.orc`,
      sends: { "s3:x-amz-acl": "bucket-owner-full-control" },
      refused,
    };
  });
};
