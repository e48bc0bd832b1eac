/** Where logs of one kind lie: the first folder of their keys, in a bucket. */
export interface S3Location {
  readonly bucket: string;

  /** Without slashes at its ends; empty for what lies in no folder. */
  readonly prefix: string;
}

/** The place of a bucket's keys that begin so. */
export const placeOf = (bucket: string, key: string): S3Location => ({
  bucket,
  prefix: key.split("/").find((folder) => folder !== "") ?? "",
});

/** The place that `s3://bucket/key` or `arn:…:s3:::bucket/key` names; undefined when it is no place in S3. */
export function placeAt(location: string): S3Location | undefined {
  const [, bucket, key = ""] = /^(?:s3:\/\/|arn:[^:]+:s3:::)([^/]+)\/?(.*)$/.exec(location) ?? [];
  return bucket === undefined ? undefined : placeOf(bucket, key);
}

/** One text for a place. */
export const keyOf = ({ bucket, prefix }: S3Location): string => `${bucket}/${prefix}`;
