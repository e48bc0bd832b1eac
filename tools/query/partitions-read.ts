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
 * them.
 */
export function partitionsRead(sql: string, { tables, views }: Asked, limits: Limits): PartitionsRead[] {
  const own = wordsOf(sql);
  const viewed = views.filter(({ name }) => own.has(name)).map((view) => wordsOf(view.sql));
  return tables
    .filter(({ name }) => [own, ...viewed].some((words) => words.has(name)))
    .map((table) => {
      const counts = table.partitions.map((partition) => countOf(partition, limits));
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
function countOf({ name, projection }: Partition, limits: Limits): number | undefined {
  const value = limits[name];
  switch (projection.type) {
    case "enum":
      return value === undefined || value === "%" ? projection.values.length : 1;
    case "integer":
      return projection.to - projection.from + 1;
    case "injected":
      return value === undefined || value === "%" ? undefined : 1;
    case "date":
      return daysBetween(limits["from"], limits["to"]);
  }
}

function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  const at = (day: string) => Date.parse(`${day.replaceAll("/", "-")}T00:00:00Z`);
  return Math.max(0, (at(to) - at(from)) / 86_400_000 + 1);
}

function placeOf(name: string, count: number | undefined, value: string | undefined): string {
  if (count === 1 && value !== undefined && value !== "%") return value;
  return count === undefined ? `{every ${name}}` : `{${count} × ${name}}`;
}
