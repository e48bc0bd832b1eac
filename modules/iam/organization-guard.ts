import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import type { ITerraformDependable, Postcondition } from "cdktf";
import { Construct } from "constructs";
import { forms } from "../../aws-semantics/values/forms";
import { checkInput, eachFormed, checkForm } from "../input/input";

export interface OrganizationGuardProps {
  /** Organization that the account must belong to. */
  readonly organizationId: string;

  /**
   * Services that must have trusted access to the organization. Only the management account can read this.
   *
   * @default no service is checked
   */
  readonly trustedServices?: readonly string[];
}

/**
 * Stops an apply before it changes a resource if the account is not in the configured organization.
 *
 * With a wrong organization id, the bucket policies would deny all principals except the root user, and no log would be delivered.
 */
export class OrganizationGuard extends Construct {
  /** Check of the organization. Other resources can depend on it. */
  public readonly checked: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationGuardProps) {
    super(scope, id);

    const { organizationId, trustedServices = [] } = props;
    checkInput(this, [
      checkForm("organizationId", organizationId, forms.organizationId),
      ...eachFormed("trustedServices", trustedServices, forms.servicePrincipal),
    ]);
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
