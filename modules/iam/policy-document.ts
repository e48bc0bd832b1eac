import { policyLimitBytes } from "../../aws-semantics/values/policy-limits";

/** One statement of an IAM policy document, with IAM's own field names. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly AWS?: string | readonly string[]; readonly Service?: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * The JSON of a policy.
 *
 * @throws when the policy is larger than AWS accepts, or when two statements have the same Sid
 */
export function policyJson(kind: keyof typeof policyLimitBytes, statements: readonly PolicyStatement[]): string {
  const sids = statements.map(({ Sid }) => Sid);
  const repeated = sids.find((sid, i) => sids.indexOf(sid) !== i);
  if (repeated !== undefined) {
    throw new Error(
      `expected a ${kind} in which each statement has its own Sid, got two statements with Sid ${repeated}`,
    );
  }

  const json = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const limit = policyLimitBytes[kind];
  const bytes = Buffer.byteLength(json);
  if (bytes > limit) {
    throw new Error(`a ${kind} can have at most ${limit} bytes, got ${bytes}; use fewer roles`);
  }
  return json;
}

/** A statement that allows actions, for the policy of a role. */
export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: PolicyStatement["Condition"],
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}

/**
 * The trust policy that allows one AWS service to assume a role.
 *
 * @param condition account or resource for which the service acts; omit it only if AWS documents no condition key
 */
export function serviceTrustJson(service: string, condition?: NonNullable<PolicyStatement["Condition"]>): string {
  const trusted = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [condition ? { ...trusted, Condition: condition } : trusted],
  });
}
