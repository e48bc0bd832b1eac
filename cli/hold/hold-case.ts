import { UserError } from "../../shared/user-error";
import type { LogClass } from "../../config/schema/log-classes";

/** The object versions that a case holds, selected by class, account and the time of writing. */
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

  /** `placing` and `lifting` while a command runs or was interrupted. Running the command again continues it. */
  readonly state: "placing" | "placed" | "lifting";

  /** Start time of the command that set the state. */
  readonly since: string;

  /** Number of versions that the last complete run found. */
  readonly versions?: number | undefined;
}

const day = 86_400_000;

/** Milliseconds that AWS can take to deliver a log after its events. Delivery usually takes hours at most. */
const lateDelivery = day;

/** Whether the time at which a version was written is in the time of a case. */
export function isInTime({ from, to }: Pick<HoldScope, "from" | "to">, written: Date): boolean {
  const time = written.getTime();
  return time >= dateOf(from) && time < endOf({ to });
}

/** End of the time in which logs of a case are written, in milliseconds since 1970. */
export const endOf = ({ to }: Pick<HoldScope, "to">): number => dateOf(to) + day + lateDelivery;

const dateOf = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** @throws UserError when a value is not a day, or the days are in the wrong order or in the future */
export function checkDays({ from, to }: Pick<HoldScope, "from" | "to">, now: Date): void {
  for (const [option, text] of Object.entries({ from, to })) {
    const time = dateOf(text);
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time);
    if (!isDay || new Date(time).toISOString().slice(0, 10) !== text)
      throw new UserError(`--${option} ${text} is not a day; use the form 2026-11-01`);
  }
  if (dateOf(to) < dateOf(from)) throw new UserError(`--to ${to} is before --from ${from}; swap them`);
  if (dateOf(to) > now.getTime())
    throw new UserError(
      `--to ${to} is in the future, and its logs do not exist yet; use today, and run hold place for a new case later`,
    );
}
