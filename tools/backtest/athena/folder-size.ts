import type { S3Client } from "@aws-sdk/client-s3";
import type { SizeOf } from "./scan-estimate";

/** Adds up the sizes of the objects of a folder, from the lists of S3. */
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
