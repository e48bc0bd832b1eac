import { readFileSync } from "node:fs";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Stack } from "../terraform-output/stack";
import type { AccountReader } from "../aws-reader/account-reader";
import { unlessAbsent } from "../aws-reader/answers";

/** The part of a state that is used. */
interface State {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly unknown[];
  }[];
}

/**
 * Addresses of the resources in the state of a root. They are the only proof that a resource is its own: a tag can be set by
 * anybody, and a resource that is not in the state is created again whatever its tags say.
 *
 * @param reader credentials of the backend
 */
export async function addressesInState({ backend }: Stack, reader: AccountReader): Promise<Set<string>> {
  const text = backend.s3 ? await objectOf(backend.s3, reader) : fileOf(backend.local?.path ?? "");
  const { resources = [] } = JSON.parse(text ?? "{}") as State;
  // A resource whose creation was interrupted is in the state without an instance
  const existing = resources.filter(({ mode, instances }) => mode === "managed" && instances.length > 0);
  return new Set(existing.map(({ type, name }) => `${type}.${name}`));
}

interface S3Backend {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

async function objectOf({ bucket: Bucket, key: Key, region }: S3Backend, reader: AccountReader) {
  const answer = reader.client(S3Client, region).send(new GetObjectCommand({ Bucket, Key }));
  // Without s3:ListBucket, S3 answers AccessDenied for an object that is not there
  return (await unlessAbsent(answer, "NoSuchKey", "NoSuchBucket"))?.Body?.transformToString();
}

function fileOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
