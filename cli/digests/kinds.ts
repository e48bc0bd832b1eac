/** One kind of finding about digests and log files. */
export interface FindingKind {
  /** Description of the problem, for the docs. */
  readonly when: string;

  /** The fix. Every message ends with the fix. */
  readonly fix: string;

  /** A notice is reported but is not a failure, because nothing was changed or lost. */
  readonly isNotice?: true;
}

const written = "list the versions of the object, because the version that CloudTrail wrote exists while it is locked";
const whoDeleted = "find in the S3 access logs who deleted it, and restore the version below the delete marker";
const whoStopped = "search CloudTrail's event history of that time for StopLogging, UpdateTrail and DeleteTrail";

/** All kinds of findings, in the order of the docs. */
export const findingKinds = {
  "forged-digest": {
    when: "The signature of a digest is not from CloudTrail: the content or the signature was changed. Its log files are not verified.",
    fix: written,
  },
  "unsigned-digest": {
    when: "The metadata of a digest has no signature, or a signature of another algorithm. This happens if the digest was copied or uploaded by hand.",
    fix: written,
  },
  "unknown-key": {
    when: "A digest names a public key that CloudTrail did not use in this region at that time.",
    fix: `someone else signed it; ${written}; with --keys, add the keys that were valid at that time`,
  },
  "expired-key": {
    when: "A digest is signed with a key of CloudTrail that was not valid in the hour of the digest.",
    fix: `compare it with the digests before and after it; ${written}`,
  },
  "truncated-digest": { when: "A digest is truncated: its compressed data is incomplete.", fix: written },
  "appended-digest": { when: "Other data follows the compressed data of a digest.", fix: written },
  "unreadable-digest": { when: "A digest is not compressed JSON with the fields of a digest.", fix: written },
  "wrong-bucket": {
    when: "CloudTrail signed this digest for another bucket.",
    fix: `it was copied from that bucket; ${written}`,
  },
  "moved-digest": {
    when: "CloudTrail signed this digest for another object key. This happens if digests were exchanged or reordered.",
    fix: written,
  },
  "replaced-digest": {
    when: "The next digest lists another hash or signature for this digest: another signed digest replaced it.",
    fix: written,
  },
  "missing-digest": {
    when: "The next digest names a digest that does not exist.",
    fix: whoDeleted,
  },
  "missing-digests": {
    when: "Several consecutive digests do not exist: the time between two existing digests is longer than an hour.",
    fix: whoDeleted,
  },
  "delivered-to-other-bucket": {
    when: "A digest follows a digest in another bucket: the trail delivered to that bucket for some time.",
    fix: `verify the other bucket, and ${whoStopped}`,
  },
  pause: {
    when: "CloudTrail began a new chain of digests after an earlier chain: between them, the trail or its log file validation was stopped.",
    fix: `no log file has the calls of that time; ${whoStopped}`,
  },
  "uncovered-time": {
    when: "A digest begins later than its previous digest ends, so no digest covers the time between them.",
    fix: "contact AWS Support: CloudTrail signed both digests, but wrote no digest for this time",
  },
  "chain-ends": {
    when: "The next digest is due but does not exist: the last digests were deleted, or the trail was stopped.",
    fix: `run the command again in some hours; if there is still no digest, ${whoStopped}, and ${whoDeleted}`,
  },
  "no-digests": {
    when: "An account has no digests in a region, although CloudTrail delivers one digest an hour.",
    fix: `check whether the region is disabled or the account is new; otherwise ${whoStopped}, and ${whoDeleted}`,
  },
  "replaced-log": {
    when: "The content of a log file differs from the content that CloudTrail delivered.",
    fix: written,
  },
  "swapped-log": {
    when: "A log file has the content of another log file in the digest.",
    fix: written,
  },
  "truncated-log": { when: "A log file is truncated: its compressed data is incomplete.", fix: written },
  "appended-log": {
    when: "Other data follows the log file that CloudTrail delivered. Athena can read this data as rows.",
    fix: written,
  },
  "unreadable-log": { when: "A log file is not in the compressed format that CloudTrail writes.", fix: written },
  "missing-log": { when: "A log file that a digest lists does not exist.", fix: whoDeleted },
  "unlisted-log": {
    when: "No digest lists a log file: someone else wrote it, or CloudTrail will list it in a backfill digest.",
    fix: "run the command again in some days; if no digest lists it, find in the S3 access logs who wrote it",
  },
  "not-read": {
    when: "An object or the public keys of a region could not be read: S3, KMS or CloudTrail refused, or the object is in an archive storage class.",
    fix: "allow s3:GetObject, kms:Decrypt and cloudtrail:ListPublicKeys, restore the object, or enable the region in this account, and run the command again",
  },
  "first-digest": {
    when: "CloudTrail began to write digests of this account and region. There are no older digests.",
    fix: "nothing to do if the trail, the account or the region is new",
    isNotice: true,
  },
  "late-digest": {
    when: "CloudTrail wrote a backfill digest: it lists log files that the digest of their hour does not list.",
    fix: "nothing to do, because this digest is verified like all other digests",
    isNotice: true,
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Id of a kind. */
export type KindId = keyof typeof findingKinds;

/** The account, region and trail of a chain of digests. */
export interface ChainName {
  readonly account: string;
  readonly region: string;
  readonly trail: string;
}

/** A finding of a verification. */
export interface Finding extends ChainName {
  readonly kind: KindId;

  /** `s3://bucket/key` of the object. Undefined if the finding concerns no single object. */
  readonly object?: string;

  /** The time that the finding concerns. */
  readonly from?: string;
  readonly to?: string;

  /** The observed problem. */
  readonly problem: string;
}

export const isNotice = ({ kind }: Pick<Finding, "kind">): boolean => "isNotice" in findingKinds[kind];
