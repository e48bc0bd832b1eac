/** Limits of AWS Organizations for a type of policy. */
interface Limits {
  /** Maximum number of characters of a policy. AWS counts white space, which these policies do not contain. */
  readonly characters: number;

  /** Maximum number of policies that are attached to a root, a unit or an account. Inherited policies do not count. */
  readonly attached: number;
}

/**
 * Limits since May 2026, when AWS raised the limits of service control policies from 5,120 characters and five policies.
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

/** Stands for a Terraform reference, which becomes an ARN in an apply. No ARN of these policies is longer. */
const longestReference = "x".repeat(100);
const reference = /\$\{[^}]*\}/g;

const documentOf = (statements: readonly string[]) => `{"Version":"2012-10-17","Statement":[${statements.join(",")}]}`;
const lengthOf = (text: string) => text.replaceAll(reference, longestReference).length;

/**
 * Packs the statements, in their order, into as few policies as possible. Returns the policy documents.
 *
 * @param otherPolicies number of other policies of this type that are attached to a target, including policies of AWS
 * @throws when a statement is too large for a policy, or when a target cannot have so many policies
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
        `a ${names[kind]} can have at most ${characters} characters, and with statement ${Sid} alone it has ${alone}; use fewer accounts, roles or resources`,
      );
    }
    const last = packed.at(-1);
    if (last && lengthOf(documentOf([...last, json])) <= characters) last.push(json);
    else packed.push([json]);
  }
  if (packed.length + otherPolicies > attached) {
    throw new Error(
      `a target can have at most ${attached} policies of type ${names[kind]}, got ${packed.length} of this project and ${otherPolicies} other policies; attach fewer other policies, or use fewer accounts, roles or resources`,
    );
  }
  return packed.map(documentOf);
}
