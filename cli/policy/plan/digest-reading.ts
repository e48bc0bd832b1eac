import { References } from "../../../terraform-types/synthesized/references";
import { type Stack, ofType } from "../../../terraform-types/synthesized/stack";
import { SynthesizedError } from "../../../terraform-types/synthesized/synthesized-error";
import type { Statement } from "./plan-policy";

/**
 * Statements that allow the reads of `trailkeeper digests`: the trail archive and CloudTrail's public keys. The location of the
 * archive is read from the table of CloudTrail events.
 *
 * @throws SynthesizedError when the roots do not include the root with this table
 */
export function digestReading(stacks: readonly Stack[]): Statement[] {
  const references = new References(stacks);
  const archive = stacks.find(({ name }) => name === "log-archive");
  const tables = archive ? ofType(archive, "aws_glue_catalog_table") : [];
  const table = tables.find(({ attributes }) => attributes.name === "cloudtrail");
  if (archive === undefined || table === undefined)
    throw new SynthesizedError("none of the named roots has the trail archive; also name the root log-archive");
  const location = references.text(archive, table.attributes.storage_descriptor.location);
  const [, bucket = "", folder = ""] = /^s3:\/\/([^/]+)\/(.*AWSLogs\/)/.exec(location) ?? [];
  const bucketArn = `arn:${references.partition}:s3:::${bucket}`;
  // The value is a wildcard, because the service name of S3 contains the region
  const throughS3 = { StringLike: { "kms:ViaService": "s3.*" } };
  return [
    { Sid: "ListTrailArchive", Effect: "Allow", Action: ["s3:ListBucket"], Resource: bucketArn },
    { Sid: "ReadTrailArchive", Effect: "Allow", Action: ["s3:GetObject"], Resource: `${bucketArn}/${folder}*` },
    { Sid: "DecryptThroughS3", Effect: "Allow", Action: ["kms:Decrypt"], Resource: "*", Condition: throughS3 },
    { Sid: "ReadPublicKeys", Effect: "Allow", Action: ["cloudtrail:ListPublicKeys"], Resource: "*" },
  ];
}
