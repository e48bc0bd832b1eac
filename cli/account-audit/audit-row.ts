/** One thing that an audit reads in an account, or a reason why the audit cannot read it. */
export interface AuditRow {
  readonly id: string;

  /** The fix. Every message ends with the fix. */
  readonly fix: string;

  /** IAM actions that the audit needs. */
  readonly reads: readonly string[];
}

/** A fact that was read from AWS. */
export interface Fact {
  /** Description of the problem, with the names of the resources. */
  readonly text: string;

  /** Undefined if the fact has no region. */
  readonly region?: string;
}

/** A fact, and the row that found it. */
export interface Found<Row extends AuditRow> extends Fact {
  readonly row: Row;

  /** Whether the row is an obstacle: the fact is the reason why another row could not be read. */
  readonly isObstacle: boolean;
}
