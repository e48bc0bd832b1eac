import {
  AthenaClient,
  GetNamedQueryCommand,
  GetWorkGroupCommand,
  ListNamedQueriesCommand,
  UpdateNamedQueryCommand,
  UpdateWorkGroupCommand,
  type WorkGroupConfigurationUpdates,
} from "@aws-sdk/client-athena";
import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  DeleteAccountPolicyCommand,
  DescribeAccountPoliciesCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
  PutAccountPolicyCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateDeliveryStreamCommand,
  DeleteDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  UpdateDestinationCommand,
} from "@aws-sdk/client-firehose";
import {
  CreateTableCommand,
  DeleteTableCommand,
  GetCrawlerCommand,
  GetTableCommand,
  GlueClient,
  type TableInput,
  UpdateCrawlerCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { FaultyAccount, PutFault } from "./faulty-account";

const DatabaseName = "acme_audit";
const Name = "config_history";

/** Returns a table in the format of a put request. */
async function tableOf(account: FaultyAccount): Promise<TableInput> {
  const { Table } = await account.client(GlueClient).send(new GetTableCommand({ DatabaseName, Name }));
  const { Description, Parameters, PartitionKeys, StorageDescriptor, TableType } = Table ?? {};
  return { Name, Description, Parameters, PartitionKeys, StorageDescriptor, TableType };
}

const workgroupFault =
  (ConfigurationUpdates: WorkGroupConfigurationUpdates): PutFault =>
  async (account) => {
    const athena = account.client(AthenaClient);
    const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: "acme-audit" }));
    const { EnforceWorkGroupConfiguration, BytesScannedCutoffPerQuery } = WorkGroup?.Configuration ?? {};
    const put = (updates: WorkGroupConfigurationUpdates) =>
      athena.send(new UpdateWorkGroupCommand({ WorkGroup: "acme-audit", ConfigurationUpdates: updates }));
    await put(ConfigurationUpdates);
    return () => put({ EnforceWorkGroupConfiguration, BytesScannedCutoffPerQuery });
  };

/** Changes the SQL of the workgroup's first saved query. The query keeps its id, by which Terraform identifies it. */
async function changeText(account: FaultyAccount) {
  const athena = account.client(AthenaClient);
  const { NamedQueryIds: [id] = [] } = await athena.send(new ListNamedQueriesCommand({ WorkGroup: "acme-audit" }));
  const { NamedQuery: query } = await athena.send(new GetNamedQueryCommand({ NamedQueryId: id }));
  const put = (QueryString: string | undefined) =>
    athena.send(new UpdateNamedQueryCommand({ NamedQueryId: id, Name: query?.Name, QueryString }));
  await put("SELECT 1");
  return () => put(query?.QueryString);
}

const stream = "acme-securityhub-findings";

async function streamOf(account: FaultyAccount) {
  const command = new DescribeDeliveryStreamCommand({ DeliveryStreamName: stream });
  const { DeliveryStreamDescription: found } = await account.client(FirehoseClient).send(command);
  const {
    RoleARN,
    BucketARN,
    Prefix,
    ErrorOutputPrefix,
    BufferingHints,
    CompressionFormat,
    CloudWatchLoggingOptions,
    ProcessingConfiguration,
  } = found?.Destinations?.[0]?.ExtendedS3DestinationDescription ?? {};
  const destination = {
    RoleARN,
    BucketARN,
    Prefix,
    ErrorOutputPrefix,
    BufferingHints,
    CompressionFormat,
    CloudWatchLoggingOptions,
    ProcessingConfiguration,
  };
  return { found, destination };
}

const groupName = `/aws/kinesisfirehose/${stream}`;

async function groupOf(account: FaultyAccount) {
  const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: groupName });
  const { logGroups: [group] = [] } = await account.client(CloudWatchLogsClient).send(command);
  if (group === undefined) throw new Error(`no log group ${groupName}`);
  return group;
}

const policyType = "SUBSCRIPTION_FILTER_POLICY";

const subscriptionFault =
  (change: ((criteria: string) => string) | undefined): PutFault =>
  async (account) => {
    const logs = account.client(CloudWatchLogsClient);
    const { accountPolicies: [policy] = [] } = await logs.send(new DescribeAccountPoliciesCommand({ policyType }));
    const { policyName, policyDocument, selectionCriteria = "" } = policy ?? {};
    const put = (criteria: string) =>
      logs.send(
        new PutAccountPolicyCommand({
          policyName,
          policyType,
          policyDocument,
          scope: "ALL",
          selectionCriteria: criteria,
        }),
      );
    if (change === undefined) await logs.send(new DeleteAccountPolicyCommand({ policyName, policyType }));
    else await put(change(selectionCriteria));
    return () => put(selectionCriteria);
  };

/** Faults of streams, log groups, tables and queries. */
export const streamFaults: Readonly<Record<string, PutFault>> = {
  "a stream writes to another prefix": async (account) => {
    const firehose = account.client(FirehoseClient);
    const { found, destination } = await streamOf(account);
    const update = async (Prefix: string | undefined) => {
      const { found: now } = await streamOf(account);
      await firehose.send(
        new UpdateDestinationCommand({
          DeliveryStreamName: stream,
          CurrentDeliveryStreamVersionId: now?.VersionId,
          DestinationId: found?.Destinations?.[0]?.DestinationId,
          ExtendedS3DestinationUpdate: { Prefix },
        }),
      );
    };
    await update("elsewhere/");
    return () => update(destination.Prefix);
  },
  "a stream is deleted": async (account) => {
    const firehose = account.client(FirehoseClient);
    const { found, destination } = await streamOf(account);
    await firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: stream }));
    const { KeyARN, KeyType } = found?.DeliveryStreamEncryptionConfiguration ?? {};
    return () =>
      firehose.send(
        new CreateDeliveryStreamCommand({
          DeliveryStreamName: stream,
          DeliveryStreamType: "DirectPut",
          ...(KeyType && { DeliveryStreamEncryptionConfigurationInput: { KeyARN, KeyType } }),
          ExtendedS3DestinationConfiguration: destination as never,
        }),
      );
  },
  "the retention of a log group is shortened": async (account) => {
    const logs = account.client(CloudWatchLogsClient);
    const { retentionInDays } = await groupOf(account);
    const put = (days: number | undefined) =>
      logs.send(new PutRetentionPolicyCommand({ logGroupName: groupName, retentionInDays: days }));
    await put(1);
    return () => put(retentionInDays);
  },
  "a log group is encrypted without its key": async (account) => {
    const logs = account.client(CloudWatchLogsClient);
    const { kmsKeyId } = await groupOf(account);
    await logs.send(new DisassociateKmsKeyCommand({ logGroupName: groupName }));
    return () => logs.send(new AssociateKmsKeyCommand({ logGroupName: groupName, kmsKeyId }));
  },
  "the subscription of all log groups is deleted": subscriptionFault(undefined),
  "a log group is excluded from the subscription of all log groups": subscriptionFault((criteria) =>
    criteria.replace("]", ',"/app/payments"]'),
  ),
  "a table reads another location": async (account) => {
    const glue = account.client(GlueClient);
    const table = await tableOf(account);
    const put = (TableInput: TableInput) => glue.send(new UpdateTableCommand({ DatabaseName, TableInput }));
    const Parameters = { ...table.Parameters, "storage.location.template": "s3://elsewhere/" };
    await put({ ...table, Parameters });
    return () => put(table);
  },
  "a table is deleted": async (account) => {
    const glue = account.client(GlueClient);
    const TableInput = await tableOf(account);
    await glue.send(new DeleteTableCommand({ DatabaseName, Name }));
    return () => glue.send(new CreateTableCommand({ DatabaseName, TableInput }));
  },
  "a workgroup no longer enforces its settings": workgroupFault({ EnforceWorkGroupConfiguration: false }),
  "the limit of a workgroup is raised": workgroupFault({ BytesScannedCutoffPerQuery: 9_000_000_000_000 }),
  "the SQL of a saved query is changed": changeText,
  "a crawler has no schedule": async (account) => {
    const glue = account.client(GlueClient);
    const { Crawler } = await glue.send(new GetCrawlerCommand({ Name: "acme-open-logs" }));
    const put = (Schedule: string | undefined) =>
      glue.send(new UpdateCrawlerCommand({ Name: "acme-open-logs", Schedule }));
    await put("");
    return () => put(Crawler?.Schedule?.ScheduleExpression);
  },
};
