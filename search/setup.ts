import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fill } from "./fill";

/** What the domain is set up with. */
export interface SetupValues {
  /** Primary shards of the index of a day. */
  readonly shards: number;

  /** Days an event can be searched. */
  readonly retentionDays: number;

  /** Role of the pipeline, which writes. */
  readonly writerRoleArn: string;

  /** Roles that search and see the dashboards. */
  readonly readerRoleArns: readonly string[];
}

/** One request to the domain. */
export interface SetupRequest {
  readonly method: "PUT";

  /** Path of the API, without a slash at its beginning. */
  readonly path: string;
  readonly body: unknown;
}

const indexPatterns = ["cloudtrail-*"];

/** May write events, and make the index of a day. */
const writer = {
  cluster_permissions: ["cluster_composite_ops", "cluster_monitor"],
  index_permissions: [{ index_patterns: indexPatterns, allowed_actions: ["create_index", "crud"] }],
};

/** May search events, and see the dashboards everybody shares. */
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

/** The index template, with as many shards as a domain of that size wants. */
export function indexTemplate(shards: number) {
  const template = JSON.parse(textOf("index-template.json"));
  template.template.settings.index.number_of_shards = shards;
  return template;
}

/** When the index of a day is merged and deleted: a policy of Index State Management. */
export function retentionPolicy(retentionDays: number) {
  return JSON.parse(fill(textOf("retention-policy.json"), { retentionDays: String(retentionDays) }));
}

/**
 * What the administrator asks of a new domain, once, in this order: the writer is let in last, so that no event comes
 * before the index template.
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

/** The requests as the Dev Tools of OpenSearch Dashboards take them. */
export function setupText(values: SetupValues): string {
  return setupRequests(values)
    .map(({ method, path, body }) => `${method} ${path}\n${JSON.stringify(body)}\n`)
    .join("\n");
}

const textOf = (file: string): string => readFileSync(join(__dirname, file), "utf8");
