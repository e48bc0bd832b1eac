import { type Chart, activitySheet, findingsSheet } from "../../../../features/dashboards/charts";
import { activity, findings } from "../../../../features/dashboards/data-sets";
import { type UsedDataSet, dashboardDefinition } from "../../../../features/dashboards/definition";
import type { Attributes } from "../../../support/synth";

const dataSets: UsedDataSet[] = [activity(14), findings(14)].map((definition) => ({
  definition,
  arn: definition.name,
}));
const chart = (changes: Partial<Chart> = {}): Chart => ({
  id: "one",
  title: "One",
  kind: "columns",
  dataSet: "activity",
  by: ["day"],
  color: "account",
  measures: [{ column: "events", aggregate: "SUM" }],
  width: 18,
  height: 10,
  ...changes,
});
const visual = (changes: Partial<Chart> = {}): Attributes => {
  const definition: Attributes = dashboardDefinition([{ id: "s", title: "S", charts: [chart(changes)] }], dataSets);
  return definition.sheets[0].visuals[0];
};
const column = (name: string) => ({ data_set_identifier: "activity", column_name: name });
const measure = {
  numerical_measure_field: {
    field_id: "one.events",
    column: column("events"),
    aggregation_function: { simple_numerical_aggregation: "SUM" },
  },
};
const longestFirst = [{ field_sort: { field_id: "one.events", direction: "DESC" } }];

describe("a chart", () => {
  test("a chart can be columns for each day, with a color for each value", () => {
    expect(visual()).toEqual({
      bar_chart_visual: {
        visual_id: "one",
        title: { visibility: "VISIBLE", format_text: { plain_text: "One" } },
        chart_configuration: {
          orientation: "VERTICAL",
          bars_arrangement: "STACKED",
          field_wells: {
            bar_chart_aggregated_field_wells: {
              category: [
                { date_dimension_field: { field_id: "one.day", column: column("day"), date_granularity: "DAY" } },
              ],
              values: [measure],
              colors: [{ categorical_dimension_field: { field_id: "one.account", column: column("account") } }],
            },
          },
          sort_configuration: { category_sort: [{ field_sort: { field_id: "one.day", direction: "ASC" } }] },
        },
      },
    });
  });

  test("a chart can be bars from the longest to the shortest", () => {
    const { chart_configuration: made } = visual({ kind: "bars", by: ["region"], color: undefined }).bar_chart_visual;

    expect(made).toEqual({
      orientation: "HORIZONTAL",
      bars_arrangement: "STACKED",
      field_wells: {
        bar_chart_aggregated_field_wells: {
          category: [{ categorical_dimension_field: { field_id: "one.region", column: column("region") } }],
          values: [measure],
        },
      },
      sort_configuration: { category_sort: longestFirst },
    });
  });

  test("a chart can be a number", () => {
    const { chart_configuration: made } = visual({ kind: "number", by: [], color: undefined }).kpi_visual;

    expect(made).toEqual({ field_wells: { values: [measure] } });
  });

  test("a chart can be a table, which is sorted by its last measure", () => {
    const measures = [...chart().measures, { column: "day", aggregate: "MIN" } as const];
    const { chart_configuration: made } = visual({ kind: "table", by: ["principal"], measures }).table_visual;

    expect(made.field_wells.table_aggregated_field_wells.values).toEqual([
      measure,
      { date_measure_field: { field_id: "one.day", column: column("day"), aggregation_function: "MIN" } },
    ]);
    expect(made.sort_configuration).toEqual({ row_sort: [{ field_sort: { field_id: "one.day", direction: "DESC" } }] });
  });

  test.each([
    ["a column that is not in its data set", { by: ["address"] }, "the data set activity has no column address"],
    ["a color that is not in its data set", { color: "severity" }, "the data set activity has no column severity"],
    ["a data set that is not in the dashboard", { dataSet: "logs" }, "the data set logs has no column day"],
    ["more columns than the sheet has", { width: 37 }, "expected 36 columns or fewer, got 37"],
  ])("fails with %s", (_, changes, message) => {
    expect(() => visual(changes)).toThrow(`chart one: ${message}`);
  });
});

test("the audit dashboard has every chart on its sheet, within QuickSight's limits: 20 sheets, 50 visuals of a sheet", () => {
  const sheets = [activitySheet, findingsSheet];
  const definition: Attributes = dashboardDefinition(sheets, dataSets);
  const elements = definition.sheets.map(({ layouts }: Attributes) =>
    layouts.configuration.grid_layout.elements.map(({ element_id: id }: Attributes) => id),
  );

  expect(elements).toEqual(sheets.map(({ charts }) => charts.map(({ id }) => id)));
  expect(sheets.length).toBeLessThanOrEqual(20);
  for (const { charts } of sheets) expect(charts.length).toBeLessThanOrEqual(50);
});
