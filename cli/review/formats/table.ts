import { styleText } from "node:util";
import type { Finding } from "../finding";
import type { Report } from "../report";
import { type Severity, severities } from "../rule";
import { printable } from "../../../shared/printable";
import { type Drawing, newTable } from "../../../shared/terminal";
import { clipDetail } from "./clipped";
import { type FindingGroup, addressText, groupFindings, rootsText } from "../summary";

/** Maximum number of details to print for a group. The JSON format has all details. */
const mostDetails = 5;

const colours = { critical: "red", high: "red", medium: "yellow", low: "gray" } as const;

/** A report for a terminal: a table with a line for each group of findings, then the details of each group. */
export function reportTable(report: Report, drawing: Drawing): string {
  const groups = groupFindings(report.findings);
  if (groups.length === 0) return headline(report);
  const table = newTable(["severity", "rule", "resource", "roots"], drawing);
  for (const group of groups) table.push(row(group, drawing));
  return [headline(report), "", table.toString(), "", ...groups.map(detailGroup)].join("\n");
}

/** The result in one line, and the notices about suppressions. */
export function headline({ findings, suppressed, roots, notices }: Report): string {
  const certain = findings.filter(({ isUnknown }) => !isUnknown);
  const counts = severities.flatMap((severity) => countText(certain, severity));
  const unknown = findings.length - certain.length;
  const parts = [
    certain.length === 0 ? "no findings" : counts.join(", "),
    ...(unknown > 0 ? [`${unknown} cannot be judged before apply`] : []),
    ...(suppressed.length > 0 ? [`${suppressed.length} suppressed`] : []),
  ];
  const lines = [`${parts.join("; ")} in ${roots.length} ${roots.length === 1 ? "root" : "roots"}`, ...notices];
  return lines.map(printable).join("\n");
}

function countText(findings: readonly Finding[], severity: Severity): string[] {
  const count = findings.filter(({ rule }) => rule.severity === severity).length;
  return count === 0 ? [] : [`${count} ${severity}`];
}

function row(group: FindingGroup, { isColoured }: Drawing): string[] {
  const [{ rule, isUnknown }] = group.findings;
  const severity = isUnknown ? `unknown (${rule.severity})` : rule.severity;
  const coloured = isColoured ? styleText(colours[rule.severity], severity, { validateStream: false }) : severity;
  return [coloured, rule.id, printable(addressText(group)), printable(rootsText(group.roots))];
}

function detailGroup(group: FindingGroup): string {
  const [first] = group.findings;
  const { rule, isUnknown, isDrift } = first;
  const details = [...new Set(group.findings.flatMap((finding) => finding.details))];
  const more = details.length - mostDetails;
  return [
    `${rule.severity}  ${rule.id}: ${isUnknown ? `cannot be judged before apply whether it ${rule.what}` : rule.what}`,
    `  resource  ${printable(addressText(group))}`,
    `  roots     ${printable(rootsText(group.roots))}`,
    ...details.slice(0, mostDetails).map((detail) => `  change    ${printable(clipDetail(detail))}`),
    ...(more > 0 ? [`            and ${more} more`] : []),
    ...(isDrift ? ["  where     changed outside Terraform, and the configuration agrees with it"] : []),
    `  why       ${rule.why}`,
    `  fix       ${rule.fix}`,
    "",
  ].join("\n");
}
