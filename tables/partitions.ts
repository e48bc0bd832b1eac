import type { Partition } from "./log-table";

/** Partition by account, with a list of accounts. Queries do not read other accounts. */
export function accountPartition(accountIds: readonly string[], comment = "Account of the log"): Partition {
  return { name: "account", type: "string", comment, projection: { type: "enum", values: accountIds } };
}

/** Partition by region, with a list of regions. Queries do not read other regions. */
export function regionPartition(regions: readonly string[], comment = "Region of the log"): Partition {
  return { name: "region", type: "string", comment, projection: { type: "enum", values: regions } };
}

/** Formats of days in the paths of AWS services. Except with `unpadded`, the strings sort in the order of the days. */
const dayFormats = {
  slashed: { format: "yyyy/MM/dd", write: (year: string, month: string, day: string) => `${year}/${month}/${day}` },
  unpadded: {
    format: "yyyy/M/d",
    write: (year: string, month: string, day: string) => `${year}/${Number(month)}/${Number(day)}`,
  },
  dashed: {
    format: "yyyy-MM-dd",
    write: (year: string, month: string, day: string) => `${year}-${month}-${day}`,
  },
  hive: {
    format: "'year='yyyy'/month='MM'/day='dd",
    write: (year: string, month: string, day: string) => `year=${year}/month=${month}/day=${day}`,
  },
} as const;

export type DayFormat = keyof typeof dayFormats;

/** A day `yyyy-MM-dd` in the format of a service. */
export function dayIn(format: DayFormat, isoDay: string): string {
  const [year = "", month = "", day = ""] = isoDay.split("-");
  return dayFormats[format].write(year, month, day);
}

/**
 * Partition by day in UTC, from the first day.
 *
 * @param firstDay `yyyy-MM-dd`
 */
export function dayPartition(firstDay: string, format: DayFormat = "slashed"): Partition {
  const example = dayIn(format, "2026-01-31");
  return {
    name: "day",
    type: "string",
    comment: `Day of delivery in UTC, such as ${example}`,
    projection: { type: "date", format: dayFormats[format].format, firstDay: dayIn(format, firstDay) },
  };
}

/**
 * Partition by month in UTC, from the month of the first day to the end of the century. It is a list of months, because Trino does not
 * support a monthly interval.
 *
 * @param firstDay in the format `slashed`
 */
export function monthPartition(firstDay: string): Partition {
  const [year = 0, month = 1] = firstDay.split("/").map(Number);
  const first = year * 12 + month - 1;
  const values = Array.from({ length: Math.max(1, 2100 * 12 - first) }, (_, i) => {
    const count = first + i;
    return `${Math.floor(count / 12)}/${String((count % 12) + 1).padStart(2, "0")}`;
  });
  return {
    name: "month",
    type: "string",
    comment: "Month of delivery in UTC, such as 2026/01",
    projection: { type: "enum", values },
  };
}
