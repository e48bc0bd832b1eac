import { parseHunt } from "../../../hunts/hunt";
import { rowLimit, selectionParameters, selectRows } from "../../../hunts/selection";
import { type TunedHunt, withDefaults } from "../../../hunts/tuned-hunt";
import { parseSql } from "../../support/trino-sql";

const text = `-- Finds it.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580
-- row: It is there.
-- first: Look.
-- by: principal
-- quiet: 7 days
-- ? least = 60: calls at least
-- match
is_reading
-- subject
account, principal
-- measure
count(DISTINCT event_name)
-- when
count(DISTINCT event_name) >= ?least
`;
const hunt = (name: string, changes: Partial<TunedHunt> = {}) => ({
  ...withDefaults(parseHunt(name, text)),
  ...changes,
});
const hunts = [hunt("one"), hunt("two")];

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

test("the statement reads one row more than the limit, and this row contains the number of rows", () => {
  const sql = selectRows(hunts);

  expect(sql).toContain(`place <= ${rowLimit},`);
  expect(sql).toContain(`WHERE place <= ${rowLimit + 1}`);
  expect(sql).toContain(`total - ${rowLimit}`);
});

test("every value that a caller may choose is shortened, and its special characters are replaced", () => {
  const sql = selectRows(hunts);
  const replaced = [...sql.matchAll(/regexp_replace\(substr\(coalesce\((\w+), ''\), 1, 200\), '([^']+)', '\?'\)/g)];

  expect(replaced.map(([, value]) => value)).toEqual(["measure", "regions", "addresses", "ids", "value"]);
  for (const [, , pattern = ""] of replaced) {
    const plain = (value: string) => value.replaceAll(new RegExp(pattern, "g"), "?");
    expect(plain('"\\<>\u0000\n\u007fé')).toBe("????????");
    expect(plain("Az09 '/:;=[]{}|~&!#")).toBe("Az09 '/:;=[]{}|~&!#");
  }
});

test("no ORDER BY compares subjects directly, because they may contain null", () => {
  const sql = selectRows(hunts);
  const orders = [...sql.matchAll(/ORDER BY ([^\n]+?)\) AS place/g)].map(([, order]) => order);

  expect(orders).toEqual(["of_identity, first_time DESC, events DESC, json_format(CAST(subject AS json))"]);
});

describe("rows of first uses", () => {
  const firstUse = (changes: Partial<TunedHunt> = {}) =>
    hunt("new", { firstUse: "principal", values: { least: 1, days: 30, known: 4 }, ...changes });

  test("are compared with the days of their hunt, for callers that were active on enough days", () => {
    const sql = selectRows([firstUse({ by: ["account", "principal"] }), hunt("one")]);

    expect(parseSql(sql).errors).toEqual([]);
    expect(sql).toContain("(VALUES ('new', 'cloudtrail', 30, 4))");
    expect(sql).toContain("CASE run.hunt WHEN 'new' THEN ARRAY[run.subject[1]] END");
    expect(sql).toContain("CASE run.hunt WHEN 'new' THEN ARRAY[run.subject[1], run.subject[2]] END");
    expect(sql.replaceAll(/'(?:[^']|'')*'/g, "").match(/\?/g)).toHaveLength(selectionParameters([firstUse()]).length);
  });

  test("cause no query of earlier rows if there are none", () => {
    const sql = selectRows(hunts);

    expect(sql.match(/FROM hunt_rows/g)).toHaveLength(1);
    expect(selectionParameters(hunts)).toEqual(["run"]);
  });
});

const parametersIn = (sql: string) => sql.replaceAll(/'(?:[^']|'')*'|--.*$/gm, "").match(/\?/g)?.length ?? 0;

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

  test("are joined by the same columns of both subjects, in any order", () => {
    const turned = { ...both, with: { ...both.with, subject: both.subject.toReversed() } } as TunedHunt;

    expect(selectRows([turned])).toContain(
      "WHEN 'both' THEN ARRAY[subject[2]]\n    WHEN 'both (with)' THEN ARRAY[subject[1]]",
    );
  });

  test("need no additional parameters", () => {
    expect(parametersIn(sql)).toBe(selectionParameters([both]).length);
  });
});

describe("rows of logs that fall silent", () => {
  const silence = { ...hunt("quiet"), silent: "principal", values: { known: 20, within: 7, least: 3 } };

  test("are compared with the days of their hunt", () => {
    const sql = selectRows([hunt("one"), silence]);

    expect(parseSql(sql).errors).toEqual([]);
    expect(sql).toContain("(VALUES ('quiet', 20, 7, 3)) AS one (hunt, known, within, least)");
    expect(sql).toContain("WHERE run = ? AND hunt IN ('', 'one')");
    expect(sql).toContain("WHERE is_silent AND is_alive AND silent >= least");
  });

  test("do not contain an account that was excluded later, because it would seem to fall silent", () => {
    const exclusions = [{ account: "1" }, { account: "2" }];
    const sql = selectRows([{ ...silence, exclusions }, hunt("one", { exclusions })]);

    expect(parseSql(sql).errors).toEqual([]);
    expect(sql.match(/NOT IN \('1', '2'\)/g)).toHaveLength(1);
    expect(sql).toContain("AND (earlier.hunt <> 'quiet' OR coalesce(earlier.subject[1], '') NOT IN ('1', '2'))");
  });

  test.each([
    ["alone", [silence]],
    ["with first uses", [silence, hunt("new", { firstUse: "principal", values: { days: 30, known: 4 } })]],
  ])("have a parameter for each value %s", (_, list) => {
    expect(parseSql(selectRows(list)).errors).toEqual([]);
    expect(parametersIn(selectRows(list))).toBe(selectionParameters(list).length);
  });
});

test("rows that mark days only decide what is routine activity, and are not selected", () => {
  const sql = selectRows([hunt("one"), hunt("two", { leavesOutRoutine: true })]);

  expect(sql).toContain("WHERE (hunt NOT IN ('', 'two') OR (seen IS NULL AND NOT is_routine))");
  expect(selectRows(hunts)).toContain("WHERE (hunt NOT IN ('') OR (seen IS NULL AND NOT is_routine))");
});
