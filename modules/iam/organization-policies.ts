import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { packedPolicies, type PolicyKind } from "./packed-policies";

export interface OrganizationPoliciesProps {
  readonly kind: PolicyKind;

  /** Prefix of the names of the policies. */
  readonly name: string;
  readonly description: string;
  readonly statements: readonly object[];

  /** Root, units and accounts to which each policy is attached. If the list is empty, the policies are only created. */
  readonly targetIds: readonly string[];

  /** Maximum number of other policies of this type that are attached to a target, including policies of AWS. */
  readonly otherPolicies: number;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Policies of AWS Organizations that are attached to the same targets. There are as few policies as the statements allow. The type
 * of the policies must be enabled in the organization before they can be attached.
 *
 * @throws when a statement, or all statements together, are larger than AWS Organizations accepts
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export class OrganizationPolicies extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationPoliciesProps) {
    super(scope, id);

    const { kind, name, description, statements, targetIds, otherPolicies, dependsOn } = props;
    for (const [i, content] of packedPolicies(kind, statements, otherPolicies).entries()) {
      const policy = new OrganizationsPolicy(this, `Policy${i + 1}`, {
        name: `${name}-${i + 1}`,
        description,
        type: kind,
        content,
        dependsOn,
      });
      for (const targetId of targetIds) {
        new OrganizationsPolicyAttachment(this, `Attachment${i + 1}-${targetId}`, { policyId: policy.id, targetId });
      }
    }
  }
}
