import { type Policy, type Statement, listOf } from "../iam-evaluator/document";
import { evaluate } from "../iam-evaluator/evaluate";
import type { PolicyRequest } from "../iam-evaluator/request";
import { isAbout, namedIn } from "../iam-evaluator/statement";
import type { Guarded } from "../terraform-output/policies";
import type { Candidate } from "./callers";
import type { Encryption } from "./encryption";
import type { S3Location } from "./s3-location";
import { contextFor, keysFor, objectFor } from "./sample-request";

/** A place with what guards it. */
export interface GuardedPlace {
  readonly place: S3Location;
  readonly bucket: Guarded;
  readonly encryption: Encryption;

  /** The key, where the bucket has one of the output. */
  readonly key: Guarded | undefined;

  /** Region of the bucket, and the suffix of its endpoint. */
  readonly s3ViaService: string;

  /** Trail that writes there, in whose name its files are encrypted. */
  readonly trailArn: string | undefined;
}

interface Use {
  readonly action: string;

  /** What is asked of KMS with it. */
  readonly key: string;
}

/** What is asked of a log. S3 replicates as a role, by actions of their own. */
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

/** Somebody who may use the logs of a place, and the statement that says so. */
export interface Grant {
  readonly candidate: Candidate;
  readonly statement: Statement;

  /** Account of the bucket. */
  readonly accountId: string;
}

/** How a candidate may use the logs of a place, the key included: every statement that lets it. */
export function grantsOf(guarded: GuardedPlace, candidate: Candidate, use: Use): Grant[] {
  const statements = statementsFor(guarded.bucket, candidate, use.action).filter((one) =>
    listOf(one.Resource).some((resource) => mayUse(guarded, candidate, use.action, one, resource)),
  );
  return statements.length > 0 && mayUseKey(guarded, candidate, use)
    ? statements.map((statement) => ({ candidate, statement, accountId: guarded.bucket.accountId }))
    : [];
}

function mayUse(
  { bucket, place }: GuardedPlace,
  candidate: Candidate,
  action: string,
  statement: Statement,
  pattern: string,
): boolean {
  const keys = keysFor(statement, candidate.caller);
  const resource = objectFor(pattern, bucket.arn, place, contextFor(candidate.caller, keys));
  return resource !== undefined && isAllowed(bucket, candidate, action, resource, { ...transport, ...keys });
}

function mayUseKey(guarded: GuardedPlace, candidate: Candidate, { key: action }: Use): boolean {
  const { key, encryption } = guarded;
  if (encryption.keyArn === undefined) return true;
  if (key === undefined) return false;
  return statementsFor(key, candidate, action).some((statement) =>
    isAllowed(key, candidate, action, key.arn, keyContext(guarded, candidate, statement)),
  );
}

/**
 * What KMS is told: a service tells what its statement asks for, everybody else comes through S3, with the context
 * that S3 encrypted the log in.
 */
function keyContext(guarded: GuardedPlace, { caller }: Candidate, statement: Statement): PolicyRequest["context"] {
  if (caller.kind === "service") return keysFor(statement, caller);
  const { bucket, encryption, place, trailArn, s3ViaService } = guarded;
  return {
    "kms:viaservice": s3ViaService,
    "kms:encryptioncontext:aws:s3:arn": encryption.hasBucketKey ? bucket.arn : `${bucket.arn}/${place.prefix}/x`,
    ...(trailArn !== undefined && { "kms:encryptioncontext:aws:cloudtrail:arn": trailArn }),
  };
}

/** Statements that could be the reason: those of the resource that name the candidate, and the candidate's own. */
function statementsFor(
  { policy, accountId }: Guarded,
  { identityFor, caller }: Candidate,
  action: string,
): Statement[] {
  const policies: readonly Policy[] = [...(policy ? [policy] : []), ...identityFor(accountId)];
  return policies.flatMap(({ kind, statements }) =>
    statements.filter(
      (one) => one.Effect === "Allow" && isAbout(one, action) && namedIn(kind, one, caller) !== undefined,
    ),
  );
}

function isAllowed(
  { policy, accountId }: Guarded,
  { caller, identityFor }: Candidate,
  action: string,
  resource: string,
  context: PolicyRequest["context"],
): boolean {
  const policies = { ...(policy && { resource: policy }), identity: identityFor(accountId) };
  return evaluate(policies, { caller, action, resource, resourceAccount: accountId, context }).effect === "allow";
}
