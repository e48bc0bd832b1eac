import type { Severity, Track } from "../../detections/detection";
import type { Firing } from "./alarm-history";
import type { Frequency, Frequent } from "./frequent";
import type { Problem } from "./problems";
import type { Reading } from "./reading/reading";
import type { Selection } from "./selection";
import type { Tally } from "./tally";

/** The most frequent names, and the number of events of other names. */
export interface Ranking {
  readonly top: readonly Frequency[];
  readonly otherEvents: number;
}

/** Result of a detection. */
export interface DetectionResult {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly track: Track;

  /** Number of matching events in a period that raises the alarm. */
  readonly threshold: number;
  readonly periodSeconds: number;

  /** Number of matching events. */
  readonly events: number;

  /** Times of the first and the last matching event. Null if no event matched. */
  readonly firstEvent: string | null;
  readonly lastEvent: string | null;

  /** Number of times that the alarm would have been raised. Null for `watch`, which has no alarm. */
  readonly alarms: number | null;
  readonly alarmsPerWeek: number | null;

  /** Start, end and number of events each time that the alarm would have been raised. */
  readonly alarmTimes: readonly Firing[];

  /** Matches in periods beyond the limit. These matches could raise further alarms. */
  readonly uncountedEvents: number;
  readonly principals: Ranking;
  readonly accounts: Ranking;

  /** Services and API calls. */
  readonly calls: Ranking;
}

/** Amount of data that was read. */
export interface ReadResult {
  /** Number of opened log files. */
  readonly files: number;

  /** Bytes of their content, uncompressed. */
  readonly bytes: number;

  /** Number of evaluated events, each counted once. */
  readonly events: number;

  /** Number of duplicate events. */
  readonly duplicates: number;

  /** Events that `--from`, `--to` or `--account` exclude. */
  readonly leftOut: number;
  readonly digests: number;
  readonly otherFiles: number;

  /** Log files that were not opened, because their names show that the options exclude their events. */
  readonly filesNotOpened: number;
  readonly firstEvent: string | null;
  readonly lastEvent: string | null;

  /** Days that the alarms per week are computed from: the selected days, or the days from the first to the last event, at least 1. */
  readonly days: number;
}

/** The result of a backtest, as `--json` prints it. */
export interface BacktestResult {
  readonly read: ReadResult;
  readonly detections: readonly DetectionResult[];

  /** Parts of files that could not be read. */
  readonly problems: { readonly count: number; readonly named: readonly Problem[] };
}

/** Maximum number of names for each detection. */
const topNames = 10;
const aDay = 24 * 60 * 60_000;

/** The result of a backtest, after all files were read. */
export function resultOf(reading: Reading, selection: Selection): BacktestResult {
  const { backtest, problems } = reading;
  const days = daysOf(selection, backtest.first, backtest.last);
  return {
    read: {
      files: reading.files,
      bytes: reading.bytes,
      events: backtest.events,
      duplicates: backtest.duplicates,
      leftOut: backtest.leftOut,
      digests: reading.passed.digest,
      otherFiles: reading.passed.other,
      filesNotOpened: reading.passed.filtered,
      firstEvent: backtest.first || null,
      lastEvent: backtest.last || null,
      days,
    },
    detections: backtest.tallies.map((tally) => detectionResult(tally, days)),
    problems: { count: problems.count, named: problems.list() },
  };
}

/** The result of a detection for a number of days. */
export function detectionResult(tally: Tally, days: number): DetectionResult {
  const { id, title, severity, track, threshold = 1, periodSeconds = 300 } = tally.detection;
  const hasAlarm = severity !== "watch";
  const alarmTimes = hasAlarm ? tally.history.firings() : [];
  return {
    id,
    title,
    severity,
    track,
    threshold,
    periodSeconds,
    events: tally.events,
    firstEvent: tally.first || null,
    lastEvent: tally.last || null,
    alarms: hasAlarm ? alarmTimes.length : null,
    alarmsPerWeek: hasAlarm ? Math.round((70 * alarmTimes.length) / days) / 10 : null,
    alarmTimes,
    uncountedEvents: tally.history.uncounted,
    principals: rankNames(tally.principals, tally.events),
    accounts: rankNames(tally.accounts, tally.events),
    calls: rankNames(tally.calls, tally.events),
  };
}

function rankNames(names: Frequent, events: number): Ranking {
  const top = names.top(topNames);
  return { top, otherEvents: events - top.reduce((sum, name) => sum + name.events, 0) };
}

/** Number of days, with one decimal. */
function daysOf({ from, to }: Selection, first: string, last: string): number {
  const begin = Date.parse(from ?? first);
  const end = to === undefined ? Date.parse(last) : Date.parse(to) + aDay;
  const days = Math.round((10 * (end - begin)) / aDay) / 10;
  return Number.isNaN(days) ? 1 : Math.max(1, days);
}
