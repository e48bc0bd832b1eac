import type { Detection } from "../../detections/detection";

/** A time during which an alarm would have been in `ALARM` without interruption. */
export interface Firing {
  /** Start of the first period, ISO 8601 in UTC. */
  readonly from: string;

  /** End of the last period. */
  readonly to: string;

  /** Matching events during this time. */
  readonly events: number;
}

/** Maximum number of periods to count: a little more than a year of five-minute periods. */
const mostPeriods = 110_000;

/**
 * The times at which the alarm of a detection would have been raised.
 *
 * CloudWatch adds up the matches of each period. A period begins at a multiple of its length. The alarm is in `ALARM` in the
 * periods that reach the threshold. Consecutive periods are one firing, because the alarm notifies only once.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export class AlarmHistory {
  private readonly counts = new Map<number, number>();
  private readonly threshold: number;
  private readonly milliseconds: number;

  /** Matches in periods beyond the limit. These matches could add firings. */
  public uncounted = 0;

  constructor({ threshold = 1, periodSeconds = 300 }: Pick<Detection, "threshold" | "periodSeconds">) {
    this.threshold = threshold;
    this.milliseconds = periodSeconds * 1_000;
  }

  /** Adds matching events at this time, in milliseconds since 1970. */
  public add(time: number, events = 1): void {
    const period = Math.floor(time / this.milliseconds);
    const count = this.counts.get(period);
    if (count === undefined && this.counts.size >= mostPeriods) this.uncounted += events;
    else this.counts.set(period, (count ?? 0) + events);
  }

  /** All firings in order of time. */
  public firings(): Firing[] {
    const inAlarm = [...this.counts].filter(([, count]) => count >= this.threshold).toSorted(([a], [b]) => a - b);
    const runs: { from: number; to: number; events: number }[] = [];
    for (const [period, events] of inAlarm) {
      const last = runs.at(-1);
      if (last?.to === period) {
        last.to++;
        last.events += events;
      } else {
        runs.push({ from: period, to: period + 1, events });
      }
    }
    return runs.map(({ from, to, events }) => ({ from: this.textOf(from), to: this.textOf(to), events }));
  }

  private textOf(period: number): string {
    return new Date(period * this.milliseconds).toISOString().replace(".000Z", "Z");
  }
}
