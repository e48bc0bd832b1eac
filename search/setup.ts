import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fill } from "./fill";

/** Values for the setup of the domain. */
export interface SetupValues {
  /** Primary shards of each daily index. */
  readonly shards: number;

  /** Days during which an event can be searched. */
  readonly retentionDays: number;

  /** Role of the pipeline, which writes. */
  readonly writerRoleArn: string;

  /** Roles that search and use the dashboards. */
  readonly readerRoleArns: readonly string[];
}

/** One request to the domain. */
export interface SetupRequest {
  readonly method: "PUT";

  /** Path of the API, without a leading slash. */
  readonly path: string;
  readonly body: unknown;
}

const indexPatterns = ["cloudtrail-*"];

/** Permissions to write events and to create daily indexes. */
const writer = {
  cluster_permissions: ["cluster_composite_ops", "cluster_monitor"],
  index_permissions: [{ index_patterns: indexPatterns, allowed_actions: ["create_index", "crud"] }],
};

/** Permissions to search events and to see the shared dashboards. */
const reader = {
  cluster_permissions: ["cluster_composite_ops_ro"],
  index_permissions: [
    {
      index_patterns: indexPatterns,
      allowed_actions: ["read", "indices:admin/get", "indices:admin/mappings/fields/get*"],
    },
  ],
  tenant_permissions: [{ tenant_patterns: ["global_tenant"], allowed_actions: ["kibana_all_read"] }],
};

/** The index template, with the number of shards for the size of the domain. */
export function indexTemplate(shards: number) {
  const template = JSON.parse(textOf("index-template.json"));
  template.template.settings.index.number_of_shards = shards;
  return template;
}

/** The Index State Management policy that merges and deletes the daily indexes. */
export function retentionPolicy(retentionDays: number) {
  return JSON.parse(fill(textOf("retention-policy.json"), { retentionDays: String(retentionDays) }));
}

/**
 * The requests that the administrator sends to a new domain once, in this order. The writer gets its permissions last, so that
 * no event arrives before the index template exists.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
 */
export function setupRequests(values: SetupValues): SetupRequest[] {
  const security = "_plugins/_security/api";
  const put = (path: string, body: unknown): SetupRequest => ({ method: "PUT", path, body });
  const readers = { backend_roles: values.readerRoleArns };
  const hasReaders = values.readerRoleArns.length > 0;
  return [
    put("_index_template/cloudtrail", indexTemplate(values.shards)),
    put("_plugins/_ism/policies/cloudtrail", retentionPolicy(values.retentionDays)),
    put(`${security}/roles/audit_reader`, reader),
    ...(hasReaders ? ["audit_reader", "opensearch_dashboards_user"] : []).map((role) =>
      put(`${security}/rolesmapping/${role}`, readers),
    ),
    put(`${security}/roles/audit_writer`, writer),
    put(`${security}/rolesmapping/audit_writer`, { backend_roles: [values.writerRoleArn] }),
  ];
}

/** The requests in the format of the Dev Tools of OpenSearch Dashboards. */
export function setupText(values: SetupValues): string {
  return setupRequests(values)
    .map(({ method, path, body }) => `${method} ${path}\n${JSON.stringify(body)}\n`)
    .join("\n");
}

const textOf = (file: string): string => readFileSync(join(__dirname, file), "utf8");
