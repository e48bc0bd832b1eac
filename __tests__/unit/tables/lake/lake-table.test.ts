import { lakeFacts, lakeTables } from "../../../../tables/lake/lake-table";
import { appLogsTable } from "../../../../tables/app-logs";
import { flowLogsTable } from "../../../../tables/flow-logs";
import type { LogTable } from "../../../../tables/log-table";
import { sessionTranscriptsTable } from "../../../../tables/session-transcripts";
import { logSource, tables as definitions } from "../../../support/catalog";

const retention = { expireDays: () => undefined, firstDay: "2026-01-01" };
const tables = lakeTables(definitions, retention);

const definitionOf = (name: string): LogTable => {
  const found = definitions.find((table) => table.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
};

test("every table of the lakehouse that the archive has is described", () => {
  const expected = definitions.map(({ name }) => name).filter((name) => name in lakeFacts);

  expect(tables.map(({ name }) => name)).toEqual(expected);
  expect(expected).toEqual(expect.arrayContaining(["cloudtrail", "flow_logs", "dns_logs", "s3_access_logs"]));
});

test.each(tables)(
  "$name has the columns and partitions of the table over the archive, and then its other columns",
  ({ name, columns: all, ...table }) => {
    const definition = definitionOf(name);
    const columns = all.slice(0, definition.columns.length);
    const more = lakeFacts[name]?.moreFields ?? [];

    expect(all.slice(columns.length).map(({ key }) => key)).toEqual(more.map((field) => field.name));

    expect(columns.map((column) => column.name)).toEqual(definition.columns.map((column) => column.name));
    expect(columns.map((column) => column.type.toLowerCase())).toEqual(definition.columns.map(({ type }) => type));
    expect(columns.map(({ key }) => key.toLowerCase())).toEqual(definition.columns.map((column) => column.name));
    expect(table.partitions).toEqual(definition.partitions.map((partition) => partition.name));
    // The job lists the folders of the days below their parent folders
    expect(table.path.split("/").at(-1)).toBe("${day}");
  },
);

test.each(tables)(
  "$name is sorted by columns that it has, and the id of an event is a column",
  ({ name, columns, ...table }) => {
    const names = [...columns.map((column) => column.name), ...table.partitions];

    expect(names).toEqual(expect.arrayContaining([...(lakeFacts[name]?.order ?? [])]));
    const { unique } = lakeFacts[name] ?? {};
    expect(unique === undefined || names.includes(unique)).toBe(true);
  },
);

test("a regular expression has a group for every column", () => {
  const withRegex = tables.filter(({ format }) => format === "regex");

  expect(withRegex.map(({ name }) => name)).toEqual(expect.arrayContaining(["load_balancer_logs", "s3_access_logs"]));
  for (const { regex = "", columns } of withRegex) {
    expect(new RegExp(`${regex}|`).exec("")?.length).toBe(columns.length + 1);
  }
});

test("the description contains the names of fields as they are in the logs", () => {
  const cloudTrail = tables.find(({ name }) => name === "cloudtrail")?.columns ?? [];

  expect(cloudTrail.find(({ name }) => name === "sourceipaddress")?.key).toBe("sourceIPAddress");
  expect(cloudTrail.find(({ name }) => name === "useridentity")?.type).toContain("mfaAuthenticated:string");
});

test("the description contains the number of days after which the logs of a table expire, if they expire", () => {
  const [expiring] = lakeTables([flowLogsTable(logSource)], { ...retention, expireDays: () => 90 });
  const [kept] = lakeTables([flowLogsTable(logSource)], retention);

  expect(expiring).toMatchObject({ name: "flow_logs", expireDays: 90, dayFormat: "year=%Y/month=%m/day=%d" });
  expect(kept).not.toHaveProperty("expireDays");
});

test("the description omits tables that the job does not load", () => {
  expect(lakeTables([appLogsTable(logSource), sessionTranscriptsTable(logSource)], retention)).toEqual([]);
});

test("a format that the job cannot read is refused", () => {
  const orc = { ...flowLogsTable(logSource), parameters: { classification: "orc" } };

  expect(() => lakeTables([orc], retention)).toThrow("the lakehouse cannot read orc");
});

test("a format of days that the job does not support is refused", () => {
  const { partitions, ...table } = flowLogsTable(logSource);
  const projection = { type: "date", format: "yyyy/MM/dd/HH", firstDay: "2026/01/01/00" } as const;
  const hourly = partitions.map((partition) =>
    Object.assign({}, partition, partition.name === "day" && { projection }),
  );

  expect(() => lakeTables([{ ...table, partitions: hourly }], retention)).toThrow(
    "a known format of the days in table flow_logs",
  );
});
