import { UserError } from "../../config/user-error";
import type { LogClass } from "../../config/derived/log-classes";

/** What a case holds: the versions of some logs, by the time at which they were written. */
export interface HoldScope {
  readonly sources: readonly LogClass[];

  /** Accounts whose logs are held. Empty for every account. */
  readonly accounts: readonly string[];

  /** First and last day, such as 2026-11-01. */
  readonly from: string;
  readonly to: string;
}

/** A case of legal hold. */
export interface HoldCase extends HoldScope {
  readonly name: string;

  /** `placing` and `lifting` until the command has come to its end; an interrupted command is continued. */
  readonly state: "placing" | "placed" | "lifting";

  /** When the command began that has the state. */
  readonly since: string;

  /** Versions that the last complete run found. */
  readonly versions?: number | undefined;
}

const day = 86_400_000;

/** Logs are delivered after the events, by AWS within hours. */
const lateDelivery = day;

/** Whether a version belongs to the time of a case, by when it was written. */
export function isInTime({ from, to }: Pick<HoldScope, "from" | "to">, written: Date): boolean {
  const time = written.getTime();
  return time >= dateOf(from) && time < endOf({ to });
}

/** Until when logs of a case are written, in milliseconds. */
export const endOf = ({ to }: Pick<HoldScope, "to">): number => dateOf(to) + day + lateDelivery;

const dateOf = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** @throws UserError when the days are none, in the wrong order, or in the future */
export function checkDays({ from, to }: Pick<HoldScope, "from" | "to">, now: Date): void {
  for (const [option, text] of Object.entries({ from, to })) {
    const time = dateOf(text);
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time);
    if (!isDay || new Date(time).toISOString().slice(0, 10) !== text)
      throw new UserError(`--${option} ${text} is no day; write it as 2026-11-01`);
  }
  if (dateOf(to) < dateOf(from)) throw new UserError(`--to ${to} is before --from ${from}; exchange them`);
  if (dateOf(to) > now.getTime())
    throw new UserError(
      `--to ${to} is in the future, and its logs do not exist yet; use today, and place it again later`,
    );
}
