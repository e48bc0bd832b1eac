import type { Drill } from "./drill";

/**
 * Severity of a detection: `page` notifies at once, day and night; `notify` can wait until morning; `watch` only counts.
 */
export type Severity = "page" | "notify" | "watch";

/** Severities that notify people. */
export type AlarmSeverity = Exclude<Severity, "watch">;

/** Purpose of a pattern: `compliance` is the exact text that audit tools compare, `pager` is tuned for few false alarms. */
export type Track = "compliance" | "pager";

/** How the EventBridge rule of a detection differs from its alarm. */
export interface UrgentEventFacts {
  /** Reason why a detection that pages has an alarm only. */
  readonly alarmOnly?: string;

  /** Whether a detection that only notifies has a rule too: its alarm alone would not name the account and the call. */
  readonly isSent?: true;

  /** Reason why the rule matches more events than the alarm. A rule never matches fewer events for this reason. */
  readonly widened?: string;

  /** Condition that the rule adds, so that one session does not cause a hundred notifications, and its reason. */
  readonly quieted?: { readonly condition: string; readonly reason: string };

  /** Whether the rule matches calls that EventBridge counts as read-only, and delivers only to rules that ask for them. */
  readonly readingCalls?: true;
}

/** A detection, as a row. */
export interface Detection {
  /** Unique, stable id in kebab-case. The metric, the alarm and the runbook have this name. */
  readonly id: string;

  /** What happened, for the notified person. */
  readonly title: string;

  /** Why that matters. */
  readonly why: string;
  readonly severity: Severity;
  readonly track: Track;

  /** How it can be drilled. Every detection of the catalog says so. */
  readonly drill?: Drill;

  /** Controls and techniques that it covers, each with the name of its framework first. */
  readonly controls: readonly string[];

  /** CloudWatch Logs filter pattern, at most 1,024 characters. */
  readonly pattern: string;

  /**
   * Pattern for the EventBridge rule, if the rule has room for more conditions than `pattern`. It must match no other events.
   *
   * @default pattern
   */
  readonly rulePattern?: string;

  /** How its EventBridge rule differs from its alarm. */
  readonly urgentEvent?: UrgentEventFacts;

  /**
   * Number of matching events within one period that raises the alarm.
   *
   * @default 1
   */
  readonly threshold?: number;

  /**
   * Length of the period, in seconds: a multiple of 60.
   *
   * @default 300
   */
  readonly periodSeconds?: number;

  /**
   * URL of the runbook.
   *
   * @default `<id>.md` in the folder of the catalog's runbooks
   */
  readonly runbook?: string | undefined;
}

/** What raises the alarm. `silence`: a metric has stopped, so missing data raises it. `trouble`: a metric has values. */
export type PipelineSign = "silence" | "trouble";

/** A check of the pipeline that alarms depend on, as a row. */
export interface PipelineCheck {
  /** Unique, stable id in kebab-case, different from every detection's. The alarm has this name. */
  readonly id: string;

  /** What happened, for the notified person. */
  readonly title: string;

  /** Why that matters. */
  readonly why: string;
  readonly severity: AlarmSeverity;

  /** Page of `docs/runbooks`, without `.md`. Several checks may share one. */
  readonly runbook: string;

  /** Namespace and name of the metric. */
  readonly namespace: string;
  readonly metricName: string;
  readonly sign: PipelineSign;

  /**
   * Statistic of a period, and the value from which the alarm is raised.
   *
   * @default the sum, and 1
   */
  readonly measure?: { readonly statistic: "Maximum" | "SampleCount"; readonly threshold: number };

  /** Length of a period in seconds, and the number of consecutive periods that must show the sign. */
  readonly periodSeconds: number;
  readonly periods: number;
}
