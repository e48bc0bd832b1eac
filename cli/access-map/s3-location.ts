/** Location of one kind of logs: a bucket, and the first folder of the keys. */
export interface S3Location {
  readonly bucket: string;

  /** Without slashes at its ends. Empty for objects outside folders. */
  readonly prefix: string;
}

/** The location of keys with this prefix. */
export const s3Location = (bucket: string, key: string): S3Location => ({
  bucket,
  prefix: key.split("/").find((folder) => folder !== "") ?? "",
});

/** The location of `s3://bucket/key` or `arn:…:s3:::bucket/key`. Undefined for any other string. */
export function parseLocation(uri: string): S3Location | undefined {
  const [, bucket, key = ""] = /^(?:s3:\/\/|arn:[^:]+:s3:::)([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return bucket === undefined ? undefined : s3Location(bucket, key);
}

/** Unique key of a location, for maps and sets. */
export const keyOf = ({ bucket, prefix }: S3Location): string => `${bucket}/${prefix}`;
