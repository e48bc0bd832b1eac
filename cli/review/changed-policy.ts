import type { Policy } from "../../aws-semantics/iam/document";
import { PolicyError } from "../../aws-semantics/iam/policy-error";
import { isMarkedAt, textAt, valueAt, valuesAt } from "../../terraform-types/plan/json-values";
import type { Change, Plan } from "../../terraform-types/plan/plan";
import { type Comparison, compare } from "../../aws-semantics/iam-comparison/compare";
import { type ComparedKind, readCompared } from "../../aws-semantics/iam-comparison/document";
import type { PolicyAttribute } from "../../terraform-types/columns/terraform-type";
import { sample } from "../../aws-semantics/iam-comparison/samples";

/** The attribute of a resource type that contains a policy. */
export interface TypedPolicy extends PolicyAttribute {
  readonly type: string;
}

/** The result for a changed policy: a comparison, a problem, `unknown` if it is known only after apply, or `same`. */
export type PolicyChange = Comparison | { readonly problem: string } | "unknown" | "same";

const compared = new WeakMap<Change, Map<string, PolicyChange>>();

/** Compares the policy of a resource before and after a change. A new resource had no policy. */
export function policyChange(change: Change, plan: Plan, of: TypedPolicy): PolicyChange {
  const known = compared.get(change) ?? new Map<string, PolicyChange>();
  compared.set(change, known);
  const result = known.get(of.attribute) ?? comparePolicy(change, plan, of);
  known.set(of.attribute, result);
  return result;
}

function comparePolicy(change: Change, { accountId }: Plan, { attribute, kind, service }: TypedPolicy): PolicyChange {
  if (change.after === undefined) return "same";
  if (isMarkedAt(change.unknown, attribute)) return "unknown";
  // A role can have several inline policies
  const textsOf = (values: Change["before"]) =>
    valuesAt(values, attribute)
      .map(String)
      .filter((text) => text !== "");
  const [before, after] = [textsOf(change.before), textsOf(change.after)];
  if (after.length === 0 || before.join("\n") === after.join("\n")) return "same";
  try {
    const account = accountId ?? sample.ownerId;
    const resources = resourcesOf(change, after.join(), account);
    return compare(readDocuments(before, kind), readDocuments(after, kind), { service, resources, account });
  } catch (error) {
    if (error instanceof PolicyError) return { problem: error.message };
    throw error;
  }
}

/** Reads several policies as one policy. */
function readDocuments(texts: readonly string[], kind: ComparedKind): Policy {
  const statements = texts.flatMap((text) => readCompared(text, kind).statements);
  return { ...readCompared("", kind), statements };
}

/** ARNs of the resource that a policy protects. Empty if the policy itself names the resources. */
function resourcesOf({ type, after, before }: Change, policy: string, account: string): string[] {
  const partition = /arn:(aws[\w-]*):/.exec(policy)?.[1] ?? "aws";
  if (type.startsWith("aws_s3_bucket")) {
    const arn = ["arn", partition, "s3", "", "", textAt(after, "bucket")].join(":");
    return [arn, `${arn}/*`];
  }
  if (type.startsWith("aws_kms_")) {
    const known = valueAt(after, "arn") ?? valueAt(before, "arn");
    return [typeof known === "string" ? known : ["arn", partition, "kms", "", account, `key/${sample.name}`].join(":")];
  }
  return [];
}
