import { cloudTrailTable } from "../../../tables/cloudtrail";
import { cloudTrailEventsView } from "../../../tables/cloudtrail-events";
import { logSource } from "../../support/catalog";

const { columns, sql } = cloudTrailEventsView([["cloudtrail"]]);
const source = cloudTrailTable(logSource);

describe("cloudTrailEventsView", () => {
  test("returns exactly the declared columns, in order", () => {
    const [selected = ""] = sql.split("\nFROM (");
    const aliases = [...selected.matchAll(/ AS (\w+),?$/gm)].map(([, alias]) => alias);

    expect(aliases).toEqual(columns.map(({ name }) => name));
  });

  test("has every column once, with a comment, and equivalent types in the engine and in Glue", () => {
    const engineTypes: Record<string, string> = {
      string: "varchar",
      boolean: "boolean",
      timestamp: "timestamp(3)",
    };

    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    for (const { name, type, engineType, comment } of columns) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      expect([name, engineType]).toEqual([name, engineTypes[type]]);
      expect(comment).toMatch(/^[A-Z].{3,253}[^.]$/);
    }
  });

  test("returns the partition columns unchanged, so that conditions reach the table", () => {
    for (const { name } of source.partitions) expect(sql).toContain(`  ${name} AS ${name}`);
  });

  test("counts deliveries within a partition, because other partitions of a window function could not be pruned", () => {
    const [, window = ""] = /OVER \(PARTITION BY ([^)]*?) ORDER BY/.exec(sql) ?? [];

    expect(window.split(", ")).toEqual([...source.partitions.map(({ name }) => name), "eventid"]);
  });

  test("combines several tables, counts the deliveries of each separately, and reads the first table as in a view of one table", () => {
    const both = cloudTrailEventsView([["cloudtrail"], ["cloudtrail_outside"]]).sql;

    expect(both.split("\nUNION ALL\n")).toEqual([sql, sql.replace("FROM cloudtrail\n", "FROM cloudtrail_outside\n")]);
  });

  test("counts deliveries over all tables that can contain the same events", () => {
    const both = cloudTrailEventsView([["cloudtrail", "cloudtrail_earlier_1"], ["cloudtrail_outside"]]).sql;
    const rows = "SELECT * FROM cloudtrail UNION ALL SELECT * FROM cloudtrail_earlier_1";
    const outside = sql.replace("FROM cloudtrail\n", "FROM cloudtrail_outside\n");

    expect(both.replaceAll(/\s+/g, " ")).toBe(
      `${sql.replace("FROM cloudtrail\n", `FROM ( ${rows} )\n`)} UNION ALL ${outside}`.replaceAll(/\s+/g, " "),
    );
  });

  test("keeps events without an id", () => {
    expect(sql).toMatch(/WHERE delivery = 1 OR eventid IS NULL$/);
  });
});
