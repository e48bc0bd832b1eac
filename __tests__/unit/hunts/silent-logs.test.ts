import { selectRows as statementOf } from "../../../hunts/selection";
import { type TunedHunt } from "../../../hunts/tuned-hunt";
import { countParameters, sampleHunt as hunt } from "../../support/sample-hunt";
import { parseSql } from "../../support/trino-sql";

const selectRows = (list: readonly TunedHunt[]) => statementOf(list).sql;
const selectionParameters = (list: readonly TunedHunt[]) => statementOf(list).parameters;

describe("rows of logs that fall silent", () => {
  const silence = { ...hunt("quiet"), silent: "principal", values: { known: 20, within: 7, least: 3 } };

  test("rows of logs that fall silent are compared with the days of their hunt", () => {
    const sql = selectRows([hunt("one"), silence]);

    expect(parseSql(sql).errors).toEqual([]);
    expect(sql).toContain("(VALUES ('quiet', 20, 7, 3)) AS one (hunt, known, within, least)");
    expect(sql).toContain("WHERE run = ? AND hunt IN ('', 'one')");
    expect(sql).toContain("WHERE is_silent AND is_alive AND silent >= least");
  });

  test("rows of logs that fall silent do not contain an account that was excluded later, because it would seem to fall silent", () => {
    const exclusions = [{ account: "1" }, { account: "2" }];
    const sql = selectRows([{ ...silence, exclusions }, hunt("one", { exclusions })]);

    expect(parseSql(sql).errors).toEqual([]);
    expect(sql.match(/NOT IN \('1', '2'\)/g)).toHaveLength(1);
    expect(sql).toContain("AND (earlier.hunt <> 'quiet' OR coalesce(earlier.subject[1], '') NOT IN ('1', '2'))");
  });

  test.each([
    ["alone", [silence]],
    ["with first uses", [silence, hunt("new", { firstUse: "principal", values: { days: 30, known: 4 } })]],
  ])("rows of logs that fall silent have a parameter for each value %s", (_, list) => {
    expect(parseSql(selectRows(list)).errors).toEqual([]);
    expect(countParameters(selectRows(list))).toBe(selectionParameters(list).length);
  });
});
