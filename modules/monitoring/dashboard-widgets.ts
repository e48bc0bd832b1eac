import type { Widget } from "./dashboard-grid";

/** Width in columns and height in rows of a widget. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Namespace, name and dimensions of a metric, followed by the options of the graph. */
export type Metric = readonly (string | object)[];

/** A widget with Markdown. */
export function text(size: Size, markdown: string): Widget {
  return { type: "text", ...size, properties: { markdown } };
}

/** The states of alarms, with alarms in state ALARM first. Returns several widgets if one widget cannot show all alarms. */
export function alarmStates(size: Size, title: string, alarmArns: readonly string[]): Widget[] {
  const widgets: Widget[] = [];
  for (let first = 0; first < alarmArns.length; first += 100) {
    const alarms = alarmArns.slice(first, first + 100);
    widgets.push({ type: "alarm", ...size, properties: { title, alarms, sortBy: "stateUpdatedTimestamp" } });
  }
  return widgets;
}

export interface Graph {
  readonly title: string;
  readonly region: string;
  readonly metrics: readonly Metric[];

  /** Length of a period, in seconds. */
  readonly periodSeconds: number;
}

/** A graph of sums over time. */
export function overTime(size: Size, { periodSeconds, ...graph }: Graph): Widget {
  const shape = { view: "timeSeries", stacked: false, stat: "Sum", period: periodSeconds };
  return { type: "metric", ...size, properties: { ...graph, ...shape, yAxis: fromZero } };
}

/** Stacked bars of the sums of whole days. */
export function perDay(size: Size, graph: Omit<Graph, "periodSeconds">): Widget {
  const shape = { view: "timeSeries", stacked: true, stat: "Sum", period: 86_400, legend: { position: "right" } };
  return { type: "metric", ...size, properties: { ...graph, ...shape, yAxis: fromZero } };
}

/** Bars of the largest sums of the shown time. */
export function largest(size: Size, count: number, { metrics, ...graph }: Omit<Graph, "periodSeconds">): Widget {
  const hidden = metrics.map((metric, i) => [
    ...metric.filter((part) => typeof part === "string"),
    { id: `m${i}`, visible: false },
  ]);
  const sorted = [{ expression: `SORT(METRICS(), SUM, DESC, ${count})`, id: "largest" }];
  const shape = { view: "bar", stat: "Sum", period: 86_400, setPeriodToTimeRange: true, legend: { position: "right" } };
  return { type: "metric", ...size, properties: { ...graph, ...shape, metrics: [sorted, ...hidden] } };
}

const fromZero = { left: { min: 0, showUnits: false } };
