/** Storage classes in S3's order. An object only moves down the list. */
export const transitionSteps = [
  // S3 charges for at least `storedDays` after the step. It moves no object out of Standard-IA before these days
  { name: "infrequentAccessDays", storedDays: 30 },
  { name: "glacierInstantRetrievalDays", storedDays: 90 },
  { name: "glacierDays", storedDays: 90 },
  { name: "deepArchiveDays", storedDays: 180 },
] as const;

export type TransitionStep = (typeof transitionSteps)[number]["name"];
type Transitions = Readonly<Record<TransitionStep, number | null>>;

/** Days until each step. Null means never. Without `noncurrentDays`, a noncurrent version is kept as long as a log. */
export interface LifecyclePreset extends Transitions {
  readonly noncurrentDays?: number;
}

/** `queryable` keeps every log in a storage class that Athena reads. `classical` is the schedule of AWS's older examples. */
export const lifecyclePresets = {
  queryable: { infrequentAccessDays: 90, glacierInstantRetrievalDays: 365, glacierDays: null, deepArchiveDays: null },
  classical: {
    infrequentAccessDays: 30,
    glacierInstantRetrievalDays: null,
    glacierDays: 90,
    deepArchiveDays: 365,
    noncurrentDays: 90,
  },
} as const satisfies Record<string, LifecyclePreset>;

/** The lifecycle settings as written in the file. A missing step has the value of the preset. */
export interface WrittenLifecycle extends Partial<Transitions> {
  readonly preset: keyof typeof lifecyclePresets;
  readonly expireDays: number | null;
  readonly noncurrentDays?: number | null | undefined;
}

/**
 * A lifecycle with the steps of its preset. A step of the preset is removed if it conflicts with the days in the file. It
 * conflicts if it follows too soon after the step before, or so late that S3 would charge for days after the next step.
 */
export function resolvedLifecycle<T extends WrittenLifecycle>(written: T): T & Transitions {
  const preset: LifecyclePreset = lifecyclePresets[written.preset];
  const steps = transitionSteps.map(({ name }, i) => {
    const days = written[name];
    const ofPreset = preset[name];
    return [name, days === undefined ? (fits(written, i, ofPreset) ? ofPreset : null) : days] as const;
  });
  const noncurrentDays = written.noncurrentDays === undefined ? preset.noncurrentDays : written.noncurrentDays;
  return {
    ...written,
    ...(Object.fromEntries(steps) as Record<TransitionStep, number | null>),
    ...(noncurrentDays !== undefined && { noncurrentDays }),
  };
}

function fits(written: WrittenLifecycle, step: number, days: number | null): boolean {
  if (days === null) return true;
  const { storedDays } = transitionSteps[step] ?? { storedDays: 0 };
  const earlier = transitionSteps.slice(0, step);
  const later = [...transitionSteps.slice(step + 1).map(({ name }) => written[name]), written.expireDays];
  return (
    earlier.every((one) => days >= (written[one.name] ?? -Infinity) + one.storedDays) &&
    later.every((next) => (next ?? Infinity) >= days + storedDays)
  );
}

/** Days that a noncurrent version is kept in a locked archive to which only AWS services write. */
const lockedNoncurrentDays = 30;

/**
 * Days that a noncurrent version is kept in one archive. Null means forever.
 *
 * If a caller can overwrite a log, the replaced version must be kept until the log would have expired. A lock is not enough if
 * it ends before the log expires.
 *
 * @param archive `isOverwritable`: whether a principal of an account, and not only an AWS service, may write to it
 */
export function noncurrentDaysOf(
  lifecycle: Pick<WrittenLifecycle, "noncurrentDays">,
  archive: { readonly isLocked: boolean; readonly isOverwritable: boolean; readonly expireDays: number | null },
): number | null {
  if (lifecycle.noncurrentDays !== undefined) return lifecycle.noncurrentDays;
  return archive.isLocked && !archive.isOverwritable ? lockedNoncurrentDays : archive.expireDays;
}
