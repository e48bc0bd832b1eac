import { type Policy, type Statement, listOf } from "../policy/document";
import { evaluate } from "../policy/evaluate";
import type { PolicyRequest } from "../policy/request";
import { isAbout, namedIn } from "../policy/statement";
import type { Guarded } from "../synthesized/policies";
import type { Candidate } from "./callers";
import type { Encryption } from "./encryption";
import type { Place } from "./place";
import { keysFor, objectFor } from "./witness";

/** A place with what guards it. */
export interface GuardedPlace {
  readonly place: Place;
  readonly bucket: Guarded;
  readonly encryption: Encryption;

  /** The key, where the bucket has one of the output. */
  readonly key: Guarded | undefined;

  /** Region of the bucket, and the suffix of its endpoint. */
  readonly viaS3: string;

  /** Trail that writes there, in whose name its files are encrypted. */
  readonly trailArn: string | undefined;
}

/** What is asked of a log: of S3, and of KMS with it. */
export const uses = {
  write: { action: "s3:PutObject", key: "kms:GenerateDataKey" },
  read: { action: "s3:GetObject", key: "kms:Decrypt" },
} as const;

type Use = (typeof uses)[keyof typeof uses];

const transport = { "aws:securetransport": "true", "s3:tlsversion": "1.3" };

/** Somebody who may use the logs of a place, and the statement that says so. */
export interface Grant {
  readonly candidate: Candidate;
  readonly statement: Statement;
}

/**
 * How a candidate may use the logs of a place, the key included.
 *
 * @returns undefined when it may not
 */
export function grantOf(guarded: GuardedPlace, candidate: Candidate, use: Use): Grant | undefined {
  const statement = statementsFor(guarded.bucket, candidate, use.action).find((one) =>
    listOf(one.Resource).some((resource) => mayUse(guarded, candidate, use.action, one, resource)),
  );
  return statement !== undefined && mayUseKey(guarded, candidate, use) ? { candidate, statement } : undefined;
}

function mayUse(
  { bucket, place }: GuardedPlace,
  candidate: Candidate,
  action: string,
  statement: Statement,
  pattern: string,
): boolean {
  const resource = objectFor(pattern, bucket.arn, place, candidate.caller);
  if (resource === undefined) return false;
  return isAllowed(bucket, candidate, action, resource, { ...transport, ...keysFor(statement, candidate.caller) });
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
  const { bucket, encryption, place, trailArn, viaS3 } = guarded;
  return {
    "kms:viaservice": viaS3,
    "kms:encryptioncontext:aws:s3:arn": encryption.hasBucketKey ? bucket.arn : `${bucket.arn}/${place.prefix}/x`,
    ...(trailArn !== undefined && { "kms:encryptioncontext:aws:cloudtrail:arn": trailArn }),
  };
}

/** Statements that could be the reason: those of the resource that name the candidate, and the candidate's own. */
function statementsFor({ policy }: Guarded, { identity, caller }: Candidate, action: string): Statement[] {
  const policies: readonly Policy[] = [...(policy ? [policy] : []), ...identity];
  return policies.flatMap(({ kind, statements }) =>
    statements.filter(
      (one) => one.Effect === "Allow" && isAbout(one, action) && namedIn(kind, one, caller) !== undefined,
    ),
  );
}

function isAllowed(
  { policy, accountId }: Guarded,
  { caller, identity }: Candidate,
  action: string,
  resource: string,
  context: PolicyRequest["context"],
): boolean {
  const policies = { ...(policy && { resource: policy }), identity };
  return evaluate(policies, { caller, action, resource, resourceAccount: accountId, context }).effect === "allow";
}
