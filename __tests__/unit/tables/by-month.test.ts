import { byMonth, daysOfMonths } from "../../../tables/by-month";
import { cloudTrailTable } from "../../../tables/cloudtrail";
import { configHistoryTable } from "../../../tables/config-items";
import { flowLogsTable } from "../../../tables/flow-logs";
import { projectionParameters } from "../../../tables/log-table";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../support/values";

const daily = cloudTrailTable(logSource);
const monthly = byMonth(daily);

describe("a table in partitions of a month", () => {
  test("has the folder above the days of the other", () => {
    const place = { account: account(1), region: "eu-west-1" };

    expect(folderIn(daily, { ...place, day: "2026/01/31" })).toBe(
      `${folderIn(monthly, { ...place, month: "2026/01" })}/31`,
    );
    expect(monthly.name).toBe("cloudtrail_by_month");
  });

  test("lists the months from that of the first day on: Trino knows no interval of months", () => {
    const parameters = projectionParameters(monthly);

    expect(parameters["projection.month.type"]).toBe("enum");
    expect(parameters["projection.month.values"]).toMatch(/^2024\/03,2024\/04,(.*,)?2024\/12,2025\/01,.*,2099\/12$/);
  });

  test("reads the files as the other does", () => {
    const { columns, inputFormat, serde, location } = daily;

    expect(monthly).toMatchObject({ columns, inputFormat, serde, location });
    expect(monthly.partitions.slice(0, -1)).toEqual(daily.partitions.slice(0, -1));
  });

  test("shows the columns of the other, in their order, with the day that its path has", () => {
    const sql = daysOfMonths(daily, ["2026/01", "2026/02"]);
    const names = [...daily.columns, ...daily.partitions].map(({ name }) => name);

    expect([...sql.matchAll(/"(\w+)"|AS (\w+)/g)].map(([, quoted, computed]) => quoted ?? computed)).toEqual(names);
    expect(sql).toMatch(/\nFROM cloudtrail_by_month\nWHERE month BETWEEN '2026\/01' AND '2026\/02'$/);
  });

  test.each([flowLogsTable(logSource), configHistoryTable(logSource)])(
    "fails for days of another format: $name",
    (table) => {
      expect(() => byMonth(table)).toThrow(
        `the last partition of ${table.name} must be a day written yyyy/MM/dd, got day`,
      );
    },
  );
});
