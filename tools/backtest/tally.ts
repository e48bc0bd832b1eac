import type { Detection } from "../../detections/detection";
import { AlarmHistory } from "./alarm-history";
import { Frequent } from "./frequent";
import type { Match } from "./match";

/** What a detection matched. */
export class Tally {
  public events = 0;

  /** Times of the first and the last matching event; `""` while there is none. */
  public first = "";
  public last = "";
  public readonly history: AlarmHistory;
  public readonly principals = new Frequent();
  public readonly accounts = new Frequent();
  public readonly calls = new Frequent();

  constructor(public readonly detection: Detection) {
    this.history = new AlarmHistory(detection);
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
