import { Construct } from "constructs";
import { managementTrail, watchesTrailArchive } from "../../config/names/management-trail";
import { namesFor } from "../../config/names/names";
import { type Account, accountIds, namedAccounts } from "../../config/derived/accounts";
import { consoleUrl, runbooksOf } from "../../config/derived/links";
import type { AuditConfig } from "../../config/audit-config";
import type { AlarmSeverity, Detection, PipelineCheck } from "../../detections/detection";
import { managementChecks, silenceRunChecks, weeklySummaryChecks } from "../../detections/pipeline-checks";
import { AuditDashboard } from "../../modules/monitoring/audit-dashboard";
import { PipelineAlarms, type PipelineAlarmsProps } from "../../modules/monitoring/pipeline-alarms";
import { SilenceCheck } from "../../modules/monitoring/silence-check";
import { WeeklySummary } from "../../modules/monitoring/weekly-summary";

export interface PipelineMonitoringProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly detections: readonly Detection[];
  readonly topicArns: Readonly<Record<AlarmSeverity, string>>;
  readonly monitoringKeyArn: string;
}

/**
 * Monitoring of the pipeline from the trail to a notified person: alarms on silence, a daily query, a weekly summary and a
 * dashboard.
 */
export class PipelineMonitoring extends Construct {
  constructor(scope: Construct, id: string, props: PipelineMonitoringProps) {
    super(scope, id);

    const { account, config, detections, topicArns, monitoringKeyArn } = props;
    const { partition, homeRegion: region, prefix, notifications, trail } = config;
    const { weeklySummary, silence } = notifications;
    const names = namesFor(config);
    const watched = managementTrail(config);
    const runbookUrl = runbooksOf(config);
    const checks = pipelineChecks(config);
    const machine = {
      partition,
      accountId: account.id,
      region,
      prefix,
      topicArn: names.topicArn("notify"),
      kmsKeyArn: monitoringKeyArn,
      logRetentionDays: trail.logGroupRetentionDays,
    };

    const expected = namedAccounts(config).filter((one) => !silence.exceptAccounts.includes(one.id));
    const expectedIds = new Set(expected.map((one) => one.id));
    if (silence.dailyCheck) {
      new SilenceCheck(this, "SilenceCheck", {
        ...machine,
        machineName: names.silenceCheckName,
        logGroupName: watched.logGroupName,
        logGroupArn: watched.logGroupArn,
        accounts: expected,
        otherAccounts: silence.unlistedAccounts ? accountIds(config).filter((one) => !expectedIds.has(one)) : undefined,
        runbook: `${runbookUrl}/account-or-region-silent.md`,
      });
    }
    if (weeklySummary.enabled) {
      new WeeklySummary(this, "WeeklySummary", {
        ...machine,
        machineName: names.weeklySummaryName,
        schedule: weeklySummary.schedule,
        detections,
        runbookUrl,
      });
    }
    new PipelineAlarms(this, "Alarms", { prefix, checks, topicArns, runbookUrl });

    const alarmArns = (rows: readonly { id: string }[]) => rows.map((row) => names.trailAlarmArn(row.id));
    new AuditDashboard(this, "Dashboard", {
      dashboardName: names.auditDashboardName,
      region,
      detections,
      alarmArns: {
        page: alarmArns(detections.filter(({ severity }) => severity === "page")),
        notify: alarmArns(detections.filter(({ severity }) => severity === "notify")),
        pipeline: alarmArns(checks.map(({ check }) => check)),
      },
      logGroupName: watched.logGroupName,
      topicNames: [names.topicName("page"), names.topicName("notify")],
      machineArns: {
        ...(silence.dailyCheck && { "silence check": names.machineArn(names.silenceCheckName) }),
        ...(weeklySummary.enabled && { "weekly summary": names.machineArn(names.weeklySummaryName) }),
      },
      links: {
        Runbooks: runbookUrl,
        "Saved queries (log-archive)": consoleUrl(config, "athena/home?region={region}#/query-editor/saved-queries"),
        ...(watchesTrailArchive(config) && {
          "Trail archive (log-archive)": consoleUrl(
            config,
            `cloudwatch/home?region={region}#dashboards/dashboard/${names.archiveDashboardName}`,
          ),
        }),
      },
    });
  }
}

type ManagementCheckId = (typeof managementChecks)[number]["id"];

/** The checks in the account of the alarms, with the dimensions of their metrics. */
function pipelineChecks(config: AuditConfig): PipelineAlarmsProps["checks"] {
  const { weeklySummary, silence } = config.notifications;
  const { topicName, machineArn, silenceCheckName, weeklySummaryName } = namesFor(config);
  const watched: Record<ManagementCheckId, Record<string, string>> = {
    "trail-log-group-silent": { LogGroupName: managementTrail(config).logGroupName },
    "page-topic-failing": { TopicName: topicName("page") },
    "notify-topic-failing": { TopicName: topicName("notify") },
  };
  const runs = (rows: readonly PipelineCheck[], name: string) =>
    rows.map((check) => ({ check, dimensions: { StateMachineArn: machineArn(name) } }));

  return [
    ...managementChecks.map((check) => ({ check, dimensions: watched[check.id] })),
    ...(silence.dailyCheck ? runs(silenceRunChecks, silenceCheckName) : []),
    ...(weeklySummary.enabled ? runs(weeklySummaryChecks, weeklySummaryName) : []),
  ];
}
