import type { namesFor } from "../../../config/names/names";
import type { AuditConfig } from "../../../config/audit-config";
import type { ArchiveName } from "../../../stacks/log-sources/log-writer";
import type { Decision } from "../../../tools/iam-evaluator/evaluate";
import type { Caller, PolicyRequest } from "../../../tools/iam-evaluator/request";

type Keys = PolicyRequest["context"];

/** A bucket that is asked: an archive, or the locked copy of one. */
export type RequestedBucket = ArchiveName | "configCopy";

/** What the rows are made of. */
export interface Setting {
  readonly config: AuditConfig;
  readonly names: ReturnType<typeof namesFor>;

  /** A member account that has a recorder, and another one. */
  readonly member: string;
  readonly otherMember: string;

  /** An account, and the organization it is in, that the archive has nothing to do with. */
  readonly outside: string;
  readonly otherOrganization: string;

  /** Name of a bucket that is asked. */
  readonly bucketName: (bucket: RequestedBucket) => string;

  /** Conditions of a key's use through S3, for an object of a bucket with an S3 Bucket Key. */
  readonly throughS3: (
    bucket: RequestedBucket,
  ) => Record<"kms:ViaService" | "kms:EncryptionContext:aws:s3:arn", string>;

  /** An ARN of the organization's partition. */
  readonly arn: (service: string, region: string, accountId: string, resource: string) => string;

  /** A role or a user as it asks: of the organization, unless another one is said. */
  readonly role: (accountId: string, name: string, organization?: string) => Caller;
}

/** A request that has to be allowed, and what must not be changed about it. */
export interface RequestRow {
  readonly who: string;
  readonly does: string;

  /** Page of AWS that describes the request. */
  readonly see: string;
  readonly caller: Caller;

  /**
   * Whether the caller is an administrator although the archive's own account is its own. Callers of other accounts
   * always are, so that nothing but the archive's policies refuses them; what is allowed to a role that is deployed is
   * allowed by its own policies too.
   *
   * @default false
   */
  readonly administrator?: boolean;

  /**
   * Name of a policy of the caller's account that it has, where a role that others make has one of ours.
   *
   * @default the caller is an administrator of its account
   */
  readonly policyName?: string;

  /** Condition keys that the caller sends with whatever it asks. */
  readonly source: Keys;
  readonly bucket: RequestedBucket;
  readonly action: string;

  /** Key of an object; empty for the bucket. */
  readonly path: string;

  /** Condition keys of the request to S3, transport aside. */
  readonly sends: Keys;

  /**
   * The use of the archive key that belongs to the request. Undefined if the archive has another key or is not encrypted
   * with one.
   */
  readonly key?: KeyUse;
  readonly refused: readonly Variant[];
}

interface KeyUse {
  readonly actions: readonly string[];
  readonly sends: Keys;
}

/** The same request but for a change, by which it is refused. */
export interface Variant {
  /** Why it has to be refused. */
  readonly because: string;
  readonly effect: Exclude<Decision["effect"], "allow">;

  /** Another caller, or on behalf of somebody else: refused by the bucket as well as by the key. */
  readonly caller?: Caller;
  readonly source?: Keys;

  /** Another request to S3. */
  readonly bucket?: RequestedBucket;
  readonly action?: string;
  readonly path?: string;
  readonly sends?: Keys;

  /** Another use of the key. */
  readonly key?: KeyUse;
}

/** Rows of a producer, or of another kind of caller. */
export type RequestRows = (setting: Setting) => readonly RequestRow[];
