import { account } from "../../../sample-data/values";
import { arn } from "../plans";
import { type ReviewCase, ofRemoval, ofUpdates } from "./review-case";

const result = {
  output_location: "s3://results/queries/",
  expected_bucket_owner: "owner",
  encryption_configuration: [{ encryption_option: "SSE_KMS", kms_key_arn: arn("kms", "key/archive") }],
};
const configuration = {
  bytes_scanned_cutoff_per_query: 1_000_000_000_000,
  enforce_workgroup_configuration: true,
  publish_cloudwatch_metrics_enabled: true,
  result_configuration: [result],
};
const workgroup = { name: "audit", state: "ENABLED", force_destroy: false, configuration: [configuration] };
const withConfiguration = (more: object) => ({ configuration: [{ ...configuration, ...more }] });
const parameters = {
  "projection.enabled": "true",
  "projection.account.type": "enum",
  "projection.account.values": "a,b,c",
  "projection.day.range": "2026/01/01,NOW",
  "storage.location.template": "s3://archive/cloudtrail-logs/${account}/${day}",
};
const storage = {
  location: "s3://archive/cloudtrail-logs/",
  input_format: "TextInputFormat",
  ser_de_info: [{ serialization_library: "OpenX" }],
  columns: [
    { name: "event_time", type: "string" },
    { name: "event_name", type: "string" },
  ],
};
const table = {
  database_name: "audit",
  name: "cloudtrail",
  parameters,
  storage_descriptor: [storage],
  partition_keys: [],
};
const target = { catalog_id: account(5), database_name: "lake", name: "cloud_trail_mgmt" };
const link = { database_name: "audit", name: "ocsf_cloudtrail" };
const crawler = {
  name: "open-logs",
  database_name: "audit",
  role: "crawler",
  schedule: "cron(0 6 * * ? *)",
  s3_target: [{ path: "s3://archive/findings/", exclusions: [] }],
};
const encrypted = (mode: string) => ({
  s3_encryption: [{ s3_encryption_mode: mode }],
  cloudwatch_encryption: [{ cloudwatch_encryption_mode: "SSE-KMS" }],
  job_bookmarks_encryption: [{ job_bookmarks_encryption_mode: "CSE-KMS" }],
});
const encryption = { name: "open-logs", encryption_configuration: [encrypted("SSE-KMS")] };
const of = (type: string, before: object) => (id: string, flagged: object, passed: object) =>
  ofUpdates(id, type, before, flagged, passed);
const ofWorkgroup = of("aws_athena_workgroup", workgroup);
const ofTable = of("aws_glue_catalog_table", table);

export const athenaCases: readonly ReviewCase[] = [
  ofWorkgroup(
    "scan-limit-raised",
    withConfiguration({ bytes_scanned_cutoff_per_query: 1_000_000_000_001 }),
    withConfiguration({ bytes_scanned_cutoff_per_query: 10_485_760 }),
  ),
  ofWorkgroup(
    "scan-limit-raised",
    withConfiguration({ bytes_scanned_cutoff_per_query: null }),
    withConfiguration({ enforce_workgroup_configuration: false }),
  ),
  ofWorkgroup(
    "workgroup-not-enforced",
    withConfiguration({ enforce_workgroup_configuration: false }),
    withConfiguration({ enforce_workgroup_configuration: null }),
  ),
  ofWorkgroup(
    "query-results-moved",
    withConfiguration({ result_configuration: [{ ...result, output_location: "s3://mine/" }] }),
    withConfiguration({ result_configuration: result }),
  ),
  ofWorkgroup(
    "workgroup-unmeasured",
    withConfiguration({ publish_cloudwatch_metrics_enabled: false }),
    withConfiguration({ publish_cloudwatch_metrics_enabled: null }),
  ),
  ofRemoval("workgroup-removed", "aws_athena_workgroup", workgroup),
  ofWorkgroup("workgroup-force-destroy", { force_destroy: true }, { force_destroy: null }),
  ofRemoval("table-removed", "aws_glue_catalog_table", table),
  ofTable(
    "table-moved",
    { storage_descriptor: [{ ...storage, location: "s3://other/" }] },
    { storage_descriptor: storage, description: "new" },
  ),
  of("aws_glue_catalog_table", { ...link, target_table: [target] })(
    "table-moved",
    { target_table: [{ ...target, catalog_id: account(6) }] },
    { target_table: [target], storage_descriptor: [] },
  ),
  ofTable(
    "table-narrowed",
    { parameters: { ...parameters, "projection.account.values": "a,b" } },
    { parameters: { ...parameters, "projection.account.values": "d,c,b,a" } },
  ),
  ofTable(
    "table-narrowed",
    { parameters: { ...parameters, "projection.day.range": "2026/06/01,NOW" } },
    { parameters: { ...parameters, "projection.day.range": "2025/01/01,NOW" } },
  ),
  ofTable(
    "table-narrowed",
    { parameters: { ...parameters, "projection.enabled": "false" } },
    { parameters: { ...parameters, comment: "new" } },
  ),
  ofTable(
    "table-columns-removed",
    { storage_descriptor: [{ ...storage, columns: storage.columns.slice(1) }] },
    { storage_descriptor: [{ ...storage, columns: storage.columns.toReversed() }] },
  ),
  ofTable(
    "table-format-changed",
    { parameters: { ...parameters, "skip.header.line.count": "1" } },
    { parameters: { ...parameters, "projection.account.values": "a" } },
  ),
  ofRemoval("saved-query-removed", "aws_athena_named_query", {
    name: "who-did-it",
    database: "audit",
    query: "SELECT 1",
  }),
  of("aws_glue_crawler", crawler)("crawler-stopped", { schedule: null }, { schedule: "cron(0 7 * * ? *)" }),
  of("aws_glue_security_configuration", encryption)(
    "catalog-encryption-off",
    { encryption_configuration: [encrypted("DISABLED")] },
    { encryption_configuration: encrypted("SSE-KMS") },
  ),
];
