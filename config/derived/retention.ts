import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { entriesOf, keysOf } from "../../shared/keys";
import type { DeclaredConfig } from "../schema/declared";
import { type TransitionStep, resolvedLifecycle, transitionSteps } from "../schema/lifecycle-days";
import { type LogClass, logClasses } from "../schema/log-classes";

type Archive = DeclaredConfig["archive"];

/** Days after which the logs of a class change their storage class and expire. */
export interface ClassLifecycle extends Readonly<Record<TransitionStep, number | null>> {
  readonly expireDays: number | null;
  readonly noncurrentDays?: number | null | undefined;
}

/** The settings, with defaults, from which the lifecycle of a class is computed. */
interface RetainedConfig {
  readonly archive: {
    readonly lifecycle: ClassLifecycle;
    readonly accessLogs: Pick<Archive["accessLogs"], "expireDays">;
    readonly retention: Readonly<Partial<Record<LogClass, ClassLifecycle>>>;
  };
}

/** S3 access logs and logs of load balancers move to no other storage class by default. They only expire. */
const noSteps = Object.fromEntries(transitionSteps.map(({ name }) => [name, null])) as Record<TransitionStep, null>;

/** The lifecycles of the classes in `archive.retention`, with the steps of their presets. */
export function resolvedRetention(archive: Archive): Partial<Record<LogClass, ClassLifecycle & { preset: Preset }>> {
  const { abortIncompleteUploadDays: _uploads, ...general } = archive.lifecycle;
  const entries = entriesOf(archive.retention).map(([name, own]) => {
    const isAccess = logClasses[name].archive === "accessLogs";
    const { noncurrentDays } = general;
    const expiry = {
      expireDays: isAccess ? archive.accessLogs.expireDays : general.expireDays,
      ...(noncurrentDays !== undefined && { noncurrentDays }),
    };
    const inherited = isAccess ? { ...noSteps, ...expiry } : general;
    // A preset of the class replaces all inherited steps. Without a preset, the class changes only the steps that it sets
    const base = own.preset === undefined ? { preset: general.preset, ...inherited } : expiry;
    const { noncurrentDays: _ofPreset, ...steps } = resolvedLifecycle({ preset: general.preset, ...base, ...own });
    // A preset of the class sets the storage classes. It does not set when a noncurrent version is deleted
    const kept = own.noncurrentDays === undefined ? resolvedLifecycle(general).noncurrentDays : own.noncurrentDays;
    return [name, { ...steps, ...(kept !== undefined && { noncurrentDays: kept }) }];
  });
  return Object.fromEntries(entries);
}

type Preset = Archive["lifecycle"]["preset"];

/** The lifecycle of a class: its own lifecycle, or the lifecycle of its archive. */
export function lifecycleOf({ archive }: RetainedConfig, name: LogClass): ClassLifecycle {
  const own = archive.retention[name];
  if (own !== undefined) return own;
  return logClasses[name].archive === "accessLogs" ? accessLogLifecycle({ archive }) : archive.lifecycle;
}

/** The lifecycle of the access-log bucket. It applies to classes without their own lifecycle. */
export function accessLogLifecycle({ archive }: RetainedConfig): ClassLifecycle {
  const { noncurrentDays } = archive.lifecycle;
  return {
    ...noSteps,
    expireDays: archive.accessLogs.expireDays,
    ...(noncurrentDays !== undefined && { noncurrentDays }),
  };
}

/** Classes in an archive. */
export const classesIn = (archive: string): LogClass[] =>
  keysOf(logClasses).filter((name) => logClasses[name].archive === archive);

/** Key prefixes in the access-log bucket that belong to no class. They have the lifecycle of the bucket. */
const otherPrefixes: Readonly<Record<string, readonly string[]>> = { accessLogs: [archivePrefixes.versionLists] };

/**
 * The lifecycle of each key prefix of an archive with several classes. Undefined if no class of the archive has its own
 * lifecycle, because one rule is then enough. An S3 lifecycle rule cannot exclude a prefix, so every known prefix has its own rule.
 */
export function lifecycleByPrefix(
  config: RetainedConfig,
  archive: string,
): ReadonlyMap<string, ClassLifecycle> | undefined {
  const classes = classesIn(archive);
  if (classes.length < 2 || classes.every((name) => config.archive.retention[name] === undefined)) return undefined;
  const others = (otherPrefixes[archive] ?? []).map((prefix) => [prefix, accessLogLifecycle(config)] as const);
  const own = classes.flatMap((name) =>
    logClasses[name].prefixes.map((prefix) => [prefix, lifecycleOf(config, name)] as const),
  );
  return new Map([...own, ...others].map(([prefix, lifecycle]) => [`${prefix}/`, lifecycle]));
}
