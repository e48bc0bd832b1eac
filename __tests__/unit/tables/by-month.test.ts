import { byMonth, daysOfMonths } from "../../../tables/by-month";
import { cloudTrailTable } from "../../../tables/cloudtrail";
import { configHistoryTable } from "../../../tables/config-items";
import { flowLogsTable } from "../../../tables/flow-logs";
import { projectionParameters } from "../../../tables/log-table";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const daily = cloudTrailTable(logSource);
const monthly = byMonth(daily);

describe("a table with monthly partitions", () => {
  test("has the folder above the days as its location", () => {
    const place = { account: account(1), region: "eu-west-1" };

    expect(folderIn(daily, { ...place, day: "2026/01/31" })).toBe(
      `${folderIn(monthly, { ...place, month: "2026/01" })}/31`,
    );
    expect(monthly.name).toBe("cloudtrail_by_month");
  });

  test("lists the months from the first day, because Trino supports no monthly interval", () => {
    const parameters = projectionParameters(monthly);

    expect(parameters["projection.month.type"]).toBe("enum");
    expect(parameters["projection.month.values"]).toMatch(/^2024\/03,2024\/04,(.*,)?2024\/12,2025\/01,.*,2099\/12$/);
  });

  test("reads files in the same format as the daily table", () => {
    const { columns, inputFormat, serde, location } = daily;

    expect(monthly).toMatchObject({ columns, inputFormat, serde, location });
    expect(monthly.partitions.slice(0, -1)).toEqual(daily.partitions.slice(0, -1));
  });

  test("returns the columns of the daily table in order, with the day from the path", () => {
    const sql = daysOfMonths(daily, ["2026/01", "2026/02"]);
    const names = [...daily.columns, ...daily.partitions].map(({ name }) => name);

    expect([...sql.matchAll(/"(\w+)"|AS (\w+)/g)].map(([, quoted, computed]) => quoted ?? computed)).toEqual(names);
    expect(sql).toMatch(/\nFROM cloudtrail_by_month\nWHERE month BETWEEN '2026\/01' AND '2026\/02'$/);
  });

  test.each([flowLogsTable(logSource), configHistoryTable(logSource)])(
    "fails for the table $name, whose days have another format",
    (table) => {
      expect(() => byMonth(table)).toThrow(
        `the last partition of ${table.name} must be a day in the format yyyy/MM/dd, got day`,
      );
    },
  );
});
