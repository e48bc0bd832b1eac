import type { Readable } from "node:stream";
import { GetObjectCommand, ListObjectsV2Command, type S3Client, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { toError } from "../../shared/thrown";
import type { ObjectStore, StoredObject } from "./object-store";

/** Objects in S3. */
export class S3Store implements ObjectStore {
  constructor(private readonly client: S3Client) {}

  async *keys(Bucket: string, Prefix: string, startAfter?: string): AsyncGenerator<string> {
    const { client } = this;
    const pages = paginateListObjectsV2({ client }, { Bucket, Prefix, ...(startAfter && { StartAfter: startAfter }) });
    for await (const { Contents = [] } of pages) for (const { Key = "" } of Contents) yield Key;
  }

  async folders(Bucket: string, Prefix: string): Promise<readonly string[]> {
    const names: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const request = { Bucket, Prefix, Delimiter: "/", ...(ContinuationToken && { ContinuationToken }) };
      const { CommonPrefixes = [], NextContinuationToken } = await this.client.send(new ListObjectsV2Command(request));
      names.push(...CommonPrefixes.map((one) => (one.Prefix ?? "").slice(Prefix.length, -1)));
      ContinuationToken = NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return names;
  }

  async open(Bucket: string, Key: string): Promise<StoredObject | undefined> {
    try {
      const { Body, Metadata = {} } = await this.client.send(new GetObjectCommand({ Bucket, Key }));
      return { body: Body as Readable, metadata: Metadata };
    } catch (error) {
      if (toError(error).name === "NoSuchKey") return undefined;
      throw error;
    }
  }
}
