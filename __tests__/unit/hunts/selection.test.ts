import { sampleHunt as hunt } from "../../support/sample-hunt";
import { selectRows as statementOf } from "../../../hunts/selection";
import { rowLimit } from "../../../hunts/message-rows";
import { type TunedHunt } from "../../../hunts/tuned-hunt";
import { parseSql } from "../../support/trino-sql";

const hunts = [hunt("one"), hunt("two")];
const selectRows = (list: readonly TunedHunt[]) => statementOf(list).sql;

test("the statement reads the rows of the run once, and uses each of its steps once", () => {
  const { errors, selects } = parseSql(selectRows(hunts));
  const names = selects.flatMap(({ tables }) => tables.map(({ name }) => name));

  expect(errors).toEqual([]);
  for (const name of ["hunt_rows", "run", "begun", "compared", "chosen", "kept", "ranked", "selected"]) {
    expect(names.filter((one) => one === name)).toEqual([name]);
  }
});

test("several rows of one identity do not displace another identity, and do not count as new identities", () => {
  const sql = selectRows(hunts);

  expect(sql).toContain("PARTITION BY hunt, json_format(CAST(identity AS json)) ORDER BY first_time DESC)");
  expect(sql).toContain("PARTITION BY hunt ORDER BY of_identity, first_time DESC");
  expect(sql).toContain(`IF(identities > ${rowLimit}, CAST(newest AS varchar), '')`);
});

test("no ORDER BY compares subjects directly, because they may contain null", () => {
  const sql = selectRows(hunts);
  const orders = [...sql.matchAll(/ORDER BY ([^\n]+?)\) AS place/g)].map(([, order]) => order);

  expect(orders).toEqual(["of_identity, first_time DESC, events DESC, json_format(CAST(subject AS json))"]);
});

test("the values of a run have the order of the question marks", () => {
  const silence = hunt("quiet", { silent: "principal", values: { known: 20, within: 7, least: 3 } });
  const firstUse = hunt("new", { firstUse: "principal", values: { days: 30, known: 4 } });

  expect(statementOf([silence, firstUse]).parameters).toEqual(
    ["run"].concat(["from", "to", "to", "to", "to"], ["from", "from", "from", "from"]),
  );
});
