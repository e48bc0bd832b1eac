/** How loud an alarm is: `page` wakes somebody, `notify` can wait until morning. */
export type Severity = "page" | "notify";

/** Something worth an alarm, as a row. */
export interface Detection {
  /** Unique, stable, in kebab-case: it names the metric, the alarm and the runbook. */
  readonly id: string;

  /** What happened, to the person who is told. */
  readonly title: string;

  /** Why that matters. */
  readonly why: string;
  readonly severity: Severity;

  /** Controls it satisfies. */
  readonly controls: readonly string[];

  /** CloudWatch Logs filter pattern, 1,024 characters at most. */
  readonly pattern: string;
}
