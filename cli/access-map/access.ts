import { type Policy, type Statement, listOf } from "../../aws-semantics/iam/document";
import { evaluate } from "../../aws-semantics/iam/evaluate";
import type { PolicyRequest } from "../../aws-semantics/iam/request";
import { isAbout, namedIn } from "../../aws-semantics/iam/statement";
import type { Guarded } from "../../terraform-types/synthesized/policies";
import type { Candidate } from "./callers";
import type { Encryption } from "./encryption";
import type { S3Location } from "./s3-location";
import { contextFor, keysFor, objectFor } from "./sample-request";

/** A location with its policies and encryption. */
export interface GuardedLocation {
  readonly location: S3Location;
  readonly bucket: Guarded;
  readonly encryption: Encryption;

  /** The key of the bucket, if it is in the output. */
  readonly key: Guarded | undefined;

  /** `kms:ViaService` value of S3 in the region of the bucket. */
  readonly s3ViaService: string;

  /** Trail that writes there. CloudTrail encrypts its files with the trail's ARN as context. */
  readonly trailArn: string | undefined;
}

interface Use {
  readonly action: string;

  /** KMS action that the use also needs. */
  readonly key: string;
}

/** Actions that each use of a log needs. S3 replication assumes a role and needs different actions. */
export const uses = {
  write: [
    { action: "s3:PutObject", key: "kms:GenerateDataKey" },
    { action: "s3:ReplicateObject", key: "kms:Encrypt" },
  ],
  read: [
    { action: "s3:GetObject", key: "kms:Decrypt" },
    { action: "s3:GetObjectVersionForReplication", key: "kms:Decrypt" },
  ],
} as const satisfies Readonly<Record<string, readonly Use[]>>;

const transport = { "aws:securetransport": "true", "s3:tlsversion": "1.3" };

/** A principal that may use the logs of a location, and the statement that allows it. */
export interface Grant {
  readonly candidate: Candidate;
  readonly statement: Statement;

  /** Account of the bucket. */
  readonly accountId: string;
}

/** Every statement that allows a candidate to use the logs of a location, if the key also allows it. */
export function grantsOf(guarded: GuardedLocation, candidate: Candidate, use: Use): Grant[] {
  const allowed = statementsFor(guarded.bucket, candidate, use.action).filter((one) =>
    listOf(one.Resource).some((resource) =>
      mayUse({ guardedLocation: guarded, candidate, action: use.action, statement: one, pattern: resource }),
    ),
  );
  return allowed.length > 0 && mayUseKey(guarded, candidate, use)
    ? allowed.map((statement) => ({ candidate, statement, accountId: guarded.bucket.accountId }))
    : [];
}

interface MayUseOptions {
  readonly guardedLocation: GuardedLocation;
  readonly candidate: Candidate;
  readonly action: string;
  readonly statement: Statement;
  readonly pattern: string;
}

function mayUse({
  guardedLocation: { bucket, location },
  candidate,
  action,
  statement,
  pattern,
}: MayUseOptions): boolean {
  const keys = keysFor(statement, candidate.caller);
  const resource = objectFor(pattern, bucket.arn, location, contextFor(candidate.caller, keys));
  return (
    resource !== undefined &&
    isAllowed({ guarded: bucket, candidate, action, resource, context: { ...transport, ...keys } })
  );
}

function mayUseKey(guarded: GuardedLocation, candidate: Candidate, { key: action }: Use): boolean {
  const { key, encryption } = guarded;
  if (encryption.keyArn === undefined) return true;
  if (key === undefined) return false;
  return statementsFor(key, candidate, action).some((statement) =>
    isAllowed({
      guarded: key,
      candidate,
      action,
      resource: key.arn,
      context: keyContext(guarded, candidate, statement),
    }),
  );
}

/**
 * Condition keys of the KMS request. A service sends the condition keys that its statement requires. Every other principal uses
 * KMS through S3, with the encryption context of the log.
 */
function keyContext(guarded: GuardedLocation, { caller }: Candidate, statement: Statement): PolicyRequest["context"] {
  if (caller.kind === "service") return keysFor(statement, caller);
  const { bucket, encryption, location, trailArn, s3ViaService } = guarded;
  return {
    "kms:viaservice": s3ViaService,
    "kms:encryptioncontext:aws:s3:arn": encryption.hasBucketKey ? bucket.arn : `${bucket.arn}/${location.prefix}/x`,
    ...(trailArn !== undefined && { "kms:encryptioncontext:aws:cloudtrail:arn": trailArn }),
  };
}

/** Cache of statements by resource, candidate and action. A bucket contains several locations. */
const statements = new WeakMap<Guarded, WeakMap<Candidate, Map<string, readonly Statement[]>>>();

/** Statements that could allow the request: statements of the resource policy that name the candidate, and its IAM policies. */
function statementsFor(guarded: Guarded, candidate: Candidate, action: string): readonly Statement[] {
  const ofGuarded = statements.get(guarded) ?? new WeakMap<Candidate, Map<string, readonly Statement[]>>();
  statements.set(guarded, ofGuarded);
  const known = ofGuarded.get(candidate) ?? new Map<string, readonly Statement[]>();
  ofGuarded.set(candidate, known);
  const found = known.get(action) ?? findAllowing(guarded, candidate, action);
  known.set(action, found);
  return found;
}

function findAllowing({ policy, accountId }: Guarded, { identityFor, caller }: Candidate, action: string): Statement[] {
  const policies: readonly Policy[] = [...(policy ? [policy] : []), ...identityFor(accountId)];
  return policies.flatMap(({ kind, statements: all }) =>
    all.filter((one) => one.Effect === "Allow" && isAbout(one, action) && namedIn(kind, one, caller) !== undefined),
  );
}

interface IsAllowedOptions {
  readonly guarded: Guarded;
  readonly candidate: Candidate;
  readonly action: string;
  readonly resource: string;
  readonly context: PolicyRequest["context"];
}

function isAllowed({
  guarded: { policy, accountId },
  candidate: { caller, identityFor },
  action,
  resource,
  context,
}: IsAllowedOptions): boolean {
  const policies = { ...(policy && { resource: policy }), identity: identityFor(accountId) };
  return evaluate(policies, { caller, action, resource, resourceAccount: accountId, context }).effect === "allow";
}
