import type { QueryAnswer } from "../../query/query-engine";
import { CommandError } from "../../../shared/child-process";
import type { Problems } from "../problems";
import type { Tally } from "../tally";
import { mostRows } from "./counting-query";

/**
 * Adds the rows of a counting query to the tallies of its detections, in the order of their numbers.
 *
 * @throws {CommandError} when the query returned the maximum number of rows, so that rows are missing
 */
export function addCounts(answer: QueryAnswer, tallies: readonly Tally[], doubts: Problems): void {
  if (answer.rows.length >= mostRows)
    throw new CommandError(
      `the query returned ${mostRows.toLocaleString("en-US")} rows, which is the maximum, so rows are missing; select fewer days, accounts or detections`,
    );
  for (const [number, kind, name, count, first, last] of answer.rows) {
    const events = Number(count);
    const tally = tallies[Number(number) - 1];
    if (Number(number) === 0) addDoubt(kind, name ?? "", events, doubts);
    else if (tally === undefined) throw new CommandError(`the query returned the unknown detection number ${number}`);
    else if (kind === "period") tally.addPeriod({ start: Number(name), events, first: first ?? "", last: last ?? "" });
    else if (kind === "principal") tally.principals.add(name ?? "unknown", events);
    else if (kind === "account") tally.accounts.add(name ?? "none", events);
    else tally.calls.add(name ?? "none", events);
  }
}

/** Adds events whose result is uncertain. `name` contains the account and the reason. */
function addDoubt(kind: string | null | undefined, name: string, events: number, doubts: Problems): void {
  if (kind !== "call") return;
  const end = name.indexOf(" ");
  doubts.add(`events of account ${name.slice(0, end)}`, `${name.slice(end + 1)}, so the result may differ`, "", events);
}
