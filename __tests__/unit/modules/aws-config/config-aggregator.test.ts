import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { ConfigAggregator, type ConfigAggregatorProps } from "../../../../modules/aws-config/config-aggregator";
import { synth } from "../../../support/synth";
import { partition } from "../../../../sample-data/values";

const configAggregator = (props: Partial<ConfigAggregatorProps> = {}) =>
  synth((scope) => {
    new ConfigAggregator(scope, "Aggregator", {
      partition,
      aggregatorName: "acme-organization",
      roleName: "acme-config-aggregator",
      ...props,
    });
  });

describe("ConfigAggregator", () => {
  test("collects every account and every region of the organization", () => {
    const aggregator = configAggregator().one(ConfigConfigurationAggregator);

    expect(aggregator.name).toBe("acme-organization");
    expect(aggregator.organization_aggregation_source).toEqual({
      all_regions: true,
      role_arn: expect.stringMatching(/^\$\{aws_iam_role\.Aggregator_Role_[A-Z0-9]+\.arn\}$/),
    });
    expect(aggregator).not.toHaveProperty("account_aggregation_source");
  });

  test("has a role that only AWS Config may assume", () => {
    const role = configAggregator().one(IamRole);

    expect(role.name).toBe("acme-config-aggregator");
    expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "config.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  test.each(["aws", "aws-cn", "aws-us-gov"])("reads with only the AWS managed policy of partition %s", (other) => {
    const resources = configAggregator({ partition: other });

    expect(resources.one(IamRolePolicyAttachment)).toMatchObject({
      role: expect.stringMatching(/^\$\{aws_iam_role\.Aggregator_Role_[A-Z0-9]+\.name\}$/),
      policy_arn: `arn:${other}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations`,
    });
    expect(resources.json.resource).not.toHaveProperty("aws_iam_role_policy");
  });

  test("ConfigAggregator is created after its role may list the accounts", () => {
    expect(configAggregator().one(ConfigConfigurationAggregator).depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy_attachment\.Aggregator_Lists_/),
    ]);
  });
});
