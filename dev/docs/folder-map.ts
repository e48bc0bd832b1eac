import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { features } from "../../features/all/features";
import { table } from "../../shared/markdown-table";
import { type SourceImport, sourceFiles, sourceImports } from "./source-imports";

const page = "docs/architecture.md";
const begin = "<!-- folder map: written by `npm run docs` -->";
const end = "<!-- end of the folder map -->";

/**
 * Content of each source folder, as one sentence without "and". A folder whose sentence needs "and" is two folders.
 */
export const contents: Readonly<Record<string, string>> = {
  "main.ts": "The command `npm run synth`",
  "aws-semantics":
    "What AWS means by policies, patterns, targets, deliveries, ids, in TypeScript; imports only `shared`",
  "aws-semantics/deliveries":
    "Checks that CloudTrail or CloudWatch Logs makes when a trail or a subscription is created",
  "aws-semantics/event-pattern": "Event patterns of EventBridge, built from filter patterns, with their limits",
  "aws-semantics/eventbridge": "Input of an EventBridge target, from an event with an input template",
  "aws-semantics/filter-pattern": "Filter patterns of CloudWatch Logs: parser, evaluation",
  "aws-semantics/filter-pattern/regex": "Regular expressions of filter patterns, as automata",
  "aws-semantics/filter-sql": "Filter patterns as SQL over the columns of a table, which matches the same events",
  "aws-semantics/iam": "Evaluates policies as the documentation of IAM describes",
  "aws-semantics/iam-comparison": "What a changed policy allows or denies that the old one did not",
  "aws-semantics/pattern-comparison": "Events that a changed pattern no longer matches",
  "aws-semantics/values": "Values that AWS accepts, such as the forms of ids, names, ARNs",
  cli: "The command line `trailkeeper`: what users run",
  "cli/access-map": "The command `access-map`",
  "cli/account-audit": "The engine of every audit: reads the account of each synthesized root",
  "cli/accounts": "The command `accounts`",
  "cli/aws-reader": "Reads accounts with their roles: limits the number of parallel requests, never repeats a request",
  "cli/backtest": "The command `backtest`",
  "cli/backtest/athena": "Backtests as SQL on the archive",
  "cli/backtest/quiet": "Suggests events that a detection could ignore",
  "cli/backtest/reading": "Reads events from log files",
  "cli/bootstrap": "The command `bootstrap`",
  "cli/policy": "The command `policy`",
  "cli/policy/bucket": "The policy of a trail bucket that its owner manages",
  "cli/check": "The command `check`",
  "cli/check/checks": "The checks of the command `check`, with one file for each subject",
  "cli/config": "The command `config`",
  "cli/cost": "The command `cost`: lines of a bill, with the settings that save most",
  "cli/deploy": "The command `deploy`",
  "cli/policy/deploy": "The policies of the role that deploys",
  "cli/digests": "The command `digests`: verifies digests of CloudTrail with the log files that they list",
  "cli/drill": "The command `drill`",
  "cli/evidence": "The command `evidence`",
  "cli/hold": "The command `hold`: legal holds on the logs of a case",
  "cli/init": "The command `init`",
  "cli/policy/key": "The policy of a key of your own",
  "cli/policy/plan": "The policy of a role that plans",
  "cli/policy/drill": "The policy of a role that runs drills",
  "cli/query": "The command `query`",
  "cli/report": "The command `report`: one page about a week or a month",
  "cli/review": "The command `review`",
  "cli/review/formats": "Findings of the command `review` in each of its formats",
  "cli/review/reading": "Compares synthesized outputs, joins the changes of one object, finds secrets",
  "cli/review/rules": "The rules of the command `review`, with one file for each subject",
  "cli/shared": "Shared code of the commands: options, chosen accounts, chosen roots, tables",
  "cli/synth": "The command `synth`",
  "cli/take-down": "The command `take-down`",
  "cli/verify": "The command `verify`",
  "cli/verify/guarantees": "The guarantees of the command `verify`, with one file for each subject",
  config: "Loads the configuration file, or reports its errors",
  "config/derived": "Values computed from the configuration: regions in use, locations of tables, lifecycle days",
  "config/guardrails": "Denials of the policies of the organization, as rows of data",
  "config/names": "Names, prefixes, ARNs that several accounts must agree on",
  "config/rules": "Rejected combinations of settings, with one file for each subject",
  "config/rules/readers": "Rejected combinations of settings of those who read the archive",
  "config/schema": "One `zod` schema for each group of settings, with defaults, descriptions, prices",
  "config/schema/log-sources": "One `zod` schema for each log source",
  "config/schema/readers": "Settings of resources that read or copy the archive",
  detections: "Builders of patterns, urgent events, checks of the pipeline, rules of AWS Config",
  "detections/catalog": "The detections, as rows of data",
  "detections/engine": "Evaluates all detections over one event, for backtests",
  dev: "What maintainers run: benchmarks, generated pages, scanners, the package",
  "dev/addresses": "The command `npm run addresses`",
  "dev/bench": "The command `npm run bench`",
  "dev/docs": "The command `npm run docs`: generated pages",
  "dev/docs/commands": "Generated parts of the pages of commands, with one file for each page",
  "dev/docs/pictures": "Pictures of generated pages, with their sample data",
  "dev/docs/tables": "Writes the mappings of docs/ocsf.md",
  "dev/features": "Writes the lists of features",
  "dev/package": "The command `npm run build`: content of the npm package",
  "dev/scan": "The command `npm run scan`",
  exports: "The exports of the package: one file for each name that other projects import",
  features: "Optional parts, each in its own folder",
  "features/all": "Lists of the parts of every feature, which `npm run docs` writes",
  hunts: "Hunts in SQL: reads their files, composes one statement for several hunts",
  "local-aws": "The local AWS, with a sample organization; only `dev` imports it",
  "local-aws/emulator": "Starts the emulator, with stand-ins for what it lacks",
  "local-aws/emulator/semantics": "Evaluates for the emulator what AWS would do, over HTTP",
  "local-aws/event-ruler": "Runs Event Ruler, the library behind EventBridge",
  "local-aws/lakehouse": "Runs the job of the lakehouse with Spark",
  "local-aws/opensearch": "Runs OpenSearch, for the tests of the search",
  "local-aws/recording": "Records calls on the local AWS as CloudTrail does",
  "local-aws/terraform": "Runs Terraform with the provider from a mirror",
  "local-aws/trino": "Runs Trino, the engine behind Athena",
  modules: "Constructs, by the resources that they create; a module takes values, never the configuration",
  "modules/account": "Providers with the backend of the Terraform root of an account",
  "log-sources": "What the accounts share with the archive: the options of log sources, their prefixes, their roles",
  "modules/archive": "Buckets of the archive, with lifecycle, replication",
  "modules/athena": "Glue tables, crawler, Athena workgroups, saved queries",
  "modules/aws-config": "Recorder, delivery channel, rules, aggregator of AWS Config",
  "modules/hunts": "The state machine of the hunts, its messages, the table of its notices",
  "modules/iam": "Policy documents, denials, policies of the organization, encryption keys",
  "modules/iam/grants": "Statements that let services or accounts use the archive, with one file for each grantee",
  "modules/input": "Checks of the properties of the public constructs",
  "modules/lakehouse": "Job that runs `lakehouse/load.py`: its tables, application, roles, schedule, metrics",
  "modules/log-delivery": "Resources that deliver logs to the archive: flow logs, query logs, streams, subscriptions",
  "modules/monitoring": "Topics, alarms, dashboards, urgent events, the checks for silence",
  "modules/sessions": "Preferences of Session Manager, with the policies that enforce them",
  "modules/terraform": "Regions of resources, import blocks, `removed` blocks, outputs",
  "modules/trail": "CloudTrail trails, event data stores",
  queries: "Saved queries: `*.sql` for Athena, `live/*.logs` for the trail's log group",
  "sample-data": "A sample day of logs, in memory",
  "sample-data/detection-examples": "Events that a detection must match, with near misses",
  "sample-data/events": "A day of events of CloudTrail, with attacks",
  "sample-data/logs": "Lines of every other log, as AWS delivers them",
  shared: "What needs neither AWS nor a configuration: errors, files, processes, the terminal",
  stacks: "One stack for each kind of account: passes values of the configuration to modules",
  "stacks/account": "Resources of every account of the organization",
  "stacks/log-archive": "The log-archive account",
  "stacks/log-sources": "One row for each log source: its resources, its statements in policies",
  "stacks/management": "The management account",
  "stacks/second-region": "Replicas of the archives in a second region",
  "stacks/security-lake": "Tables of Amazon Security Lake instead of OCSF views: subscriber, links, grants",
  synthesis: "Defines the stacks, writes their Terraform",
  tables: "Columns, partitions, formats of the tables, with one file for each table",
  "tables/fields": "The column of a table for each field of an event",
  "tables/lake": "Tables of the lakehouse, with the views over them",
  "tables/ocsf": "Views in the Open Cybersecurity Schema Framework",
  "terraform-types": "Every type of Terraform resource that this project creates",
  "terraform-types/columns": "What a row of a type contains: its columns, the form of an ARN",
  "terraform-types/plan": "Reads the JSON of Terraform plans",
  "terraform-types/rows": "One row for each type, with one file for each service",
  "terraform-types/synthesized": "Reads synthesized Terraform",
};

/** Content of the folder of each feature. */
const featureContents: Readonly<Record<string, string>> = Object.fromEntries(
  features.map(({ name, summary }) => [`features/${name}`, summary]),
);

/** Folders that most folders import. The second picture omits them. */
const foundations: readonly string[] = ["modules/account", "modules/iam", "modules/terraform", "stacks/account"];

const topOf = (path: string): string => path.split("/")[0] ?? path;

/** The folder that represents a path in a picture: at most two levels. `main.ts` represents itself. */
const folderOf = (path: string): string =>
  path.includes("/") ? dirname(path).split("/").slice(0, 2).join("/") : `${path.replace(/\.ts$/, "")}.ts`;

/** The folder of a file, with all folders that contain it. `main.ts` represents itself, and a feature is one folder. */
function foldersOf(file: string): string[] {
  if (!file.includes("/")) return [file];
  const folders = dirname(file).split("/");
  const parts = folders[0] === "features" ? folders.slice(0, 2) : folders;
  return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
}

/** Arrows between folders, each once, in alphabetical order. */
function arrows(imports: readonly SourceImport[], shown: (path: string) => string): [string, string][] {
  const all = imports.map(({ from, to }) => [shown(from), shown(to)] as const).filter(([from, to]) => from !== to);
  const distinct = new Map(all.map(([from, to]): [string, [string, string]] => [`${from} ${to}`, [from, to]]));
  return [...distinct.keys()]
    .toSorted()
    .flatMap((key) => [distinct.get(key) ?? []].filter((arrow) => arrow.length === 2));
}

const nodeId = (folder: string): string => folder.replaceAll(/[^a-z]/g, "_");

function mermaid(direction: "TD" | "LR", all: readonly [string, string][]): string[] {
  const nodes = [...new Set(all.flat())].toSorted().map((folder) => `  ${nodeId(folder)}["${folder}"]`);
  const lines = all.map(([from, to]) => `  ${nodeId(from)} --> ${nodeId(to)}`);
  return ["```mermaid", `flowchart ${direction}`, ...nodes, ...lines, "```", ""];
}

/** Omits each arrow that a longer path implies. */
export function directArrows(all: readonly [string, string][]): [string, string][] {
  const targets = new Map<string, string[]>();
  for (const [from, to] of all) targets.set(from, [...(targets.get(from) ?? []), to]);
  const reached = new Map<string, ReadonlySet<string>>();
  const reachedFrom = (folder: string): ReadonlySet<string> => {
    const known = reached.get(folder);
    if (known !== undefined) return known;
    // A circle ends here. The architecture test refuses circles
    reached.set(folder, new Set());
    const next = targets.get(folder) ?? [];
    const found = new Set([...next, ...next.flatMap((target) => Array.from(reachedFrom(target)))]);
    reached.set(folder, found);
    return found;
  };
  const isImplied = ([from, to]: readonly [string, string]): boolean =>
    (targets.get(from) ?? []).some((between) => between !== to && reachedFrom(between).has(to));
  return all.filter((arrow) => !isImplied(arrow)).map(([from, to]) => [from, to]);
}

/** The top folders in layers: each arrow is an import that no longer path of imports implies. */
export const foldersPicture = (imports: readonly SourceImport[]): string[] =>
  mermaid(
    "TD",
    directArrows(
      arrows(
        imports.filter(({ to }) => to !== "package.json"),
        (path) => topOf(folderOf(path)),
      ),
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
  const rows = [...new Set(files.flatMap(foldersOf))].toSorted().map((folder) => {
    const what = contents[folder] ?? featureContents[folder];
    if (what === undefined) throw new Error(`dev/docs/folder-map.ts has no description of ${folder}; add a line`);
    return [folder.endsWith(".ts") ? `\`${folder}\`` : `\`${folder}/\``, what];
  });
  return [
    "An arrow means that the first folder imports from the second folder, types included. The picture omits an arrow if a longer",
    "path of arrows implies it: `cli/` also imports from `config/`, for example.",
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
