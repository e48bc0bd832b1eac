import { createVerify, type KeyObject } from "node:crypto";
import type { Digest } from "./digest";

/** The only signature algorithm that CloudTrail uses. */
export const signatureAlgorithm = "SHA256withRSA";

/**
 * Whether the signature of a digest is from CloudTrail.
 *
 * @param hash SHA-256 of the decompressed content
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export function isAuthentic(digest: Digest, hash: string, signature: string, key: KeyObject): boolean {
  return createVerify("RSA-SHA256").update(signedText(digest, hash)).verify(key, signature, "hex");
}

/** The string that CloudTrail signs. */
export const signedText = ({ end, bucket, key, previous }: Digest, hash: string): string =>
  [end, `${bucket}/${key}`, hash, previous?.signature ?? "null"].join("\n");
