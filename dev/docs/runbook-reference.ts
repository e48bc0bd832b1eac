import { readFileSync, writeFileSync } from "node:fs";
import type { Detection } from "../../detections/detection";
import { pipelineChecks } from "../../detections/pipeline-checks";
import { featureChecks } from "../../features/checks";
import { urgentEventsOf } from "../../detections/urgent-events";
import { allHunts, type Hunt } from "../../hunts/hunt";
import { huntQueryName } from "../../hunts/saved-query";
import { documentedDetections } from "./documented-detections";
import { relatedQueries } from "./related-queries";

const begin = "<!-- facts: written by `npm run docs` -->";
const end = "<!-- end of the facts -->";

/** The facts of a runbook that come from rows: of a detection, of a hunt, or of the alarms that share the page. */
export interface Facts {
  /** File of the runbook, from the root of the repository. */
  readonly page: string;
  readonly lines: readonly string[];
}

const checks = [...pipelineChecks, ...featureChecks];

/** The facts of every runbook whose rows have facts. */
export const runbookFacts = (): Facts[] => [
  ...documentedDetections.map((detection) => ({ page: pageOf(detection.id), lines: detectionFacts(detection) })),
  ...allHunts().map((hunt) => ({ page: pageOf(`hunt-${hunt.name}`), lines: huntFacts(hunt) })),
  ...[...new Set(checks.map(({ runbook }) => runbook))].map((runbook) => ({
    page: pageOf(runbook),
    lines: checkFacts(runbook),
  })),
];

const pageOf = (name: string): string => `docs/runbooks/${name}.md`;

/** Severity, reason and controls of a detection, when it is raised, and where to query. */
export function detectionFacts(detection: Detection): string[] {
  const { id, severity, why, controls } = detection;
  const queries = relatedQueries[id] ?? [];
  return [
    `Severity: ${severity}. ${why} Controls: ${controls.join("; ")}.`,
    "",
    `- **Raised:** ${raisedText(detection)}`,
    ...urgentTexts(detection).map((text) => `- **Urgent event:** ${text}`),
    "- **CloudWatch Logs Insights:** in the management account, on the log group `<prefix>-organization-trail`.",
    "- **Athena:** in the log-archive account, in the workgroup `<prefix>-audit`.",
    ...(queries.length === 0 ? [] : [`- **Saved queries:** ${queries.map(queryLink).join(", ")}.`]),
  ];
}

function raisedText({ severity, threshold = 1, periodSeconds = 300 }: Detection): string {
  if (severity === "watch") return "never. Matching events are only counted.";
  const minutes = periodSeconds / 60;
  const events = threshold === 1 ? "one matching event" : `${threshold} matching events`;
  return `by ${events} within ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}

/** How the message with the event differs from the alarm. */
function urgentTexts(detection: Detection): string[] {
  const { alarmOnly, widened, quieted } = detection.urgentEvent ?? {};
  if (urgentEventsOf([detection]).length === 0) return alarmOnly === undefined ? [] : [`none. ${alarmOnly}`];
  return [
    ["a message with the event arrives minutes before the alarm.", widened, quieted?.reason].filter(Boolean).join(" "),
  ];
}

/** Severity and controls of a hunt, the meaning of a row, and the first step. */
export function huntFacts(hunt: Hunt): string[] {
  const { name, severity, techniques, row, first, quietDays } = hunt;
  const controls = techniques.map((technique) => `ATT&CK ${technique}`).join("; ");
  return [
    `Severity: ${severity}. Hunt: [\`${name}\`](../../hunts/catalog/${name}.sql). Controls: ${controls}.`,
    "",
    `- **Row:** ${row}`,
    `- **First step:** ${first}`,
    `- **Quiet:** the same row notifies again after ${quietDays} days.`,
    `- **Saved query:** \`${huntQueryName(hunt)}\` returns all rows, without the limit of a message.`,
  ];
}

/** The alarms that share a runbook. */
export const checkFacts = (runbook: string): string[] => [
  "Alarms:",
  "",
  ...checks
    .filter((check) => check.runbook === runbook)
    .map(({ id, severity, title, why }) => `- \`${id}\`, ${severity}: ${title}. ${why}`),
];

const queryLink = (name: string): string => `[\`${name}\`](../../queries/${name}.sql)`;

/** A runbook with new facts between its markers. */
export function withFacts(page: string, text: string, lines: readonly string[]): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no facts; add the lines ${begin} and ${end}`);
  return `${before}${[begin, "", ...lines, "", end].join("\n")}${after}`;
}

if (require.main === module) {
  const facts = runbookFacts();
  for (const { page, lines } of facts) writeFileSync(page, withFacts(page, readFileSync(page, "utf8"), lines));
  console.log(`wrote the facts of ${facts.length} runbooks`);
}
