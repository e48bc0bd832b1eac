import type { Widget } from "./dashboard-grid";

/** Columns and rows of a widget. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Namespace, name and dimensions, and at the end how it is drawn. */
export type Metric = readonly (string | object)[];

/** A text in Markdown. */
export function text(size: Size, markdown: string): Widget {
  return { type: "text", ...size, properties: { markdown } };
}

/** The state of alarms, those that ring first. Several widgets of one size where one cannot hold them. */
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

/** Sums over time. */
export function overTime(size: Size, { periodSeconds, ...graph }: Graph): Widget {
  const shape = { view: "timeSeries", stacked: false, stat: "Sum", period: periodSeconds };
  return { type: "metric", ...size, properties: { ...graph, ...shape, yAxis: fromZero } };
}

/** Sums of whole days, one upon the other. */
export function perDay(size: Size, graph: Omit<Graph, "periodSeconds">): Widget {
  const shape = { view: "timeSeries", stacked: true, stat: "Sum", period: 86_400, legend: { position: "right" } };
  return { type: "metric", ...size, properties: { ...graph, ...shape, yAxis: fromZero } };
}

/** The largest sums of the time that is shown, as bars. */
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
