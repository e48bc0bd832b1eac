import type { Severity } from "../rule";
import type { Report } from "../report";
import { fingerprint } from "./fingerprint";

const severities: Readonly<Record<Severity, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
};

/**
 * A report for the Code Quality widget of a merge request in GitLab. It lacks suppressed findings, because the format has no field
 * for them.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export const reportCodeQuality = ({ findings }: Report): string =>
  JSON.stringify(
    findings.map(({ rule, root, address, attribute, isUnknown }) => ({
      description: `${address}: ${isUnknown ? `cannot be judged before apply whether it ${rule.what}` : rule.what}`,
      check_name: rule.id,
      fingerprint: fingerprint(rule.id, root, address, attribute ?? ""),
      severity: isUnknown ? "info" : severities[rule.severity],
      location: { path: root, lines: { begin: 1 } },
    })),
    undefined,
    2,
  );
