import { readFileSync } from "node:fs";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { errorCode } from "../../shared/thrown";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { existingResources } from "../../terraform-types/synthesized/state";
import type { AccountReader } from "../aws-reader/account-reader";
import { unlessAbsent } from "../aws-reader/answers";

/**
 * Addresses of the resources in the state of a root. Only the state proves that a resource belongs to the root. Tags do not:
 * anyone can set a tag, and Terraform creates a resource that is not in the state, whatever its tags are.
 *
 * @param reader credentials of the backend
 */
export async function addressesInState({ backend }: Stack, reader: AccountReader): Promise<Set<string>> {
  const text = backend.s3 ? await objectOf(backend.s3, reader) : fileOf(backend.local?.path ?? "");
  return new Set(existingResources(text ?? "").keys());
}

interface S3Backend {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

async function objectOf({ bucket: Bucket, key: Key, region }: S3Backend, reader: AccountReader) {
  const answer = reader.client(S3Client, region).send(new GetObjectCommand({ Bucket, Key }));
  // Without s3:ListBucket, S3 returns AccessDenied for an object that does not exist
  return (await unlessAbsent(answer, "NoSuchKey", "NoSuchBucket"))?.Body?.transformToString();
}

function fileOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
