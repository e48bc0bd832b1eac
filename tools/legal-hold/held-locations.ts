import type { AuditConfig } from "../../config/audit-config";
import { type LogClass, logClasses } from "../../config/derived/log-classes";
import { configCopyName } from "../../config/names/aws-config-replica";
import { archivePrefixes, namesFor } from "../../config/names/names";
import { UserError } from "../../config/user-error";
import type { HoldScope } from "./hold-case";

/** Objects of a bucket below a key prefix. */
export interface HeldLocation {
  readonly source: LogClass;
  readonly bucket: string;
  readonly prefix: string;
}

/** The reason why the bucket of a class has no Object Lock, and the fix. Undefined if it has Object Lock. */
function noLock({ archive, mode }: AuditConfig, name: LogClass): string | undefined {
  if (mode === "controlTower" && ["trail", "config"].includes(logClasses[name].archive))
    return "its logs are in the bucket of Control Tower; hold them there";
  if (archive.existing !== undefined && name === "trail")
    return `its logs are in the bucket ${archive.existing}, which its owner manages; hold them there`;
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

/**
 * The locations of the logs of a scope: prefixes for each class and account. Services name the folder of an account in different
 * ways, and each possible name is a prefix. A prefix without objects costs one request.
 *
 * @throws UserError when the bucket of a class has no Object Lock
 */
export function heldFolders(
  config: AuditConfig,
  { sources, accounts }: Pick<HoldScope, "sources" | "accounts">,
): HeldLocation[] {
  const impossible = sources.flatMap((name) => {
    const reason = noLock(config, name);
    return reason === undefined ? [] : [`${name}: ${reason}`];
  });
  if (impossible.length > 0)
    throw new UserError(`a legal hold needs a bucket with Object Lock: ${impossible.join("; ")}`);
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
  const { cloudTrail } = namesFor(config).prefixes;
  const only = { trail: cloudTrail, config: archivePrefixes.config, webAclLogs: "" };
  return [only[archive as keyof typeof only].replace(/.$/, "$&/")];
}

/** All names that services use for the folder of an account. */
const accountFolders = ({ organizationId }: AuditConfig, id: string): string[] => [
  `AWSLogs/${organizationId}/${id}/`,
  `AWSLogs/${id}/`,
  `AWSLogs/aws-account-id=${id}/`,
  `${id}/`,
];
