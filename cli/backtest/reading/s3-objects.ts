import type { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { BacktestError, type Found, type LogFile } from "./log-file";
import type { Selection } from "../selection";
import { kindOfFile } from "./trail-key";

/** Maximum number of attempts of a request. */
const attempts = 5;

/**
 * The log files of `s3://bucket/prefix`, in the order of their keys. Credentials, region and endpoint are read from the same settings as in the AWS CLI. The
 * default region is the home region in the configuration.
 *
 * @throws {BacktestError} when the URI names no bucket
 */
export async function* s3Objects(uri: string, selection: Selection, homeRegion: string): AsyncGenerator<Found> {
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  if (bucket === "") throw new BacktestError(`${uri} contains no bucket name; use s3://bucket/prefix`);
  const sdk = await loadSdk();
  const client = newClient(sdk, await regionOf(sdk, homeRegion));
  for await (const { Contents = [] } of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key = "", Size = 0 } of Contents) {
      // The console creates such objects as folders
      if (Key.endsWith("/")) continue;
      const kind = kindOfFile(Key, selection);
      yield kind === "log" ? { kind, source: objectSource({ sdk, client, bucket, key: Key, bytes: Size }) } : { kind };
    }
  }
}

/** Loads the SDK only when it is needed, because loading takes half a second. */
const loadSdk = () => import("@aws-sdk/client-s3");
type Sdk = Awaited<ReturnType<typeof loadSdk>>;

/** The region in the AWS environment variables or profile, or else the home region. */
async function regionOf(sdk: Sdk, homeRegion: string): Promise<string> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  // The SDK reads only AWS_REGION and the profile
  const named = AWS_REGION || AWS_DEFAULT_REGION;
  return named || new sdk.S3Client({}).config.region().catch(() => homeRegion);
}

function newClient(sdk: Sdk, region: string): S3Client {
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  // Custom S3 endpoints often have no host name for each bucket
  const forcePathStyle = (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
  return new sdk.S3Client({ region, maxAttempts: attempts, followRegionRedirects: true, forcePathStyle });
}

interface ObjectSourceOptions {
  readonly sdk: Sdk;
  readonly client: S3Client;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
}

function objectSource({ sdk, client, bucket, key, bytes }: ObjectSourceOptions): LogFile {
  const body = async () => {
    const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Error("the response of S3 has no content");
    return Body;
  };
  return {
    name: `s3://${bucket}/${key}`,
    bytes,
    isRemote: true,
    read: async () => Buffer.from(await (await body()).transformToByteArray()),
    stream: async () => (await body()) as Readable,
  };
}
