const dayLength = 86_400_000;

/** Converts a day in any format of the partitions to days since 1970. */
export function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = (day.match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, date) / dayLength;
}

/** The UTC day of a time, as days since 1970. */
export const dayNumberOf = (moment: Date): number => Math.floor(moment.getTime() / dayLength);

/** A day in the format of queries, `yyyy/MM/dd`. */
export const dayText = (number: number): string =>
  new Date(number * dayLength).toISOString().slice(0, 10).replaceAll("-", "/");

/** The day this number of days earlier, `yyyy/MM/dd`. */
export const daysBefore = (day: string, count: number): string => dayText(dayNumber(day) - count);
