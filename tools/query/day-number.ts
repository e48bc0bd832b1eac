const dayLength = 86_400_000;

/** Days since 1970 of a day in any of the partitions' formats: year, month and day are its numbers. */
export function dayNumber(day: string): number {
  const [year = 0, month = 1, date = 1] = (day.match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, date) / dayLength;
}

/** The day of a moment in UTC, as a number. */
export const dayNumberOf = (moment: Date): number => Math.floor(moment.getTime() / dayLength);

/** A day as queries take it, `yyyy/MM/dd`. */
export const dayText = (number: number): string =>
  new Date(number * dayLength).toISOString().slice(0, 10).replaceAll("-", "/");

/** The day so many days before, `yyyy/MM/dd`. */
export const daysBefore = (day: string, count: number): string => dayText(dayNumber(day) - count);
