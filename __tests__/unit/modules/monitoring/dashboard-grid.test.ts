import { type Widget, dashboardBody } from "../../../../modules/monitoring/dashboard-grid";

const widget = (changes: Partial<Widget> = {}): Widget => ({
  type: "metric",
  width: 8,
  height: 6,
  properties: { metrics: [] },
  ...changes,
});
const positionsOf = (rows: readonly (readonly Widget[])[]) =>
  JSON.parse(dashboardBody(rows)).widgets.map(({ x, y, width, height }: Record<string, number>) => [
    x,
    y,
    width,
    height,
  ]);
const withMetrics = (count: number) =>
  widget({ properties: { metrics: Array.from({ length: count }, () => ["N", "m"]) } });
const withAlarms = (count: number) => widget({ type: "alarm", properties: { alarms: Array(count).fill("a") } });

describe("the body of a dashboard", () => {
  test("contains widgets side by side, and each row below the tallest widget of the previous row", () => {
    const rows = [[widget({ height: 2 }), widget({ width: 16, height: 5 })], [widget({ width: 24 })], [widget()]];

    expect(positionsOf(rows)).toEqual([
      [0, 0, 8, 2],
      [8, 0, 16, 5],
      [0, 5, 24, 6],
      [0, 11, 8, 6],
    ]);
  });

  test("shows a week, with the periods of the widgets", () => {
    expect(JSON.parse(dashboardBody([[widget()]]))).toEqual({
      start: "-P7D",
      periodOverride: "inherit",
      widgets: [{ type: "metric", x: 0, y: 0, width: 8, height: 6, properties: { metrics: [] } }],
    });
  });

  test("accepts a row of 24 columns, and fails with 25 columns", () => {
    expect(positionsOf([[widget({ width: 23 }), widget({ width: 1 })]])).toHaveLength(2);
    expect(() => dashboardBody([[widget({ width: 23 }), widget({ width: 2 })]])).toThrow(
      "a row of a dashboard can have at most 24 columns, got widgets with 25 columns",
    );
  });

  test.each([
    ["500 widgets of a dashboard, got 501", (count: number) => Array.from({ length: count }, () => [widget()]), 500],
    [
      "2500 metrics of a dashboard, got 2501",
      (count: number) => Array.from({ length: 5 }, () => [withMetrics(count / 5)]),
      2_500,
    ],
    ["500 metrics of a widget, got 501", (count: number) => [[withMetrics(count)]], 500],
    ["100 alarms of a widget, got 101", (count: number) => [[withAlarms(count)]], 100],
  ])("accepts CloudWatch's limit, and fails above it: %s", (message, rowsOf, limit) => {
    const beyond = limit === 2_500 ? [...rowsOf(limit), [withMetrics(1)]] : rowsOf(limit + 1);

    expect(() => dashboardBody(rowsOf(limit))).not.toThrow();
    expect(() => dashboardBody(beyond)).toThrow(`CloudWatch accepts at most ${message}`);
  });
});
