import { type Chart, type Measure, type Sheet, placed, sheetColumns } from "./charts";
import type { DataSetDefinition } from "./data-sets";

/** A Terraform block with the argument names of the AWS provider. */
type Block = Readonly<Record<string, unknown>>;

/** A data set of a dashboard. */
export interface UsedDataSet {
  readonly definition: DataSetDefinition;
  readonly arn: string;
}

/**
 * The definition of an analysis and of a dashboard, as arguments of the AWS provider. The provider bindings have no types for it.
 *
 * @throws when a chart uses a column that its data set does not have, or is wider than a sheet
 * @see https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DashboardVersionDefinition.html
 */
export function dashboardDefinition(sheets: readonly Sheet[], dataSets: readonly UsedDataSet[]): Block {
  for (const chart of sheets.flatMap(({ charts }) => charts)) checkChart(chart, dataSets);
  return {
    data_set_identifiers_declarations: dataSets.map(({ definition, arn }) => ({
      identifier: definition.name,
      data_set_arn: arn,
    })),
    sheets: sheets.map(({ id, title, charts }) => ({
      sheet_id: id,
      name: title,
      content_type: "INTERACTIVE",
      visuals: charts.map((chart) => visualOf(chart, columnsOf(chart, dataSets))),
      layouts: {
        configuration: {
          grid_layout: {
            canvas_size_options: {
              screen_canvas_size_options: { resize_option: "FIXED", optimized_view_port_width: "1600px" },
            },
            elements: placed(charts).map(({ chart, column, row }) => ({
              element_id: chart.id,
              element_type: "VISUAL",
              column_index: String(column),
              column_span: chart.width,
              row_index: String(row),
              row_span: chart.height,
            })),
          },
        },
      },
    })),
  };
}

const columnsOf = ({ dataSet }: Chart, dataSets: readonly UsedDataSet[]): DataSetDefinition["columns"] =>
  dataSets.find(({ definition }) => definition.name === dataSet)?.definition.columns ?? {};

function checkChart(chart: Chart, dataSets: readonly UsedDataSet[]): void {
  const { id, dataSet, by, color, measures, width } = chart;
  const known = columnsOf(chart, dataSets);
  const used = [...by, ...(color === undefined ? [] : [color]), ...measures.map(({ column }) => column)];
  const unknown = used.find((column) => known[column] === undefined);
  if (unknown !== undefined) throw new Error(`chart ${id}: the data set ${dataSet} has no column ${unknown}`);
  if (width > sheetColumns) throw new Error(`chart ${id}: expected ${sheetColumns} columns or fewer, got ${width}`);
}

function visualOf(chart: Chart, columns: DataSetDefinition["columns"]): Block {
  const { id, title, by, color, measures } = chart;
  const field = (column: string) => ({
    field_id: fieldId(chart, column),
    column: { data_set_identifier: chart.dataSet, column_name: column },
  });
  const dimension = (column: string): Block =>
    columns[column] === "DATETIME"
      ? { date_dimension_field: { ...field(column), date_granularity: "DAY" } }
      : { categorical_dimension_field: field(column) };
  const measure = ({ column, aggregate }: Measure): Block =>
    columns[column] === "DATETIME"
      ? { date_measure_field: { ...field(column), aggregation_function: aggregate } }
      : {
          numerical_measure_field: {
            ...field(column),
            aggregation_function: { simple_numerical_aggregation: aggregate },
          },
        };
  const visual = (configuration: Block): Block => ({
    visual_id: id,
    title: { visibility: "VISIBLE", format_text: { plain_text: title } },
    chart_configuration: configuration,
  });
  const values = measures.map(measure);
  const wells = {
    category: by.map(dimension),
    values,
    ...(color !== undefined && { colors: [dimension(color)] }),
  };
  const last = measures.at(-1)?.column ?? "";
  const longestFirst = { field_sort: { field_id: fieldId(chart, last), direction: "DESC" } };
  const bars = (orientation: string, sort: Block): Block => ({
    bar_chart_visual: visual({
      orientation,
      bars_arrangement: "STACKED",
      field_wells: { bar_chart_aggregated_field_wells: wells },
      sort_configuration: { category_sort: [sort] },
    }),
  });
  switch (chart.kind) {
    case "number":
      return { kpi_visual: visual({ field_wells: { values } }) };
    case "columns":
      return bars("VERTICAL", { field_sort: { field_id: fieldId(chart, by[0] ?? ""), direction: "ASC" } });
    case "bars":
      return bars("HORIZONTAL", longestFirst);
    case "table":
      return {
        table_visual: visual({
          field_wells: { table_aggregated_field_wells: { group_by: by.map(dimension), values } },
          sort_configuration: { row_sort: [longestFirst] },
        }),
      };
  }
}

const fieldId = ({ id }: Chart, column: string): string => `${id}.${column}`;
