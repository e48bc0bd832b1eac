import { readFileSync, writeFileSync } from "node:fs";
import type { Detection } from "../../../detections/detection";
import { type DrillNames, drillPrefix, drillServices } from "../../../detections/drill";
import { urgentEventsOf } from "../../../detections/urgent-events";
import { documentedDetections } from "../documented-detections";
import { table } from "../../../shared/markdown-table";

const page = "docs/drill.md";
const begin = "<!-- drills: written by `npm run docs` -->";
const end = "<!-- end of the drills -->";

/** Placeholders for the names of an organization. */
const names: DrillNames = {
  name: `${drillPrefix}…`,
  uuid: "…",
  hex: "…",
  partition: "aws",
  region: "…",
  accountId: "…",
  nobody: "an account id that does not exist",
  prefix: "<prefix>",
  trailLogGroupName: "the log group of the trail",
  trailBucketName: "the trail archive",
  databaseName: "the database of the tables",
  topicArn: "the page topic",
};

/** The drill of every detection, as tables. */
export function drillTables(): string {
  const urgent = new Set(urgentEventsOf(documentedDetections).map(({ detection }) => detection.id));
  const rows = documentedDetections.toSorted((a, b) => a.id.localeCompare(b.id));
  return [
    ...section("Drilled", ["Detection", "Call", "Reason why it changes nothing", "Ways"], rows.flatMap(byCall(urgent))),
    ...section("Drilled by hand", ["Detection", "Command"], rows.flatMap(byCommand)),
    ...section("Not drilled", ["Detection", "Why"], rows.flatMap(byNothing)),
  ].join("\n");
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [`### ${title}: ${rows.length}`, "", ...table(head, rows)];
}

const byCall =
  (urgent: ReadonlySet<string>) =>
  (detection: Detection): string[][] => {
    const { id, severity, threshold = 1, drill } = detection;
    if (drill === undefined || !("call" in drill)) return [];
    const { service, operation, input, because } = drill.call;
    const times = threshold === 1 ? "" : `${threshold} times `;
    const call = `${times}\`${drillServices[service].source}:${operation}\` ${inputText(input(names))}`.trim();
    const ways = [severity === "watch" ? "metric" : "alarm", ...(urgent.has(id) ? ["event"] : [])];
    return [[runbook(id), call, because, ways.join(", ")]];
  };

const byCommand = ({ id, drill }: Detection): string[][] =>
  drill !== undefined && "byHand" in drill ? [[runbook(id), `\`${drill.byHand}\``]] : [];

const byNothing = ({ id, drill }: Detection): string[][] =>
  drill !== undefined && "none" in drill ? [[runbook(id), drill.none]] : [];

const runbook = (id: string): string => `[${id}](runbooks/${id}.md)`;

/** The input as JSON, without characters that end a table cell or a code span. */
function inputText(input: Readonly<Record<string, unknown>>): string {
  return Object.keys(input).length === 0 ? "" : `\`${JSON.stringify(input).replaceAll(/[|`]/g, "")}\``;
}

/** A page with new drills between its markers. */
export function withDrills(text: string, drills: string): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no drills; add the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${drills}\n${end}${after}`;
}

if (require.main === module) {
  writeFileSync(page, withDrills(readFileSync(page, "utf8"), drillTables()));
  console.log(`wrote ${page}`);
}
