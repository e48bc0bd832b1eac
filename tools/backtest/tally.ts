import type { Detection } from "../../detections/detection";
import { AlarmHistory } from "./alarm-history";
import { Frequent } from "./frequent";
import { principalOf } from "./principal";

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

  public add(event: Readonly<Record<string, unknown>>, time: string, account: unknown): void {
    this.events++;
    if (this.first === "" || time < this.first) this.first = time;
    if (time > this.last) this.last = time;
    this.history.add(Date.parse(time));
    this.principals.add(principalOf(event["userIdentity"]));
    this.accounts.add(textOf(account));
    this.calls.add(`${textOf(event["eventSource"])} ${textOf(event["eventName"])}`);
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "none");
