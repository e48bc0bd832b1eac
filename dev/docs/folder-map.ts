import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { features } from "../../features/all/features";
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
  "aws-semantics/event-pattern": "Event patterns of EventBridge, built from filter patterns, with their limits",
  "aws-semantics/filter-pattern": "Filter patterns of CloudWatch Logs: parser and evaluation",
  "aws-semantics/filter-sql": "Filter patterns as SQL over the columns of a table, which matches the same events",
  exports: "The exports of the package: one file for each name that other projects import",
  features: "Optional parts: one folder for each feature, and what the core asks of a feature",
  "features/all": "Lists of the parts of every feature, which `npm run docs` writes",
  "dev/features": "Writes the lists of features, and deletes a feature on trial",
  hunts: "Hunts in SQL: reads their files, and composes one statement for several hunts",
  "hunts/catalog": "The hunts, with one file for each hunt",
  modules: "Constructs, by the resources that they create; a module takes values and never reads the configuration",
  "modules/account": "Providers and backend of the Terraform root of an account",
  "modules/archive": "Buckets of the archive, their lifecycle and replication",
  "modules/athena": "Glue tables, crawler, Athena workgroups and saved queries",
  "modules/aws-config": "Recorder, delivery channel, rules and aggregator of AWS Config",
  "modules/iam": "Policy documents, grants, denials, policies of the organization and encryption keys",
  "modules/hunts": "The state machine of the hunts, its messages, and the table of its notices",
  "modules/input": "Checks of the properties of the public constructs",
  "modules/lakehouse": "Job that runs `lakehouse/load.py`: its tables, application, roles, schedule and metrics",
  "modules/log-delivery": "Resources that deliver logs to the archive: flow logs, query logs, streams, subscriptions",
  "modules/monitoring": "Topics, alarms, dashboards, urgent events, the checks for silence",
  "modules/search": "OpenSearch domain, its pipelines and their queues",
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
  "tables/fields": "The column of a table for each field of an event",
  "tables/lake": "Tables of the lakehouse, and views over them",
  "tables/ocsf": "Views in the Open Cybersecurity Schema Framework",
  cli: "The command line `trailkeeper`: what users run",
  shared: "Errors, files, child processes and the terminal, for every folder",
  "aws-semantics": "What AWS means: policies, patterns, targets and deliveries, in TypeScript",
  "aws-semantics/iam-comparison": "What a changed policy allows or denies that the old one did not",
  "aws-semantics/pattern-comparison": "Events that a changed pattern no longer matches",
  "local-aws": "The local AWS: emulator, engines, sample organization. No other folder imports it",
  dev: "What maintainers run: benchmarks, generated pages, scanners, the package",
  "terraform-types": "Synthesized Terraform and its resource types",
  "cli/accounts": "The command `accounts`",
  "cli/access-map": "The command `access-map`",
  "dev/addresses": "The command `npm run addresses`",
  "cli/aws-reader":
    "Reads accounts with their roles: limits the number of parallel requests, and never repeats a request",
  "cli/backtest": "The command `backtest`",
  "dev/bench": "The command `npm run bench`",
  "cli/bootstrap": "The command `bootstrap`",
  "cli/check": "The command `check`",
  "cli/check/checks": "The checks of the command `check`, with one file for each subject",
  "cli/config": "The command `config`",
  "cli/cost": "The command `cost`: lines of a bill, and the settings that save most",
  "cli/deploy": "The command `deploy`",
  "cli/deploy-policy": "The command `deploy-policy`",
  "aws-semantics/deliveries": "Checks of CloudTrail and CloudWatch Logs when a trail or a subscription is created",
  "cli/digest-chain": "Verifies digests of CloudTrail, and the log files that they list",
  "cli/digests": "The command `digests`",
  "dev/docs": "The command `npm run docs`: generated pages",
  "dev/docs/commands": "Generated parts of the pages of commands and of hunts, with one file for each page",
  "dev/docs/pictures": "Draws the picture of docs/dashboards.md",
  "dev/docs/tables": "Writes the mappings of docs/ocsf.md",
  "cli/drill": "The command `drill`",
  "aws-semantics/eventbridge": "Input of an EventBridge target, from an event and an input template",
  "cli/evidence": "The command `evidence`",
  "cli/hold": "The command `hold`",
  "aws-semantics/iam": "Evaluates policies as the documentation of IAM describes",
  "cli/init": "The command `init`",
  "cli/bucket-policy": "The command `bucket-policy`",
  "cli/legal-hold": "Places and lifts legal holds on the logs of a case",
  "cli/key-policy": "The command `key-policy`",
  "local-aws/lakehouse": "Installs Spark, for the tests of the lakehouse's job",
  "local-aws/recording": "Records calls on the local AWS as CloudTrail does, and counts the events",
  "dev/package": "The command `npm run build`: content of the npm package",
  "cli/plan-policy": "The command `plan-policy`",
  "cli/query": "The command `query`",
  "cli/report": "The command `report`: one page about a week or a month",
  "cli/review": "The command `review`",
  "local-aws/emulator": "Starts the emulator, with stand-ins for what it lacks",
  "local-aws/event-ruler": "Runs Event Ruler, the library behind EventBridge",
  "local-aws/opensearch": "Runs OpenSearch, for the tests of the search",
  "local-aws/terraform": "Runs Terraform with the provider from a mirror",
  "local-aws/trino": "Runs Trino, the engine behind Athena",
  "sample-data/detection-examples": "Events that a detection must match, and near misses",
  "sample-data/events": "A day of events of CloudTrail, with attacks",
  "sample-data/hunts": "Stories that a hunt must find, and ordinary months",
  "sample-data/logs": "Lines of every other log, as AWS delivers them",
  "sample-data": "A sample day of events and logs",
  "dev/scale": "The command `npm run scale`: figures and pictures of docs/ten-thousand-accounts.md",
  "dev/scan": "The command `npm run scan`",
  "cli/shared": "Shared code of the commands: options, accounts and roots chosen, tables",
  "cli/synth": "The command `synth`",
  "cli/take-down": "The command `take-down`",
  "terraform-types/synthesized": "Reads synthesized Terraform",
  "cli/verify": "The command `verify`",
  "cli/verify/guarantees": "The guarantees of the command `verify`, with one file for each subject",
};

/** Content of the folder of each feature. */
const featureContents: Readonly<Record<string, string>> = Object.fromEntries(
  features.map(({ name, summary }) => [`features/${name}`, summary]),
);

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
    const what = contents[folder] ?? featureContents[folder];
    if (what === undefined) throw new Error(`dev/docs/folder-map.ts has no description of ${folder}; add a line`);
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
