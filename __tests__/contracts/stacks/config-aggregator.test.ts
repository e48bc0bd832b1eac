import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import { TerraformStack } from "cdktf";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import { Stacks } from "../../../synthesis/define-stacks";
import { withQuickTokens } from "../../../synthesis/quick-tokens";
import { type Change, organization, stackOf } from "../../support/organization";
import { testApp } from "../../support/synth";
import { account } from "../../../sample-data/values";

const withAggregator = (aggregator: Change, other: Change = {}) =>
  organization("config/example.yaml", { ...other, logSources: { awsConfig: { aggregator } } });
const on = { enabled: true };
const trusted = (made: ReturnType<typeof withAggregator>) =>
  JSON.stringify(stackOf(made, "management").json.data.aws_organizations_organization);

describe("logSources.awsConfig.aggregator", () => {
  test("does not exist by default, and no account is registered", () => {
    const made = withAggregator({});

    expect([...made.stacks.keys()]).toEqual(["log-archive", "management", "member-payments", "member-website"]);
    for (const resources of made.stacks.values()) {
      expect(resources.all(ConfigConfigurationAggregator)).toEqual([]);
      expect(resources.all(OrganizationsDelegatedAdministrator)).toEqual([]);
    }
    expect(trusted(made)).not.toContain("config.amazonaws.com");
  });

  test("has its own root after the management account, and exists in no other root", () => {
    const made = withAggregator(on);

    expect([...made.stacks.keys()].slice(0, 3)).toEqual(["log-archive", "management", "config-aggregator"]);
    const found = [...made.stacks].filter(([, resources]) => resources.all(ConfigConfigurationAggregator).length > 0);
    expect(found.map(([name]) => name)).toEqual(["config-aggregator"]);
  });

  test.each([
    ["the log archive by default", on, account(2)],
    ["the configured member", { ...on, account: account(4) }, account(4)],
  ])(
    "logSources.awsConfig.aggregator is in %s, with the role and the credentials of that account",
    (_, aggregator, id) => {
      const { terraform, provider } = stackOf(withAggregator(aggregator), "config-aggregator").json;

      expect(provider.aws).toHaveLength(1);
      expect(provider.aws[0].allowed_account_ids).toEqual([id]);
      expect(provider.aws[0].assume_role[0].role_arn).toContain(`:${id}:role/`);
      expect(terraform.backend.local.path).toContain("terraform.config-aggregator.tfstate");
    },
  );

  test("logSources.awsConfig.aggregator is registered by the management account only for aggregation, after the organization is checked", () => {
    const registered = stackOf(withAggregator({ ...on, account: account(4) }), "management").one(
      OrganizationsDelegatedAdministrator,
    );

    expect(registered).toMatchObject({
      account_id: account(4),
      service_principal: "config.amazonaws.com",
      depends_on: [expect.stringMatching(/^data\.aws_organizations_organization\.Organization_/)],
    });
  });

  test("requires trusted access, which is checked before any change", () => {
    expect(trusted(withAggregator(on))).toContain("--service-principal config.amazonaws.com");
  });

  test("logSources.awsConfig.aggregator is not registered in the management account itself", () => {
    const made = withAggregator({ ...on, register: false });

    expect(stackOf(made, "management").all(OrganizationsDelegatedAdministrator)).toEqual([]);
    expect(trusted(made)).not.toContain("config.amazonaws.com");
    expect(stackOf(made, "config-aggregator").all(ConfigConfigurationAggregator)).toHaveLength(1);
  });

  test("has no provider of other regions, because it creates nothing there", () => {
    const made = withAggregator(on, { regions: ["eu-west-1", "us-east-1"] });

    expect(stackOf(made, "config-aggregator").json.provider.aws).toHaveLength(1);
  });

  test("logSources.awsConfig.aggregator is deployed after the management account and the log archive", () => {
    const { config } = withAggregator(on);
    const root = terraformRoots(config).find(({ stackName }) => stackName === "config-aggregator");
    const aggregator = root && withQuickTokens(() => new Stacks(testApp(), config).of(root));

    expect(aggregator).toBeInstanceOf(TerraformStack);
    expect(aggregator?.dependencies.map(({ node }) => node.id).toSorted()).toEqual(["log-archive", "management"]);
  });
});
