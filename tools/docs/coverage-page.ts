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
import { documentedDetections } from "./documented-detections";
import { type Outcome, emulatedAttacks } from "./emulated-attacks";
import { evasions } from "./evasions";
import { table } from "./markdown";
import { type Noticed, noticedBy } from "./noticed";
import { reasons } from "./reasons";

/** `docs/coverage.md`: every technique of the matrix, and what detects it or why nothing does. */
export function coveragePage(): string {
  const noticed = techniques.filter(({ id }) => isNoticed(id));
  return [
    "# Coverage",
    "",
    "Generated from `detections/` and `tools/docs/` by `npm run docs`: every technique and sub-technique that MITRE",
    `[ATT&CK](https://attack.mitre.org/) ${attackVersion} has for cloud, platform IaaS, and the detections and saved questions`,
    "that notice it. A detection notices the calls that its runbook names, not every way there is: no page like this says",
    "that an attack cannot pass.",
    "",
    `**${noticed.length} of ${techniques.length}** are noticed: ${count(byPage)} by a detection that wakes somebody, ${count(byAlarm)} by one that tells`,
    `somebody, ${count(byWatch)} more are counted, ${noticed.length - count(byPage) - count(byAlarm) - count(byWatch)} only answered by a question. The others have a reason.`,
    "",
    ...overview(),
    ...Object.keys(tactics).flatMap((tactic) => section(tactic as Tactic)),
    ...further(),
    ...limits(),
    ...leftOut(),
    ...waysRound(),
    ...calls(),
    ...emulated(),
  ].join("\n");
}

const severitiesOf = (id: string) => noticedBy(id).detections.map(({ severity }) => severity);
const byPage = (id: string) => severitiesOf(id).includes("page");
const byAlarm = (id: string) => !byPage(id) && severitiesOf(id).includes("notify");
const byWatch = (id: string) => !byPage(id) && !byAlarm(id) && severitiesOf(id).includes("watch");
const count = (holds: (id: string) => boolean) => techniques.filter(({ id }) => holds(id)).length;

function isNoticed(id: string): boolean {
  const { detections, questions } = noticedBy(id);
  return detections.length + questions.length > 0;
}

const ofTactic = (tactic: Tactic) => techniques.filter((technique) => technique.tactics.includes(tactic));

function overview(): string[] {
  const rows = Object.entries(tactics).map(([tactic, name]) => {
    const all = ofTactic(tactic as Tactic);
    const noticed = all.filter(({ id }) => isNoticed(id)).length;
    const bar = "█".repeat(noticed) + "░".repeat(all.length - noticed);
    return [`[${name}](#${name.toLowerCase().replaceAll(" ", "-")})`, String(all.length), String(noticed), bar];
  });
  return table(["Tactic", "Techniques", "Noticed", "Each one a square"], rows);
}

function section(tactic: Tactic): string[] {
  const rows = ofTactic(tactic).map((technique) => [link(technique), technique.name, evidence(technique)]);
  return [`## ${tactics[tactic]}`, "", ...table(["Technique", "Name", "Noticed by"], rows)];
}

function evidence({ id, otherwise }: Technique): string {
  return describe(noticedBy(id)) || `Nothing. ${otherwise ? reasons[otherwise] : ""}`;
}

function describe({ detections, questions, through }: Noticed): string {
  const alarms = detections.map(({ id, severity }) => `[${id}](runbooks/${id}.md) (${severity})`);
  const asked = questions.map((name) => `[question: ${name}](../queries/${name}.sql)`);
  const found = [...alarms, ...asked].join(", ");
  return found && through.length > 0 ? `${through.join(", ")}: ${found}` : found;
}

function link({ id }: Pick<Technique, "id">): string {
  return `[${id}](https://attack.mitre.org/techniques/${id.replace(".", "/")}/)`;
}

function further(): string[] {
  const rows = furtherTechniques.map(({ id, name }) => [link({ id }), name, describe(noticedBy(id))]);
  return [
    "## Beyond the matrix",
    "",
    "Techniques of other platforms that show in the calls of AWS all the same.",
    "",
    ...table(["Technique", "Name", "Noticed by"], rows),
  ];
}

function limits(): string[] {
  return [
    "## What no metric filter notices",
    "",
    ...table(
      ["What", "Why", "Instead"],
      blindSpots.map(({ what, why, instead }) => [what, why, instead]),
    ),
  ];
}

/** The detections whose pattern excludes an address. */
function leavingOut(address: string): string {
  const excluding = documentedDetections.filter(({ pattern }) => pattern.includes(`$.sourceIPAddress != "${address}"`));
  return excluding.map(({ id }) => `[${id}](runbooks/${id}.md)`).join(", ");
}

function leftOut(): string[] {
  const rows = Object.values(housekeeping).map(({ address, does }) => [`\`${address}\``, does, leavingOut(address)]);
  return [
    "## What a detection leaves out",
    "",
    "No exception rests on what a caller controls: user agent, session, role or user name, words of a policy, or the service",
    "that somebody sends. Whoever acts through CloudFormation, Service Catalog, Cloud Control, Step Functions, Systems Manager,",
    "CodePipeline or another such service counts as that person. Left out are services at calls that they make by themselves",
    "([0031](decisions/0031-nobody-chooses-an-exception.md)).",
    "",
    ...table(["Address", "What it does", "Left out of"], rows),
  ];
}

function waysRound(): string[] {
  const rows = evasions.map(({ detections, what, why }) => [
    detections.map((id) => `[${id}](runbooks/${id}.md)`).join(", "),
    what,
    why,
  ]);
  return [
    "## Ways round a detection that remain",
    "",
    "Every example of a detection is tried in each disguise (`__tests__/unit/detections/evasion.test.ts`): it still pages, or is at",
    "least noticed. These ways remain.",
    "",
    ...table(["Detection", "With", "Why"], rows),
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
    "## Abused calls that are not noticed",
    "",
    "Public reports of incidents and catalogs of emulated attacks name many calls that change something. Each of them is",
    "noticed by a detection, but for these.",
    "",
    ...table(["Why", "Calls"], rows),
  ];
}

function emulated(): string[] {
  const outcomes = Object.entries(emulatedAttacks);
  const noticed = outcomes.flatMap(([attack, by]) => ("unnoticed" in by ? [] : [[attack, by] as const]));
  const severities = noticed.map(([, by]) => by.map(severityOf));
  const loudest = (severity: string) => severities.filter((each) => each.includes(severity)).length;
  const told = severities.filter((each) => !each.includes("page") && each.includes("notify")).length;
  return [
    "## Recorded attacks",
    "",
    "[Stratus Red Team](https://stratus-red-team.cloud/attack-techniques/AWS/) emulates attacks, and publishes the events that",
    `CloudTrail recorded of ${outcomes.length} of them. **${noticed.length} are noticed**: ${loudest("page")} by a detection that pages, ${told} by one that`,
    `notifies, ${noticed.length - loudest("page") - told} are counted. They are also noticed when they are made through another service, such as`,
    "CloudFormation, with another user agent, or from a role of a name that looks harmless",
    "(`__tests__/contracts/recorded/emulated-attacks/`). The user agent of the tool is not what gives them away.",
    "",
    ...table(
      ["Attack", "Noticed by"],
      outcomes.map(([attack, by]) => [`\`${attack}\``, outcomeText(by)]),
    ),
  ];
}

const severityOf = (id: string): string =>
  documentedDetections.find((detection) => detection.id === id)?.severity ?? "";

function outcomeText(outcome: Outcome): string {
  if ("unnoticed" in outcome) return `Nothing. ${outcome.unnoticed}`;
  return outcome.map((id) => `[${id}](runbooks/${id}.md) (${severityOf(id)})`).join(", ");
}
