import type { Drill } from "./drill";

/**
 * Severity of a detection: `page` notifies at once, day and night; `notify` sends a message that can wait until morning; `watch`
 * only counts.
 */
export type Severity = "page" | "notify" | "watch";

/** Severities that notify people. */
export type AlarmSeverity = Exclude<Severity, "watch">;

/** Purpose of a pattern: `compliance` is the exact pattern that audit tools compare; `pager` is tuned for few false alarms. */
export type Track = "compliance" | "pager";

/** Differences between the EventBridge rule of a detection and its alarm. */
export interface UrgentEventFacts {
  /** Reason why a detection of severity `page` has only an alarm and no rule. */
  readonly alarmOnly?: string;

  /** Whether a detection of severity `notify` also has a rule, because its alarm alone would not contain the account and the call. */
  readonly isSent?: true;

  /** Reason why the rule matches more events than the alarm. */
  readonly widened?: string;

  /** Additional condition of the rule, so that one session does not cause a hundred notifications, and the reason. */
  readonly quieted?: { readonly condition: string; readonly reason: string };

  /** Whether the rule matches read-only calls. EventBridge sends them only to rules that request read-only calls. */
  readonly readingCalls?: true;
}

/** A detection, as a row. */
export interface Detection {
  /** Unique, stable id in kebab-case. The metric, the alarm and the runbook have this name. */
  readonly id: string;

  /** Description of the event, for the notified person. */
  readonly title: string;

  /** Reason why the event matters. */
  readonly why: string;
  readonly severity: Severity;
  readonly track: Track;

  /** The drill of the detection. Every detection of the catalog has this property. */
  readonly drill?: Drill;

  /** Controls and techniques that the detection covers. Each begins with the name of its framework. */
  readonly controls: readonly string[];

  /** CloudWatch Logs filter pattern, at most 1,024 characters. */
  readonly pattern: string;

  /**
   * Pattern for the EventBridge rule, which can have more conditions than `pattern`. It must not match events that `pattern` does not
   * match.
   *
   * @default pattern
   */
  readonly rulePattern?: string;

  /** Differences between the EventBridge rule and the alarm. */
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

/** Cause of the alarm. `silence`: the metric has no data. `trouble`: the metric has values. */
export type PipelineSign = "silence" | "trouble";

/** A check of the pipeline that alarms depend on, as a row. */
export interface PipelineCheck {
  /** Unique, stable id in kebab-case, different from every detection's. The alarm has this name. */
  readonly id: string;

  /** Description of the event, for the notified person. */
  readonly title: string;

  /** Reason why the event matters. */
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
