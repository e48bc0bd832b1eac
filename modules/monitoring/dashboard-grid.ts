/** A widget of a dashboard, with the field names of CloudWatch's dashboard body. */
export interface Widget {
  readonly type: "text" | "alarm" | "metric";

  /** Width in columns of the grid, which has 24 columns. Height in rows, without a limit. */
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const columns = 24;

/** Limits of CloudWatch for a dashboard and for one widget. */
const limits = { widgets: 500, metrics: 2_500, metricsOfWidget: 500, alarmsOfWidget: 100 };

/**
 * The body of a dashboard. Each row of widgets is below the tallest widget of the previous row. The dashboard shows the last seven
 * days when it is opened.
 *
 * @throws when a row is too wide, or when the widgets, metrics or alarms exceed CloudWatch's limits
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(rows: readonly (readonly Widget[])[]): string {
  checkCounts(rows.flat());
  let y = 0;
  const widgets = rows.flatMap((row) => {
    const placed = placedRow(row, y);
    y += Math.max(...row.map(({ height }) => height));
    return placed;
  });
  // "inherit" keeps the periods of the widgets. Otherwise CloudWatch could show sums of periods other than a day
  return JSON.stringify({ start: "-P7D", periodOverride: "inherit", widgets });
}

function placedRow(row: readonly Widget[], y: number) {
  let x = 0;
  return row.map(({ type, width, height, properties }) => {
    const placed = { type, x, y, width, height, properties };
    x += width;
    if (x > columns)
      throw new Error(`a row of a dashboard can have at most ${columns} columns, got widgets with ${x} columns`);
    return placed;
  });
}

function checkCounts(widgets: readonly Widget[]): void {
  const sizes = (list: string) => widgets.map(({ properties }) => [properties[list] ?? []].flat().length);
  const metrics = sizes("metrics");
  atMost("widgets of a dashboard", widgets.length, limits.widgets);
  atMost(
    "metrics of a dashboard",
    metrics.reduce((sum, size) => sum + size, 0),
    limits.metrics,
  );
  atMost("metrics of a widget", Math.max(0, ...metrics), limits.metricsOfWidget);
  atMost("alarms of a widget", Math.max(0, ...sizes("alarms")), limits.alarmsOfWidget);
}

function atMost(what: string, count: number, limit: number): void {
  if (count > limit) throw new Error(`CloudWatch accepts at most ${limit} ${what}, got ${count}`);
}
