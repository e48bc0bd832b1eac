import type { LogTable, Partition } from "../../tables/log-table";
import type { LogView } from "../../tables/log-view";

/** What a question would read of one table. */
export interface PartitionsRead {
  readonly table: string;

  /** Partitions that Athena looks into; null where a day or an account is not limited. */
  readonly partitions: number | null;

  /** Where they are: the path of a partition, with how many values stand at each place. */
  readonly location: string;
}

/** Values of the well-known parameters, as a question is asked with them. */
export type Limits = Readonly<Record<string, string | undefined>>;

/** What a question can ask. */
export interface Asked {
  readonly tables: readonly LogTable[];
  readonly views: readonly Pick<LogView, "name" | "sql">[];
}

/**
 * The partitions of every table that a question mentions, or a view that it mentions, as its well-known parameters limit
 * them. Athena knows the days from a table's first one to today only.
 *
 * @param now when it is asked
 */
export function partitionsRead(sql: string, { tables, views }: Asked, limits: Limits, now: Date): PartitionsRead[] {
  const own = wordsOf(sql);
  const viewed = views.filter(({ name }) => own.has(name)).map((view) => wordsOf(view.sql));
  return tables
    .filter(({ name }) => [own, ...viewed].some((words) => words.has(name)))
    .map((table) => {
      const counts = table.partitions.map((partition) => countOf(partition, limits, now));
      const path = table.partitions.reduce(
        (text, { name }, i) => text.replace(`\${${name}}`, placeOf(name, counts[i], limits[name])),
        table.partitionPath,
      );
      const isLimited = counts.every((count) => count !== undefined);
      return {
        table: table.name,
        partitions: isLimited ? counts.reduce<number>((product, count) => product * (count ?? 1), 1) : null,
        location: `${table.location}/${path}`,
      };
    });
}

function wordsOf(sql: string): ReadonlySet<string> {
  return new Set(sql.replaceAll(/--.*$/gm, "").match(/\w+/g));
}

/** How many values of a partition are left; undefined where nothing limits them. */
function countOf({ name, projection }: Partition, limits: Limits, now: Date): number | undefined {
  const value = limits[name];
  switch (projection.type) {
    case "enum":
      return value === undefined || value === "%" ? projection.values.length : 1;
    case "integer":
      return projection.to - projection.from + 1;
    case "injected":
      return value === undefined || value === "%" ? undefined : 1;
    case "date":
      return daysBetween(limits, projection.firstDay, now);
  }
}

function daysBetween({ from, to }: Limits, firstDay: string, now: Date): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const first = Math.max(dayNumber(from), dayNumber(firstDay));
  const last = Math.min(dayNumber(to), Math.floor(now.getTime() / dayLength));
  return Math.max(0, last - first + 1);
}

const dayLength = 86_400_000;

/** Days since 1970 of a day in any of the partitions' formats: year, month and day are its numbers. */
function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = (day.match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, date) / dayLength;
}

function placeOf(name: string, count: number | undefined, value: string | undefined): string {
  if (count === 1 && value !== undefined && value !== "%") return value;
  return count === undefined ? `{every ${name}}` : `{${count} × ${name}}`;
}
