import { allHunts, partsOf, sqlOf } from "../../../hunts/hunt";
import { onePass as statementOf } from "../../../hunts/one-pass";
import { rowColumns } from "../../../hunts/rows-table";
import { commonColumns, sourceColumns } from "../../../hunts/sources";
import { withDefaults } from "../../../hunts/tuned-hunt";
import { parseSql } from "../../support/trino-sql";

const ofSource = (source: string) => allHunts().filter((hunt) => partsOf(hunt).some((part) => part.source === source));

test("hunts use only columns of their source", () => {
  for (const [hunt, one] of allHunts().flatMap((each) => partsOf(each).map((part) => [each.name, part] as const))) {
    const columns = parseSql(
      `SELECT ${sqlOf(one)
        .join(", ")
        .replaceAll(/\?[a-z]+\d*/g, "1")} FROM events`,
    );
    const unknown = columns.selects
      .flatMap((select) => select.columns)
      .filter(
        (name) => !sourceColumns[one.source].columns.includes(name.split(".")[0] ?? "") && !columns.locals.has(name),
      );
    expect({ [hunt]: unknown }).toEqual({ [hunt]: [] });
  }
});

describe.each(Object.keys(sourceColumns) as (keyof typeof sourceColumns)[])("the statement over %s", (source) => {
  const own = ofSource(source).map(withDefaults);
  const { sql, parameters } = statementOf(own, { source, tables: ["logs"], condition: "vpc IN ('vpc-1')" });

  test(`the statement over ${source} is valid SQL, reads its table once, and has a parameter for each value of a run`, () => {
    const { errors, selects } = parseSql(sql.replace(/^INSERT INTO .*\n/, ""));
    const names = selects.flatMap(({ tables }) => tables.map(({ name }) => name));

    expect(errors).toEqual([]);
    expect(names.filter((name) => name === "logs")).toHaveLength(1);
    expect(sql.replaceAll(/'(?:[^']|'')*'|--.*$/gm, "").match(/\?/g)).toHaveLength(parameters.length);
    expect(parameters).toEqual(["from", "to", "run", "run", "from", "to"]);
    expect(sql).toContain("AND vpc IN ('vpc-1')");
  });

  test("has the columns from which every row is created", () => {
    expect(sourceColumns[source].columns).toEqual(expect.arrayContaining([...commonColumns]));
  });

  test("writes the columns of the table in order", () => {
    const [first, ...others] = rowColumns.map(({ name }) => name);

    expect(first).toBe("run");
    expect(sql).toContain(`INSERT INTO hunt_rows (run, ${others.join(", ")})\n`);
    expect(sql).toContain(`SELECT ?, ${others.join(", ")}\nFROM counted\n`);
  });
});
