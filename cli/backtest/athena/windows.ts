import { dayNumber, dayText } from "../../query/day-number";

/** First and last day of delivery, `yyyy/MM/dd`. */
export type Window = readonly [string, string];

/**
 * Divides the days of delivery into windows of nearly the same length. Each day is in one window. The last day of delivery is the
 * day after `to`, because an event at the end of a day can be delivered on the next day.
 *
 * @param from first day of events, `yyyy-MM-dd`
 * @param to last day of events, included
 */
export function windowsOf(from: string, to: string, count: number): Window[] {
  const first = dayNumber(from);
  const days = dayNumber(to) + 1 - first + 1;
  const windows = Math.min(Math.max(1, count), days);
  const beginOf = (index: number) => first + Math.floor((index * days) / windows);
  return Array.from({ length: windows }, (_, index) => [dayText(beginOf(index)), dayText(beginOf(index + 1) - 1)]);
}
