import type { S3Client } from "@aws-sdk/client-s3";
import type { SizeOf } from "./scan-estimate";

/** Returns a function that lists the objects of a folder in S3 and adds up their sizes. */
export async function folderSizes(client: S3Client): Promise<SizeOf> {
  const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
  return async (folder) => {
    const [, Bucket = "", Prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(folder) ?? [];
    let bytes = 0;
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
      for (const { Size = 0 } of Contents) bytes += Size;
    }
    return bytes;
  };
}
