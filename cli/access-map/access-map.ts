import { partitions } from "../../config/partitions";
import { type Guarded, bucketsOf, keysOf } from "../../terraform-types/synthesized/policies";
import { References } from "../../terraform-types/synthesized/references";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { listOf } from "../../aws-semantics/iam/document";
import { type Grant, type GuardedLocation, grantsOf, uses } from "./access";
import { candidatesOf } from "./callers";
import { encryptionOf } from "./encryption";
import { type S3Location, keyOf, parseLocation } from "./s3-location";
import { type LogWriter, logWriters } from "./log-writers";
import { replicasOf } from "./replicas";
import { type Retention, retentionOf } from "./retention";
import { tablesOf } from "./tables";

/** Location of one kind of logs, with the writers and readers of these logs. */
export interface LogLocation {
  readonly location: S3Location;

  /** Account of the bucket. Undefined if the output does not create the bucket. */
  readonly accountId: string | undefined;

  /** Alias or ARN of the key. Undefined for SSE-S3. */
  readonly key: string | undefined;
  readonly logSources: readonly LogWriter[];
  readonly writers: readonly Grant[];
  readonly readers: readonly Grant[];
  readonly retention: Retention;
  readonly tables: readonly string[];
}

/** The logs of a synthesized output: locations, writers, readers and retention. It reads only the output. */
export function accessMap(stacks: readonly Stack[]): LogLocation[] {
  const references = new References(stacks);
  const buckets = bucketsOf(references);
  const keys = keysOf(references);
  const writing = logWriters(references);
  const logSources = [...writing, ...replicasOf(references, writing)];
  const tables = tablesOf(references);
  const candidates = candidatesOf(references, [...buckets, ...keys]);

  return distinctLocations(
    [...logSources, ...tables].map(({ location }) => location).concat(buckets.flatMap(grantedLocations)),
  ).map((location) => {
    const bucket = buckets.find(({ name }) => name === location.bucket);
    const here = logSources.filter((logSource) => keyOf(logSource.location) === keyOf(location));
    const guarded = bucket && guard({ references, bucket, keys, location, logSources: here });
    const grants = (use: keyof typeof uses) =>
      guarded === undefined
        ? []
        : candidates.flatMap((candidate) => uses[use].flatMap((one) => grantsOf(guarded, candidate, one)));
    return {
      location,
      accountId: bucket?.accountId,
      key: guarded?.key?.name ?? guarded?.encryption.keyArn,
      logSources: here,
      writers: grants("write"),
      readers: grants("read"),
      retention: retentionOf(references, location),
      tables: tables.filter((table) => keyOf(table.location) === keyOf(location)).map(({ name }) => name),
    };
  });
}

/** Removes duplicate locations. Two locations are equal if they have the same bucket and prefix. */
function distinctLocations(locations: readonly S3Location[]): S3Location[] {
  return [...new Map(locations.map((location) => [keyOf(location), location])).values()].toSorted((a, b) =>
    keyOf(a).localeCompare(keyOf(b), "en"),
  );
}

const isWrite = (action: string): boolean => uses.write.some((use) => use.action === action);

/** Locations to which a bucket policy allows writing, with or without a resource that writes there. */
function grantedLocations({ policy }: Guarded): S3Location[] {
  return (policy?.statements ?? [])
    .filter(({ Effect, Action }) => Effect === "Allow" && listOf(Action).some(isWrite))
    .flatMap(({ Resource }) => listOf(Resource))
    .flatMap((resource) => parseLocation(resource) ?? [])
    .filter(({ prefix }) => prefix !== "" && !/[*?$]/.test(prefix));
}

interface GuardOptions {
  readonly references: References;
  readonly bucket: Guarded;
  readonly keys: readonly Guarded[];
  readonly location: S3Location;
  readonly logSources: readonly LogWriter[];
}

function guard({ references, bucket, keys, location, logSources }: GuardOptions): GuardedLocation {
  const encryption = encryptionOf(references, location.bucket);
  const { dnsSuffix } = partitions[references.partition as keyof typeof partitions];
  return {
    location,
    bucket,
    encryption,
    key: keys.find(({ arn }) => arn === encryption.keyArn),
    s3ViaService: `s3.${bucket.region}.${dnsSuffix}`,
    trailArn: logSources.flatMap(({ trailArn }) => trailArn ?? [])[0],
  };
}
