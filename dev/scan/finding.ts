/** Supported scanners. */
export type Scanner = "Checkov" | "Prowler";

/** A check that a resource fails. */
export interface Finding {
  readonly scanner: Scanner;

  /** Id of the check. */
  readonly check: string;

  /** The scanner's description of the check. */
  readonly title: string;

  /** The resource: its account, and its address or its name. */
  readonly resource: string;
}

/** An accepted finding, with a reason. */
export interface AcceptedFinding {
  readonly check: string;

  /**
   * Resources for which the finding is accepted.
   *
   * @default every resource
   */
  readonly resource?: RegExp;

  /** Reason, as a sentence for a reviewer. */
  readonly reason: string;
}

/** Findings with their reasons, findings without a reason, and checks whose reason matches no finding. */
export interface Verdict {
  readonly explained: readonly ExplainedFinding[];
  readonly unexplained: readonly Finding[];
  readonly unused: readonly string[];
}

export interface ExplainedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** Finds the reason of each finding. */
export function judge(
  findings: readonly Finding[],
  accepted: Readonly<Record<Scanner, readonly AcceptedFinding[]>>,
): Verdict {
  const used = new Set<AcceptedFinding>();
  const explained: ExplainedFinding[] = [];
  const unexplained: Finding[] = [];
  for (const finding of findings) {
    const row = accepted[finding.scanner].find(
      ({ check, resource }) => check === finding.check && (resource?.test(finding.resource) ?? true),
    );
    if (row === undefined) unexplained.push(finding);
    else {
      used.add(row);
      explained.push({ finding, reason: row.reason });
    }
  }
  const unused = Object.entries(accepted).flatMap(([scanner, rows]) =>
    rows.filter((row) => !used.has(row)).map(({ check }) => `${scanner} ${check}`),
  );
  return { explained, unexplained, unused };
}
