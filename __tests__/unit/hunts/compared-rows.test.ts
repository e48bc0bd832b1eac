import { selectRows as statementOf } from "../../../hunts/selection";
import { type TunedHunt } from "../../../hunts/tuned-hunt";
import { countParameters, sampleHunt as hunt } from "../../support/sample-hunt";
import { parseSql } from "../../support/trino-sql";

const hunts = [hunt("one"), hunt("two")];
const selectRows = (list: readonly TunedHunt[]) => statementOf(list).sql;
const selectionParameters = (list: readonly TunedHunt[]) => statementOf(list).parameters;

describe("rows of hunts with another source", () => {
  const both: TunedHunt = {
    ...hunt("both"),
    with: { source: "flow-logs", match: "true", subject: hunt("both").subject, measure: "''", when: "true" },
  };
  const sql = selectRows([hunt("one"), both]);

  test("exist only if both parts have a row", () => {
    const { errors, selects } = parseSql(sql);

    expect(errors).toEqual([]);
    expect(sql).toContain("AND hunt NOT IN ('', 'both', 'both (with)')");
    expect(sql).toContain("WHERE run = ? AND hunt IN ('', 'one', 'both', 'both (with)')");
    expect(sql).toContain(
      "ON other.hunt = own.hunt || ' (with)'\n    AND json_format(CAST(other.identity AS json)) = json_format(CAST(own.identity AS json))",
    );
    expect(
      selects.flatMap(({ tables }) => tables.map(({ name }) => name)).filter((name) => name === "compared"),
    ).toHaveLength(3);
  });

  test("rows of hunts with another source are joined by the same columns of both subjects, in any order", () => {
    const turned = { ...both, with: { ...both.with, subject: both.subject.toReversed() } } as TunedHunt;

    expect(selectRows([turned])).toContain(
      "WHEN 'both' THEN ARRAY[subject[2]]\n    WHEN 'both (with)' THEN ARRAY[subject[1]]",
    );
  });

  test("need no additional parameters", () => {
    expect(countParameters(sql)).toBe(selectionParameters([both]).length);
  });
});

test("rows that mark days only decide what is routine activity, and are not selected", () => {
  const sql = selectRows([hunt("one"), hunt("two", { leavesOutRoutine: true })]);

  expect(sql).toContain("WHERE (hunt NOT IN ('', 'two') OR (seen IS NULL AND NOT is_routine))");
  expect(selectRows(hunts)).toContain("WHERE (hunt NOT IN ('') OR (seen IS NULL AND NOT is_routine))");
});
