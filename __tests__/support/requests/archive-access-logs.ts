import type { RequestRow, RequestRows, Variant } from "./request-row";

const see = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html";
const effect = "implicit deny";

/** Requests of S3 when it delivers the access logs of the archives. */
export const archiveAccessLogs: RequestRows = ({ config, names, member, outside, arn }) => {
  const owner = config.accounts.logArchive;
  const sourceOf = (bucket: string, account: string) => ({
    "aws:SourceArn": arn("s3", "", "", bucket),
    "aws:SourceAccount": account,
  });
  const { trail, config: configArchive, serviceLogs, queryResults, accessLogs } = names.buckets;
  const refused: Variant[] = [
    { because: "the bucket is a stranger's", effect, source: sourceOf("somebody-elses", outside) },
    { because: "the account is another", effect, source: sourceOf(trail, member) },
    { because: "the bucket would log itself", effect, source: sourceOf(accessLogs, owner) },
    { because: "the request has no source bucket", effect, source: {} },
    { because: "the caller is another service", effect, caller: { kind: "service", service: "s3.amazonaws.com" } },
    { because: "the path lacks the prefix", effect, path: "2026-01-31-12-00-00-A" },
    { because: "the archive is a different one", effect, bucket: "serviceLogs" },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
  ];
  return [trail, configArchive, serviceLogs, queryResults].map((bucket): RequestRow => ({
    who: `S3, for ${bucket}`,
    does: "writes access logs",
    see,
    caller: { kind: "service", service: "logging.s3.amazonaws.com" },
    source: sourceOf(bucket, owner),
    bucket: "accessLogs",
    action: "s3:PutObject",
    path: `s3-access-logs/${owner}/${config.homeRegion}/${bucket}/2026/01/31/2026-01-31-12-00-00-A`,
    sends: {},
    refused,
  }));
};
