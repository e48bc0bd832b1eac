import {
  AthenaClient,
  BatchGetNamedQueryCommand,
  GetWorkGroupCommand,
  type NamedQuery,
  paginateListNamedQueries,
} from "@aws-sdk/client-athena";
import { GetCrawlerCommand, GetTableCommand, GlueClient, type Table } from "@aws-sdk/client-glue";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import { asTerraform, block, differences, matches } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { applyAgain } from "./fixes";

/** Maximum number of saved queries in one response of Athena. */
const mostQueries = 50;

async function savedQueries(WorkGroup: string, deployed: DeployedRegion): Promise<NamedQuery[]> {
  const client = deployed.client(AthenaClient);
  const ids = await everyItem(
    paginateListNamedQueries({ client }, { WorkGroup }),
    ({ NamedQueryIds }) => NamedQueryIds,
  );
  const starts = Array.from({ length: Math.ceil(ids.length / mostQueries) }, (_, page) => page * mostQueries);
  const answers = starts.map(async (start) => {
    const NamedQueryIds = ids.slice(start, start + mostQueries);
    return (await client.send(new BatchGetNamedQueryCommand({ NamedQueryIds }))).NamedQueries ?? [];
  });
  return (await Promise.all(answers)).flat();
}

function linkProblems(resource: string, expected: Attributes, { TargetTable }: Table): string[] {
  const wanted = block(expected.target_table);
  return differences(resource, {
    "account of the linked table": [wanted.catalog_id, TargetTable?.CatalogId],
    "database of the linked table": [wanted.database_name, TargetTable?.DatabaseName],
    "name of the linked table": [wanted.name, TargetTable?.Name],
  });
}

/** Guarantees of tables and queries. */
export const queryGuarantees: readonly Guarantee[] = [
  {
    id: "table",
    promise:
      "Every table exists, and reads the synthesized locations, partitions and columns, or links to the synthesized table.",
    fix: applyAgain,
    types: ["aws_glue_catalog_table"],
    reads: ["glue:GetTable"],
    async find(expected, deployed) {
      const { name: Name, database_name: DatabaseName } = expected;
      const answer = deployed.client(GlueClient).send(new GetTableCommand({ DatabaseName, Name }));
      const table = (await unlessAbsent(answer, "EntityNotFoundException"))?.Table;
      if (table === undefined) return [`table ${DatabaseName}.${Name} does not exist`];
      // Glue returns the columns of the other table, which its owner changes
      if (expected.target_table) return linkProblems(`table ${DatabaseName}.${Name}`, expected, table);
      const [wanted, actual] = [block(expected.storage_descriptor), asTerraform(table.StorageDescriptor ?? {})];
      const columns = (list: readonly { name?: string; type?: string }[] = []) =>
        list.map(({ name, type }) => `${name} ${type}`);
      // Glue and Athena add their own parameters, which are ignored
      const parameters: Record<string, unknown> = expected.parameters ?? {};
      const changed = Object.keys(parameters).filter((key) => !matches(parameters[key], table.Parameters?.[key]));
      return [
        ...differences(`table ${DatabaseName}.${Name}`, {
          location: [wanted.location, actual.location],
          columns: [columns(wanted.columns), columns(actual.columns)],
          "input format": [wanted.input_format, actual.input_format],
          "SQL of the view": [expected.view_original_text, table.ViewOriginalText],
        }),
        ...differences(
          `table ${DatabaseName}.${Name}`,
          Object.fromEntries(changed.map((key) => [key, [parameters[key], table.Parameters?.[key]]] as const)),
        ),
      ];
    },
  },
  {
    id: "workgroup",
    promise:
      "Every workgroup is enabled, enforces its scan limit, and encrypts its results in the synthesized location.",
    fix: applyAgain,
    types: ["aws_athena_workgroup"],
    reads: ["athena:GetWorkGroup"],
    async find(expected, deployed) {
      const { name } = expected;
      const answer = deployed.client(AthenaClient).send(new GetWorkGroupCommand({ WorkGroup: name }));
      // Athena has no separate error for a missing workgroup
      const found = (await unlessAbsent(answer, "InvalidRequestException"))?.WorkGroup;
      if (found === undefined) return [`workgroup ${name} does not exist`];
      const [wanted, actual] = [block(expected.configuration), asTerraform(found.Configuration ?? {})];
      const [results, gotResults] = [block(wanted.result_configuration), actual.result_configuration ?? {}];
      const [encryption, gotEncryption] = [
        block(results.encryption_configuration),
        gotResults.encryption_configuration,
      ];
      return differences(`workgroup ${name}`, {
        state: [expected.state ?? "ENABLED", found.State],
        "enforcement of its settings": [
          wanted.enforce_workgroup_configuration ?? true,
          actual.enforce_work_group_configuration ?? false,
        ],
        "most bytes of a query": [wanted.bytes_scanned_cutoff_per_query, actual.bytes_scanned_cutoff_per_query],
        "location of results": [results.output_location, gotResults.output_location],
        "encryption of results": [encryption.encryption_option, gotEncryption?.encryption_option],
        "key of results": [encryption.kms_key_arn, gotEncryption?.kms_key],
      });
    },
  },
  {
    id: "saved-query",
    promise: "Every saved query has its synthesized SQL, so that no one gets a wrong result.",
    fix: applyAgain,
    types: ["aws_athena_named_query"],
    reads: ["athena:BatchGetNamedQuery", "athena:ListNamedQueries"],
    async find({ name, workgroup, query }, deployed) {
      const found = (await savedQueries(workgroup, deployed)).filter(({ Name }) => Name === name);
      if (found.length === 0) return [`workgroup ${workgroup} has no saved query ${name}`];
      return found.some(({ QueryString }) => matches(query, QueryString))
        ? []
        : [`saved query ${name} of workgroup ${workgroup} has different SQL`];
    },
  },
  {
    id: "crawler",
    promise: "Every crawler exists, is scheduled, and its last run succeeded.",
    fix: "if a run failed, read its message in the AWS Glue console and correct the role of the crawler; otherwise apply the root again",
    types: ["aws_glue_crawler"],
    reads: ["glue:GetCrawler"],
    async find({ name: Name, schedule, role }, deployed) {
      const answer = deployed.client(GlueClient).send(new GetCrawlerCommand({ Name }));
      const crawler = (await unlessAbsent(answer, "EntityNotFoundException"))?.Crawler;
      if (crawler === undefined) return [`crawler ${Name} does not exist`];
      const nameOf = (text: string | undefined) => text?.split("/").at(-1);
      const { Status, ErrorMessage } = crawler.LastCrawl ?? {};
      return [
        ...differences(`crawler ${Name}`, {
          schedule: [schedule, crawler.Schedule?.ScheduleExpression],
          role: [nameOf(role), nameOf(crawler.Role)],
        }),
        ...(Status === "FAILED" ? [`the last run of crawler ${Name} failed: ${ErrorMessage}`] : []),
        ...(crawler.Schedule?.State === "NOT_SCHEDULED" ? [`crawler ${Name} is not scheduled`] : []),
      ];
    },
  },
];
