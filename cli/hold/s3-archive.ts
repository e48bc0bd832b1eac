import { ListObjectVersionsCommand, PutObjectLegalHoldCommand, type S3Client } from "@aws-sdk/client-s3";
import type { HeldArchive, ObjectVersion } from "./hold-cases";

/** Reads versions and sets holds in the buckets of the archive. */
export class S3Archive implements HeldArchive {
  constructor(private readonly client: S3Client) {}

  async *pages(Bucket: string, Prefix: string): AsyncGenerator<readonly ObjectVersion[]> {
    let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (next !== undefined) {
      const { Versions = [], ...page } = await this.client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix, ...next }),
      );
      yield Versions.map(({ Key = "", VersionId = "", LastModified = new Date(0) }) => ({
        key: Key,
        versionId: VersionId,
        written: LastModified,
      }));
      next = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }
  }

  async setHold(Bucket: string, { key: Key, versionId: VersionId }: ObjectVersion, isHeld: boolean): Promise<void> {
    const LegalHold = { Status: isHeld ? "ON" : "OFF" } as const;
    await this.client.send(
      new PutObjectLegalHoldCommand({ Bucket, Key, VersionId, LegalHold, ChecksumAlgorithm: "SHA256" }),
    );
  }
}
