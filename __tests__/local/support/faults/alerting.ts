import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  DeleteMetricFilterCommand,
  DescribeMetricFiltersCommand,
  type MetricFilter,
  PutMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { arn } from "../../../../sample-data/values";
import { changedPolicy, type FaultyAccount, openTo, type PutFault } from "./faulty-account";

/** Returns the settings of an alarm in the format of a put request. */
async function alarmNamed(name: string, account: FaultyAccount): Promise<PutMetricAlarmCommandInput> {
  const command = new DescribeAlarmsCommand({ AlarmNames: [name] });
  const { MetricAlarms: [alarm] = [] } = await account.client(CloudWatchClient).send(command);
  if (alarm === undefined) throw new Error(`no alarm ${name}`);
  const { AlarmName, AlarmActions, OKActions, AlarmDescription, MetricName, Namespace, Dimensions } = alarm;
  const { Statistic, Period, Threshold, ComparisonOperator, EvaluationPeriods, DatapointsToAlarm } = alarm;
  const { TreatMissingData } = alarm;
  return {
    AlarmName,
    AlarmActions,
    OKActions,
    AlarmDescription,
    MetricName,
    Namespace,
    Dimensions,
    Statistic,
    Period,
    Threshold,
    ComparisonOperator,
    EvaluationPeriods,
    DatapointsToAlarm,
    TreatMissingData,
  };
}

const alarmFault =
  (name: string, change: Partial<PutMetricAlarmCommandInput>): PutFault =>
  async (account) => {
    const client = account.client(CloudWatchClient);
    const alarm = await alarmNamed(name, account);
    await client.send(new PutMetricAlarmCommand({ ...alarm, ...change }));
    return () => client.send(new PutMetricAlarmCommand(alarm));
  };

const logGroupName = "acme-organization-trail";
const filterName = "acme-root-use";

const filterFault =
  (change: ((filter: MetricFilter) => MetricFilter) | undefined): PutFault =>
  async (account) => {
    const logs = account.client(CloudWatchLogsClient);
    const command = new DescribeMetricFiltersCommand({ logGroupName, filterNamePrefix: filterName });
    const { metricFilters: [filter] = [] } = await logs.send(command);
    if (filter === undefined) throw new Error(`no metric filter ${filterName}`);
    const put = ({ filterPattern, metricTransformations }: MetricFilter) =>
      logs.send(new PutMetricFilterCommand({ logGroupName, filterName, filterPattern, metricTransformations }));
    if (change === undefined) await logs.send(new DeleteMetricFilterCommand({ logGroupName, filterName }));
    else await put(change(filter));
    return () => put(filter);
  };

const topicArn = ({ region, id }: FaultyAccount) => arn("sns", region, id, "acme-audit-page");

/** Returns a fault of an attribute of the topic of severity page. */
const topicFault =
  (AttributeName: string, change: (value: string | undefined, account: FaultyAccount) => string): PutFault =>
  async (account) => {
    const sns = account.client(SNSClient);
    const TopicArn = topicArn(account);
    const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const put = (AttributeValue: string | undefined) =>
      sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
    await put(change(Attributes[AttributeName], account));
    return () => put(Attributes[AttributeName]);
  };

/** Returns a subscription of the configuration. Earlier tests may have subscribed queues. */
async function subscriptionOf(account: FaultyAccount) {
  const command = new ListSubscriptionsByTopicCommand({ TopicArn: topicArn(account) });
  const { Subscriptions = [] } = await account.client(SNSClient).send(command);
  const subscription = Subscriptions.find(({ Protocol }) => Protocol === "email");
  if (subscription === undefined) throw new Error("no e-mail address is subscribed");
  return subscription;
}

/** Faults of alarms, metric filters and topics. */
export const alertingFaults: Readonly<Record<string, PutFault>> = {
  "an alarm is deleted": async (account) => {
    const client = account.client(CloudWatchClient);
    const alarm = await alarmNamed("acme-root-use", account);
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ["acme-root-use"] }));
    return () => client.send(new PutMetricAlarmCommand(alarm));
  },
  "the threshold of an alarm is raised": alarmFault("acme-root-use", { Threshold: 1_000 }),
  "an alarm notifies nobody": alarmFault("acme-root-use", { AlarmActions: [] }),
  "an alarm watches another metric": alarmFault("acme-root-use", { MetricName: "nothing" }),
  "missing data no longer raises an alarm": alarmFault("acme-archive-delivery-silent", {
    TreatMissingData: "notBreaching",
  }),
  "the actions of an alarm are disabled": async (account) => {
    const client = account.client(CloudWatchClient);
    const alarm = { AlarmNames: ["acme-root-use"] };
    await client.send(new DisableAlarmActionsCommand(alarm));
    return () => client.send(new EnableAlarmActionsCommand(alarm));
  },
  "a metric filter is deleted": filterFault(undefined),
  "the pattern of a metric filter is narrowed": filterFault((filter) => ({
    ...filter,
    filterPattern: '{ $.eventName = "Nothing" }',
  })),
  "a metric filter counts under another name": filterFault((filter) => ({
    ...filter,
    metricTransformations: [{ metricNamespace: "LogMetrics", metricName: "nothing", metricValue: "1" }],
  })),
  "a statement of the policy of a topic is removed": topicFault("Policy", (policy) =>
    changedPolicy(policy, (statements) => statements.slice(1)),
  ),
  "a statement that allows everybody to publish is added to a topic policy": topicFault("Policy", (policy, account) =>
    changedPolicy(policy, (statements) => [...statements, openTo("sns:Publish", topicArn(account))]),
  ),
  "a topic is encrypted without its key": topicFault("KmsMasterKeyId", () => "alias/aws/sns"),
  "a subscription is deleted": async (account) => {
    const sns = account.client(SNSClient);
    const { SubscriptionArn, TopicArn, Protocol, Endpoint } = await subscriptionOf(account);
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    return () => sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
  },
  "a subscription has a filter that matches nothing": async (account) => {
    const sns = account.client(SNSClient);
    const { SubscriptionArn } = await subscriptionOf(account);
    const put = (AttributeValue: string) =>
      sns.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: "FilterPolicy", AttributeValue }),
      );
    await put('{"nothing":["nothing"]}');
    return () => put("{}");
  },
};
