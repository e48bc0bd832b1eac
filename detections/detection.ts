/**
 * How loud a detection is: `page` wakes somebody, `notify` can wait until morning, `watch` is counted and tells nobody.
 */
export type Severity = "page" | "notify" | "watch";

/** Severities that somebody is told of. */
export type AlarmSeverity = Exclude<Severity, "watch">;

/** What a pattern is for: `compliance` is the exact text an auditor's tool compares, `pager` is tuned to be right. */
export type Track = "compliance" | "pager";

/** Something worth noticing, as a row. */
export interface Detection {
  /** Unique, stable, in kebab-case: it names the metric, the alarm and the runbook. */
  readonly id: string;

  /** What happened, to the person who is told. */
  readonly title: string;

  /** Why that matters. */
  readonly why: string;
  readonly severity: Severity;
  readonly track: Track;

  /** Controls it satisfies and techniques it notices, each beginning with the name of its framework. */
  readonly controls: readonly string[];

  /** CloudWatch Logs filter pattern, 1,024 characters at most. */
  readonly pattern: string;

  /**
   * What the rule of EventBridge is made from, where it has room for what `pattern` has not. It matches nothing else.
   *
   * @default pattern
   */
  readonly rulePattern?: string;

  /**
   * Matching events within one period that set the alarm off.
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
   * Address of the runbook.
   *
   * @default `<id>.md` where the catalog's runbooks are
   */
  readonly runbook?: string | undefined;
}
