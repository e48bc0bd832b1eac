import type { Detection } from "../../detections/detection";
import { DetectionSet } from "../../detections/engine/detection-set";
import { isObject } from "../../aws-semantics/filter-pattern/selection";
import { matchOf } from "./match";
import { QuietEvent } from "./quiet/quiet-event";
import { QuietEvents } from "./quiet/quiet-events";
import { isEventTime } from "./reading/event-time";
import type { ListParser } from "./reading/list-blocks";
import { SeenIds } from "./seen-ids";
import { isSelected, type Selection } from "./selection";
import { Tally } from "./tally";

type Event = Readonly<Record<string, unknown>>;

/**
 * Runs detections over events. The events can be in any order.
 *
 * A duplicate event counts once, if its id is among the last million events or the last million matching events.
 */
export class Backtest {
  public readonly tallies: readonly Tally[];

  /** Parses a list of events for {@link take}. It parses most events that no detection matches only in part. */
  public readonly parse: ListParser;
  private readonly set: DetectionSet;
  private readonly tallyOf: ReadonlyMap<Detection, Tally>;
  private readonly seen = new SeenIds();
  private readonly seenMatching = new SeenIds();

  /** Events that the selection includes, each counted once. */
  public events = 0;
  public duplicates = 0;

  /** Events that the selection excludes. */
  public leftOut = 0;

  /** Times of the first and the last event; `""` while there is none. */
  public first = "";
  public last = "";

  constructor(
    detections: readonly Detection[],
    private readonly selection: Selection = {},
  ) {
    this.set = new DetectionSet(detections);
    const quiet = new QuietEvents(this.set);
    this.parse = (text, beginning) => quiet.parse(text, beginning);
    this.tallies = detections.map((detection) => new Tally(detection));
    this.tallyOf = new Map(this.tallies.map((tally) => [tally.detection, tally]));
  }

  /**
   * Runs all detections over events.
   *
   * @param refuse receives the reason and the index of each value that is not a CloudTrail event
   */
  public take(values: readonly unknown[], refuse: (reason: string, index: number) => void): void {
    const events: Event[] = [];
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (!isObject(value)) refuse("an event that is not an object", index);
      else if (!isEventTime(value["eventTime"])) refuse("an event without eventTime", index);
      else if (isSelected(this.selection, accountOf(value), value["eventTime"])) events.push(value);
      else this.leftOut++;
    }
    const areSeen = this.seen.areSeen(events.map(idOf));
    for (let index = 0; index < events.length; index++) {
      if (areSeen[index]) this.duplicates++;
      else this.count(events[index] ?? {});
    }
  }

  private count(event: Event): void {
    const matching = event instanceof QuietEvent ? none : this.set.matching(event);
    if (matching.length > 0 && this.seenMatching.areSeen([idOf(event)])[0]) {
      this.duplicates++;
      return;
    }
    const time = String(event["eventTime"]);
    this.events++;
    if (this.first === "" || time < this.first) this.first = time;
    if (time > this.last) this.last = time;
    if (matching.length === 0) return;
    const match = matchOf(event, time, accountOf(event));
    for (const detection of matching) this.tallyOf.get(detection)?.add(match);
  }
}

const none: readonly Detection[] = [];

const idOf = ({ eventID }: Event): string | undefined => (typeof eventID === "string" ? eventID : undefined);

/** Account of an event: the recipient account, or the account of the caller in old events. */
function accountOf({ recipientAccountId, userIdentity }: Event): unknown {
  if (recipientAccountId !== undefined) return recipientAccountId;
  return isObject(userIdentity) ? userIdentity["accountId"] : undefined;
}
