import {
  CloudWatchClient,
  type MetricDataQuery,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { AwsSession } from "./aws-session";

/** State of the alarm of a detection before the drill. */
export interface AlarmBefore {
  readonly isRaised: boolean;
  readonly notifies: boolean;
}

/** The names of the observed resources. */
export interface Observed {
  readonly logGroupName: string;
  readonly drillName: string;

  /** Time before the first call. */
  readonly since: Date;
  readonly detectionIds: readonly string[];

  /** Detections that have an alarm. */
  readonly alarmedIds: readonly string[];
  readonly alarmName: (id: string) => string;
}

/** Reads the events, metrics and alarms of the alerting pipeline. */
export class Observer {
  readonly #logs: CloudWatchLogsClient;
  readonly #metrics: CloudWatchClient;

  constructor(session: AwsSession) {
    this.#logs = session.client(CloudWatchLogsClient);
    this.#metrics = session.client(CloudWatchClient);
  }

  /** The existing alarms of detections, by id of the detection. */
  async alarms(ids: readonly string[], alarmName: (id: string) => string): Promise<Map<string, AlarmBefore>> {
    const idOf = new Map(ids.map((id) => [alarmName(id), id]));
    const found = new Map<string, AlarmBefore>();
    for (const AlarmNames of inParts([...idOf.keys()], 100)) {
      for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: this.#metrics }, { AlarmNames })) {
        for (const { AlarmName = "", StateValue, ActionsEnabled, AlarmActions = [] } of MetricAlarms) {
          const notifies = ActionsEnabled === true && AlarmActions.length > 0;
          found.set(idOf.get(AlarmName) ?? "", { isRaised: StateValue === "ALARM", notifies });
        }
      }
    }
    return found;
  }

  /** Times at which the events of a drill reached the log group, by request id. */
  async events({ logGroupName, drillName, since }: Observed): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const pages = paginateFilterLogEvents(
      { client: this.#logs },
      {
        logGroupName,
        startTime: since.getTime() - 60_000,
        filterPattern: `{ $.userAgent = "*${drillName}*" }`,
      },
    );
    for await (const { events = [] } of pages) {
      for (const { message = "", ingestionTime = Date.now() } of events) {
        if (!message.includes(drillName)) continue;
        const { requestID, userAgent }: { requestID?: string; userAgent?: string } = JSON.parse(message);
        if (requestID !== undefined && userAgent?.includes(drillName)) found.set(requestID, ingestionTime);
      }
    }
    return found;
  }

  /** Number of events that the metric of each detection counted since the minute in which the drill began. */
  async counts({ detectionIds, since }: Pick<Observed, "detectionIds" | "since">): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const minute = Math.floor(since.getTime() / 60_000) * 60_000;
    for (const ids of inParts(detectionIds, 400)) {
      const MetricDataQueries: MetricDataQuery[] = ids.map((id, i) => ({
        Id: `m${i}`,
        Label: id,
        MetricStat: { Metric: { Namespace: "LogMetrics", MetricName: id }, Period: 60, Stat: "Sum" },
      }));
      const pages = paginateGetMetricData(
        { client: this.#metrics },
        { MetricDataQueries, StartTime: new Date(minute), EndTime: new Date(Date.now() + 60_000) },
      );
      for await (const { MetricDataResults = [] } of pages) {
        for (const { Id = "", Values = [] } of MetricDataResults) {
          const id = ids[Number(Id.slice(1))] ?? "";
          counts.set(id, (counts.get(id) ?? 0) + Values.reduce((sum, value) => sum + value, 0));
        }
      }
    }
    return counts;
  }

  /** Times at which alarms were raised since the drill began, by id of the detection. */
  async raisedAlarms({ alarmedIds, alarmName, since }: Observed): Promise<Map<string, number>> {
    const idOf = new Map(alarmedIds.map((id) => [alarmName(id), id]));
    const found = new Map<string, number>();
    const pages = paginateDescribeAlarmHistory(
      { client: this.#metrics },
      { HistoryItemType: "StateUpdate", StartDate: since, ScanBy: "TimestampAscending" },
    );
    for await (const { AlarmHistoryItems = [] } of pages) {
      for (const { AlarmName = "", HistorySummary = "", Timestamp } of AlarmHistoryItems) {
        const id = idOf.get(AlarmName);
        if (id === undefined || found.has(id) || !HistorySummary.endsWith("to ALARM")) continue;
        found.set(id, Timestamp?.getTime() ?? Date.now());
      }
    }
    return found;
  }
}

function inParts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
