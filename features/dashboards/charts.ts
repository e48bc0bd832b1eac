/** Number of columns of a sheet. */
export const sheetColumns = 36;

/** A value that a chart shows: a sum, or the earliest time. */
export interface Measure {
  readonly column: string;
  readonly aggregate: "SUM" | "MIN";
}

/** A chart of a sheet. */
export interface Chart {
  /** Id of the visual, unique in the dashboard. */
  readonly id: string;
  readonly title: string;

  /** A number, columns sorted by name or day, bars sorted from the longest to the shortest, or a table sorted by its last measure. */
  readonly kind: "number" | "columns" | "bars" | "table";

  /** Name of the data set. */
  readonly dataSet: string;

  /** Columns of the data set by which the rows are grouped. Empty for a number. */
  readonly by: readonly string[];

  /** @default one color */
  readonly color?: string;
  readonly measures: readonly Measure[];

  /** Width in columns of the sheet, which has 36, and height in rows. */
  readonly width: number;
  readonly height: number;
}

/** A sheet of a dashboard. Its charts are placed from left to right, and then in the next row. */
export interface Sheet {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly Chart[];
}

const sum = (...columns: readonly string[]): Measure[] =>
  columns.map((column): Measure => ({ column, aggregate: "SUM" }));

const half = { width: 18, height: 10 } as const;

const total = (id: string, title: string, column: string): Chart => ({
  id,
  title,
  kind: "number",
  dataSet: "activity",
  by: [],
  measures: sum(column),
  width: 9,
  height: 4,
});

/** Charts of API calls, from the data set `activity`. */
export const activitySheet: Sheet = {
  id: "activity",
  title: "Calls",
  charts: [
    total("events", "Events", "events"),
    total("denied", "Denied calls", "denied"),
    total("sign-ins", "Sign-ins", "sign_ins"),
    total("failed-sign-ins", "Failed sign-ins", "failed_sign_ins"),
    {
      id: "events-by-day",
      title: "Events by day and account",
      kind: "columns",
      dataSet: "activity",
      by: ["day"],
      color: "account",
      measures: sum("events"),
      ...half,
    },
    {
      id: "events-by-region",
      title: "Events by region",
      kind: "bars",
      dataSet: "activity",
      by: ["region"],
      measures: sum("events"),
      ...half,
    },
    {
      id: "denied-by-day",
      title: "Denied calls by day and account",
      kind: "columns",
      dataSet: "activity",
      by: ["day"],
      color: "account",
      measures: sum("denied"),
      ...half,
    },
    {
      id: "events-by-service",
      title: "Events by service",
      kind: "bars",
      dataSet: "activity",
      by: ["service"],
      measures: sum("events"),
      ...half,
    },
    {
      id: "denied-by-principal",
      title: "Denied calls by principal",
      kind: "table",
      dataSet: "activity",
      by: ["account", "principal", "denied_call"],
      measures: sum("denied"),
      ...half,
    },
    {
      id: "sign-ins-by-day",
      title: "Sign-ins by day",
      kind: "columns",
      dataSet: "activity",
      by: ["day"],
      measures: sum("sign_ins", "failed_sign_ins"),
      ...half,
    },
    {
      id: "new-principals",
      title: "Principals, the newest first, by their first day",
      kind: "table",
      dataSet: "activity",
      by: ["account", "principal"],
      measures: [...sum("events"), { column: "day", aggregate: "MIN" }],
      width: 36,
      height: 12,
    },
  ],
};

/** Charts of findings, from the data set `findings`. */
export const findingsSheet: Sheet = {
  id: "findings",
  title: "Findings",
  charts: [
    {
      id: "findings-by-severity",
      title: "Findings by severity and state",
      kind: "columns",
      dataSet: "findings",
      by: ["severity"],
      color: "state",
      measures: sum("findings"),
      ...half,
    },
    {
      id: "findings-by-day",
      title: "Findings by day of their last update",
      kind: "columns",
      dataSet: "findings",
      by: ["day"],
      color: "severity",
      measures: sum("findings"),
      ...half,
    },
    {
      id: "findings-by-account",
      title: "Findings by account",
      kind: "table",
      dataSet: "findings",
      by: ["account", "product", "severity", "state"],
      measures: sum("findings"),
      width: 36,
      height: 12,
    },
  ],
};

/** Positions of the charts. Charts are in one row while the row has enough columns. */
export function placed(charts: readonly Chart[]): { chart: Chart; column: number; row: number }[] {
  const next = { column: 0, row: 0, below: 0 };
  return charts.map((chart) => {
    if (next.column + chart.width > sheetColumns) Object.assign(next, { column: 0, row: next.below });
    const place = { chart, column: next.column, row: next.row };
    next.column += chart.width;
    next.below = Math.max(next.below, next.row + chart.height);
    return place;
  });
}
