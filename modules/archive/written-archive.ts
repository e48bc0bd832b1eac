import { partitionOf } from "../../aws-semantics/values/partition-of";
import { type LogPrefixes, archivePrefixes } from "../../log-sources/archive-prefixes";
import type { ArchiveWriters, WrittenArchive } from "./log-writer";

/** Properties from which the statements of the writers of an archive are built. */
export interface WrittenArchiveProps {
  readonly namePrefix: string;
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
  readonly organizationId: string;
  readonly writers: ArchiveWriters | "none";
  readonly hasEarlierLogs?: boolean;
  readonly prefixes?: Partial<LogPrefixes>;
}

/** The values of an archive from which the statements of its writers are built. */
export function writtenArchive(props: WrittenArchiveProps): WrittenArchive {
  const { namePrefix, accountId, region, organizationId, writers, hasEarlierLogs = false } = props;
  const partition = partitionOf(region);
  return {
    namePrefix,
    partition,
    accountId,
    region,
    organizationId,
    bucketArn: `arn:${partition.name}:s3:::${props.bucketName}`,
    writers: writers === "none" ? {} : writers,
    hasEarlierLogs,
    prefixes: { ...archivePrefixes, ...props.prefixes },
  };
}
