import { keysOf } from "../../shared/keys";
import { unnoticedCalls, unnoticedReasons } from "./abused-calls";
import {
  attackVersion,
  furtherTechniques,
  type Tactic,
  tactics,
  type Technique,
  techniques,
} from "./attack-techniques";
import { housekeeping } from "../../detections/catalog/housekeeping";
import { blindSpots } from "./blind-spots";
import { type Hunt, allHunts } from "../../hunts/hunt";
import { documentedDetections } from "./documented-detections";
import { type Outcome, emulatedAttacks, huntedAttacks } from "./emulated-attacks";
import { evasions } from "./evasions";
import { table } from "../../shared/markdown-table";
import { isNoticed, type Noticed, noticedBy } from "./noticed";
import { reasons } from "./reasons";

/** `docs/coverage.md`: every technique of the matrix, with the detections, hunts and queries that cover it, or the reason why nothing covers it. */
export function coveragePage(): string {
  const noticed = techniques.filter(({ id }) => isNoticed(id));
  return [
    "# Coverage",
    "",
    "Generated from `detections/` and `dev/docs/` by `npm run docs`: every technique and sub-technique that MITRE",
    `[ATT&CK](https://attack.mitre.org/) ${attackVersion} has for cloud, platform IaaS, and the detections, hunts and saved`,
    "queries that cover it. A detection matches the calls that its runbook names, not every way to attack. If hunts are enabled, a",
    "hunt reads the events of two days once a day. This page does not promise that every attack is detected.",
    "",
    `**${noticed.length} of ${techniques.length}** are covered: ${count(byPage)} by a detection of severity \`page\`, ${count(byAlarm)} by one of severity`,
    `\`notify\`, ${count(byWatch)} by one of severity \`watch\`, ${count(byHunt)} only by a hunt, and ${count(byQuery) || "none"} only by a saved query.`,
    "For each other technique, the page explains why nothing covers it.",
    "",
    ...overview(),
    ...keysOf(tactics).flatMap((tactic) => section(tactic)),
    ...further(),
    ...limits(),
    ...leftOut(),
    ...waysRound(),
    ...calls(),
    ...emulatedLines(),
  ].join("\n");
}

const severitiesOf = (id: string) => noticedBy(id).detections.map(({ severity }) => severity);
const byPage = (id: string) => severitiesOf(id).includes("page");
const byAlarm = (id: string) => !byPage(id) && severitiesOf(id).includes("notify");
const byWatch = (id: string) => !byPage(id) && !byAlarm(id) && severitiesOf(id).includes("watch");
const byHunt = (id: string) => severitiesOf(id).length === 0 && noticedBy(id).hunts.length > 0;
const byQuery = (id: string) => isNoticed(id) && severitiesOf(id).length === 0 && !byHunt(id);
const count = (holds: (id: string) => boolean) => techniques.filter(({ id }) => holds(id)).length;

const ofTactic = (tactic: Tactic) => techniques.filter((technique) => technique.tactics.includes(tactic));

function overview(): string[] {
  const rows = Object.entries(tactics).map(([tactic, name]) => {
    const all = ofTactic(tactic as Tactic);
    const noticed = all.filter(({ id }) => isNoticed(id)).length;
    const bar = "█".repeat(noticed) + "░".repeat(all.length - noticed);
    return [`[${name}](#${name.toLowerCase().replaceAll(" ", "-")})`, String(all.length), String(noticed), bar];
  });
  return table(["Tactic", "Techniques", "Noticed", "One square for each"], rows);
}

function section(tactic: Tactic): string[] {
  const rows = ofTactic(tactic).map((technique) => [link(technique), technique.name, evidence(technique)]);
  return [`## ${tactics[tactic]}`, "", ...table(["Technique", "Name", "Noticed by"], rows)];
}

function evidence({ id, otherwise }: Technique): string {
  return describe(noticedBy(id)) || `Nothing. ${otherwise ? reasons[otherwise] : ""}`;
}

function describe({ detections, hunts, queries, through }: Noticed): string {
  const alarms = detections.map(({ id, severity }) => `[${id}](runbooks/${id}.md) (${severity})`);
  const hunted = hunts.map(linkOfHunt);
  const covered = queries.map((name) => `[query: ${name}](../queries/${name}.sql)`);
  const found = [...alarms, ...hunted, ...covered].join(", ");
  return found && through.length > 0 ? `${through.join(", ")}: ${found}` : found;
}

const linkOfHunt = ({ name, severity }: Hunt): string => `[hunt: ${name}](runbooks/hunt-${name}.md) (${severity})`;

function link({ id }: Pick<Technique, "id">): string {
  return `[${id}](https://attack.mitre.org/techniques/${id.replace(".", "/")}/)`;
}

function further(): string[] {
  const rows = furtherTechniques.map(({ id, name }) => [link({ id }), name, describe(noticedBy(id))]);
  return [
    "## Beyond the matrix",
    "",
    "These techniques belong to other platforms, but are visible in AWS calls.",
    "",
    ...table(["Technique", "Name", "Noticed by"], rows),
  ];
}

function limits(): string[] {
  return [
    "## Limits of metric filters",
    "",
    ...table(
      ["Not matched", "Why", "Instead"],
      blindSpots.map(({ what, why, instead }) => [what, why, instead]),
    ),
  ];
}

/** Links to the detections whose pattern excludes a source address. */
function leavingOut(address: string): string {
  const excluding = documentedDetections.filter(({ pattern }) => pattern.includes(`$.sourceIPAddress != "${address}"`));
  return excluding.map(({ id }) => `[${id}](runbooks/${id}.md)`).join(", ");
}

function leftOut(): string[] {
  const rows = Object.values(housekeeping).map(({ address, does }) => [`\`${address}\``, does, leavingOut(address)]);
  return [
    "## Exceptions of detections",
    "",
    "No exception depends on something that a caller controls: a user agent, the name of a session, role or user, the text of a",
    "policy, or a service that works for the caller. Calls of a person through CloudFormation, Service Catalog, Cloud Control, Step",
    "Functions, Systems Manager or CodePipeline are not excepted. Only calls that a service sends for itself are excepted",
    "([0031](decisions/0031-exclusions-not-caller-controlled.md)).",
    "",
    ...table(["Source address", "Calls", "Excepted from"], rows),
  ];
}

function waysRound(): string[] {
  const rows = evasions.map(({ detections, what, why }) => [
    detections.map((id) => `[${id}](runbooks/${id}.md)`).join(", "),
    what,
    why,
  ]);
  return [
    "## Known evasions",
    "",
    "A test changes every example of a detection in each way that a caller can choose (`__tests__/contracts/evasion.test.ts`). The",
    "changed example must still match a detection of severity `page`, or at least another detection. These evasions remain.",
    "",
    ...table(["Detection", "Evaded by", "Why"], rows),
  ];
}

function calls(): string[] {
  const rows = Object.entries(unnoticedReasons).map(([reason, text]) => [
    text,
    Object.keys(unnoticedCalls)
      .filter((call) => unnoticedCalls[call] === reason)
      .map((call) => `\`${call.replace(" ", ":")}\``)
      .join(", "),
  ]);
  return [
    "## Abused calls without a detection",
    "",
    "Public incident reports and catalogs of emulated attacks name many calls that change resources. A detection matches each of",
    "these calls, except the following.",
    "",
    ...table(["Why", "Calls"], rows),
  ];
}

function emulatedLines(): string[] {
  const outcomes = Object.entries(emulatedAttacks);
  const noticed = outcomes.flatMap(([attack, by]) => ("unnoticed" in by ? [] : [[attack, by] as const]));
  const severities = noticed.map(([, by]) => by.map(severityOf));
  const onlyHunted = outcomes.filter(([attack, by]) => "unnoticed" in by && attack in huntedAttacks);
  const loudest = (severity: string) => severities.filter((each) => each.includes(severity)).length;
  const notifying = severities.filter((each) => !each.includes("page") && each.includes("notify")).length;
  return [
    "## Recorded attacks",
    "",
    "[Stratus Red Team](https://stratus-red-team.cloud/attack-techniques/AWS/) emulates attacks, and publishes the events that",
    `CloudTrail recorded of ${outcomes.length} of them. **${noticed.length} are detected**: ${loudest("page")} with severity \`page\`, ${notifying} with`,
    `\`notify\`, and ${noticed.length - loudest("page") - notifying} with \`watch\`. They are also detected when they use another service, such as`,
    "CloudFormation, another user agent, or a role with a harmless name",
    "(`__tests__/contracts/recorded/emulated-attacks/`). None of these detections depends on the user agent of the tool.",
    `Only hunts find ${onlyHunted.length} more. A hunt is listed if it finds the recorded events alone`,
    "(`__tests__/local/hunts-in-recorded-attacks.test.ts`). Hunts that compare with earlier days need a caller that is known.",
    "",
    ...table(
      ["Attack", "Noticed by"],
      outcomes.map(([attack, by]) => [`\`${attack}\``, outcomeText(attack, by)]),
    ),
  ];
}

const severityOf = (id: string): string =>
  documentedDetections.find((detection) => detection.id === id)?.severity ?? "";

function outcomeText(attack: string, outcome: Outcome): string {
  const hunts = allHunts().filter(({ name }) => huntedAttacks[attack]?.includes(name));
  const hunted = hunts.map(linkOfHunt).join(", ");
  if ("unnoticed" in outcome) return `${hunted || "Nothing"}. ${outcome.unnoticed}`;
  const detected = outcome.map((id) => `[${id}](runbooks/${id}.md) (${severityOf(id)})`);
  return [...detected, hunted].filter((text) => text !== "").join(", ");
}
