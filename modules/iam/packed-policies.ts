/** What AWS Organizations accepts of a kind of policy. */
interface Limits {
  /** Characters of a policy. AWS counts white space, which the policies here do not have. */
  readonly characters: number;

  /** Policies attached to a root, a unit or an account, without those that it inherits. */
  readonly attached: number;
}

/**
 * Limits of May 2026, which AWS raised for service control policies, from 5,120 characters and five policies.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 * @see https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/
 */
export const policyLimits = {
  SERVICE_CONTROL_POLICY: { characters: 10_240, attached: 10 },
  RESOURCE_CONTROL_POLICY: { characters: 5_120, attached: 5 },
} as const satisfies Record<string, Limits>;

export type PolicyKind = keyof typeof policyLimits;

const names = { SERVICE_CONTROL_POLICY: "service control policy", RESOURCE_CONTROL_POLICY: "resource control policy" };

/** A reference becomes an ARN that is known only in an apply: none is longer. */
const longestReference = "x".repeat(100);
const reference = /\$\{[^}]*\}/g;

const documentOf = (statements: readonly string[]) => `{"Version":"2012-10-17","Statement":[${statements.join(",")}]}`;
const lengthOf = (text: string) => text.replaceAll(reference, longestReference).length;

/**
 * The documents of as few policies as hold the statements in their order.
 *
 * @param otherPolicies policies of this kind that others attach to one target, AWS's own included
 * @throws when a statement is too large for a policy, or a target cannot have so many policies
 */
export function packedPolicies(kind: PolicyKind, statements: readonly object[], otherPolicies: number): string[] {
  const { characters, attached } = policyLimits[kind];
  const packed: string[][] = [];
  for (const statement of statements) {
    const json = JSON.stringify(statement);
    const alone = lengthOf(documentOf([json]));
    if (alone > characters) {
      const { Sid = "" } = statement as { Sid?: string };
      throw new Error(
        `a ${names[kind]} has ${characters} characters at most, the statement ${Sid} alone makes ${alone}; name fewer accounts, roles or resources`,
      );
    }
    const last = packed.at(-1);
    if (last && lengthOf(documentOf([...last, json])) <= characters) last.push(json);
    else packed.push([json]);
  }
  if (packed.length + otherPolicies > attached) {
    throw new Error(
      `a target has ${attached} policies of the kind ${names[kind]} at most, got ${packed.length} and ${otherPolicies} of others; attach fewer of the others, or name fewer accounts, roles or resources`,
    );
  }
  return packed.map(documentOf);
}
