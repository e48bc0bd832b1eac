import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { serviceTrustJson } from "../iam/policy-document";
import { forms } from "../../aws-semantics/values/forms";
import { checkInput, checkForm } from "../input/input";

const aggregatorName = {
  pattern: /^[\w-]{1,256}$/,
  expected: "expected 1 to 256 letters, digits, hyphens or underscores",
};

export interface ConfigAggregatorProps {
  readonly partition: string;
  readonly aggregatorName: string;

  /** Role with which AWS Config lists the accounts of the organization. */
  readonly roleName: string;
}

/**
 * An aggregator that collects the data of AWS Config from every account and region of the organization. Its account must
 * be the delegated administrator of AWS Config.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationAggregator.html
 */
export class ConfigAggregator extends Construct {
  public readonly aggregatorArn: string;

  constructor(scope: Construct, id: string, props: ConfigAggregatorProps) {
    super(scope, id);
    checkInput(this, [
      checkForm("partition", props.partition, forms.partition),
      checkForm("aggregatorName", props.aggregatorName, aggregatorName),
      checkForm("roleName", props.roleName, forms.roleName),
    ]);

    const role = new IamRole(this, "Role", {
      name: props.roleName,
      description: "Allows AWS Config to list the accounts of the organization",
      // AWS documents no condition key for this trust policy. No one outside this account can pass the role
      assumeRolePolicy: serviceTrustJson("config.amazonaws.com"),
    });
    const lists = new IamRolePolicyAttachment(this, "Lists", {
      role: role.name,
      policyArn: `arn:${props.partition}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations`,
    });

    const aggregator = new ConfigConfigurationAggregator(this, "Resource", {
      name: props.aggregatorName,
      organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      // AWS Config lists the accounts when the aggregator is created
      dependsOn: [lists],
    });
    this.aggregatorArn = aggregator.arn;
  }
}
