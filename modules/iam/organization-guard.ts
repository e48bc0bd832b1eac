import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import type { ITerraformDependable, Postcondition } from "cdktf";
import { Construct } from "constructs";

export interface OrganizationGuardProps {
  /** Organization the account has to belong to. */
  readonly organizationId: string;

  /**
   * Services that must have trusted access to the organization. Only the management account can see it.
   *
   * @default none is asked for
   */
  readonly trustedServices?: readonly string[];
}

/**
 * Stops an apply before it changes anything, when the account is not in the organization the configuration names.
 *
 * A wrong organization id would close every bucket to everybody but the root user, and let no log in.
 */
export class OrganizationGuard extends Construct {
  /** What must not be created before the organization is known to be the right one. */
  public readonly checked: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationGuardProps) {
    super(scope, id);

    const { organizationId, trustedServices = [] } = props;
    const postcondition: Postcondition[] = [
      {
        condition: `\${self.id == "${organizationId}"}`,
        errorMessage: `this account belongs to organization \${self.id}, the configuration says ${organizationId}; correct organizationId`,
      },
    ];
    for (const trustedService of trustedServices) {
      postcondition.push({
        condition: `\${contains(self.aws_service_access_principals, "${trustedService}")}`,
        errorMessage: `${trustedService} has no trusted access to the organization; run: aws organizations enable-aws-service-access --service-principal ${trustedService}`,
      });
    }

    this.checked = new DataAwsOrganizationsOrganization(this, "Resource", { lifecycle: { postcondition } });
  }
}
