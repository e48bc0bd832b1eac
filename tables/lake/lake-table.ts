import type { Column, LogTable, Partition } from "../log-table";

/** Format of a log file. `load.py` has a reader for each format. */
type LakeFormat = "cloudtrail" | "json" | "regex" | "parquet";

/** Properties of a table that the job needs in addition to its definition. */
interface LakeFacts {
  /** Columns by which the rows of a file are sorted. */
  readonly order: readonly string[];

  /** Column with the id of an event. An event is in the table once for each account, region and day. */
  readonly unique?: string;

  /** Fields of almost every line that the table over the archive does not have. As columns, they need less time than in `other_fields`. */
  readonly moreFields?: readonly Column[];
}

const events: LakeFacts = {
  order: ["account", "eventtime"],
  unique: "eventid",
  moreFields: [{ name: "managementEvent", type: "string", comment: "Whether the event is a management event" }],
};

/** The tables of the lakehouse, by the name of the table over the archive with the same columns. */
export const lakeFacts: Readonly<Record<string, LakeFacts>> = {
  cloudtrail: events,
  cloudtrail_outside: events,
  cloudtrail_data_events: events,
  flow_logs: { order: ["account", "start"] },
  dns_logs: { order: ["account", "query_timestamp"] },
  waf_logs: { order: ["account", "timestamp"] },
  load_balancer_logs: { order: ["account", "time"] },
  s3_access_logs: { order: ["account", "requestdatetime"] },
};

/** Formats of days in paths, for the job. */
const dayFormats: Readonly<Record<string, string>> = {
  "yyyy/MM/dd": "%Y/%m/%d",
  "'year='yyyy'/month='MM'/day='dd": "year=%Y/month=%m/day=%d",
};

export interface LakeRetention {
  /** Days after which the logs of a table expire in the archive. Undefined if they never expire. */
  readonly expireDays: (table: string) => number | undefined;

  /** First day of the tables, `yyyy-MM-dd`. */
  readonly firstDay: string;
}

/** The description of a table that the job reads. */
export type LakeTable = ReturnType<typeof lakeTable>;

/** The descriptions of the tables of the lakehouse. */
export function lakeTables(tables: readonly LogTable[], retention: LakeRetention): LakeTable[] {
  return tables.filter(({ name }) => lakeFacts[name] !== undefined).map((table) => lakeTable(table, retention));
}

function lakeTable(table: LogTable, { expireDays, firstDay }: LakeRetention) {
  const { name, location, partitionPath, partitions, columns, fields = columns } = table;
  const { order = [], unique, moreFields = [] } = lakeFacts[name] ?? {};
  const days = expireDays(name);
  return {
    name,
    format: formatOf(table),
    location,
    path: partitionPath,
    dayFormat: dayFormatOf(partitions, name),
    firstDay,
    ...(days !== undefined && { expireDays: days }),
    ...(table.serdeParameters?.["input.regex"] !== undefined && { regex: table.serdeParameters["input.regex"] }),
    columns: [...fields, ...moreFields].map((field, i) => ({
      name: columns[i]?.name ?? field.name.toLowerCase(),
      key: field.name,
      type: field.type,
    })),
    partitions: partitions.map((partition) => partition.name),
    order,
    ...(unique !== undefined && { unique }),
  };
}

/** @throws when the job has no reader for the format of a table */
function formatOf({ name, serde, parameters }: LogTable): LakeFormat {
  const { classification = "" } = parameters;
  if (["cloudtrail", "json", "regex", "parquet"].includes(classification)) return classification as LakeFormat;
  throw new Error(
    `the lakehouse cannot read ${classification} (${serde}) of ${name}; add a reader to lakehouse/load.py`,
  );
}

/** @throws when the last folder in the path of a table is not the day in a known format */
function dayFormatOf(partitions: readonly Partition[], name: string): string {
  const projection = partitions.find((partition) => partition.name === "day")?.projection;
  const format = projection?.type === "date" ? dayFormats[projection.format] : undefined;
  if (format === undefined)
    throw new Error(
      `expected a known format of the days in table ${name} of the lakehouse, got another one; add the format to dayFormats`,
    );
  return format;
}
