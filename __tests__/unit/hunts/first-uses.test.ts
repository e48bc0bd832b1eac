import { selectRows as statementOf } from "../../../hunts/selection";
import { type TunedHunt } from "../../../hunts/tuned-hunt";
import { countParameters, sampleHunt as hunt } from "../../support/sample-hunt";
import { parseSql } from "../../support/trino-sql";

const hunts = [hunt("one"), hunt("two")];
const selectRows = (list: readonly TunedHunt[]) => statementOf(list).sql;
const selectionParameters = (list: readonly TunedHunt[]) => statementOf(list).parameters;

describe("rows of first uses", () => {
  const firstUse = (changes: Partial<TunedHunt> = {}) =>
    hunt("new", { firstUse: "principal", values: { least: 1, days: 30, known: 4 }, ...changes });

  test("rows of first uses are compared with the days of their hunt, for callers that were active on enough days", () => {
    const sql = selectRows([firstUse({ by: ["account", "principal"] }), hunt("one")]);

    expect(parseSql(sql).errors).toEqual([]);
    expect(sql).toContain("(VALUES ('new', 'cloudtrail', 30, 4))");
    expect(sql).toContain("CASE run.hunt WHEN 'new' THEN ARRAY[run.subject[1]] END");
    expect(sql).toContain("CASE run.hunt WHEN 'new' THEN ARRAY[run.subject[1], run.subject[2]] END");
    expect(countParameters(sql)).toBe(selectionParameters([firstUse()]).length);
  });

  test("cause no query of earlier rows if there are none", () => {
    const sql = selectRows(hunts);

    expect(sql.match(/FROM hunt_rows/g)).toHaveLength(1);
    expect(selectionParameters(hunts)).toEqual(["run"]);
  });
});
