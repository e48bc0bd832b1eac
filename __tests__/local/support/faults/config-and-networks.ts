import {
  ConfigServiceClient,
  DeleteConfigRuleCommand,
  DeleteConfigurationAggregatorCommand,
  DescribeConfigRulesCommand,
  DescribeConfigurationAggregatorsCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
  ListTagsForResourceCommand,
  PutConfigRuleCommand,
  PutConfigurationAggregatorCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import {
  CreateFlowLogsCommand,
  CreateVpcCommand,
  DeleteFlowLogsCommand,
  DeleteVpcCommand,
  DescribeFlowLogsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  GetDocumentCommand,
  SSMClient,
  UpdateDocumentCommand,
  UpdateDocumentDefaultVersionCommand,
} from "@aws-sdk/client-ssm";
import type { PutFault } from "./faulty-account";

const documentFault =
  (change: (inputs: Record<string, unknown>) => Record<string, unknown>): PutFault =>
  async (account) => {
    const ssm = account.client(SSMClient);
    const Name = "SSM-SessionManagerRunShell";
    const { Content = "{}" } = await ssm.send(new GetDocumentCommand({ Name }));
    const put = async (text: string) => {
      const { DocumentDescription } = await ssm.send(
        new UpdateDocumentCommand({ Name, Content: text, DocumentVersion: "$LATEST", DocumentFormat: "JSON" }),
      );
      const DocumentVersion = DocumentDescription?.DocumentVersion;
      await ssm.send(new UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion }));
    };
    const document = JSON.parse(Content);
    await put(JSON.stringify({ ...document, inputs: change(document.inputs) }));
    return () => put(Content);
  };

/** Faults of AWS Config, networks and sessions. */
export const configFaults: Readonly<Record<string, PutFault>> = {
  "a recorder is stopped": async (account) => {
    const config = account.client(ConfigServiceClient);
    const recorder = { ConfigurationRecorderName: "default" };
    await config.send(new StopConfigurationRecorderCommand(recorder));
    return () => config.send(new StartConfigurationRecorderCommand(recorder));
  },
  "a recorder records fewer types": async (account) => {
    const config = account.client(ConfigServiceClient);
    const { ConfigurationRecorders: [recorder] = [] } = await config.send(
      new DescribeConfigurationRecordersCommand({}),
    );
    const recordingGroup = { allSupported: false, resourceTypes: ["AWS::S3::Bucket" as const] };
    await config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { ...recorder, recordingGroup } }));
    return () => config.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
  },
  "a delivery channel writes snapshots at other times": async (account) => {
    const config = account.client(ConfigServiceClient);
    const { DeliveryChannels: [channel] = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));
    const DeliveryChannel = {
      ...channel,
      configSnapshotDeliveryProperties: { deliveryFrequency: "One_Hour" as const },
    };
    await config.send(new PutDeliveryChannelCommand({ DeliveryChannel }));
    return () => config.send(new PutDeliveryChannelCommand({ DeliveryChannel: channel }));
  },
  "a rule of AWS Config is deleted": async (account) => {
    const config = account.client(ConfigServiceClient);
    const { ConfigRules: [rule] = [] } = await config.send(new DescribeConfigRulesCommand({}));
    const { ConfigRuleName, Description, Source, MaximumExecutionFrequency, InputParameters, Scope } = rule ?? {};
    const { Tags } = await config.send(new ListTagsForResourceCommand({ ResourceArn: rule?.ConfigRuleArn }));
    await config.send(new DeleteConfigRuleCommand({ ConfigRuleName }));
    const ConfigRule = { ConfigRuleName, Description, Source, MaximumExecutionFrequency, InputParameters, Scope };
    return () => config.send(new PutConfigRuleCommand({ ConfigRule, Tags }));
  },
  "the aggregator is deleted": async (account) => {
    const config = account.client(ConfigServiceClient);
    const { ConfigurationAggregators: [one] = [] } = await config.send(new DescribeConfigurationAggregatorsCommand({}));
    const { ConfigurationAggregatorName, OrganizationAggregationSource } = one ?? {};
    const ResourceArn = one?.ConfigurationAggregatorArn;
    const { Tags } = await config.send(new ListTagsForResourceCommand({ ResourceArn }));
    await config.send(new DeleteConfigurationAggregatorCommand({ ConfigurationAggregatorName }));
    const again = { ConfigurationAggregatorName, OrganizationAggregationSource, Tags };
    return () => config.send(new PutConfigurationAggregatorCommand(again));
  },
  "the flow log of a VPC is deleted": async (account) => {
    const ec2 = account.client(EC2Client);
    const { FlowLogs: [flowLog] = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
    await ec2.send(new DeleteFlowLogsCommand({ FlowLogIds: [flowLog?.FlowLogId ?? ""] }));
    return () =>
      ec2.send(
        new CreateFlowLogsCommand({
          ResourceIds: [flowLog?.ResourceId ?? ""],
          ResourceType: "VPC",
          TrafficType: flowLog?.TrafficType,
          LogDestinationType: "s3",
          LogDestination: flowLog?.LogDestination,
          LogFormat: flowLog?.LogFormat,
          MaxAggregationInterval: flowLog?.MaxAggregationInterval,
          DestinationOptions: {
            FileFormat: "parquet",
            HiveCompatiblePartitions: true,
            PerHourPartition: true,
          },
        }),
      );
  },
  "a VPC is created without a flow log": async (account) => {
    const ec2 = account.client(EC2Client);
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.99.0.0/16" }));
    return () => ec2.send(new DeleteVpcCommand({ VpcId: Vpc?.VpcId }));
  },
  "sessions are no longer recorded in the archive": documentFault((inputs) => ({ ...inputs, s3BucketName: "" })),
  "session logs are no longer encrypted": documentFault((inputs) => ({ ...inputs, s3EncryptionEnabled: false })),
};
