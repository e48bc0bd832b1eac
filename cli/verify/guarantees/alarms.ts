import {
  CloudWatchClient,
  GetAlarmMuteRuleCommand,
  type MetricAlarm,
  type MetricDataQuery,
  paginateDescribeAlarms,
  paginateListAlarmMuteRules,
} from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  type MetricFilter,
  paginateDescribeMetricFilters,
} from "@aws-sdk/client-cloudwatch-logs";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import { asTerraform, block, blocks, differences } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { applyAgain } from "./fixes";

/** Finds an alarm of the region. The alarms of this project are listed only once. */
async function alarmOf(name: string, deployed: DeployedRegion): Promise<MetricAlarm | undefined> {
  const pages = paginateDescribeAlarms(
    { client: deployed.client(CloudWatchClient) },
    { AlarmNamePrefix: deployed.config.prefix },
  );
  const alarms = await everyItem(pages, ({ MetricAlarms }) => MetricAlarms);
  return alarms.find(({ AlarmName }) => AlarmName === name);
}

/** A mute rule of alarms that is active or scheduled. */
interface MuteRule {
  readonly name: string;
  readonly status: string;
  readonly alarms: readonly string[];
}

/** Errors of CloudWatch in a partition that does not support mute rules. */
const withoutMuteRules = ["UnknownOperationException", "InvalidAction"];

/** All mute rules of the region that have not expired. */
async function muteRulesOf(deployed: DeployedRegion): Promise<MuteRule[]> {
  const client = deployed.client(CloudWatchClient);
  const pages = paginateListAlarmMuteRules({ client }, { Statuses: ["ACTIVE", "SCHEDULED"] });
  const listed = everyItem(pages, ({ AlarmMuteRuleSummaries }) => AlarmMuteRuleSummaries);
  const rules = (await unlessAbsent(listed, ...withoutMuteRules)) ?? [];
  return Promise.all(
    rules.map(async ({ AlarmMuteRuleArn = "", Status: status = "" }) => {
      const name = AlarmMuteRuleArn.split(":").at(-1) ?? "";
      const { MuteTargets } = await client.send(new GetAlarmMuteRuleCommand({ AlarmMuteRuleName: name }));
      return { name, status, alarms: MuteTargets?.AlarmNames ?? [] };
    }),
  );
}

async function filtersOf(logGroupName: string, deployed: DeployedRegion): Promise<MetricFilter[]> {
  const pages = paginateDescribeMetricFilters({ client: deployed.client(CloudWatchLogsClient) }, { logGroupName });
  const filters = everyItem(pages, ({ metricFilters }) => metricFilters);
  return (await unlessAbsent(filters, "ResourceNotFoundException")) ?? [];
}

/** Milliseconds that an alarm may have no data. A new alarm, or an alarm on a new metric, has no data at first. */
const longestWithoutData = 24 * 3_600_000;

/** A metric of an alarm on an expression, in a form that is equal for Terraform and AWS. */
const queryOf = ({ id, expression, metric }: Attributes) => {
  const { metric_name: name, namespace, period, stat, dimensions } = block(metric);
  return { id, expression, metric: { name, namespace, period, stat, dimensions } };
};

const shownQuery = ({ Id: id, Expression: expression, MetricStat: metric }: MetricDataQuery) => ({
  id,
  expression,
  metric: {
    name: metric?.Metric?.MetricName,
    namespace: metric?.Metric?.Namespace,
    period: metric?.Period,
    stat: metric?.Stat,
    dimensions: Object.fromEntries((metric?.Metric?.Dimensions ?? []).map(({ Name = "", Value }) => [Name, Value])),
  },
});

/** Guarantees of alarms and metric filters. */
export const alarmGuarantees: readonly Guarantee[] = [
  {
    id: "alarm-settings",
    promise: "Every alarm exists, and has its synthesized metric, threshold and topics.",
    fix: `${applyAgain}: docs/runbooks/alarm-or-rule-silenced.md`,
    types: ["aws_cloudwatch_metric_alarm"],
    reads: ["cloudwatch:DescribeAlarms"],
    async find(expected, deployed) {
      const name: string = expected.alarm_name;
      const alarm = await alarmOf(name, deployed);
      if (alarm === undefined) return [`alarm ${name} does not exist`];
      const dimensions = Object.fromEntries((alarm.Dimensions ?? []).map(({ Name = "", Value }) => [Name, Value]));
      const isExpression = expected.metric_query !== undefined;
      return differences(`alarm ${name}`, {
        "alarm actions": [expected.alarm_actions, alarm.AlarmActions],
        "OK actions": [expected.ok_actions, alarm.OKActions],
        metric: [expected.metric_name, alarm.MetricName],
        namespace: [expected.namespace, alarm.Namespace],
        dimensions: [expected.dimensions, dimensions],
        expression: [blocks(expected.metric_query).map(queryOf), alarm.Metrics?.map(shownQuery)],
        // AWS returns no such value for an alarm on an expression
        statistic: [expected.statistic, isExpression ? undefined : alarm.Statistic],
        period: [expected.period, isExpression ? undefined : alarm.Period],
        threshold: [expected.threshold, alarm.Threshold],
        comparison: [expected.comparison_operator, alarm.ComparisonOperator],
        "evaluation periods": [expected.evaluation_periods, alarm.EvaluationPeriods],
        "datapoints to alarm": [
          expected.datapoints_to_alarm ?? expected.evaluation_periods,
          alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
        ],
        "missing data": [expected.treat_missing_data ?? "missing", alarm.TreatMissingData ?? "missing"],
      });
    },
  },
  {
    id: "alarm-actions",
    promise: "The actions of every alarm are enabled.",
    fix: "run aws cloudwatch enable-alarm-actions, and follow docs/runbooks/alarm-or-rule-silenced.md",
    types: ["aws_cloudwatch_metric_alarm"],
    reads: ["cloudwatch:DescribeAlarms"],
    async find({ alarm_name: name }, deployed) {
      const alarm = await alarmOf(name, deployed);
      return alarm?.ActionsEnabled === false ? [`the actions of alarm ${name} are disabled`] : [];
    },
  },
  {
    id: "alarm-unmuted",
    promise: "No mute rule prevents the actions of an alarm, now or at a later time.",
    fix: "delete the rule with aws cloudwatch delete-alarm-mute-rule, and follow docs/runbooks/alarm-or-rule-silenced.md",
    types: ["aws_cloudwatch_metric_alarm"],
    reads: ["cloudwatch:GetAlarmMuteRule", "cloudwatch:ListAlarmMuteRules"],
    async find({ alarm_name: name }, deployed) {
      return (await muteRulesOf(deployed))
        .filter(({ alarms }) => alarms.includes(name))
        .map((rule) => `alarm ${name} is muted by the mute rule ${rule.name}, which is ${rule.status}`);
    },
  },
  {
    id: "alarm-data",
    promise: "No alarm has been without data for more than a day.",
    fix: "check whether the metric of the alarm is still published: check the metric filter, the log group, or the request metrics of the bucket",
    types: ["aws_cloudwatch_metric_alarm"],
    reads: ["cloudwatch:DescribeAlarms"],
    async find({ alarm_name: name }, deployed) {
      const alarm = await alarmOf(name, deployed);
      const since = alarm?.StateTransitionedTimestamp ?? alarm?.StateUpdatedTimestamp;
      if (alarm?.StateValue !== "INSUFFICIENT_DATA" || since === undefined) return [];
      if (deployed.now.getTime() - since.getTime() <= longestWithoutData) return [];
      return [`alarm ${name} has had no data since ${since.toISOString()}`];
    },
  },
  {
    id: "metric-filter",
    promise: "Every detection has its metric filter, with its synthesized pattern and metric.",
    fix: `${applyAgain}: docs/runbooks/alarm-or-rule-silenced.md`,
    types: ["aws_cloudwatch_log_metric_filter"],
    reads: ["logs:DescribeMetricFilters"],
    async find({ name, log_group_name: group, pattern, metric_transformation: metric }, deployed) {
      const filter = (await filtersOf(group, deployed)).find(({ filterName }) => filterName === name);
      if (filter === undefined) return [`log group ${group} has no metric filter ${name}`];
      const [wanted, actual] = [block(metric), block(asTerraform(filter.metricTransformations ?? []))];
      return differences(`metric filter ${name}`, {
        pattern: [pattern, filter.filterPattern],
        metric: [wanted.name, actual.metric_name],
        namespace: [wanted.namespace, actual.metric_namespace],
        value: [wanted.value, actual.metric_value],
      });
    },
  },
];
