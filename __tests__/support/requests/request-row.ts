import type { namesFor } from "../../../config/names/names";
import type { AuditConfig } from "../../../config/audit-config";
import type { ArchiveName } from "../../../stacks/log-archive/written-archives";
import type { Decision } from "../../../aws-semantics/iam/evaluate";
import type { Caller, PolicyRequest } from "../../../aws-semantics/iam/request";

type Keys = PolicyRequest["context"];

/** The bucket of a request: an archive, or the locked copy of an archive. */
export type RequestedBucket = ArchiveName | "configCopy";

/** The values from which the rows are created. */
export interface Setting {
  readonly config: AuditConfig;
  readonly names: ReturnType<typeof namesFor>;

  /** A member account with a recorder, and another member account. */
  readonly member: string;
  readonly otherMember: string;

  /** An external account and its organization, neither of which has access to the archive. */
  readonly outside: string;
  readonly otherOrganization: string;

  /** Name of the bucket of a request. */
  readonly bucketName: (bucket: RequestedBucket) => string;

  /** Conditions of a use of the key through S3, for an object of a bucket with an S3 Bucket Key. */
  readonly throughS3: (
    bucket: RequestedBucket,
  ) => Record<"kms:ViaService" | "kms:EncryptionContext:aws:s3:arn", string>;

  /** An ARN of the organization's partition. */
  readonly arn: (service: string, region: string, accountId: string, resource: string) => string;

  /** A role or a user as the caller: of the organization, unless another organization is given. */
  readonly role: (accountId: string, name: string, organization?: string) => Caller;
}

/** A request that must be allowed, with its variants that must be denied. */
export interface RequestRow {
  readonly who: string;
  readonly does: string;

  /** The AWS page that documents the request. */
  readonly see: string;
  readonly caller: Caller;

  /**
   * Whether the caller is an administrator, although it belongs to the archive's own account. Callers of other accounts are
   * always administrators, so that only the policies of the archive deny their requests. A request of a deployed role must be
   * allowed by the role's own policies too.
   *
   * @default false
   */
  readonly administrator?: boolean;

  /**
   * Name of the caller's policy in its account, if others create the role and this project creates the policy.
   *
   * @default the caller is an administrator of its account
   */
  readonly policyName?: string;

  /** Condition keys that the caller sends with every request. */
  readonly source: Keys;
  readonly bucket: RequestedBucket;
  readonly action: string;

  /** Key of an object. Empty for the bucket. */
  readonly path: string;

  /** Condition keys of the request to S3, except those of the connection. */
  readonly sends: Keys;

  /**
   * The use of the archive key that belongs to the request. Undefined if the archive has another key or is not encrypted with
   * a KMS key.
   */
  readonly key?: KeyUse;
  readonly refused: readonly Variant[];
}

interface KeyUse {
  readonly actions: readonly string[];
  readonly sends: Keys;
}

/** The same request with a change for which it must be denied. */
export interface Variant {
  /** The reason for the denial. */
  readonly because: string;
  readonly effect: Exclude<Decision["effect"], "allow">;

  /** Another caller, or another source: denied by the bucket and by the key. */
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

/** Rows of a log source, or of another kind of caller. */
export type RequestRows = (setting: Setting) => readonly RequestRow[];
