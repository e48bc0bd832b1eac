import { dayNumber, dayText } from "../../query/day-number";

/** First and last day of delivery, `yyyy/MM/dd`. */
export type Window = readonly [string, string];

/**
 * The days in which CloudTrail delivered the events of some days, in as many windows of nearly the same length. Each day is in
 * one window. An event of the end of a day may be delivered on the next one.
 *
 * @param from first day, `yyyy-MM-dd`
 * @param to last day, included
 */
export function windowsOf(from: string, to: string, count: number): Window[] {
  const first = dayNumber(from);
  const days = dayNumber(to) + 1 - first + 1;
  const windows = Math.min(Math.max(1, count), days);
  const beginOf = (index: number) => first + Math.floor((index * days) / windows);
  return Array.from({ length: windows }, (_, index) => [dayText(beginOf(index)), dayText(beginOf(index + 1) - 1)]);
}
