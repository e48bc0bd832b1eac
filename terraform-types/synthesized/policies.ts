import type { Policy } from "../../aws-semantics/iam/document";
import { readPolicy } from "../../aws-semantics/iam/read-policy";
import { keyTypes } from "../rows/kms";
import { type References, keyArn, regionOf } from "./references";
import { type Resource, type Stack, ofType } from "./stack";

/** A bucket or a key with its policy. */
export interface Guarded {
  /** Name of the bucket, or alias of the key. */
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;

  /** Resource policy. Undefined if there is no policy. */
  readonly policy: Policy | undefined;
}

/** A role that the output creates, with its policies. */
export interface Role {
  readonly arn: string;
  readonly accountId: string;
  readonly name: string;
  readonly policies: readonly Policy[];
}

/** The buckets of an output. */
export function bucketsOf(references: References): Guarded[] {
  return references.stacks.flatMap((stack) =>
    ofType(stack, "aws_s3_bucket").map(({ id, attributes }) => {
      const own = ofType(stack, "aws_s3_bucket_policy").find(
        ({ attributes: policy }) => references.text(stack, policy.bucket) === attributes.bucket,
      );
      return {
        name: attributes.bucket,
        arn: references.text(stack, `\${aws_s3_bucket.${id}.arn}`),
        accountId: stack.accountId,
        region: stack.region,
        policy:
          own &&
          policyOf({
            references,
            stack,
            name: `bucket ${attributes.bucket}`,
            kind: "resource",
            json: own.attributes.policy,
          }),
      };
    }),
  );
}

/** The KMS keys of an output. */
export function keysOf(references: References): Guarded[] {
  return references.stacks.flatMap((stack) =>
    keyTypes
      .flatMap((type) => ofType(stack, type))
      .map((key) => {
        const { id, attributes } = key;
        const arn = keyArn(references.partition, stack, key);
        const alias = ofType(stack, "aws_kms_alias").find(
          ({ attributes: one }) => references.text(stack, one.target_key_id) === arn,
        );
        const name: string = alias?.attributes.name ?? id;
        const policy =
          attributes.policy &&
          policyOf({ references, stack, name: `key ${name}`, kind: "resource", json: attributes.policy });
        return { name, arn, accountId: stack.accountId, region: regionOf(stack, attributes), policy };
      }),
  );
}

/** The roles of an output, with the policies that the output attaches. AWS managed policies are not read. */
export function rolesOf(references: References): Role[] {
  return references.stacks.flatMap((stack) =>
    ofType(stack, "aws_iam_role").map((role) => {
      const { name } = role.attributes;
      const policies = rolePolicies(references, stack, name);
      return {
        arn: references.arnOf(stack, role) ?? "",
        accountId: stack.accountId,
        name,
        policies: policies.map((json) => policyOf({ references, stack, name: `role ${name}`, kind: "identity", json })),
      };
    }),
  );
}

/** A managed policy that no role of the output has. It is for roles of other owners. */
export interface LoosePolicy {
  readonly name: string;
  readonly accountId: string;
  readonly policy: Policy;
}

/** The managed policies that an output creates but does not attach to a role. */
export function loosePoliciesOf(references: References): LoosePolicy[] {
  return references.stacks.flatMap((stack) => {
    const attached = new Set(
      ofType(stack, "aws_iam_role_policy_attachment").map(({ attributes }) => attributes.policy_arn),
    );
    return ofType(stack, "aws_iam_policy")
      .filter(({ id }) => !attached.has(`\${aws_iam_policy.${id}.arn}`))
      .map(({ attributes: { name, policy } }) => ({
        name,
        accountId: stack.accountId,
        policy: policyOf({ references, stack, name: `policy ${name}`, kind: "identity", json: policy }),
      }));
  });
}

/** Inline policies of a role, and policies of the output that are attached to it. */
function rolePolicies(references: References, stack: Stack, role: string): string[] {
  const isOfRole = ({ attributes }: Resource) => references.text(stack, attributes.role) === role;
  const attached = ofType(stack, "aws_iam_role_policy_attachment")
    .filter(isOfRole)
    .map(({ attributes }) => attributes.policy_arn);
  return [
    ...ofType(stack, "aws_iam_role_policy").filter(isOfRole),
    ...ofType(stack, "aws_iam_policy").filter(({ id }) => attached.includes(`\${aws_iam_policy.${id}.arn}`)),
  ].map(({ attributes }) => attributes.policy);
}

interface PolicyOfOptions {
  readonly references: References;
  readonly stack: Stack;
  readonly name: string;
  readonly kind: Policy["kind"];
  readonly json: string;
}

function policyOf({ references, stack, name, kind, json }: PolicyOfOptions): Policy {
  return readPolicy(name, kind, references.text(stack, json));
}
