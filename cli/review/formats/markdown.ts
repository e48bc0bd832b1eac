import type { Finding } from "../finding";
import type { Report } from "../report";
import { type FindingGroup, addressText, groupFindings, rootsText } from "../summary";
import { clipDetail } from "./clipped";
import { headline } from "./table";

/** First line of a comment. The next run finds the comment by it. */
export const marker = "<!-- trailkeeper review -->";

/** Maximum characters of the report. GitHub accepts 65,536 characters in a comment. A pipeline can add the rest. */
const mostCharacters = 64_000;

/** Maximum number of details of one group. */
const mostDetails = 10;

/**
 * A report for a comment on a pull request: a table over all roots, then collapsed details. Entries without room are only counted.
 */
export function reportMarkdown(report: Report): string {
  const groups = groupFindings(report.findings);
  const [title = "", ...notices] = headline(report).split("\n");
  const head = [marker, "### Review of the audit logging", "", `**${escapeText(title)}**`, ""];
  const shown = notices.slice(0, mostDetails).map((notice) => `- ${escapeText(clipDetail(notice))}`);
  const leftOut = notices.length > mostDetails ? [`- and ${notices.length - mostDetails} more notices`] : [];
  const begin = [...head, ...shown, ...leftOut, ""].join("\n");
  if (groups.length === 0) return `${begin}\n`;
  const columns = ["| Severity | The change | Resources | Roots |", "| --- | --- | --: | --- |"];
  const half = mostCharacters / 2;
  const table = takeFitting(rulesOf(groups).map(row), half, "rows");
  const room = mostCharacters - begin.length - table.join("\n").length - 200;
  return [begin, ...columns, ...table, "", ...takeFitting(groups.map(foldGroup), room, "findings"), ""].join("\n");
}

/** As many parts as fit, and the number of omitted parts. */
function takeFitting(parts: readonly string[], room: number, what: string): string[] {
  let used = 0;
  const count = parts.findIndex((part) => (used += part.length + 1) > room);
  if (count === -1) return [...parts];
  const more = `${parts.length - count} more ${what} are omitted, because the length of a comment is limited. The JSON format has all of them.`;
  return [...parts.slice(0, count), "", more];
}

/** The groups of each rule, in order. Each rule is one row of the table. */
function rulesOf(groups: readonly FindingGroup[]): FindingGroup[][] {
  const rules = new Map<string, FindingGroup[]>();
  for (const group of groups) {
    const [{ rule, isUnknown }] = group.findings;
    const key = `${rule.id} ${isUnknown}`;
    const known = rules.get(key);
    if (known === undefined) rules.set(key, [group]);
    else known.push(group);
  }
  return [...rules.values()];
}

function row(groups: readonly FindingGroup[]): string {
  const findings = groups.flatMap((group) => group.findings);
  const [{ rule, isUnknown }] = findings as [Finding, ...Finding[]];
  const severity = isUnknown ? `unknown (${rule.severity})` : rule.severity;
  const roots = [...new Set(groups.flatMap((group) => group.roots))].toSorted();
  const change = `${escapeText(changeOf({ rule, isUnknown }))}<br>${code(rule.id)}`;
  return `| ${severity} | ${change} | ${findings.length} | ${escapeText(rootsText(roots))} |`;
}

const changeOf = ({ rule, isUnknown }: Pick<Finding, "rule" | "isUnknown">): string =>
  isUnknown ? `cannot be judged before apply whether it ${rule.what}` : rule.what;

function foldGroup(group: FindingGroup): string {
  const [{ rule, isDrift, isUnknown }] = group.findings;
  const details = [...new Set(group.findings.flatMap((finding) => finding.details))];
  return [
    "<details>",
    `<summary><b>${rule.severity}</b> ${escapeText(changeOf({ rule, isUnknown }))}: ${code(addressText(group))}</summary>`,
    "",
    `${code(rule.id)} in ${escapeText(rootsText(group.roots))}`,
    "",
    ...details.slice(0, mostDetails).map((detail) => `- ${code(clipDetail(detail))}`),
    ...(details.length > mostDetails ? [`- and ${details.length - mostDetails} more`] : []),
    ...(isDrift ? ["", "It was changed outside Terraform, and the configuration agrees with it."] : []),
    "",
    `Why: ${escapeText(rule.why)} Fix: ${escapeText(rule.fix)}`,
    "",
    "</details>",
    "",
  ].join("\n");
}

/** Escapes Markdown and HTML. An address can contain any text, such as a mention of a user. */
const escapeText = (text: string): string =>
  text.replaceAll(/[\p{Cc}&<>"'`*_~#!|@\\[\](){}]/gu, (character) => `&#${character.codePointAt(0)};`);

const code = (text: string): string => `<code>${escapeText(text)}</code>`;
