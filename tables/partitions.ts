import type { Partition } from "./log-table";

/** The account, one of a list. One that is missing there is seen by no query. */
export function accountPartition(accountIds: readonly string[], comment = "Account the log belongs to"): Partition {
  return { name: "account", type: "string", comment, projection: { type: "enum", values: accountIds } };
}

/** The region, one of a list. One that is missing there is seen by no query. */
export function regionPartition(regions: readonly string[], comment = "Region the log belongs to"): Partition {
  return { name: "region", type: "string", comment, projection: { type: "enum", values: regions } };
}

/** How a service writes a day into its paths. The text sorts as the days do, but for `unpadded`. */
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

/** A day, `yyyy-MM-dd`, as a service writes it. */
export function dayIn(format: DayFormat, isoDay: string): string {
  const [year = "", month = "", day = ""] = isoDay.split("-");
  return dayFormats[format].write(year, month, day);
}

/**
 * The day in UTC, from the first one on.
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
 * The month in UTC, from that of the first day to the end of the century. A list, because Trino knows no interval of months.
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
