import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { TerraformOutput } from "cdktf";
import { OrganizationGuard, type OrganizationGuardProps } from "../../../../modules/iam/organization-guard";
import { synth } from "../../../support/synth";

const organizationGuard = (props: Partial<OrganizationGuardProps> = {}) =>
  synth((scope) => {
    const guard = new OrganizationGuard(scope, "Organization", { organizationId: "o-a1b2c3d4e5", ...props });
    new TerraformOutput(scope, "checked", { value: guard.checked.fqn, staticId: true });
  });

const postconditionsOf = (props: Partial<OrganizationGuardProps> = {}) =>
  organizationGuard(props)
    .data(DataAwsOrganizationsOrganization)
    .map(({ lifecycle }) => lifecycle.postcondition);

const rightOrganization = {
  condition: '${self.id == "o-a1b2c3d4e5"}',
  error_message:
    "this account belongs to organization ${self.id}, the configuration says o-a1b2c3d4e5; correct organizationId",
};

describe("OrganizationGuard", () => {
  test("fails the apply in an account of another organization, and prints both ids", () => {
    expect(postconditionsOf()).toEqual([[rightOrganization]]);
  });

  test("fails the apply when trusted access of the service is disabled, and prints the fix", () => {
    expect(postconditionsOf({ trustedServices: ["cloudtrail.amazonaws.com"] })).toEqual([
      [
        rightOrganization,
        {
          condition: '${contains(self.aws_service_access_principals, "cloudtrail.amazonaws.com")}',
          error_message:
            "cloudtrail.amazonaws.com has no trusted access to the organization; run: aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
        },
      ],
    ]);
  });

  test("OrganizationGuard is a resource on which others depend, and creates nothing in AWS", () => {
    const { json } = organizationGuard();

    expect(json.output.checked.value).toMatch(/^\$\{data\.aws_organizations_organization\.Organization_[A-Z0-9]+\}$/);
    expect(json.resource).toBeUndefined();
  });
});
