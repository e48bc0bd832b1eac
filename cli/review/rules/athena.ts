import {
  anyOf,
  compared,
  gainedEntries,
  left,
  lostEntries,
  raised,
  removed,
  replacedValue,
  turnedOff,
  turnedOn,
  unset,
} from "../predicates";
import { textAt, valueAt } from "../../../terraform-types/plan/json-values";
import { type JsonObject, isObject } from "../../../shared/json";
import type { Rule } from "../rule";

const workgroup = ["aws_athena_workgroup"];
const table = ["aws_glue_catalog_table"];

const parameters = (values: JsonObject): JsonObject => {
  const found = valueAt(values, "parameters");
  return isObject(found) ? found : {};
};

/** Values of partitions that queries no longer read. */
function lostPartitions(before: JsonObject, after: JsonObject): string | undefined {
  const to = parameters(after);
  const lost = Object.entries(parameters(before)).flatMap(([name, value]) => {
    const [old, next] = [String(value), String(to[name] ?? "")];
    if (old === next || !/^projection\..*\.(values|range)$/.test(name)) return [];
    if (name.endsWith(".range")) {
      return startOf(next) > startOf(old) || endOf(next) !== endOf(old) ? [`${name} from ${old} to ${next}`] : [];
    }
    const kept = new Set(next.split(","));
    const gone = old.split(",").filter((one) => !kept.has(one));
    return gone.length === 0 ? [] : [`${name} without ${gone.join(", ")}`];
  });
  return lost.length === 0 ? undefined : lost.join("; ");
}

const startOf = (range: string): string => range.split(",")[0] ?? "";
const endOf = (range: string): string => range.split(",")[1] ?? "";

/** The folders that a table reads, or the table that a link leads to. */
const locationOf = (values: JsonObject): string =>
  [
    textAt(values, "storage_descriptor.location"),
    String(parameters(values)["storage.location.template"] ?? ""),
    ...["catalog_id", "database_name", "name"].map((name) => textAt(values, `target_table.${name}`)),
  ]
    .filter((part) => part !== "")
    .join(" ")
    .trim();

/** Rules about queries of logs. */
export const athenaRules: readonly Rule[] = [
  {
    id: "scan-limit-raised",
    severity: "medium",
    types: workgroup,
    what: "raises or removes the scan limit of a query",
    why: "A user mistake or a stolen session can cost thousands of dollars, or read the whole archive at once.",
    fix: "Keep bytes_scanned_cutoff_per_query.",
    check: raised("configuration.bytes_scanned_cutoff_per_query", { unit: "bytes", absent: 0, zeroIsEndless: true }),
  },
  {
    id: "workgroup-not-enforced",
    severity: "high",
    types: workgroup,
    what: "allows clients to override the settings of a workgroup",
    why: "Clients can then write results to any bucket, without encryption.",
    fix: "Set enforce_workgroup_configuration to true.",
    check: turnedOff("configuration.enforce_workgroup_configuration", true),
  },
  {
    id: "query-results-moved",
    severity: "medium",
    types: workgroup,
    what: "writes query results to another location, or with another encryption",
    why: "Results contain logs, and the other location can have other readers.",
    fix: "Keep output location, owner and encryption.",
    check: anyOf(
      replacedValue("configuration.result_configuration.output_location"),
      replacedValue("configuration.result_configuration.expected_bucket_owner"),
      replacedValue("configuration.result_configuration.encryption_configuration.encryption_option"),
      replacedValue("configuration.result_configuration.encryption_configuration.kms_key_arn"),
    ),
  },
  {
    id: "workgroup-unmeasured",
    severity: "low",
    types: workgroup,
    what: "disables the metrics of a workgroup, or the workgroup",
    why: "Alarms for failed queries have no data.",
    fix: "Keep publish_cloudwatch_metrics_enabled true and the state ENABLED.",
    check: anyOf(
      turnedOff("configuration.publish_cloudwatch_metrics_enabled", true),
      left("state", ["ENABLED"], "ENABLED"),
    ),
  },
  {
    id: "workgroup-removed",
    severity: "medium",
    types: workgroup,
    what: "removes a workgroup",
    why: "Its saved queries and its query history are lost, and responders cannot query the logs.",
    fix: "Keep the workgroup.",
    check: removed,
  },
  {
    id: "workgroup-force-destroy",
    severity: "low",
    types: workgroup,
    what: "allows destroying a workgroup with its queries",
    why: "The next destroy deletes saved queries and the query history.",
    fix: "Set force_destroy to false.",
    check: turnedOn("force_destroy"),
  },
  {
    id: "table-removed",
    severity: "high",
    types: [...table, "aws_glue_catalog_database", "aws_athena_database"],
    what: "removes a table or a database of logs",
    why: "Saved queries and hunts that read the table fail.",
    fix: "Keep the table.",
    check: removed,
  },
  {
    id: "table-moved",
    severity: "high",
    types: table,
    what: "changes the location of a table",
    why: "Queries return nothing, or forged logs, without an error.",
    fix: "Keep the location of the table.",
    check: compared(
      "storage_descriptor",
      (before, after) => {
        const [from, to] = [locationOf(before), locationOf(after)];
        return from === to ? undefined : `from ${from} to ${to}`;
      },
      ["storage_descriptor", "target_table"],
    ),
  },
  {
    id: "table-narrowed",
    severity: "high",
    types: table,
    what: "reduces the partitions of a table",
    why: "Queries skip the missing accounts, regions or days without an error.",
    fix: "Keep the values and ranges of the partition projection.",
    check: anyOf(
      compared("parameters", lostPartitions),
      compared("parameters", (before, after) => {
        const isOn = (values: JsonObject) => String(parameters(values)["projection.enabled"]) === "true";
        return isOn(before) && !isOn(after) ? "no projection of partitions" : undefined;
      }),
    ),
  },
  {
    id: "table-columns-removed",
    severity: "medium",
    types: table,
    what: "removes columns of a table",
    why: "Queries that name these columns fail, and their values cannot be queried.",
    fix: "Keep the columns.",
    check: anyOf(lostEntries("storage_descriptor.columns.name"), lostEntries("partition_keys.name")),
  },
  {
    id: "table-format-changed",
    severity: "medium",
    types: table,
    what: "changes the file format of a table, or skips lines of its files",
    why: "Queries fail or return nothing for files of the old format.",
    fix: "Keep the formats.",
    check: anyOf(
      replacedValue("storage_descriptor.input_format"),
      replacedValue("storage_descriptor.ser_de_info.serialization_library"),
      compared("parameters", (before, after) => {
        const [from, to] = [before, after].map((values) => String(parameters(values)["skip.header.line.count"] ?? ""));
        return from === to ? undefined : `skip.header.line.count from ${from || "nothing"} to ${to || "nothing"}`;
      }),
    ),
  },
  {
    id: "saved-query-removed",
    severity: "low",
    types: ["aws_athena_named_query", "aws_cloudwatch_query_definition"],
    what: "removes a saved query",
    why: "A runbook can name this query.",
    fix: "Keep the query.",
    check: removed,
  },
  {
    id: "crawler-stopped",
    severity: "low",
    types: ["aws_glue_crawler"],
    what: "stops or changes the search for new tables and partitions of logs",
    why: "Logs with new columns cannot be queried.",
    fix: "Keep the crawler and its schedule.",
    check: anyOf(removed, unset("schedule"), lostEntries("s3_target.path"), gainedEntries("s3_target.exclusions")),
  },
  {
    id: "catalog-encryption-off",
    severity: "medium",
    types: ["aws_glue_security_configuration", "aws_glue_data_catalog_encryption_settings"],
    what: "disables the encryption of crawlers or of the Data Catalog",
    why: "The key policy no longer protects this data.",
    fix: "Keep the encryption.",
    check: anyOf(
      removed,
      left("encryption_configuration.s3_encryption.s3_encryption_mode", ["SSE-KMS"]),
      left("encryption_configuration.cloudwatch_encryption.cloudwatch_encryption_mode", ["SSE-KMS"]),
      left("data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode", [
        "SSE-KMS",
        "SSE-KMS-WITH-SERVICE-ROLE",
      ]),
    ),
  },
];
