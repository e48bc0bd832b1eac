import { type CloudTrailClient, ListPublicKeysCommand } from "@aws-sdk/client-cloudtrail";
import type { KeySource, PublicKey } from "./public-keys";

/** Public keys that CloudTrail publishes. */
export class CloudTrailKeys implements KeySource {
  /** @param clientOf the client of a region */
  constructor(private readonly clientOf: (region: string) => CloudTrailClient) {}

  async keys(region: string, from: number, to: number): Promise<readonly PublicKey[]> {
    // Only one page is requested: CloudTrail returned the same keys for every NextToken, and AWS documents NextToken as reserved
    const { PublicKeyList = [] } = await this.clientOf(region).send(
      new ListPublicKeysCommand({ StartTime: new Date(from), EndTime: new Date(to) }),
    );
    return PublicKeyList.map(({ Fingerprint = "", Value = new Uint8Array(), ValidityStartTime, ValidityEndTime }) => ({
      fingerprint: Fingerprint,
      der: Buffer.from(Value),
      validFrom: ValidityStartTime?.getTime() ?? Number.NEGATIVE_INFINITY,
      validTo: ValidityEndTime?.getTime() ?? Number.POSITIVE_INFINITY,
    }));
  }
}
