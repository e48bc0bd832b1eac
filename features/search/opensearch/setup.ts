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

  /**
   * Logs other than CloudTrail events.
   *
   * @default none
   */
  readonly logs?: readonly SearchedLog[];
}

/** Logs that the search indexes in addition to CloudTrail events. */
export interface SearchedLog {
  /** Data stream of these logs. */
  readonly stream: LogStream;

  /** Days during which a log can be searched. */
  readonly retentionDays: number;

  /** Role of the pipeline of these logs, which writes. */
  readonly writerRoleArn: string;
}

/** Name of a data stream of the domain. In the folder `logs`, its index template and its pipeline definition have the same name. */
export type LogStream = "flow-logs" | "app-logs" | "findings";

/** One request to the domain. */
export interface SetupRequest {
  readonly method: "PUT" | "POST";

  /** Path of the API, without a leading slash. */
  readonly path: string;
  readonly body: unknown;
}

const eventPattern = "cloudtrail-*";

/** Permissions to write documents and to create indexes, or the first index of a data stream. */
const writerOf = (pattern: string) => ({
  cluster_permissions: ["cluster_composite_ops", "cluster_monitor"],
  index_permissions: [{ index_patterns: [pattern], allowed_actions: ["create_index", "crud"] }],
});

/** Permissions to search and to see the shared dashboards. */
const readerOf = (patterns: readonly string[]) => ({
  cluster_permissions: ["cluster_composite_ops_ro"],
  index_permissions: [
    {
      index_patterns: patterns,
      allowed_actions: ["read", "indices:admin/get", "indices:admin/mappings/fields/get*"],
    },
  ],
  tenant_permissions: [{ tenant_patterns: ["global_tenant"], allowed_actions: ["kibana_all_read"] }],
});

/** The index template, with the number of shards for the size of the domain. */
export function indexTemplate(shards: number) {
  const template = JSON.parse(textOf("index-template.json"));
  template.template.settings.index.number_of_shards = shards;
  return template;
}

/** The index template of a data stream, with the number of shards for the size of the domain. */
export function streamTemplate(stream: LogStream, shards: number) {
  const template = JSON.parse(textOf(`logs/${stream}.json`));
  // One shard is enough for findings, because there are only few of them
  template.template.settings.index.number_of_shards = stream === "findings" ? 1 : shards;
  return template;
}

/** Number of indexes of a data stream at the same time, if no index becomes too large earlier. */
const keptIndexes = 30;

/** The Index State Management policy that rolls over, merges and deletes the indexes of a data stream. */
export function streamPolicy(stream: LogStream, retentionDays: number) {
  const rolloverDays = String(Math.ceil(retentionDays / keptIndexes));
  return JSON.parse(
    fill(textOf("logs/retention-policy.json"), { stream, rolloverDays, retentionDays: String(retentionDays) }),
  );
}

/** The Index State Management policy that merges and deletes the daily indexes. */
export function retentionPolicy(retentionDays: number) {
  return JSON.parse(fill(textOf("retention-policy.json"), { retentionDays: String(retentionDays) }));
}

/**
 * The requests that the administrator sends to a new domain once, in this order. The permissions of the writer are created last, so
 * that no event arrives before the index template exists.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
 */
export function setupRequests(values: SetupValues): SetupRequest[] {
  const security = "_plugins/_security/api";
  const put = (path: string, body: unknown): SetupRequest => ({ method: "PUT", path, body });
  const readers = { backend_roles: values.readerRoleArns };
  const hasReaders = values.readerRoleArns.length > 0;
  const { logs = [] } = values;
  return [
    put("_index_template/cloudtrail", indexTemplate(values.shards)),
    put("_plugins/_ism/policies/cloudtrail", retentionPolicy(values.retentionDays)),
    ...logs.flatMap(({ stream, retentionDays }) => [
      put(`_index_template/${stream}`, streamTemplate(stream, values.shards)),
      put(`_plugins/_ism/policies/${stream}`, streamPolicy(stream, retentionDays)),
    ]),
    put(`${security}/roles/audit_reader`, readerOf([eventPattern, ...logs.map(({ stream }) => stream)])),
    ...(hasReaders ? ["audit_reader", "opensearch_dashboards_user"] : []).map((role) =>
      put(`${security}/rolesmapping/${role}`, readers),
    ),
    put(`${security}/roles/audit_writer`, writerOf(eventPattern)),
    put(`${security}/rolesmapping/audit_writer`, { backend_roles: [values.writerRoleArn] }),
    ...logs.flatMap(({ stream, writerRoleArn }) => {
      const role = `${stream.replaceAll("-", "_")}_writer`;
      return [
        put(`${security}/roles/${role}`, writerOf(stream)),
        put(`${security}/rolesmapping/${role}`, { backend_roles: [writerRoleArn] }),
      ];
    }),
  ];
}

/** The requests of the setup as text. */
export function setupText(values: SetupValues): string {
  return devToolsText(setupRequests(values));
}

/** Requests in the format of the Dev Tools of OpenSearch Dashboards. */
export function devToolsText(requests: readonly SetupRequest[]): string {
  return requests.map(({ method, path, body }) => `${method} ${path}\n${JSON.stringify(body)}\n`).join("\n");
}

const textOf = (file: string): string => readFileSync(join(__dirname, file), "utf8");
