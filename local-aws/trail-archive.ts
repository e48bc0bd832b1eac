import { gunzipSync } from "node:zlib";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { s3Config } from "./clients";
import type { LocalDeployment } from "./terraform/deployment";
import type { CloudTrailEvent } from "../sample-data/events/event";
import { layoutOf } from "./trail-delivery";

/** Reads all events in the log files of the deployed trail archive, in order of time. */
export async function eventsInArchive(deployment: LocalDeployment): Promise<CloudTrailEvent[]> {
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.logArchive);
  const client = new S3Client(s3Config(address, config.homeRegion, credentials));
  const { bucket: Bucket, prefix: Prefix } = layoutOf(config);

  const events: CloudTrailEvent[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    for (const { Key = "" } of page.Contents ?? []) {
      if (!Key.includes("/CloudTrail/")) continue;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const file = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
      events.push(...JSON.parse(file.toString()).Records);
    }
  }
  return events.toSorted((a, b) => a.eventTime.localeCompare(b.eventTime));
}
