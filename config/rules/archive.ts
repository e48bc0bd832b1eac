import { configCopyNames } from "../names/aws-config-replica";
import { resolvedLifecycle, transitionSteps } from "../schema/lifecycle-days";
import { type LogClass, logClasses } from "../schema/log-classes";
import { type ClassLifecycle, resolvedRetention } from "../derived/retention";
import { archiveBuckets } from "../names/names";
import type { DeclaredConfig } from "../schema/declared";
import { foreignRole, isConfigured } from "./account-and-region";
import { type Problem, type Rule, type SettingPath, entriesOf, repeatedValues } from "./rule";

/** Rejects settings that would weaken the archive, or that S3 or KMS would refuse. */
export const archiveRules: readonly Rule[] = [
  { reads: ["archive.lock.mode", "archive.lock.bypassRoleArns"], problems: bypassProblems },
  { reads: ["archive.lock.mode", "archive.lock.holdRoleArns"], problems: holdProblems },
  {
    reads: ["archive.lock.mode", "archive.lock.days", "archive.lock.confirmDays"],
    problems: confirmationProblems,
  },
  { reads: ["archive.lock.mode", "archive.serviceLogs.lock"], problems: serviceLockProblems },
  { reads: ["archive.lock.mode", "archive.configArchive.lockedCopy"], problems: lockedCopyProblems },
  { reads: ["archive.lock.mode", "archive.preventDestroy"], problems: destroyProblems },
  { reads: ["archive.lifecycle"], problems: ({ archive }) => transitionProblems(generalOf(archive)) },
  {
    reads: ["archive.lock.mode", "archive.lock.days", "archive.lifecycle"],
    problems: ({ archive }) => expiryProblems(generalOf(archive), archive.lock),
  },
  {
    reads: ["archive.lifecycle", "archive.retention", "archive.accessLogs"],
    problems: ({ archive }) => classesOf(archive).flatMap(transitionProblems),
  },
  {
    reads: [
      "archive.lock",
      "archive.lifecycle",
      "archive.retention",
      "archive.accessLogs",
      "archive.serviceLogs",
      "archive.configArchive",
    ],
    problems: ({ archive }) =>
      classesOf(archive).flatMap((one) => expiryProblems(one, isLocked(archive, one.name) ? archive.lock : undefined)),
  },
  {
    reads: [
      "partition",
      "accounts",
      "archive.readerRoleArns",
      "archive.lock.bypassRoleArns",
      "archive.lock.holdRoleArns",
    ],
    problems: roleProblems,
  },
  { reads: ["partition", "homeRegion", "accounts", "archive.kmsKeyArn"], problems: keyProblems },
  { reads: ["archive.kmsKeyArn", "archive.kmsKeyAdministratorRoleArns"], problems: keyAdministratorProblems },
  {
    reads: [
      "partition",
      "prefix",
      "accounts.logArchive",
      "existing",
      "archive.existing",
      "archive.configArchive.lockedCopy",
      "backend",
    ],
    problems: backendProblems,
  },
];

function bypassProblems({ archive: { lock } }: DeclaredConfig): Problem[] {
  if (lock.mode === "governance" || lock.bypassRoleArns.length === 0) return [];
  const message = `roles can bypass only a governance lock, and archive.lock.mode is ${lock.mode}; remove the roles, or set the mode to governance`;
  return [{ path: ["archive", "lock", "bypassRoleArns"], message }];
}

function holdProblems({ archive: { lock } }: DeclaredConfig): Problem[] {
  if (lock.mode !== "none" || lock.holdRoleArns.length === 0) return [];
  const message =
    "legal holds require a bucket with Object Lock, and archive.lock.mode is none; choose another mode, or remove the roles";
  return [{ path: ["archive", "lock", "holdRoleArns"], message }];
}

/** Longest compliance lock without a confirmation, in days: ten years. */
const longestUnconfirmedLock = 3653;

/** No one can shorten a compliance lock. With one digit too many, logs would be stored and paid for decades. */
function confirmationProblems({ archive: { lock } }: DeclaredConfig): Problem[] {
  const { mode, days, confirmDays } = lock;
  const path = ["archive", "lock", "confirmDays"];
  if (confirmDays !== undefined && confirmDays !== days)
    return [{ path, message: `must be equal to archive.lock.days, which is ${days}; correct one of the two numbers` }];
  if (mode !== "compliance" || days <= longestUnconfirmedLock || confirmDays !== undefined) return [];
  const message = `no one can shorten a compliance lock of ${days} days, not even AWS; choose fewer days, or confirm it with confirmDays: ${days}`;
  return [{ path: ["archive", "lock", "days"], message }];
}

function serviceLockProblems({ archive: { lock, serviceLogs } }: DeclaredConfig): Problem[] {
  if (lock.mode !== "none" || !serviceLogs.lock) return [];
  const message = "requires a lock, and archive.lock.mode is none; set this setting to false or choose another mode";
  return [{ path: ["archive", "serviceLogs", "lock"], message }];
}

function lockedCopyProblems({ archive: { lock, configArchive } }: DeclaredConfig): Problem[] {
  if (lock.mode !== "none" || !configArchive.lockedCopy.enabled) return [];
  const message = "requires a lock, and archive.lock.mode is none; set this setting to false or choose another mode";
  return [{ path: ["archive", "configArchive", "lockedCopy", "enabled"], message }];
}

function destroyProblems({ archive: { lock, preventDestroy } }: DeclaredConfig): Problem[] {
  if (lock.mode !== "compliance" || preventDestroy) return [];
  const message =
    "a bucket with a compliance lock cannot be emptied; set this setting to true, or set archive.lock.mode to governance for a trial";
  return [{ path: ["archive", "preventDestroy"], message }];
}

/** A lifecycle with the steps of its preset, and the path of its setting. */
interface PlacedLifecycle {
  readonly path: SettingPath;
  readonly lifecycle: ClassLifecycle;
}

const generalOf = ({ lifecycle }: DeclaredConfig["archive"]): PlacedLifecycle => ({
  path: ["archive", "lifecycle"],
  lifecycle: resolvedLifecycle(lifecycle),
});

function classesOf(archive: DeclaredConfig["archive"]): (PlacedLifecycle & { readonly name: LogClass })[] {
  return Object.entries(resolvedRetention(archive)).map(([name, lifecycle]) => ({
    name: name as LogClass,
    path: ["archive", "retention", name],
    lifecycle,
  }));
}

/** Whether the archive of a class has a lock. */
function isLocked({ lock, serviceLogs, configArchive }: DeclaredConfig["archive"], name: LogClass): boolean {
  const locked = {
    trail: true,
    // The archive and its locked copy have the same lifecycle
    config: configArchive.lockedCopy.enabled,
    serviceLogs: serviceLogs.lock,
    webAclLogs: serviceLogs.lock,
    accessLogs: false,
  };
  return lock.mode !== "none" && locked[logClasses[name].archive];
}

/** S3 charges for a minimum number of days in each storage class, so the next step must not come sooner. */
function transitionProblems({ path, lifecycle }: PlacedLifecycle): Problem[] {
  const steps = takenSteps(lifecycle);
  return steps.flatMap(({ name, days }, i) => {
    const previous = steps[i - 1];
    if (previous === undefined) return [];
    const least = previous.days + previous.storedDays;
    if (days >= least) return [];
    const message = `${tooSoonAfter(previous.name, previous.storedDays)}; use ${least} or more, or null`;
    return [{ path: [...path, name], message }];
  });
}

/** Logs must not expire before their lock ends, or before S3's minimum days after their last step. One message covers both. */
function expiryProblems(
  { path, lifecycle }: PlacedLifecycle,
  lock: DeclaredConfig["archive"]["lock"] | undefined,
): Problem[] {
  const { expireDays } = lifecycle;
  const last = takenSteps(lifecycle).at(-1);
  const bounds = [
    ...(lock === undefined || lock.mode === "none"
      ? []
      : [{ least: lock.days, reason: `logs would expire before their lock of ${lock.days} days ends` }]),
    ...(last === undefined ? [] : [{ least: last.days + 1, reason: tooSoonAfter(last.name, 1) }]),
  ].filter(({ least }) => expireDays !== null && expireDays < least);
  if (bounds.length === 0) return [];
  const least = Math.max(...bounds.map((bound) => bound.least));
  const message = `${bounds.map(({ reason }) => reason).join(", and ")}; use ${least} or more, or null`;
  return [{ path: [...path, "expireDays"], message }];
}

const tooSoonAfter = (step: string, gap: number) => `too soon after ${step} (minimum gap in days: ${gap})`;

/** The steps of a lifecycle that are not null, in their order. */
function takenSteps(lifecycle: ClassLifecycle) {
  return transitionSteps.flatMap(({ name, storedDays }) => {
    const days = lifecycle[name];
    return days === null ? [] : [{ name, storedDays, days }];
  });
}

function roleProblems(config: DeclaredConfig): Problem[] {
  const { archive } = config;
  const lists = [
    entriesOf(["archive", "readerRoleArns"], archive.readerRoleArns),
    entriesOf(["archive", "lock", "bypassRoleArns"], archive.lock.bypassRoleArns),
    entriesOf(["archive", "lock", "holdRoleArns"], archive.lock.holdRoleArns),
  ];
  return [
    ...lists.flat().flatMap(({ path, value }) => foreignRole(config, path, value)),
    ...lists.flatMap((list) => repeatedValues(list)),
    ...foreignHolders(config),
  ];
}

/** Rejects roles of other accounts. No bucket policy allows them to place holds, and the hold cases are in the log-archive account. */
function foreignHolders({ accounts, archive }: DeclaredConfig): Problem[] {
  const message = "expected a role of the log-archive account, because no other role can place holds";
  return entriesOf(["archive", "lock", "holdRoleArns"], archive.lock.holdRoleArns)
    .filter(({ value }) => isConfigured({ accounts }, value.split(":")[4] ?? ""))
    .filter(({ value }) => value.split(":")[4] !== accounts.logArchive)
    .map(({ path }) => ({ path, message }));
}

function keyProblems({ partition, homeRegion, accounts, archive }: DeclaredConfig): Problem[] {
  if (archive.kmsKeyArn === undefined) return [];
  const path = ["archive", "kmsKeyArn"];
  const expected = `arn:${partition}:kms:${homeRegion}:`;
  if (!archive.kmsKeyArn.startsWith(expected)) {
    const message = `the key must be in the region of the archive; expected an ARN that begins with ${expected}`;
    return [{ path, message }];
  }
  const account = archive.kmsKeyArn.split(":")[4] ?? "";
  if (isConfigured({ accounts }, account)) return [];
  const message = `account ${account} is not in accounts, and the account that owns the key can make every log unreadable; use a key of an account in accounts`;
  return [{ path, message }];
}

function keyAdministratorProblems({ archive }: DeclaredConfig): Problem[] {
  const { kmsKeyArn, kmsKeyAdministratorRoleArns: roles } = archive;
  if (kmsKeyArn === undefined) {
    const message = "kmsKeyAdministratorRoleArns requires a key of your own; set kmsKeyArn, or remove the roles";
    return roles.length === 0 ? [] : [{ path: ["archive", "kmsKeyArn"], message }];
  }
  const entries = entriesOf(["archive", "kmsKeyAdministratorRoleArns"], roles);
  const [, partition, , , account = ""] = kmsKeyArn.split(":");
  const own = `arn:${partition}:iam::${account}:role/`;
  return [
    ...entries.flatMap(({ path, value }) =>
      value.startsWith(own) ? [] : [{ path, message: `expected a role of the account of the key: ${own}<name>` }],
    ),
    ...repeatedValues(entries),
  ];
}

function backendProblems(config: DeclaredConfig): Problem[] {
  const { partition, backend } = config;
  if (backend.type !== "s3") return [];
  const own = [...Object.values(archiveBuckets(config)), ...configCopyNames(config)];
  const isForeign = (arn: string | undefined) => arn !== undefined && !arn.startsWith(`arn:${partition}:`);
  return [
    ...(own.includes(backend.bucket)
      ? [
          {
            path: ["backend", "bucket"],
            message: "Terraform cannot store its state in an archive bucket that it creates; use another bucket",
          },
        ]
      : []),
    ...(["kmsKeyArn", "roleArn"] as const)
      .filter((name) => isForeign(backend[name]))
      .map((name) => ({ path: ["backend", name], message: `not an ARN of partition ${partition}` })),
  ];
}
