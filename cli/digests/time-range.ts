import { UserError } from "../../shared/user-error";

/** A time range, in milliseconds since 1970. */
export interface TimeRange {
  readonly from: number;

  /** End of the range, which is not included. */
  readonly to: number;
}

const day = 86_400_000;

/** Yesterday in UTC. */
export function yesterday(now: Date): TimeRange {
  const to = Math.floor(now.getTime() / day) * day;
  return { from: to - day, to };
}

/**
 * The time range of `--from` and `--to`, which are days or times in UTC. The whole last day is included.
 *
 * @throws UserError when a value is not a time, or when they are in the wrong order
 */
export function timeRange(from: string, to: string): TimeRange {
  const range = { from: timeOf("--from", from), to: timeOf("--to", to) + (isDay(to) ? day : 0) };
  if (range.to <= range.from) throw new UserError(`--to ${to} is not after --from ${from}; swap them`);
  return range;
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

function timeOf(option: string, text: string): number {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(text);
  const time = isDay(text) || isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new UserError(`${option} ${text} is not a day or a time; use the form 2026-11-01 or 2026-11-01T05:00Z`);
  return time;
}
