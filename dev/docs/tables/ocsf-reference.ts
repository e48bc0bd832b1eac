import { readFileSync, writeFileSync } from "node:fs";
import { leavesOf } from "../../../tables/ocsf/attribute";
import { accountChanges, callVerbs, signIns } from "../../../tables/ocsf/iam-calls";
import { eventClasses, requiredOfAll } from "../../../tables/ocsf/event-classes";
import type { OcsfView } from "../../../tables/ocsf/ocsf-view";
import { ocsfViews } from "../../../tables/ocsf/views";
import { table } from "../../../shared/markdown-table";

const page = "docs/ocsf.md";
const begin = "<!-- mappings: written by `npm run docs` -->";
const end = "<!-- end of the mappings -->";

/** The attributes of every view, and the calls of each activity. */
export function mappings(): string {
  return [...ocsfViews([["cloudtrail"]]).flatMap(viewSection), ...activitySection()].join("\n");
}

function viewSection({ name, description, notes = [], classes, attributes }: OcsfView): string[] {
  const required = new Set([...requiredOfAll, ...classes.flatMap((one) => one.required)]);
  const rows = leavesOf(attributes).map(([path, { type, from }]) => [
    `\`${path}\`${isRequired(path, required) ? " (required)" : ""}`,
    `\`${type}\``,
    from.replaceAll("|", "\\|"),
  ]);
  return [
    `## ${name}`,
    "",
    `${description}: ${classes.map(({ name: title, uid }) => `${title} (${uid})`).join(", ")}.`,
    "",
    ...notes.map((note) => `- ${note}`),
    "",
    ...table(["Attribute", "Type", "From"], rows),
  ];
}

/** Whether an attribute is required. It counts as required if an object that contains it is required. */
function isRequired(path: string, required: ReadonlySet<string>): boolean {
  const parts = path.split(".");
  return parts.some((_, i) => required.has(parts.slice(0, i + 1).join(".")));
}

function activitySection(): string[] {
  const { accountChange, apiActivity } = eventClasses;
  const named = (activities: Readonly<Record<number, string>>, id: string) => activities[Number(id)] ?? "Other";
  const code = (names: readonly string[]) => names.map((one) => `\`${one}\``).join(", ");
  return [
    "## Calls and activities",
    "",
    `Authentication: ${code(signIns)} of \`sts\` and \`signin\`.`,
    "",
    "Account Change, of `iam`, `signin` and `account`:",
    "",
    ...table(
      ["Activity", "Calls"],
      Object.entries(accountChanges).map(([id, calls]) => [named(accountChange.activities, id), code(calls)]),
    ),
    "API Activity: every other call, by the verb with which its name begins. A call with another verb is `Read` if it only reads, and `Other` otherwise.",
    "",
    ...table(
      ["Activity", "Verbs"],
      Object.entries(callVerbs).map(([id, verbs]) => [named(apiActivity.activities, id), code(verbs)]),
    ),
  ];
}

/** A page with new mappings between its markers. */
export function withMappings(text: string, written: string): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no mappings; add the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${written}\n${end}${after}`;
}

if (require.main === module) {
  writeFileSync(page, withMappings(readFileSync(page, "utf8"), mappings()));
  console.log(`wrote ${page}`);
}
