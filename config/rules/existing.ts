import { archiveBucketNames } from "../names/names";
import type { DeclaredConfig } from "../schema/declared";
import type { Problem, Rule, SettingPath } from "./rule";

/**
 * Rejects resources that cannot be adopted, resources that the adoption would replace or weaken, and resources whose logs
 * queries would no longer find.
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
  {
    reads: ["archive.existing", "accounts.outside", "notifications.silence.archiveMetrics"],
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
    return named.map((path) => ({
      path,
      message: "has an effect only with mode: adopt; set mode to adopt, or remove it",
    }));
  }
  const message = "mode adopt requires an existing resource; set one in the section existing, or use mode: whole";
  return named.length === 0 ? [{ path: ["mode"], message }] : [];
}

/** AWS changes a trail only in its home region and its own account. A key must be in the region of the bucket that it encrypts. */
function placeProblems({ partition, homeRegion, accounts, existing }: DeclaredConfig): Problem[] {
  const expected = {
    trailArn: `arn:${partition}:cloudtrail:${homeRegion}:${accounts.management}:`,
    kmsKeyArn: `arn:${partition}:kms:${homeRegion}:${accounts.logArchive}:`,
  };
  const why = {
    trailArn:
      "a trail can be changed only in its home region and by the account that owns it; set homeRegion to the home region of the trail",
    kmsKeyArn:
      "this project manages the archive key in the log-archive account; use archive.kmsKeyArn for a key of another account",
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
      ? [
          {
            path: ["trail", "name"],
            message: "existing.trailArn already contains the name of the trail; remove trail.name",
          },
        ]
      : []),
    ...(existing.workgroupName === "primary"
      ? [
          {
            path: ["existing", "workgroupName"],
            message:
              "primary is the default workgroup of the account, so the scan limit would apply to all queries of the account; use another workgroup",
          },
        ]
      : []),
  ];
}

function combinationProblems({ existing, archive, query }: DeclaredConfig): Problem[] {
  const { trailArn, trailBucket, kmsKeyArn, trailKeyPrefix } = existing;
  const bucket = trailBucket ?? archive.existing;
  const bucketPath = trailBucket === undefined ? ["archive", "existing"] : ["existing", "trailBucket"];
  const only = "the policies would allow only the trail of this project, so the existing trail could no longer deliver";
  const checks: readonly [boolean, SettingPath, string][] = [
    [
      bucket !== undefined && trailArn === undefined,
      bucketPath,
      `${only}; set existing.trailArn to the existing trail`,
    ],
    [
      kmsKeyArn !== undefined && trailArn === undefined,
      ["existing", "kmsKeyArn"],
      `${only}; set existing.trailArn to the existing trail`,
    ],
    [
      trailBucket !== undefined && archive.existing !== undefined,
      ["archive", "existing"],
      "existing.trailBucket adopts a bucket, and archive.existing is a bucket that its owner manages; remove one of the two settings",
    ],
    [
      kmsKeyArn !== undefined && archive.kmsKeyArn !== undefined,
      ["archive", "kmsKeyArn"],
      "existing.kmsKeyArn adopts a key, and archive.kmsKeyArn is a key that its owner manages; remove one of the two settings",
    ],
    [
      trailArn !== undefined && bucket === undefined && query.earlierTrailLocations.length === 0,
      ["existing", "trailArn"],
      "the trail would deliver to a new bucket, and queries would not find its earlier logs; add their location to query.earlierTrailLocations, or set existing.trailBucket to the bucket of the trail",
    ],
    [
      trailKeyPrefix !== "" && bucket === undefined,
      ["existing", "trailKeyPrefix"],
      "requires existing.trailBucket or archive.existing; set one of them to the bucket of the trail, or remove trailKeyPrefix",
    ],
    [
      archive.existingKmsKeyArn !== undefined && archive.existing === undefined,
      ["archive", "existingKmsKeyArn"],
      "requires archive.existing; set this setting to the bucket of the trail, or use archive.kmsKeyArn",
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
            message: "Terraform could destroy the adopted resources with their logs; set this setting to true",
          },
        ]
      : []),
    ...(existing.trailBucket !== undefined && lockPosition >= 0 && archive.lock.mode === "none"
      ? [
          {
            path: ["existing", "trailBucketSettings", lockPosition],
            message: "the bucket has a lock, and archive.lock.mode is none; set archive.lock to the lock of the bucket",
          },
        ]
      : []),
  ];
}

/** One bucket cannot be the trail archive and another archive at the same time. */
function takenNameProblems({ prefix, accounts, existing, archive }: DeclaredConfig): Problem[] {
  const { trail: _trail, ...others } = archiveBucketNames(prefix, accounts.logArchive);
  const named: readonly (readonly [SettingPath, string | undefined])[] = [
    [["existing", "trailBucket"], existing.trailBucket],
    [["archive", "existing"], archive.existing],
  ];
  return named.flatMap(([path, name]) =>
    name !== undefined && Object.values(others).includes(name)
      ? [
          {
            path,
            message:
              "this project creates another archive bucket with this name; use the name of the bucket to which the trail delivers",
          },
        ]
      : [],
  );
}

function ownersBucketProblems({ archive, accounts, notifications }: DeclaredConfig): Problem[] {
  if (archive.existing === undefined) return [];
  const why = "the owner of the bucket archive.existing manages it, and this setting would change it";
  return [
    ...(accounts.outside.length > 0
      ? [
          {
            path: ["accounts", "outside"],
            message: `${why}: its policy would have to allow the trails of these accounts; remove the accounts`,
          },
        ]
      : []),
    ...(notifications.silence.archiveMetrics
      ? [
          {
            path: ["notifications", "silence", "archiveMetrics"],
            message: `${why}: S3 would publish its request metrics; set this setting to false`,
          },
        ]
      : []),
  ];
}
