import type { AuditConfig } from "../../config/audit-config";
import { type LogClass, logClasses } from "../../config/schema/log-classes";
import { configCopyName } from "../../config/names/aws-config-replica";
import { namesFor } from "../../config/names/names";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { UserError } from "../../shared/user-error";
import type { HoldScope } from "./hold-case";

/** Objects of a bucket below a key prefix. */
export interface HeldLocation {
  readonly source: LogClass;
  readonly bucket: string;
  readonly prefix: string;
}

/** The reason why the logs of a class are not in a bucket of this project. Undefined if they are. */
function foreignBucket({ archive, mode }: AuditConfig, name: LogClass): string | undefined {
  if (mode === "controlTower" && ["trail", "config"].includes(logClasses[name].archive))
    return "its logs are in the bucket of Control Tower";
  if (archive.existing !== undefined && name === "trail")
    return `its logs are in the bucket ${archive.existing}, which its owner manages`;
  return undefined;
}

/** The reason why the bucket of a class cannot hold versions, and the fix. Undefined if it can. */
function noLock(config: AuditConfig, name: LogClass): string | undefined {
  const foreign = foreignBucket(config, name);
  if (foreign !== undefined) return `${foreign}; hold them there`;
  const { archive } = config;
  if (archive.lock.mode === "none") return "archive.lock.mode is none; set another mode";
  const { serviceLogs, configArchive } = archive;
  switch (logClasses[name].archive) {
    case "trail":
      return undefined;
    case "config":
      return configArchive.lockedCopy.enabled
        ? undefined
        : "AWS Config delivers to a bucket without Object Lock; set archive.configArchive.lockedCopy.enabled to true";
    case "accessLogs":
      return "S3 cannot deliver access logs to a bucket with Object Lock; copy the logs of the case to another bucket";
    default:
      return serviceLogs.lock ? undefined : "its archive has no Object Lock; set archive.serviceLogs.lock to true";
  }
}

/** @throws UserError when the bucket of a class has no Object Lock */
export function checkLocks(config: AuditConfig, { sources }: Pick<HoldScope, "sources">): void {
  const reasons = reasonsOf(sources, (name) => noLock(config, name));
  if (reasons !== "") throw new UserError(`a legal hold needs a bucket with Object Lock: ${reasons}`);
}

/**
 * Checks that the configuration names the buckets in which a case was placed. With other buckets, a lift would find no version, and
 * delete the case although its versions are held. A lift does not need the setting of the lock: a bucket never loses Object Lock.
 *
 * @throws UserError when the logs of a class are in a bucket of someone else
 */
export function checkBuckets(config: AuditConfig, { sources }: Pick<HoldScope, "sources">): void {
  const reasons = reasonsOf(sources, (name) => foreignBucket(config, name));
  if (reasons !== "")
    throw new UserError(
      `the configuration does not name the bucket with the holds: ${reasons}; use the configuration with which the case was placed`,
    );
}

function reasonsOf(sources: readonly LogClass[], reasonOf: (name: LogClass) => string | undefined): string {
  return sources
    .flatMap((name) => {
      const reason = reasonOf(name);
      return reason === undefined ? [] : [`${name}: ${reason}`];
    })
    .join("; ");
}

/**
 * The locations of the logs of a scope: prefixes for each class and account. Services name the folder of an account in different
 * ways, and each possible name is a prefix. A prefix without objects costs one request.
 *
 * @throws UserError when a class is not known, because another version stored the case
 */
export function heldFolders(
  config: AuditConfig,
  { sources, accounts }: Pick<HoldScope, "sources" | "accounts">,
): HeldLocation[] {
  const unknown = sources.filter((name) => !Object.hasOwn(logClasses, name));
  if (unknown.length > 0)
    throw new UserError(
      `a case holds ${unknown.join(", ")}, which is no class of logs of this version; use the version that placed the case`,
    );
  return sources.flatMap((name) => {
    const bucket = bucketOf(config, name);
    return foldersOf(config, name).flatMap((folder) =>
      accounts.length === 0
        ? [{ source: name, bucket, prefix: folder }]
        : accounts.flatMap((id) =>
            accountFolders(config, id).map((own) => ({ source: name, bucket, prefix: `${folder}${own}` })),
          ),
    );
  });
}

function bucketOf(config: AuditConfig, name: LogClass): string {
  const { archive } = logClasses[name];
  return archive === "config" ? configCopyName(config) : namesFor(config).buckets[archive];
}

/** Folders of a class in its bucket. Each ends with a slash. */
function foldersOf(config: AuditConfig, name: LogClass): string[] {
  const { archive, prefixes } = logClasses[name];
  if (prefixes.length > 0) return prefixes.map((prefix) => `${prefix}/`);
  // The trail of an adopted bucket can have no prefix
  const { trail } = namesFor(config).prefixes;
  const only = { trail, config: archivePrefixes.awsConfig, webAclLogs: "" };
  return [only[archive as keyof typeof only].replace(/.$/, "$&/")];
}

/** All names that services use for the folder of an account. */
const accountFolders = ({ organizationId }: AuditConfig, id: string): string[] => [
  `AWSLogs/${organizationId}/${id}/`,
  `AWSLogs/${id}/`,
  `AWSLogs/aws-account-id=${id}/`,
  `${id}/`,
];
