import type { z } from "zod";
import { archiveBucketNames, bucketArn } from "./names";
import { type Partition, partitions } from "./partitions";
import type { DeclaredConfig } from "./schema";

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A combination of settings that is refused, though each setting alone is fine. */
interface Rule {
  /** Settings it reads; it is skipped when one of them is wrong by itself, which is then reported instead. */
  readonly reads: readonly string[];

  readonly problems: (config: DeclaredConfig) => readonly Problem[];
}

const rules: readonly Rule[] = [
  // Reads around wrong entries, so that one mistyped id does not hide a duplicate.
  { reads: [], problems: accountProblems },
  { reads: ["partition", "homeRegion"], problems: homeRegionProblems },
  { reads: ["partition", "homeRegion", "recordedRegions"], problems: recordedRegionProblems },
  { reads: ["homeRegion", "recordedRegions", "providerVersion"], problems: providerVersionProblems },
  { reads: ["archive.lock", "archive.serviceLogs"], problems: lockProblems },
  { reads: ["archive.lock.mode", "archive.lock.days", "archive.lifecycle.expireDays"], problems: expiryProblems },
  { reads: ["archive.lifecycle"], problems: transitionProblems },
  { reads: ["partition", "accounts", "archive.readerRoleArns", "archive.lock.bypassRoleArns"], problems: roleProblems },
  { reads: ["partition", "homeRegion", "accounts.logArchive", "archive.kmsKeyArn"], problems: keyProblems },
  { reads: ["partition", "prefix", "accounts.logArchive", "trail.dataEvents"], problems: dataEventProblems },
  { reads: ["prefix", "accounts.logArchive", "backend"], problems: backendProblems },
  { reads: ["notifications"], problems: subscriberProblems },
];

/** Refuses unsafe and impossible combinations, all of them at once. */
export function checkCombinations(config: DeclaredConfig, context: z.RefinementCtx): void {
  const wrong = context.issues.filter(({ code }) => code !== "unrecognized_keys").map(({ path = [] }) => path);
  const isSound = (setting: string) => {
    const parts = setting.split(".");
    return !wrong.some((path) => parts.every((part, i) => i >= path.length || path[i] === part));
  };

  for (const { reads, problems } of rules) {
    if (!reads.every(isSound)) continue;
    for (const { path, message } of problems(config)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  }
}

function accountProblems(config: DeclaredConfig): Problem[] {
  const { management, logArchive, members }: Partial<DeclaredConfig["accounts"]> = config.accounts ?? {};
  const listed = Array.isArray(members) ? members : [];
  const ids: Named[] = [
    { path: ["accounts", "management"], value: management },
    { path: ["accounts", "logArchive"], value: logArchive },
    ...listed.map((member, i) => ({ path: ["accounts", "members", i, "id"], value: member?.id })),
  ];
  const names: Named[] = listed.map((member, i) => ({ path: ["accounts", "members", i, "name"], value: member?.name }));

  return [
    ...repeated(
      ids,
      (first) => `an account has one role, because AWS Config allows one recorder in it; it is ${first} already`,
    ),
    ...repeated(names, (first) => `a stack name can be used once; it is ${first} already`),
  ];
}

interface Named {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** A problem for each value that stands earlier in the list. */
function repeated(entries: readonly Named[], message: (first: string) => string): Problem[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ path, value }) => {
    if (typeof value !== "string") return [];
    const first = seen.get(value);
    if (first === undefined) seen.set(value, path.join("."));
    return first === undefined ? [] : [{ path, message: message(first) }];
  });
}

function homeRegionProblems({ partition, homeRegion }: DeclaredConfig): Problem[] {
  const { defaultRegions, optInRegions }: Partition = partitions[partition];
  if (defaultRegions.includes(homeRegion)) return [];
  const message = optInRegions.includes(homeRegion)
    ? `members that have not opted in to this region would send nothing; choose one of ${defaultRegions.join(", ")}`
    : `not a region of partition ${partition}; choose one of ${defaultRegions.join(", ")}`;
  return [{ path: ["homeRegion"], message }];
}

function recordedRegionProblems({ partition, homeRegion, recordedRegions = [homeRegion] }: DeclaredConfig): Problem[] {
  const { defaultRegions, optInRegions }: Partition = partitions[partition];
  const known = new Set([...defaultRegions, ...optInRegions]);
  const entries = recordedRegions.map((value, i) => ({ path: ["recordedRegions", i], value }));
  const unknown = entries.filter(({ value }) => !known.has(value));

  return [
    ...unknown.map(({ path }) => ({
      path,
      message: `not a region of partition ${partition}; if AWS has opened it since, add it to config/partitions.ts`,
    })),
    ...repeated(entries, (first) => `a region is recorded once; it is ${first} already`),
    ...(recordedRegions.includes(homeRegion)
      ? []
      : [
          {
            path: ["recordedRegions"],
            message: `add the home region ${homeRegion}: users and roles are recorded there`,
          },
        ]),
  ];
}

function providerVersionProblems({ homeRegion, recordedRegions = [], providerVersion }: DeclaredConfig): Problem[] {
  const otherRegion = recordedRegions.find((region) => region !== homeRegion);
  const lowest = /(\d+)(?:\.(\d+))?/.exec(providerVersion ?? "");
  if (!lowest) return [];
  const [major, minor] = [Number(lowest[1]), Number(lowest[2] ?? 0)];

  if (otherRegion !== undefined && major < 6) {
    const message = `recording ${otherRegion} beside the home region needs version 6 of the AWS provider; write ~> 6.25`;
    return [{ path: ["providerVersion"], message }];
  }
  const isOld = major < 5 || (major === 5 && minor < 100);
  return isOld ? [{ path: ["providerVersion"], message: "the oldest AWS provider supported is 5.100.0" }] : [];
}

function lockProblems({ archive: { lock, serviceLogs } }: DeclaredConfig): Problem[] {
  const problems: Problem[] = [];
  if (lock.mode !== "governance" && lock.bypassRoleArns.length > 0) {
    const message = `only a governance lock can be bypassed and the mode is ${lock.mode}; remove the roles`;
    problems.push({ path: ["archive", "lock", "bypassRoleArns"], message });
  }
  if (lock.mode === "none" && serviceLogs.lock) {
    const message = "there is no lock to apply while archive.lock.mode is none; remove it or choose a mode";
    problems.push({ path: ["archive", "serviceLogs", "lock"], message });
  }
  return problems;
}

function expiryProblems({ archive: { lock, lifecycle } }: DeclaredConfig): Problem[] {
  const { expireDays } = lifecycle;
  if (lock.mode === "none" || expireDays === null || expireDays >= lock.days) return [];
  const message = `logs would expire before their lock of ${lock.days} days ends; write ${lock.days} or more, or null`;
  return [{ path: ["archive", "lifecycle", "expireDays"], message }];
}

/** Each step has to come this many days after the one before it: S3's rule for the first, Glacier's least charge for the second. */
const daysBetweenSteps = { glacierDays: 30, deepArchiveDays: 90, expireDays: 1 } as const;

function transitionProblems({ archive: { lifecycle } }: DeclaredConfig): Problem[] {
  const problems: Problem[] = [];
  let previous: { name: string; days: number } | undefined;
  for (const name of ["infrequentAccessDays", "glacierDays", "deepArchiveDays", "expireDays"] as const) {
    const days = lifecycle[name];
    if (days === null) continue;
    const gap = name === "infrequentAccessDays" ? 0 : daysBetweenSteps[name];
    if (previous !== undefined && days < previous.days + gap) {
      const message = `write ${previous.days + gap} or more, ${gap} after ${previous.name}, or null`;
      problems.push({ path: ["archive", "lifecycle", name], message });
    }
    previous = { name, days };
  }
  return problems;
}

function roleProblems({ partition, accounts, archive }: DeclaredConfig): Problem[] {
  const own = new Set([accounts.management, accounts.logArchive, ...accounts.members.map(({ id }) => id)]);
  const listed = [
    ...archive.readerRoleArns.map((arn, i) => ({ path: ["archive", "readerRoleArns", i], arn })),
    ...archive.lock.bypassRoleArns.map((arn, i) => ({ path: ["archive", "lock", "bypassRoleArns", i], arn })),
  ];
  return listed.flatMap(({ path, arn }) => {
    const [, itsPartition, , , account = ""] = arn.split(":");
    if (itsPartition !== partition) return [{ path, message: `not an ARN of partition ${partition}` }];
    return own.has(account)
      ? []
      : [{ path, message: `account ${account} is not in accounts; nobody outside the organization reads the archive` }];
  });
}

function keyProblems({ partition, homeRegion, accounts, archive }: DeclaredConfig): Problem[] {
  const expected = `arn:${partition}:kms:${homeRegion}:${accounts.logArchive}:key/`;
  if (archive.kmsKeyArn === undefined || archive.kmsKeyArn.startsWith(expected)) return [];
  const message = `S3 needs the key in the bucket's region and account; expected an ARN that begins with ${expected}`;
  return [{ path: ["archive", "kmsKeyArn"], message }];
}

/** CloudTrail's limit over all conditions of all advanced selectors of a trail. */
const selectorValueLimit = 500;

function dataEventProblems({ partition, prefix, accounts, trail }: DeclaredConfig): Problem[] {
  const ownArns = Object.values(archiveBucketNames(prefix, accounts.logArchive)).map((name) =>
    bucketArn(partition, name),
  );
  const problems: Problem[] = trail.dataEvents.flatMap(({ arnPrefixes }, i) =>
    arnPrefixes.flatMap((arn, j) => {
      const path = ["trail", "dataEvents", i, "arnPrefixes", j];
      if (!arn.startsWith(`arn:${partition}:`)) return [{ path, message: `not an ARN of partition ${partition}` }];
      return ownArns.some((own) => arn.startsWith(own))
        ? [{ path, message: "a bucket of the archive would record its own deliveries without end; remove it" }]
        : [];
    }),
  );

  // Each selector also names its category, its type, maybe its access, and the archive's buckets it leaves out.
  const values = trail.dataEvents.reduce((sum, { arnPrefixes }) => sum + arnPrefixes.length + 3 + ownArns.length, 8);
  if (values > selectorValueLimit) {
    const message = `${values} selector values, CloudTrail accepts ${selectorValueLimit} in a trail; use shorter, fewer prefixes`;
    problems.push({ path: ["trail", "dataEvents"], message });
  }
  return problems;
}

function backendProblems({ prefix, accounts, backend }: DeclaredConfig): Problem[] {
  if (backend.type !== "s3") return [];
  const own: string[] = Object.values(archiveBucketNames(prefix, accounts.logArchive));
  if (!own.includes(backend.bucket)) return [];
  const message = "a bucket of the archive cannot keep the state that creates it; choose another bucket";
  return [{ path: ["backend", "bucket"], message }];
}

function subscriberProblems({ notifications }: DeclaredConfig): Problem[] {
  return (["page", "notify"] as const).flatMap((severity) =>
    (["emails", "httpsEndpoints"] as const).flatMap((kind) =>
      repeated(
        notifications[severity][kind].map((value, i) => ({ path: ["notifications", severity, kind, i], value })),
        (first) => `it is ${first} already; one subscription is enough`,
      ),
    ),
  );
}
