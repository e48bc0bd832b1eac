/** One kind of finding about digests and log files. */
export interface FindingKind {
  /** What was found, for the docs. */
  readonly when: string;

  /** What to do. It ends every message. */
  readonly fix: string;

  /** A notice is reported and is no failure: nothing was changed or lost. */
  readonly isNotice?: true;
}

const written = "list the versions of the object: the one that CloudTrail wrote is still there while it is locked";
const whoDeleted = "find in the S3 access logs who deleted it, and restore the version below the delete marker";
const whoStopped = "find StopLogging, UpdateTrail and DeleteTrail of that time in CloudTrail's event history";

/** What can be found, in the order of the docs. */
export const findingKinds = {
  "forged-digest": {
    when: "The signature of a digest is not CloudTrail's: the content or the signature was changed. Its log files are not verified.",
    fix: written,
  },
  "unsigned-digest": {
    when: "A digest has no signature in its metadata, or one of another algorithm, as after it was copied or uploaded by hand.",
    fix: written,
  },
  "unknown-key": {
    when: "A digest names a public key that CloudTrail did not use in this region at that time.",
    fix: `somebody else signed it: ${written}; with --keys, add the keys of its time`,
  },
  "expired-key": {
    when: "A digest is signed with a key of CloudTrail that was not valid in the hour of the digest.",
    fix: `compare it with the digests around it; ${written}`,
  },
  "truncated-digest": { when: "A digest ends before its compressed data does.", fix: written },
  "appended-digest": { when: "Something follows the compressed data of a digest.", fix: written },
  "unreadable-digest": { when: "A digest is not compressed JSON with the fields of a digest.", fix: written },
  "wrong-bucket": {
    when: "CloudTrail signed this digest for another bucket.",
    fix: `it was copied from there; ${written}`,
  },
  "moved-digest": {
    when: "CloudTrail signed this digest for another key, as when digests were exchanged or put in another order.",
    fix: written,
  },
  "replaced-digest": {
    when: "The next digest has another hash or signature of this one: it was replaced by another signed digest.",
    fix: written,
  },
  "missing-digest": {
    when: "The next digest names a digest that is not there.",
    fix: whoDeleted,
  },
  "missing-digests": {
    when: "Several digests in a row are not there: the time between the two that are is longer than an hour.",
    fix: whoDeleted,
  },
  "delivered-to-other-bucket": {
    when: "A digest follows one in another bucket: the trail delivered there for some time.",
    fix: `verify the other bucket, and ${whoStopped}`,
  },
  pause: {
    when: "CloudTrail began a new chain of digests after an earlier one: the trail or its validation was stopped in between.",
    fix: `calls of that time are in no log file; ${whoStopped}`,
  },
  "uncovered-time": {
    when: "Two digests follow each other, and the second begins after the first ends.",
    fix: "ask AWS Support: both are signed, so CloudTrail left this time out",
  },
  "chain-ends": {
    when: "No digest follows although it is due: the last digests were deleted, or the trail was stopped.",
    fix: `run the command again in some hours; if none follows, ${whoStopped}, and ${whoDeleted}`,
  },
  "no-digests": {
    when: "An account has no digest at all in a region where it should have one an hour.",
    fix: `the region may be disabled or the account new; otherwise ${whoStopped}, and ${whoDeleted}`,
  },
  "replaced-log": {
    when: "The content of a log file is not what CloudTrail delivered.",
    fix: written,
  },
  "swapped-log": {
    when: "The content of a log file is the one of another log file of the digest.",
    fix: written,
  },
  "truncated-log": { when: "A log file ends before its compressed data does.", fix: written },
  "appended-log": {
    when: "The log file that CloudTrail delivered is followed by more data, which Athena may read as rows.",
    fix: written,
  },
  "unreadable-log": { when: "A log file is not compressed as CloudTrail compresses it.", fix: written },
  "missing-log": { when: "A log file that a digest lists is not there.", fix: whoDeleted },
  "unlisted-log": {
    when: "No digest lists a log file: somebody else wrote it, or CloudTrail still lists it in a backfill digest.",
    fix: "run the command again in some days; if no digest lists it, find in the S3 access logs who wrote it",
  },
  "not-read": {
    when: "S3 or KMS refused to return an object, it is in an archive class of S3, or CloudTrail refused to return the public keys of a region.",
    fix: "allow s3:GetObject, kms:Decrypt and cloudtrail:ListPublicKeys, restore the object, or enable the region in this account, and run the command again",
  },
  "first-digest": {
    when: "CloudTrail began to write digests of this account and region. None is older.",
    fix: "nothing, if the trail, the account or the region is new",
    isNotice: true,
  },
  "late-digest": {
    when: "CloudTrail wrote a backfill digest: it lists log files that the digest of their hour does not list.",
    fix: "nothing: it is verified like the others",
    isNotice: true,
  },
} as const satisfies Readonly<Record<string, FindingKind>>;

/** Id of a kind. */
export type KindId = keyof typeof findingKinds;

/** The account, the region and the trail whose digests follow each other. */
export interface ChainName {
  readonly account: string;
  readonly region: string;
  readonly trail: string;
}

/** Something that was found. */
export interface Finding extends ChainName {
  readonly kind: KindId;

  /** `s3://bucket/key` of the object, where it is about one. */
  readonly object?: string;

  /** The time that it concerns. */
  readonly from?: string;
  readonly to?: string;

  /** The fact. */
  readonly problem: string;
}

export const isNotice = ({ kind }: Pick<Finding, "kind">): boolean => "isNotice" in findingKinds[kind];
