import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mapInParallel } from "../shared/in-parallel";
import { regionsInUse } from "../config/derived/regions";
import { accountIds } from "../config/derived/accounts";
import { managementTrail } from "../config/names/management-trail";
import type { AuditConfig } from "../config/audit-config";
import { s3Config } from "./clients";
import type { EmulatorAddress } from "./emulator/emulator";
import { dayOfEvents } from "../sample-data/events/day-of-events";
import { digestFiles } from "../sample-data/events/digest";
import { type LogFile, logFiles, type TrailFile, type TrailLayout } from "../sample-data/events/log-file";
import { Random } from "../sample-data/events/random";
import { asService, serviceKey } from "./service-principal";

/** Number of delivered files and events. */
export interface Delivery {
  readonly logFiles: readonly LogFile[];
  readonly digests: number;
}

/** Layout of the keys of the configured trail. */
export function layoutOf(config: AuditConfig): TrailLayout {
  const { bucketName: bucket, prefix, name: trailName } = managementTrail(config);
  const { organizationId, homeRegion } = config;
  return { bucket, prefix, organizationId, trailName, homeRegion };
}

/** Writes a day of events of the organization to the deployed trail archive: log files and their digests. */
export async function deliverDay(config: AuditConfig, address: EmulatorAddress, day: string): Promise<Delivery> {
  const { partition, homeRegion: home, accounts } = config;
  const { management, logArchive } = accounts;
  const members = accounts.members.map(({ id }) => id);
  const events = dayOfEvents({ day, partition, management, logArchive, members, home });
  const layout = layoutOf(config);
  const files = logFiles(events, layout, new Random(`${day} files`));
  const privateKey = createPrivateKey(readFileSync(address.digestKey));
  const everywhere = accountIds(config).flatMap((account) =>
    regionsInUse(config).map((region) => ({ account, region })),
  );
  const digests = digestFiles({ files, day, layout, key: privateKey, quiet: everywhere });

  await deliver(config, address, [...files, ...digests]);
  return { logFiles: files, digests: digests.length };
}

/** Writes files as CloudTrail's service principal on behalf of the trail, so that the bucket policy decides. */
export async function deliver(
  config: AuditConfig,
  address: EmulatorAddress,
  files: readonly (TrailFile & { metadata?: Readonly<Record<string, string>> })[],
): Promise<void> {
  const { arn: trailArn, bucketName } = managementTrail(config);
  const credentials = serviceKey("cloudtrail.amazonaws.com");
  const s3 = asService(new S3Client(s3Config(address, config.homeRegion, credentials)), trailArn);
  await mapInParallel(files, 8, ({ key, body, metadata }) =>
    s3.send(
      new PutObjectCommand({
        Bucket: bucketName,
        Key: key,
        Body: body,
        ACL: "bucket-owner-full-control",
        ContentType: "application/json",
        ContentEncoding: "gzip",
        Metadata: { ...metadata },
      }),
    ),
  );
}
