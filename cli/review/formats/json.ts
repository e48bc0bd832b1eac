import type { Finding } from "../finding";
import type { Report } from "../report";

/** A report for programs. */
export const reportJson = ({ roots, findings, suppressed, notices }: Report): string =>
  JSON.stringify(
    {
      roots,
      findings: findings.map(inJson),
      suppressed: suppressed.map(({ finding, suppression: { reason, expires } }) => ({
        ...inJson(finding),
        reason,
        expires,
      })),
      notices,
    },
    undefined,
    2,
  );

const inJson = ({ rule, root, address, type, attribute, details, isUnknown, isDrift }: Finding) => ({
  rule: rule.id,
  severity: rule.severity,
  root,
  address,
  type,
  ...(attribute !== undefined && { attribute }),
  details,
  unknown: isUnknown,
  drift: isDrift,
  what: rule.what,
  why: rule.why,
  fix: rule.fix,
});
