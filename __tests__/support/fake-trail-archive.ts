import { Readable } from "node:stream";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { S3Client } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { account } from "../../sample-data/values";
import { configuration } from "../unit/config/configuration";
import { Dice } from "./dice";
import { DigestArchive, cloudTrail, published } from "./digest-archive";

/** The trail bucket of the configuration. */
export const bucket = `acme-trail-archive-${account(2)}`;

/** A configuration of four accounts. */
export const auditYaml = stringify(
  configuration({
    "accounts.members": [
      { name: "payments", id: account(3) },
      { name: "website", id: account(4) },
    ],
  }),
);

/** A request of an AWS SDK client. */
export interface Request {
  readonly constructor: { readonly name: string };
  readonly input: Readonly<Record<string, unknown>>;
}

/** S3 and CloudTrail behind the clients of the AWS SDK, over an archive in memory, with twenty keys on a page. */
export function fakeAws(archive: DigestArchive, key = cloudTrail) {
  const regions: string[] = [];
  const requests: Request[] = [];
  const s3 = new S3Client({ region: "eu-west-1" });
  jest.spyOn(s3, "send").mockImplementation((async (request: Request) => {
    requests.push(request);
    const {
      constructor: { name },
      input,
    } = request;
    if (name === "PutObjectLegalHoldCommand") return {};
    if (name === "ListObjectVersionsCommand") {
      const found = [...archive.objects.keys()].filter((one) => one.startsWith(String(input["Prefix"])));
      return {
        Versions: found.map((Key) => ({ Key, VersionId: "1", LastModified: new Date("2026-11-22T12:00:00Z") })),
      };
    }
    const { Bucket, Prefix, Key, Delimiter, StartAfter, ContinuationToken } = input as Record<string, string>;
    if (name === "GetObjectCommand") {
      const found = Bucket === bucket ? archive.objects.get(Key ?? "") : undefined;
      if (found === undefined) throw Object.assign(new Error("no such key"), { name: "NoSuchKey" });
      return { Body: Readable.from([found.body]), Metadata: found.metadata };
    }
    if (name !== "ListObjectsV2Command") throw new Error(`no answer to ${name}`);
    if (Delimiter === "/") {
      const names = await archive.folders(archive.bucket, Prefix ?? "");
      const at = Number(ContinuationToken ?? 0);
      return {
        CommonPrefixes: names.slice(at, at + 1).map((one) => ({ Prefix: `${Prefix}${one}/` })),
        ...(at + 1 < names.length && { NextContinuationToken: String(at + 1) }),
      };
    }
    const after = ContinuationToken ?? StartAfter ?? "";
    const keys = [...archive.objects.keys()].filter((one) => one.startsWith(Prefix ?? "") && one > after).toSorted();
    return {
      Contents: keys.slice(0, 20).map((one) => ({ Key: one })),
      ...(keys.length > 20 && { IsTruncated: true, NextContinuationToken: keys[19] }),
    };
  }) as never);
  const cloudTrailIn = (region: string) => {
    regions.push(region);
    const client = new CloudTrailClient({ region });
    const { der, fingerprint, validFrom, validTo } = published(key);
    jest.spyOn(client, "send").mockResolvedValue({
      PublicKeyList: [
        {
          Fingerprint: fingerprint,
          Value: new Uint8Array(der),
          ValidityStartTime: new Date(validFrom),
          ValidityEndTime: new Date(validTo),
        },
      ],
    } as never);
    return client;
  };
  return { s3, cloudTrailIn, regions, requests };
}

/** Returns an archive with a chain of every account, in the bucket of the configuration. */
export function archiveOfConfiguration(): DigestArchive {
  const own = new DigestArchive(new Dice(5), bucket);
  for (const digit of [1, 2, 3, 4]) own.addChain(account(digit), "eu-west-1", digit * 10);
  return own;
}
