import { allConfigViews, ownConfigTables, readingAllRecorders } from "../../../tables/all-config-items";
import { configHistoryTable, configSnapshotsTable } from "../../../tables/config-items";
import { account } from "../../../sample-data/values";
import { savedQueries } from "../../../queries/saved-queries";

const source = {
  location: "s3://acme-config-archive/config-logs/AWSLogs",
  accountIds: [account(1)],
  regions: ["eu-west-1"],
  firstDay: "2025-01-01",
};

test("the tables of your own recorders differ from the tables of AWS Config only in name and description", () => {
  const theirs = [configHistoryTable(source), configSnapshotsTable(source)];

  expect(ownConfigTables(source).map(({ name }) => name)).toEqual(["config_history_own", "config_snapshots_own"]);
  ownConfigTables(source).forEach((own, i) => {
    expect({ ...own, name: theirs[i]?.name, description: theirs[i]?.description }).toEqual(theirs[i]);
  });
});

describe("the views of all recorders", () => {
  const views = allConfigViews();

  test("return the rows of both tables, with all columns and partitions", () => {
    const { columns, partitions } = configHistoryTable(source);

    expect(views.map(({ name }) => name)).toEqual(["config_history_all", "config_snapshots_all"]);
    expect(views.map(({ sql }) => sql.split("\n").filter((line) => line.startsWith("FROM")))).toEqual([
      ["FROM config_history", "FROM config_history_own"],
      ["FROM config_snapshots", "FROM config_snapshots_own"],
    ]);
    for (const view of views) {
      expect(view.columns.map(({ name, type }) => [name, type])).toEqual(
        [...columns, ...partitions].map(({ name, type }) => [name, type]),
      );
    }
  });

  test("the views of all recorders have types that the engine supports", () => {
    const types = views.flatMap(({ columns }) => columns.map(({ engineType }) => engineType));

    expect(types).toContain("varchar");
    expect(types.filter((type) => /[<>:]|string|struct/.test(type))).toEqual([]);
    expect(types.find((type) => type.startsWith("array("))).toMatch(
      /^array\(row\("configurationitemversion" varchar, /,
    );
  });
});

describe("a saved query", () => {
  const overConfig = savedQueries().filter(({ sql }) => /\b(FROM|JOIN) config_/.test(sql));

  test("reads the views of all recorders if there are recorders of your own", () => {
    expect(overConfig.length).toBeGreaterThan(4);
    for (const query of overConfig) {
      const { sql } = readingAllRecorders(query, { ownConfig: {} });
      const tables = [...sql.matchAll(/\b(?:FROM|JOIN) (config_\w+)/g)].map(([, table]) => table);
      expect(tables.length).toBeGreaterThan(0);
      expect(tables.filter((table) => !table?.endsWith("_all"))).toEqual([]);
    }
  });

  test("a saved query is unchanged if there are no recorders of your own", () => {
    for (const query of overConfig) expect(readingAllRecorders(query, {})).toBe(query);
  });
});
