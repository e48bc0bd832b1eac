import { CommandError } from "../../shared/child-process";

/** First and last day of a report, both included, such as 2026-11-16. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const dayMilliseconds = 86_400_000;
const longestDays = 31;

const textOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * The days of a report: the last complete week (Monday to Sunday in UTC), the last complete month, or the given days.
 *
 * @throws {CommandError} when a day is invalid, or the period is not 1 to 31 days long
 */
export function periodOf(
  given: { readonly from?: string | undefined; readonly to?: string | undefined; readonly month?: boolean | undefined },
  now: Date,
): Period {
  const { from, to } = given;
  if (from === undefined && to === undefined) return given.month ? lastMonth(now) : lastWeek(now);
  if (from === undefined || to === undefined)
    throw new CommandError("--from and --to must be used together; add the missing option");
  const [first, last] = [timeOf(from), timeOf(to)];
  const days = (last - first) / dayMilliseconds + 1;
  if (days < 1) throw new CommandError(`--from ${from} is after --to ${to}; swap them`);
  if (days > longestDays)
    throw new CommandError(`expected at most ${longestDays} days, got ${days}; write several reports`);
  return { from, to };
}

function lastWeek(now: Date): Period {
  const today = timeOf(textOf(now.getTime()));
  // Sunday is 0
  const sunday = today - (new Date(today).getUTCDay() || 7) * dayMilliseconds;
  return { from: textOf(sunday - 6 * dayMilliseconds), to: textOf(sunday) };
}

function lastMonth(now: Date): Period {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return { from: textOf(Date.UTC(year, month - 1, 1)), to: textOf(Date.UTC(year, month, 0)) };
}

function timeOf(day: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || textOf(time) !== day)
    throw new CommandError(`expected a day such as 2026-11-01, got ${day}`);
  return time;
}

/** All days of a period. */
export function daysOf({ from, to }: Period): string[] {
  const days = (timeOf(to) - timeOf(from)) / dayMilliseconds + 1;
  return Array.from({ length: days }, (_, i) => textOf(timeOf(from) + i * dayMilliseconds));
}

/** The day that is this number of days earlier. */
export const daysBefore = (day: string, days: number): string => textOf(timeOf(day) - days * dayMilliseconds);
