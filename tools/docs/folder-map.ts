import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { table } from "./markdown";
import { type SourceImport, sourceFiles, sourceImports } from "./source-imports";

const page = "docs/architecture.md";
const begin = "<!-- folder map: written by `npm run docs` -->";
const end = "<!-- end of the folder map -->";

/** Content of each source folder. */
const contents: Readonly<Record<string, string>> = {
  "main.ts": "The command `npm run synth`",
  aws: "Formats of AWS ids, names and ARNs, and the values that AWS accepts",
  config: "Loads and checks the configuration file, and reports its errors",
  "config/rules/readers":
    "Rejected combinations of settings about readers of the archive: outside the organization, and hunts",
  "config/schema/readers": "Settings of resources that read or copy the archive",
  "config/schema": "One `zod` schema for each group of settings, with defaults, descriptions and prices",
  "config/guardrails": "Denials of the policies of the organization, as rows of data",
  "config/rules": "Rejected combinations of settings, with one file for each subject",
  "config/names": "Names, prefixes and ARNs that several accounts must agree on",
  "config/derived": "Values computed from the configuration: regions in use, locations of tables, lifecycle days",
  detections: "Builders of patterns, urgent events, checks of the pipeline, rules of AWS Config",
  "detections/catalog": "The detections, as rows of data",
  "detections/engine": "Evaluates all detections over one event, for backtests",
  "detections/event-pattern": "Event patterns of EventBridge, built from filter patterns, with their limits",
  "detections/filter-pattern": "Filter patterns of CloudWatch Logs: parser and evaluation",
  "detections/filter-sql": "Filter patterns as SQL over the columns of a table, which matches the same events",
  exports: "The exports of the package: one file for each name that other projects import",
  hunts: "Hunts in SQL: reads their files, and composes one statement for several hunts",
  "hunts/catalog": "The hunts, with one file for each hunt",
  modules: "Constructs, by the resources that they create; a module takes values and never reads the configuration",
  "modules/account": "Providers and backend of the Terraform root of an account",
  "modules/archive": "Buckets of the archive, their lifecycle and replication",
  "modules/athena": "Glue tables, crawler, Athena workgroups and saved queries",
  "modules/aws-config": "Recorder, delivery channel, rules and aggregator of AWS Config",
  "modules/iam": "Policy documents, grants, denials, policies of the organization and encryption keys",
  "modules/dashboards": "Data source, data sets, charts and dashboard of Amazon QuickSight",
  "modules/hunts": "The state machine of the hunts, its messages, and the table of its notices",
  "modules/input": "Checks of the properties of the public constructs",
  "modules/lakehouse": "Job that runs `lakehouse/load.py`: its tables, application, roles, schedule and metrics",
  "modules/log-delivery": "Resources that deliver logs to the archive: flow logs, query logs, streams, subscriptions",
  "modules/monitoring": "Topics, alarms, dashboards, urgent events, the checks for silence",
  "modules/search": "OpenSearch domain, its pipelines and their queues",
  "modules/siem-feeds": "Topics, queues, roles and alarms of feeds for an external SIEM",
  "modules/sessions": "Session Manager preferences and policies",
  "modules/terraform": "Regions of resources, import blocks, `removed` blocks, outputs",
  "modules/trail": "CloudTrail trails and event data stores",
  "modules/verification": "Builds that run commands of this project on a schedule",
  queries: "Saved queries: `*.sql` for Athena, `live/*.logs` for the trail's log group",
  search: "Index templates, pipelines, monitors and dashboards of OpenSearch",
  "search/logs": "Index templates and pipelines of logs other than the events of CloudTrail",
  stacks: "One stack for each kind of account: reads the configuration, and passes values to modules",
  "stacks/account": "Resources of every account of the organization",
  "stacks/log-archive": "The log-archive account",
  "stacks/log-sources": "One row for each log source: its resources, and its statements in policies",
  "stacks/management": "The management account",
  "stacks/second-region": "Replicas of the archives in a second region, and their replication",
  "stacks/security-lake": "Tables of Amazon Security Lake instead of OCSF views: subscriber, links and grants",
  synthesis: "Defines the stacks, and writes their Terraform",
  tables: "Columns, partitions and formats of the tables, with one file for each table",
  "tables/dashboards": "Data sets of the dashboard in SQL, and its charts",
  "tables/fields": "The column of a table for each field of an event",
  "tables/lake": "Tables of the lakehouse, and views over them",
  "tables/ocsf": "Views in the Open Cybersecurity Schema Framework",
  tools: "The command line `trailkeeper`",
  "tools/accounts": "The command `accounts`",
  "tools/access-map": "The command `access-map`",
  "tools/addresses": "The command `npm run addresses`",
  "tools/aws-reader":
    "Reads accounts with their roles: limits the number of parallel requests, and never repeats a request",
  "tools/backtest": "The command `backtest`",
  "tools/bench": "The command `npm run bench`",
  "tools/bootstrap": "The command `bootstrap`",
  "tools/check": "The command `check`",
  "tools/check/checks": "The checks of the command `check`, with one file for each subject",
  "tools/config": "The command `config`",
  "tools/cost": "The command `cost`: lines of a bill, and the settings that save most",
  "tools/deploy": "The command `deploy`",
  "tools/deploy-policy": "The command `deploy-policy`",
  "tools/destinations": "Checks of CloudTrail and CloudWatch Logs when a trail or a subscription is created",
  "tools/digest-chain": "Verifies digests of CloudTrail, and the log files that they list",
  "tools/digests": "The command `digests`",
  "tools/docs": "The command `npm run docs`: generated pages",
  "tools/docs/commands": "Generated parts of the pages of commands and of hunts, with one file for each page",
  "tools/docs/pictures": "Draws the picture of docs/dashboards.md",
  "tools/docs/tables": "Writes the mappings of docs/ocsf.md",
  "tools/drill": "The command `drill`",
  "tools/event-bridge": "Input of an EventBridge target, from an event and an input template",
  "tools/evidence": "The command `evidence`",
  "tools/hold": "The command `hold`",
  "tools/iam-evaluator": "Evaluates policies as the documentation of IAM describes",
  "tools/init": "The command `init`",
  "tools/bucket-policy": "The command `bucket-policy`",
  "tools/legal-hold": "Places and lifts legal holds on the logs of a case",
  "tools/key-policy": "The command `key-policy`",
  "tools/local": "The command `npm run local`: the local AWS",
  "tools/local/lakehouse": "Installs Spark, for the tests of the lakehouse's job",
  "tools/local/recording": "Records calls on the local AWS as CloudTrail does, and counts the events",
  "tools/package": "The command `npm run build`: content of the npm package",
  "tools/plan-policy": "The command `plan-policy`",
  "tools/query": "The command `query`",
  "tools/report": "The command `report`: one page about a week or a month",
  "tools/review": "The command `review`",
  "tools/sample-data": "A sample day of events and logs",
  "tools/scale": "The command `npm run scale`: figures and pictures of docs/ten-thousand-accounts.md",
  "tools/scan": "The command `npm run scan`",
  "tools/shared": "Shared code of the commands: child processes, terminal, files",
  "tools/synth": "The command `synth`",
  "tools/take-down": "The command `take-down`",
  "tools/terraform-output": "Reads synthesized Terraform",
  "tools/verify": "The command `verify`",
  "tools/verify/guarantees": "The guarantees of the command `verify`, with one file for each subject",
};

/** Folders that the first picture omits. `aws` contains data that any folder can use, and `exports` only re-exports. */
const besidesThePicture: readonly string[] = ["aws", "exports"];

/** Folders that most folders import. The second picture omits them. */
const foundations: readonly string[] = ["modules/account", "modules/iam", "modules/terraform", "stacks/account"];

const topOf = (path: string): string => path.split("/")[0] ?? path;

/** The folder that represents a path: at most two levels. `main.ts` represents itself. */
const folderOf = (path: string): string =>
  path.includes("/") ? dirname(path).split("/").slice(0, 2).join("/") : `${path.replace(/\.ts$/, "")}.ts`;

/** Arrows between folders, each once, in alphabetical order. */
function arrows(imports: readonly SourceImport[], shown: (path: string) => string): [string, string][] {
  const all = imports.map(({ from, to }) => [shown(from), shown(to)] as const).filter(([from, to]) => from !== to);
  return [...new Set(all.map((arrow) => arrow.join(" ")))]
    .toSorted()
    .map((arrow) => arrow.split(" ") as [string, string]);
}

const nodeId = (folder: string): string => folder.replaceAll(/[^a-z]/g, "_");

function mermaid(direction: "TD" | "LR", all: readonly [string, string][]): string[] {
  const nodes = [...new Set(all.flat())].toSorted().map((folder) => `  ${nodeId(folder)}["${folder}"]`);
  const lines = all.map(([from, to]) => `  ${nodeId(from)} --> ${nodeId(to)}`);
  return ["```mermaid", `flowchart ${direction}`, ...nodes, ...lines, "```", ""];
}

/** The top folders, and their imports. */
export const foldersPicture = (imports: readonly SourceImport[]): string[] =>
  mermaid(
    "TD",
    arrows(
      imports.filter(({ from, to }) => ![from, to].some((path) => besidesThePicture.includes(topOf(path)))),
      (path) => topOf(folderOf(path)),
    ),
  );

/** The folders of `stacks/` and `modules/`, and their imports. */
export function roomsPicture(imports: readonly SourceImport[]): string[] {
  const isDrawn = (path: string): boolean =>
    ["stacks", "modules"].includes(topOf(path)) && !foundations.includes(folderOf(path));
  return mermaid(
    "LR",
    arrows(
      imports.filter(({ from, to }) => isDrawn(from) && isDrawn(to)),
      folderOf,
    ),
  );
}

/** The map of the folders: two pictures, and the content of each folder. */
export function folderMap(imports: readonly SourceImport[], files: readonly string[]): string {
  const folders = [...new Set(files.map(folderOf))];
  // `modules/` contains only folders
  const withTops = [...new Set([...folders, ...folders.map(topOf)])].toSorted();
  const rows = withTops.map((folder) => {
    const what = contents[folder];
    if (what === undefined) throw new Error(`tools/docs/folder-map.ts has no description of ${folder}; add a line`);
    return [folder.endsWith(".ts") ? `\`${folder}\`` : `\`${folder}/\``, what];
  });
  return [
    "An arrow means that the first folder imports from the second folder, types included. The picture omits `aws/`, which any",
    "folder may use, and `exports/`, which re-exports the public names.",
    "",
    ...foldersPicture(imports),
    "The next picture shows the folders of `stacks/` and `modules/`. It omits these folders, from which most folders import:",
    `${foundations.map((folder) => `\`${folder}/\``).join(", ")}.`,

    "",
    ...roomsPicture(imports),
    ...table(["Folder", "Content"], rows),
  ].join("\n");
}

/** A page with a new folder map between its markers. */
export function withFolderMap(text: string, map: string): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no folder map; add the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${map}\n${end}${after}`;
}

if (require.main === module) {
  writeFileSync(page, withFolderMap(readFileSync(page, "utf8"), folderMap(sourceImports(), sourceFiles())));
  console.log(`wrote ${page}`);
}
