import { logViews } from "../../../../tables/catalog";
import { argumentsFor } from "../../../../cli/query/arguments";
import { scansOf } from "../../../../cli/query/scan";
import { savedQueries } from "../../../../queries/saved-queries";
import { tables } from "../../../support/catalog";
import { account } from "../../../../sample-data/values";

const catalog = { tables, views: logViews() };
const scans = (sql: string, ...values: string[]) =>
  scansOf(sql, values, catalog).map(({ table, values: limits, days }) => [table.name, limits, days]);
const days = ["2026/11/01", "2026/11/07"];

describe("the scans of a statement", () => {
  test.each([
    ["day BETWEEN ? AND ? AND account LIKE ?", [...days, "%"], {}],
    ["day BETWEEN ? AND ? AND account LIKE ?", [...days, account(1)], { account: account(1) }],
    [
      "account = ? AND region LIKE ? AND day BETWEEN ? AND ?",
      [account(1), "eu-west-1", ...days],
      { account: account(1), region: "eu-west-1" },
    ],
    ["day BETWEEN ? AND ? AND region LIKE ?", [...days, "eu-%"], {}],
  ])("the scans of a statement are limited by %j with %j", (condition, values, limits) => {
    expect(scans(`SELECT 1 FROM cloudtrail WHERE ${condition}`, ...values)).toEqual([["cloudtrail", limits, days]]);
  });

  test.each([
    [
      "day BETWEEN date_format(date_parse(?, 'a?') - CAST(? AS integer) * interval '1' day, '%Y') AND date_format(date_parse(?, '%Y'), '%m')",
      ["2026/11/01", "7", "2026/11/07"],
      ["2026/10/25", "2026/11/07"],
    ],
    ["day = date_format(date_parse(?, '%Y'), '%c')", ["2026/11/07"], ["2026/11/07", "2026/11/07"]],
    ["date_parse(day, '%Y') BETWEEN date_parse(?, '%Y') AND date_parse(?, '%Y')", days, undefined],
    ["account LIKE ?", ["%"], undefined],
  ])("the scans of a statement contain the days of %j", (condition, values, expected) => {
    expect(scans(`SELECT 1 FROM cloudtrail WHERE ${condition}`, ...values)[0]?.[2]).toEqual(expected);
  });

  test("the scans of a statement contain all named tables and the tables of views, without names in comments and strings", () => {
    const sql = `-- FROM dns_logs
      SELECT 'FROM dns_logs' FROM cloudtrail_events WHERE day BETWEEN ? AND ?
      UNION ALL SELECT 1 FROM flow_logs AS flow WHERE flow.day BETWEEN ? AND ? AND flow.account LIKE ?`;

    expect(scans(sql, ...days, "2026/10/01", "2026/10/02", account(1))).toEqual([
      ["cloudtrail", {}, days],
      ["flow_logs", { account: account(1) }, ["2026/10/01", "2026/10/02"]],
    ]);
  });

  test.each(savedQueries().map((query) => [query.name, query] as const))(
    "the scans of a statement of %s use the values of its parameters",
    (_, query) => {
      const given = Object.fromEntries(
        query.parameters.flatMap(({ name, default: value }) => {
          if (name === "account") return [[name, account(1)]];
          return ["from", "to", "region"].includes(name) || value !== undefined ? [] : [[name, "2026/02/01"]];
        }),
      );
      const read = scansOf(query.sql, argumentsFor(query, given, new Date("2026-03-05T00:00:00Z")), catalog);

      expect(read.length).toBeGreaterThan(0);
      for (const { table, values, days: range } of read) {
        const isUnsorted = /date_parse\((\w+\.)?day/.test(query.sql);
        expect([table.name, values["account"]]).toEqual([table.name, account(1)]);
        if (table.partitions.some(({ name }) => name === "day") && !isUnsorted) {
          expect([table.name, range?.every((day) => /^2026\/\d\d\/\d\d$/.test(day))]).toEqual([table.name, true]);
        }
      }
    },
  );
});
