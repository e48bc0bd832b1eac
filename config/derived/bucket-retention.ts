import type { AuditConfig } from "../audit-config";
import { noncurrentDaysOf } from "../schema/lifecycle-days";
import { type ClassLifecycle, classesIn, lifecycleByPrefix, lifecycleOf } from "./retention";

/** The writers of an archive, and whether it has a lock. Both decide how long noncurrent versions are kept. */
export interface BucketProtection {
  readonly isLocked: boolean;
  readonly isOverwritable: boolean;
}

/** The lifecycle of the bucket of an archive, and the lifecycles of single classes of logs in that bucket. */
export function bucketRetention(
  config: AuditConfig,
  archive: string,
  general: ClassLifecycle,
  protection: BucketProtection,
) {
  const { abortIncompleteUploadDays } = config.archive.lifecycle;
  const complete = (one: ClassLifecycle) => ({
    ...one,
    noncurrentDays: noncurrentDaysOf(one, { ...protection, expireDays: one.expireDays }),
    abortIncompleteUploadDays,
  });
  const byPrefix = lifecycleByPrefix(config, archive);
  const [only, ...others] = classesIn(archive);
  return {
    lifecycle: complete(only && others.length === 0 ? lifecycleOf(config, only) : general),
    ...(byPrefix && {
      lifecycleByPrefix: new Map([...byPrefix].map(([prefix, one]) => [prefix, complete(one)])),
    }),
  };
}
