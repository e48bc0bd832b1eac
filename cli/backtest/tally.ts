import type { Detection } from "../../detections/detection";
import { AlarmHistory } from "./alarm-history";
import { Frequent } from "./frequent";
import type { Match } from "./match";

/** Matching events of a period, with the times of the first and the last. */
export interface CountedPeriod {
  readonly start: number;
  readonly events: number;
  readonly first: string;
  readonly last: string;
}

/** Counts the matching events of a detection. */
export class Tally {
  public events = 0;

  /** Times of the first and the last matching event. `""` while no event has matched. */
  public first = "";
  public last = "";
  public readonly history: AlarmHistory;
  public readonly principals = new Frequent();
  public readonly accounts = new Frequent();
  public readonly calls = new Frequent();

  constructor(public readonly detection: Detection) {
    this.history = new AlarmHistory(detection);
  }

  /** Adds the matching events of a period of the alarm, which begins at this second since 1970. */
  public addPeriod({ start, events, first, last }: CountedPeriod): void {
    this.events += events;
    if (this.first === "" || first < this.first) this.first = first;
    if (last > this.last) this.last = last;
    this.history.add(start * 1_000, events);
  }

  public add({ time, milliseconds, principal, account, call }: Match): void {
    this.events++;
    if (this.first === "" || time < this.first) this.first = time;
    if (time > this.last) this.last = time;
    this.history.add(milliseconds);
    this.principals.add(principal);
    this.accounts.add(account);
    this.calls.add(call);
  }
}
