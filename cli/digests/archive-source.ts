import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { S3Client } from "@aws-sdk/client-s3";
import { createClient } from "../../shared/aws-client";
import type { AuditConfig } from "../../config/audit-config";
import { loadConfig } from "../../config/load";
import { UserError } from "../../shared/user-error";
import { chosenAccounts } from "../shared/chosen-accounts";
import { chosenConfiguration } from "../shared/config-option";
import { CloudTrailKeys } from "./cloudtrail-keys";
import { type KeySource, KeyRing } from "./public-keys";
import { S3Store } from "./s3-store";
import { StoredKeys } from "./stored-keys";
import { trailArchive } from "./trail-archive";
import type { VerificationOptions } from "./verification";

/** AWS clients that a verification needs. */
export interface AwsClients {
  readonly s3: S3Client;
  readonly cloudTrailIn: (region: string) => CloudTrailClient;
}

/** Creates clients of S3 and CloudTrail with the credentials of the environment. */
export function toAws({ homeRegion }: Pick<AuditConfig, "homeRegion">): AwsClients {
  const settings = { maxAttempts: 10 };
  return {
    s3: createClient(S3Client, homeRegion, settings),
    cloudTrailIn: (region) => createClient(CloudTrailClient, region, settings),
  };
}

/**
 * Loads the configuration of a command that reads the archive.
 *
 * @throws UserError when there is no configuration
 */
export function requiredConfig(option: string | undefined): AuditConfig {
  const { path, isFallback } = chosenConfiguration(option);
  if (isFallback)
    throw new UserError("there is no audit.yaml in this folder; name the configuration with --config <file>");
  return loadConfig(path);
}

/** Milliseconds after which a digest is due. CloudTrail delivers the digest of an hour within one or two hours. */
const delivery = 3 * 3_600_000;

/** Options to read the archive of a trail. */
export interface ArchiveOptions {
  readonly account?: readonly string[];
  readonly keys?: string;
}

/** The trail archive of a configuration. */
export const archiveSource = (config: AuditConfig, clients: AwsClients, options: ArchiveOptions): ArchiveSource => ({
  ...trailArchive(config),
  ...inAws(config.homeRegion, clients, options),
  accounts: chosenAccounts(config, options.account ?? []),
});

/**
 * Archives without a configuration: `s3://bucket/prefix/AWSLogs/o-a1b2c3d4e5/`, with a folder for each account. An account without
 * digests is not a finding.
 *
 * @throws UserError for a malformed location
 */
export function locationSource(
  locations: readonly string[],
  homeRegion: string,
  clients: AwsClients,
  options: ArchiveOptions,
): ArchiveSource {
  const folders = locations.map((location) => {
    const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.+\/)?$/.exec(location) ?? [];
    if (bucket === undefined)
      throw new UserError(`--location ${location} is not a location; use s3://bucket/prefix/AWSLogs/o-a1b2c3d4e5/`);
    return { bucket, prefix: prefix ?? "" };
  });
  return { folders, expected: [], ...inAws(homeRegion, clients, options), accounts: options.account ?? [] };
}

type ArchiveSource = Omit<VerificationOptions, "regions">;

function inAws(homeRegion: string, { s3, cloudTrailIn }: AwsClients, { keys }: ArchiveOptions) {
  const clients = new Map<string, CloudTrailClient>();
  const clientOf = (region: string) => {
    const client = clients.get(region) ?? cloudTrailIn(region);
    clients.set(region, client);
    return client;
  };
  const source: KeySource = keys === undefined ? new CloudTrailKeys(clientOf) : new StoredKeys(keys);
  return { store: new S3Store(s3), keys: new KeyRing(source, homeRegion), due: Date.now() - delivery };
}
