import type { OwnWriters } from "../iam/bucket-guards";
import type { PolicyStatement } from "../iam/policy-document";
import type { ArchiveWriters, LogWriter, WrittenArchive } from "./log-writer";
import { logWriters } from "./log-writers";

/** Statements of the bucket policy that allow the writers to write. */
export const writerStatements = (archive: WrittenArchive, writers: readonly LogWriter[] = logWriters) =>
  writers.flatMap(({ bucketStatements }) => bucketStatements(archive));

/** Statements of a key policy that allow the writers of all archives with this key to encrypt. */
export const writerEncryption = (archives: readonly WrittenArchive[]): PolicyStatement[] =>
  logWriters.flatMap(({ keyStatements }) => archives.flatMap((archive) => keyStatements?.(archive) ?? []));

/** Principals of the archive's own account that may write. */
export function ownWritersOf(archive: WrittenArchive, writers: readonly LogWriter[] = logWriters): OwnWriters {
  const own = writers.map(({ ownWriters }) => ownWriters?.(archive) ?? {});
  return {
    accountId: archive.accountId,
    roleArns: own.flatMap(({ roleArn }) => roleArn ?? []),
    prefixes: own.flatMap(({ prefix }) => prefix ?? []),
  };
}

/** Whether a role of an account may overwrite a log, or only an AWS service. */
export const isOverwritable = (writers: ArchiveWriters): boolean =>
  logWriters.some(({ overwrites }) => overwrites?.(writers) === true);

/** Whether CloudTrail is the only writer of the archive. The bucket of access logs may have other writers. */
export function isOnlyTrail(writers: ArchiveWriters): boolean {
  const { trailArn, externalTrails: _external, ...others } = logsOnly(writers);
  return trailArn !== undefined && !hasWriter(others);
}

/** Whether any writer is enabled. */
export const hasWriter = (writers: ArchiveWriters): boolean =>
  Object.values(writers).some((value) => value !== undefined && value !== false && !isEmptyList(value));

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The writers without those of the bucket of access logs. */
function logsOnly(writers: ArchiveWriters): ArchiveWriters {
  const {
    accessLogAccountIds: _accounts,
    loadBalancerAccountIds: _balancers,
    loggedBucketArns: _logged,
    listedBucketArns: _listed,
    ...others
  } = writers;
  return others;
}
