import { writeFileSync } from "node:fs";
import { logLocations } from "../../config/names/names";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { type CatalogSource, logTables, logViews } from "../../tables/catalog";
import type { Column, LogTable, Partition } from "../../tables/log-table";
import type { LogView } from "../../tables/log-view";

const page = "docs/tables.md";

/** Placeholders for the values of an organization. */
const account = "<account>";
const region = "<region>";
const organization = "<organization>";

/** Input of the tables, with placeholders for the values of an organization. */
export function placeholderSource(): CatalogSource {
  const { trail, versionLists } = archivePrefixes;
  return {
    accountIds: [account],
    regions: [region],
    firstDay: "2025-01-01",
    cloudTrailLocation: `s3://<trail archive>/${trail}/AWSLogs/${organization}`,
    locations: logLocations({ config: "<config archive>", serviceLogs: "<service logs>", accessLogs: "<access logs>" }),
    webAclLogs: "s3://<AWS WAF logs>",
    archive: { accountId: account, region },
    accessLogs: { accountIds: [account], regions: [region], bucketNames: ["<bucket>"] },
    versionLists: { location: `s3://<access logs>/${versionLists}`, bucketNames: ["<bucket>"], listName: "versions" },
    outside: { accountIds: [account], location: `s3://<trail archive>/${trail}/AWSLogs` },
    earlierTrailLocations: [`s3://<bucket>/<prefix>/AWSLogs/${organization}`],
  };
}

/** `docs/tables.md`: every table and view, with the location of its logs, its columns and an example query. */
export function tableReference(): string {
  const source = placeholderSource();
  const tables = logTables(source);
  const views = logViews(source);
  return [
    "# Tables",
    "",
    "Generated from `tables/` by `npm run docs`. Athena computes the partitions from the conditions of the query. Without a condition,",
    "it reads all partitions. So each query should limit its days, and its accounts and regions if they are known. The names of tables",
    "that the crawler creates begin with `open_`. They have every field of findings and application logs, and change with the logs.",
    "",
    "| Name | What it shows |",
    "| --- | --- |",
    ...[...views, ...tables].map(({ name, description }) => `| [${name}](#${name}) | ${cell(description)} |`),
    "",
    ...views.flatMap(viewSection),
    ...tables.flatMap(tableSection),
  ].join("\n");
}

function viewSection({ name, description, notes = [], columns }: LogView): string[] {
  return [
    `## ${name}`,
    "",
    `${description}. A view.`,
    "",
    ...listOf(notes),
    "```sql",
    `SELECT * FROM ${name} WHERE account = '...' AND day = '2026/01/31'`,
    "```",
    "",
    ...columnTable(columns),
  ];
}

function tableSection({ name, description, location, partitionPath, partitions, notes = [], columns }: LogTable) {
  return [
    `## ${name}`,
    "",
    `${description}.`,
    "",
    `Where: \`${location}/${partitionPath}/\``,
    "",
    ...listOf(notes),
    "```sql",
    `SELECT * FROM ${name} WHERE ${partitions.map(condition).join(" AND ")}`,
    "```",
    "",
    "| Partition | Values | Meaning |",
    "| --- | --- | --- |",
    ...partitions.map((partition) => `| \`${partition.name}\` | ${valuesOf(partition)} | ${cell(partition.comment)} |`),
    "",
    ...columnTable(columns),
  ];
}

function condition({ name, projection }: Partition): string {
  if (projection.type === "date") {
    const day = projection.firstDay.replace("2025", "2026").replace(/01$/, "31").replace(/\/1$/, "/31");
    return `${name} = '${day}'`;
  }
  return `${name} = '...'`;
}

function valuesOf({ projection }: Partition): string {
  switch (projection.type) {
    case "enum":
      return "one of a list";
    case "date":
      return `\`${projection.format}\`, from \`query.firstDay\` on`;
    case "injected":
      return "any; the query must name a value";
  }
}

function columnTable(columns: readonly Column[]): string[] {
  return [
    "| Column | Type | Meaning |",
    "| --- | --- | --- |",
    ...columns.map(({ name, type, comment }) => `| \`${name}\` | \`${type}\` | ${cell(comment)} |`),
    "",
  ];
}

const listOf = (sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : [...sentences.map((sentence) => `- ${sentence}`), ""];
const cell = (text: string): string => text.replaceAll("|", "\\|");

function main(): void {
  writeFileSync(page, tableReference());
  console.error(`wrote ${page}`);
}

if (require.main === module) main();
