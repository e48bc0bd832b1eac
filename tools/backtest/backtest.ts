import type { Detection } from "../../detections/detection";
import { DetectionSet } from "../../detections/engine/detection-set";
import { isObject } from "../../detections/filter-pattern/selection";
import { isEventTime } from "./reading/event-time";
import { SeenIds } from "./seen-ids";
import { isSelected, type Selection } from "./selection";
import { Tally } from "./tally";

/**
 * Detections that are run over events, in any order.
 *
 * An event that was delivered twice counts once: its id is recognized among the last million events, and among the last
 * million that matched.
 */
export class Backtest {
  public readonly tallies: readonly Tally[];
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
    this.tallies = detections.map((detection) => new Tally(detection));
    this.tallyOf = new Map(this.tallies.map((tally) => [tally.detection, tally]));
  }

  /** Runs all detections over an event. Returns the reason when the value is not a CloudTrail event. */
  public take(event: unknown): string | undefined {
    if (!isObject(event)) return "an event that is not an object";
    const { eventTime, eventID } = event;
    if (!isEventTime(eventTime)) return "an event without eventTime";
    const account = accountOf(event);
    if (!isSelected(this.selection, account, eventTime)) this.leftOut++;
    else if (typeof eventID === "string" && this.seen.isSeen(eventID)) this.duplicates++;
    else this.count(event, eventTime, account);
    return undefined;
  }

  private count(event: Readonly<Record<string, unknown>>, time: string, account: unknown): void {
    const matching = this.set.matching(event);
    const { eventID } = event;
    if (matching.length > 0 && typeof eventID === "string" && this.seenMatching.isSeen(eventID)) {
      this.duplicates++;
      return;
    }
    this.events++;
    if (this.first === "" || time < this.first) this.first = time;
    if (time > this.last) this.last = time;
    for (const detection of matching) this.tallyOf.get(detection)?.add(event, time, account);
  }
}

/** Account of an event: the recipient account, or the account of the caller in old events. */
function accountOf({ recipientAccountId, userIdentity }: Readonly<Record<string, unknown>>): unknown {
  if (recipientAccountId !== undefined) return recipientAccountId;
  return isObject(userIdentity) ? userIdentity["accountId"] : undefined;
}
