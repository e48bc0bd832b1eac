import { type Chart, activitySheet, findingsSheet, placed } from "../../../../features/dashboards/charts";
import { activity, findings } from "../../../../features/dashboards/data-sets";

const sized = (width: number, height: number): Chart => ({
  id: "one",
  title: "One",
  kind: "number",
  dataSet: "activity",
  by: [],
  measures: [],
  width,
  height,
});

test("charts are side by side while there is room in the row", () => {
  const places = placed([sized(18, 10), sized(9, 4), sized(9, 12), sized(36, 5), sized(1, 1)]);

  expect(places.map(({ column, row }) => [column, row])).toEqual([
    [0, 0],
    [18, 0],
    [27, 0],
    [0, 12],
    [0, 17],
  ]);
});

describe("the sheets of the audit dashboard", () => {
  const sheets = [activitySheet, findingsSheet];

  test("the sheets of the audit dashboard contain each chart once, with a unique position and a unique id", () => {
    const ids = sheets.flatMap(({ charts }) => charts.map(({ id }) => id));

    expect(new Set(ids).size).toBe(ids.length);
    for (const { charts } of sheets) {
      const cells = placed(charts).flatMap(({ chart: { width, height }, column, row }) =>
        Array.from({ length: width * height }, (_, i) => `${column + (i % width)},${row + Math.floor(i / width)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
    }
  });

  test("use every column of the data sets", () => {
    for (const set of [activity(14), findings(14)]) {
      const used = sheets
        .flatMap(({ charts }) => charts)
        .filter(({ dataSet }) => dataSet === set.name)
        .flatMap(({ by, color, measures }) =>
          by.concat(
            color ?? [],
            measures.map(({ column }) => column),
          ),
        );
      expect(Object.keys(set.columns).filter((column) => !used.includes(column))).toEqual([]);
    }
  });
});
