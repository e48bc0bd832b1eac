import { archiveBucketNames } from "../names/names";
import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule, SettingPath } from "./rule";

/**
 * Rejects resources that cannot be adopted, that the adoption would replace or weaken, or whose logs queries would no
 * longer find.
 */
export const existingRules: readonly Rule[] = [
  { reads: ["mode", "existing", "archive.existing", "archive.existingKmsKeyArn"], problems: modeProblems },
  {
    reads: ["partition", "homeRegion", "accounts.management", "accounts.logArchive", "existing"],
    problems: placeProblems,
  },
  { reads: ["existing", "trail.name"], problems: nameProblems },
  {
    reads: [
      "existing",
      "archive.existing",
      "archive.existingKmsKeyArn",
      "archive.kmsKeyArn",
      "query.earlierTrailLocations",
    ],
    problems: combinationProblems,
  },
  {
    reads: ["existing", "archive.existing", "archive.lock.mode", "archive.preventDestroy"],
    problems: guaranteeProblems,
  },
  { reads: ["existing", "archive.existing", "prefix", "accounts.logArchive"], problems: takenNameProblems },
  { reads: ["existing", "search.enabled"], problems: notificationProblems },
  {
    reads: ["archive.existing", "accounts.outside", "search.enabled", "notifications.silence.archiveMetrics"],
    problems: ownersBucketProblems,
  },
];

const settings = ["trailArn", "trailBucket", "kmsKeyArn", "logGroupName", "databaseName", "workgroupName"] as const;

function modeProblems({ mode, existing, archive }: DeclaredConfig): Problem[] {
  const named: SettingPath[] = [
    ...settings.filter((name) => existing[name] !== undefined).map((name) => ["existing", name]),
    ...(["existing", "existingKmsKeyArn"] as const)
      .filter((name) => archive[name] !== undefined)
      .map((name) => ["archive", name]),
  ];
  if (mode !== "adopt") {
    return named.map((path) => ({ path, message: "has an effect only with mode: adopt; set mode, or remove it" }));
  }
  const message = "mode adopt requires a resource in the section existing; name one there, or use mode: whole";
  return named.length === 0 ? [{ path: ["mode"], message }] : [];
}

/** A trail is changed in its home region, by its own account. A key encrypts a bucket of its region, and is managed by its account. */
function placeProblems({ partition, homeRegion, accounts, existing }: DeclaredConfig): Problem[] {
  const expected = {
    trailArn: `arn:${partition}:cloudtrail:${homeRegion}:${accounts.management}:`,
    kmsKeyArn: `arn:${partition}:kms:${homeRegion}:${accounts.logArchive}:`,
  };
  const why = {
    trailArn:
      "a trail can be changed only in its home region and by the account that owns it; set homeRegion to that region",
    kmsKeyArn:
      "the archive key is managed in the log-archive account; use archive.kmsKeyArn for a key of another account",
  };
  return (["trailArn", "kmsKeyArn"] as const).flatMap((name) => {
    const value = existing[name];
    if (value === undefined || value.startsWith(expected[name])) return [];
    return [{ path: ["existing", name], message: `expected an ARN that begins with ${expected[name]}: ${why[name]}` }];
  });
}

function nameProblems({ existing, trail }: DeclaredConfig): Problem[] {
  return [
    ...(existing.trailArn !== undefined && trail.name !== undefined
      ? [{ path: ["trail", "name"], message: "existing.trailArn names the trail already; remove it" }]
      : []),
    ...(existing.workgroupName === "primary"
      ? [
          {
            path: ["existing", "workgroupName"],
            message:
              "primary is the default workgroup of the account, so the limit would apply to all its queries; use another",
          },
        ]
      : []),
  ];
}

function combinationProblems({ existing, archive, query }: DeclaredConfig): Problem[] {
  const { trailArn, trailBucket, kmsKeyArn, trailKeyPrefix } = existing;
  const bucket = trailBucket ?? archive.existing;
  const bucketPath = trailBucket === undefined ? ["archive", "existing"] : ["existing", "trailBucket"];
  const only = "the policies would name only this project's trail, and the existing trail could no longer deliver";
  const checks: readonly [boolean, SettingPath, string][] = [
    [bucket !== undefined && trailArn === undefined, bucketPath, `${only}; name it in existing.trailArn`],
    [
      kmsKeyArn !== undefined && trailArn === undefined,
      ["existing", "kmsKeyArn"],
      `${only}; name it in existing.trailArn`,
    ],
    [
      trailBucket !== undefined && archive.existing !== undefined,
      ["archive", "existing"],
      "existing.trailBucket adopts the bucket, so its owner cannot manage it too; remove one of them",
    ],
    [
      kmsKeyArn !== undefined && archive.kmsKeyArn !== undefined,
      ["archive", "kmsKeyArn"],
      "existing.kmsKeyArn adopts the key, so its owner cannot manage its policy too; remove one of them",
    ],
    [
      trailArn !== undefined && bucket === undefined && query.earlierTrailLocations.length === 0,
      ["existing", "trailArn"],
      "the trail would deliver to a new bucket, and queries would not find its earlier logs; name their location in query.earlierTrailLocations, or its bucket in existing.trailBucket",
    ],
    [
      trailKeyPrefix !== "" && bucket === undefined,
      ["existing", "trailKeyPrefix"],
      "requires existing.trailBucket or archive.existing; name the bucket, or remove it",
    ],
    [
      archive.existingKmsKeyArn !== undefined && archive.existing === undefined,
      ["archive", "existingKmsKeyArn"],
      "requires archive.existing; name the bucket, or use archive.kmsKeyArn",
    ],
  ];
  return checks.flatMap(([isWrong, path, message]) => (isWrong ? [{ path, message }] : []));
}

function guaranteeProblems({ existing, archive }: DeclaredConfig): Problem[] {
  const isAdopted = settings.some((name) => existing[name] !== undefined);
  const lockPosition = existing.trailBucketSettings.indexOf("objectLock");
  return [
    ...(isAdopted && !archive.preventDestroy
      ? [
          {
            path: ["archive", "preventDestroy"],
            message: "what is adopted would be destroyed with its logs; set it to true",
          },
        ]
      : []),
    ...(existing.trailBucket !== undefined && lockPosition >= 0 && archive.lock.mode === "none"
      ? [
          {
            path: ["existing", "trailBucketSettings", lockPosition],
            message: "the bucket has a lock, and archive.lock.mode is none; state the lock that it has in archive.lock",
          },
        ]
      : []),
  ];
}

/** A bucket cannot be the trail archive and another archive. */
function takenNameProblems({ prefix, accounts, existing, archive }: DeclaredConfig): Problem[] {
  const { trail: _trail, ...others } = archiveBucketNames(prefix, accounts.logArchive);
  const named: readonly (readonly [SettingPath, string | undefined])[] = [
    [["existing", "trailBucket"], existing.trailBucket],
    [["archive", "existing"], archive.existing],
  ];
  return named.flatMap(([path, name]) =>
    name !== undefined && Object.values(others).includes(name)
      ? [{ path, message: "this project creates another archive with this name; use the bucket of the trail" }]
      : [],
  );
}

/** What would change the owner's bucket. */
/** S3 has one notification configuration for a bucket. That of the search would replace the owner's. */
function notificationProblems({ existing, search }: DeclaredConfig): Problem[] {
  const message =
    "the search would replace the notifications of the adopted bucket, on which others may depend; set it to false";
  return search.enabled && existing.trailBucket !== undefined ? [{ path: ["search", "enabled"], message }] : [];
}

function ownersBucketProblems({ archive, accounts, search, notifications }: DeclaredConfig): Problem[] {
  if (archive.existing === undefined) return [];
  const why = "archive.existing is managed by its owner, and this would change it";
  return [
    ...(accounts.outside.length > 0
      ? [{ path: ["accounts", "outside"], message: `${why}: its policy would have to allow their trails; remove them` }]
      : []),
    ...(search.enabled
      ? [{ path: ["search", "enabled"], message: `${why}: it would notify of every file; set it to false` }]
      : []),
    ...(notifications.silence.archiveMetrics
      ? [
          {
            path: ["notifications", "silence", "archiveMetrics"],
            message: `${why}: it would have request metrics; set it to false`,
          },
        ]
      : []),
  ];
}
