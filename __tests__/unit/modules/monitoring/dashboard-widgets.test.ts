import { alarmStates, largest, overTime, perDay, text } from "../../../../modules/monitoring/dashboard-widgets";

const size = { width: 12, height: 6 };
const graph = {
  title: "Events",
  region: "eu-west-1",
  metrics: [
    ["N", "a"],
    ["N", "b", { label: "B" }],
  ],
};

test("textWidget contains Markdown", () => {
  expect(text(size, "# Title")).toEqual({ type: "text", ...size, properties: { markdown: "# Title" } });
});

test.each([
  [1, [1]],
  [99, [99]],
  [100, [100]],
  [101, [100, 1]],
])("the states of %i alarms are in widgets of at most 100 alarms, with alarms in ALARM first", (count, sizes) => {
  const arns = Array.from({ length: count }, (_, i) => `alarm-${i}`);
  const widgets = alarmStates(size, "Alarms", arns);

  expect(widgets.map(({ properties }) => (properties.alarms as string[]).length)).toEqual(sizes);
  expect(widgets.flatMap(({ properties }) => properties.alarms)).toEqual(arns);
  for (const widget of widgets) {
    expect(widget).toMatchObject({
      type: "alarm",
      ...size,
      properties: { title: "Alarms", sortBy: "stateUpdatedTimestamp" },
    });
  }
});

test("graphs of sums over time start at zero", () => {
  expect(overTime(size, { ...graph, periodSeconds: 900 })).toEqual({
    type: "metric",
    ...size,
    properties: {
      ...graph,
      view: "timeSeries",
      stacked: false,
      stat: "Sum",
      period: 900,
      yAxis: { left: { min: 0, showUnits: false } },
    },
  });
});

test("graphs of sums by day are stacked", () => {
  expect(perDay(size, graph).properties).toMatchObject({ ...graph, stacked: true, stat: "Sum", period: 86_400 });
});

test("CloudWatch sorts the largest sums over the whole time, and each single metric is hidden", () => {
  const { properties } = largest(size, 15, graph);

  expect(properties).toMatchObject({ view: "bar", stat: "Sum", setPeriodToTimeRange: true });
  expect(properties.metrics).toEqual([
    [{ expression: "SORT(METRICS(), SUM, DESC, 15)", id: "largest" }],
    ["N", "a", { id: "m0", visible: false }],
    ["N", "b", { id: "m1", visible: false }],
  ]);
});
