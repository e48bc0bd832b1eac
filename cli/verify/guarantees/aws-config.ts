import {
  ConfigServiceClient,
  DescribeConfigurationAggregatorSourcesStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  DescribeDeliveryChannelStatusCommand,
  paginateDescribeConfigRules,
  paginateDescribeConfigurationAggregators,
} from "@aws-sdk/client-config-service";
import { OrganizationsClient, paginateListDelegatedAdministrators } from "@aws-sdk/client-organizations";
import { entriesOf } from "../../../shared/keys";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import { asTerraform, block, blocks, differences } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { applyAgain } from "./fixes";

const awsConfig = (deployed: DeployedRegion) => deployed.client(ConfigServiceClient);

/** Status fields of a delivery channel, with the files that they are about. */
const deliveries = {
  configHistoryDeliveryInfo: "histories",
  configSnapshotDeliveryInfo: "snapshots",
  configStreamDeliveryInfo: "notifications",
} as const;

/** Guarantees of AWS Config. */
export const awsConfigGuarantees: readonly Guarantee[] = [
  {
    id: "recorder-records",
    promise: "Every recorder records, and recorded the last item without an error.",
    fix: "start the recorder with aws configservice start-configuration-recorder, and follow docs/runbooks/config-recorder-stopped.md",
    types: ["aws_config_configuration_recorder_status"],
    reads: ["config:DescribeConfigurationRecorderStatus"],
    async find({ name, is_enabled: isEnabled }, deployed) {
      const { ConfigurationRecordersStatus: statuses = [] } = await awsConfig(deployed).send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      const status = statuses.find((one) => one.name === name);
      if (status === undefined) return [`recorder ${name} does not exist`];
      if (isEnabled === true && status.recording !== true) return [`recorder ${name} does not record`];
      if (status.lastStatus !== "Failure") return [];
      return [`the last record of recorder ${name} failed: ${status.lastErrorCode} ${status.lastErrorMessage ?? ""}`];
    },
  },
  {
    id: "recorder-settings",
    promise: "Every recorder records the synthesized resource types with the synthesized frequency and role.",
    fix: `${applyAgain}: docs/runbooks/config-changes.md`,
    types: ["aws_config_configuration_recorder"],
    reads: ["config:DescribeConfigurationRecorders"],
    async find(expected, deployed) {
      const { ConfigurationRecorders = [] } = await awsConfig(deployed).send(
        new DescribeConfigurationRecordersCommand({}),
      );
      const recorder = asTerraform(ConfigurationRecorders.find(({ name }) => name === expected.name));
      if (recorder === undefined) return [];
      const [group, actual] = [block(expected.recording_group), recorder.recording_group ?? {}];
      const [mode, actualMode] = [block(expected.recording_mode), recorder.recording_mode ?? {}];
      const overrides = (from: unknown) =>
        blocks(from).map(({ recording_frequency: frequency, resource_types: types }) => ({ frequency, types }));
      return differences(`recorder ${expected.name}`, {
        role: [expected.role_arn, recorder.role_arn],
        "all types": [group.all_supported ?? true, actual.all_supported ?? false],
        "global types": [group.include_global_resource_types ?? false, actual.include_global_resource_types ?? false],
        types: [group.resource_types, actual.resource_types],
        "excluded types": [
          block(group.exclusion_by_resource_types).resource_types,
          block(actual.exclusion_by_resource_types).resource_types,
        ],
        frequency: [mode.recording_frequency ?? "CONTINUOUS", actualMode.recording_frequency ?? "CONTINUOUS"],
        "other frequencies": [overrides(mode.recording_mode_override), overrides(actualMode.recording_mode_overrides)],
      });
    },
  },
  {
    id: "config-delivery",
    promise: "The last delivery of AWS Config to the archive succeeded.",
    fix: "correct the policy of the bucket or of its key, then wait for the next delivery: docs/runbooks/config-changes.md",
    types: ["aws_config_delivery_channel"],
    reads: ["config:DescribeDeliveryChannelStatus"],
    async find({ name }, deployed) {
      const { DeliveryChannelsStatus: statuses = [] } = await awsConfig(deployed).send(
        new DescribeDeliveryChannelStatusCommand({}),
      );
      const status = statuses.find((one) => one.name === name);
      return entriesOf(deliveries).flatMap(([field, files]) => {
        const delivery = status?.[field];
        if (delivery?.lastStatus !== "Failure") return [];
        return [
          `the last delivery of ${files} by channel ${name} failed: ${delivery.lastErrorCode} ${delivery.lastErrorMessage ?? ""}`,
        ];
      });
    },
  },
  {
    id: "delivery-channel",
    promise: "Every delivery channel exists, and delivers to its bucket, prefix and key.",
    fix: applyAgain,
    types: ["aws_config_delivery_channel"],
    reads: ["config:DescribeDeliveryChannels"],
    async find(expected, deployed) {
      const { DeliveryChannels = [] } = await awsConfig(deployed).send(new DescribeDeliveryChannelsCommand({}));
      const channel = DeliveryChannels.find(({ name }) => name === expected.name);
      if (channel === undefined) return [`delivery channel ${expected.name} does not exist`];
      const properties = channel.configSnapshotDeliveryProperties;
      return differences(`delivery channel ${expected.name}`, {
        bucket: [expected.s3_bucket_name, channel.s3BucketName],
        prefix: [expected.s3_key_prefix, channel.s3KeyPrefix],
        key: [expected.s3_kms_key_arn, channel.s3KmsKeyArn],
        "frequency of snapshots": [
          block(expected.snapshot_delivery_properties).delivery_frequency,
          properties?.deliveryFrequency,
        ],
      });
    },
  },
  {
    id: "config-rule",
    promise: "Every rule of AWS Config that watches the logging exists, and is active.",
    fix: `${applyAgain}: docs/runbooks/config-rules-removed.md`,
    types: ["aws_config_config_rule"],
    reads: ["config:DescribeConfigRules"],
    async find({ name, source }, deployed) {
      const pages = paginateDescribeConfigRules({ client: awsConfig(deployed) }, {});
      const rules = await everyItem(pages, ({ ConfigRules }) => ConfigRules);
      const rule = rules.find(({ ConfigRuleName }) => ConfigRuleName === name);
      if (rule === undefined) return [`AWS Config rule ${name} does not exist`];
      return differences(`AWS Config rule ${name}`, {
        state: ["ACTIVE", rule.ConfigRuleState ?? "ACTIVE"],
        source: [block(source).source_identifier, rule.Source?.SourceIdentifier],
      });
    },
  },
  {
    id: "aggregator",
    promise: "The aggregator exists, and reads every account and region.",
    fix: applyAgain,
    types: ["aws_config_configuration_aggregator"],
    reads: ["config:DescribeConfigurationAggregators", "config:DescribeConfigurationAggregatorSourcesStatus"],
    async find({ name, organization_aggregation_source: source }, deployed) {
      const client = awsConfig(deployed);
      const pages = paginateDescribeConfigurationAggregators({ client }, {});
      const aggregators = await everyItem(pages, (page) => page.ConfigurationAggregators);
      const aggregator = aggregators.find((one) => one.ConfigurationAggregatorName === name);
      if (aggregator === undefined) return [`aggregator ${name} does not exist`];
      const command = new DescribeConfigurationAggregatorSourcesStatusCommand({
        ConfigurationAggregatorName: name,
        UpdateStatus: ["FAILED"],
      });
      const failed = await unlessAbsent(client.send(command), "NoSuchConfigurationAggregatorException");
      const { AllAwsRegions, RoleArn } = aggregator.OrganizationAggregationSource ?? {};
      return [
        ...differences(`aggregator ${name}`, {
          "all regions": [block(source).all_regions, AllAwsRegions],
          role: [block(source).role_arn, RoleArn],
        }),
        ...(failed?.AggregatedSourceStatusList ?? []).map(
          ({ SourceId, AwsRegion, LastErrorMessage }) =>
            `aggregator ${name} cannot read ${SourceId} in ${AwsRegion}: ${LastErrorMessage}`,
        ),
      ];
    },
  },
  {
    id: "delegated-administrator",
    promise: "Every synthesized delegated administrator of a service is registered.",
    fix: applyAgain,
    types: ["aws_organizations_delegated_administrator"],
    reads: ["organizations:ListDelegatedAdministrators"],
    async find({ account_id: account, service_principal: ServicePrincipal }, deployed) {
      const client = deployed.client(OrganizationsClient);
      const pages = paginateListDelegatedAdministrators({ client }, { ServicePrincipal });
      const registered = await everyItem(pages, ({ DelegatedAdministrators }) => DelegatedAdministrators);
      return registered.some(({ Id }) => Id === account)
        ? []
        : [`account ${account} is not a delegated administrator of ${ServicePrincipal}`];
    },
  },
];
