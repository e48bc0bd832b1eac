import {
  ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  paginateDescribeConfigRules,
  paginateDescribeConfigurationAggregators,
} from "@aws-sdk/client-config-service";
import { GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedResource, PlannedRoot } from "../planned-root";

const clientOf = ({ aws }: PlannedRoot, region: string) => aws.client(ConfigServiceClient, region);

async function recordersIn(root: PlannedRoot, region: string): Promise<(string | undefined)[]> {
  const answer = await clientOf(root, region).send(new DescribeConfigurationRecordersCommand({}));
  return (answer.ConfigurationRecorders ?? []).map(({ name }) => name);
}

async function channelsIn(root: PlannedRoot, region: string): Promise<(string | undefined)[]> {
  const answer = await clientOf(root, region).send(new DescribeDeliveryChannelsCommand({}));
  return (answer.DeliveryChannels ?? []).map(({ name }) => name);
}

type Names = (root: PlannedRoot, region: string) => Promise<(string | undefined)[]>;

/** Finds problems of each planned resource, with the names of the existing resources in its region. */
async function compare(
  root: PlannedRoot,
  resources: readonly PlannedResource[],
  namesIn: Names,
  find: (name: string, existing: readonly (string | undefined)[]) => readonly string[],
) {
  const clashes = resources.map(async ({ attributes, region }) =>
    find(attributes.name, await namesIn(root, region)).map((problem) => ({ problem, region })),
  );
  return (await Promise.all(clashes)).flat();
}

const linkedRole = "AWSServiceRoleForConfig";
const linkedService = "config.amazonaws.com";

async function hasLinkedRole({ aws, stack }: PlannedRoot): Promise<boolean> {
  const answer = aws.client(IAMClient, stack.region).send(new GetRoleCommand({ RoleName: linkedRole }));
  return (await unlessAbsent(answer, "NoSuchEntityException")) !== undefined;
}

const createsLinkedRole = (root: PlannedRoot): boolean =>
  root.created("aws_iam_service_linked_role").some(({ attributes }) => attributes.aws_service_name === linkedService);

/** Clashes with AWS Config. An account has at most one recorder and one delivery channel in a region. */
export const awsConfigChecks: readonly Check[] = [
  {
    id: "recorder-exists",
    when: "The region has a recorder of AWS Config, and the root creates one.",
    fix: "set recorder: adopt and adoptedName, or recorder: none, for this account in logSources.awsConfig",
    reads: ["config:DescribeConfigurationRecorders"],
    find: (root) =>
      compare(root, root.created("aws_config_configuration_recorder"), recordersIn, (_, existing) =>
        existing.map((name) => `recorder ${name} exists`),
      ),
  },
  {
    id: "recorder-missing",
    when: "The root adopts a recorder that the region does not have.",
    fix: "set recorder: create for this account, or correct adoptedName, in logSources.awsConfig",
    reads: ["config:DescribeConfigurationRecorders"],
    find: (root) =>
      compare(root, root.adopted("aws_config_configuration_recorder"), recordersIn, (name, existing) =>
        existing.includes(name) ? [] : [`recorder ${name} does not exist`],
      ),
  },
  {
    id: "delivery-channel-exists",
    when: "The region has a delivery channel of AWS Config, and the root creates one.",
    fix: "set recorder: adopt and adoptedName, or recorder: none, for this account in logSources.awsConfig",
    reads: ["config:DescribeDeliveryChannels"],
    find: (root) =>
      compare(root, root.created("aws_config_delivery_channel"), channelsIn, (_, existing) =>
        existing.map((name) => `delivery channel ${name} exists`),
      ),
  },
  {
    id: "delivery-channel-missing",
    when: "The root adopts a delivery channel that the region does not have.",
    fix: "set recorder: create for this account, or correct adoptedName, in logSources.awsConfig",
    reads: ["config:DescribeDeliveryChannels"],
    find: (root) =>
      compare(root, root.adopted("aws_config_delivery_channel"), channelsIn, (name, existing) =>
        existing.includes(name) ? [] : [`delivery channel ${name} does not exist`],
      ),
  },
  {
    id: "config-role-exists",
    when: "The service-linked role of AWS Config exists, and the root creates it.",
    fix: "remove the account from logSources.awsConfig.createServiceLinkedRole",
    reads: ["iam:GetRole"],
    find: async (root) =>
      createsLinkedRole(root) && (await hasLinkedRole(root)) ? [{ problem: `role ${linkedRole} exists` }] : [],
  },
  {
    id: "config-role-missing",
    when: "Recorders use the service-linked role of AWS Config, which does not exist, and the root does not create it.",
    fix: "add the account to logSources.awsConfig.createServiceLinkedRole",
    reads: ["iam:GetRole"],
    async find(root) {
      const recorders = root.all("aws_config_configuration_recorder");
      const isUsed = recorders.some(({ attributes }) => String(attributes.role_arn).endsWith(`/${linkedRole}`));
      if (!isUsed || root.all("aws_iam_service_linked_role").length > 0 || (await hasLinkedRole(root))) return [];
      return [{ problem: `role ${linkedRole} does not exist` }];
    },
  },
  {
    id: "config-rule-exists",
    when: "The region has an AWS Config rule of a name that the root creates.",
    fix: "delete the rule, or change prefix",
    reads: ["config:DescribeConfigRules"],
    find: (root) =>
      compare(root, root.created("aws_config_config_rule"), rulesIn, (name, existing) =>
        existing.includes(name) ? [`AWS Config rule ${name} exists`] : [],
      ),
  },
  {
    id: "aggregator-exists",
    when: "The account has an aggregator of the name that the root creates.",
    fix: "delete or import the aggregator, or change prefix",
    reads: ["config:DescribeConfigurationAggregators"],
    find: (root) =>
      compare(root, root.created("aws_config_configuration_aggregator"), aggregatorsIn, (name, existing) =>
        existing.includes(name) ? [`aggregator ${name} exists`] : [],
      ),
  },
];

async function rulesIn(root: PlannedRoot, region: string): Promise<(string | undefined)[]> {
  const pages = paginateDescribeConfigRules({ client: clientOf(root, region) }, {});
  return (await everyItem(pages, ({ ConfigRules }) => ConfigRules)).map(({ ConfigRuleName }) => ConfigRuleName);
}

async function aggregatorsIn(root: PlannedRoot, region: string): Promise<(string | undefined)[]> {
  const pages = paginateDescribeConfigurationAggregators({ client: clientOf(root, region) }, {});
  const aggregators = await everyItem(pages, ({ ConfigurationAggregators }) => ConfigurationAggregators);
  return aggregators.map(({ ConfigurationAggregatorName }) => ConfigurationAggregatorName);
}
