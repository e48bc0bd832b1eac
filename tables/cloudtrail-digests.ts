import { trailPartitions } from "./cloudtrail";
import { jsonLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";

/**
 * The digests of the trail. Each contains the log files of an hour, with their hashes.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export function cloudTrailDigestsTable(source: TableLocation): LogTable {
  return {
    name: "cloudtrail_digests",
    description: "Digests, which CloudTrail signed: the log files of each account, region and hour, with their hashes",
    columns,
    ...trailPartitions(source, "CloudTrail-Digest"),
    ...jsonLines(),
    notes: [
      "A gap is an hour without a digest, or a digest whose previous digest is missing.",
      "The signature is in the metadata of the object, which queries cannot read. Validate digests with `trailkeeper digests` or the AWS CLI.",
    ],
  };
}

const logFile =
  "s3bucket:string,s3object:string,hashvalue:string,hashalgorithm:string,newesteventtime:string,oldesteventtime:string";

const columns: readonly Column[] = [
  { name: "awsaccountid", type: "string", comment: "Account of the log files" },
  { name: "digeststarttime", type: "string", comment: "Beginning of the hour, ISO 8601 in UTC" },
  { name: "digestendtime", type: "string", comment: "End of the hour, ISO 8601 in UTC" },
  { name: "digests3bucket", type: "string", comment: "Bucket of the digest" },
  { name: "digests3object", type: "string", comment: "Key of the digest" },
  { name: "digestpublickeyfingerprint", type: "string", comment: "Fingerprint of the key that signed the digest" },
  { name: "digestsignaturealgorithm", type: "string", comment: "Signature algorithm" },
  { name: "newesteventtime", type: "string", comment: "Time of the newest event; null without log files" },
  { name: "oldesteventtime", type: "string", comment: "Time of the oldest event; null without log files" },
  { name: "previousdigests3bucket", type: "string", comment: "Bucket of the previous digest" },
  { name: "previousdigests3object", type: "string", comment: "Key of the previous digest; null for the first digest" },
  { name: "previousdigesthashvalue", type: "string", comment: "Hash of the previous digest" },
  { name: "previousdigesthashalgorithm", type: "string", comment: "Hash algorithm of the previous digest" },
  { name: "previousdigestsignature", type: "string", comment: "Signature of the previous digest" },
  { name: "logfiles", type: `array<struct<${logFile}>>`, comment: "Log files of the hour, each with its hash" },
];
