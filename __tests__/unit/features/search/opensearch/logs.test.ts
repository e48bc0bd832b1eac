import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { archivePrefixes } from "../../../../../log-sources/archive-prefixes";
import { pipelineDefinition } from "../../../../../features/search/opensearch/pipeline";
import {
  type LogStream,
  setupRequests,
  streamPolicy,
  streamTemplate,
} from "../../../../../features/search/opensearch/setup";
import { flowLogsTable } from "../../../../../tables/flow-logs";
import { account, arn } from "../../../../../sample-data/values";
import { withContext } from "../../../../support/with-context";

const streams: readonly LogStream[] = ["flow-logs", "app-logs", "findings"];
const roleArn = arn("iam", "", account(2), "role/acme-search-flow-logs");

interface Field {
  readonly type?: string;
  readonly ignore_above?: number;
  readonly ignore_malformed?: boolean;
  readonly properties?: Readonly<Record<string, Field>>;
}

const fieldsOf = (properties: Readonly<Record<string, Field>>, path = ""): [string, Field][] =>
  Object.entries(properties).flatMap(([name, field]) =>
    [[`${path}${name}`, field] as [string, Field]].concat(fieldsOf(field.properties ?? {}, `${path}${name}.`)),
  );

describe.each(streams)("the data stream %s", (stream) => {
  const { index_patterns: patterns, data_stream: dataStream, priority, template } = streamTemplate(stream, 3);
  const fields = fieldsOf(template.mappings.properties);
  const definition = parse(
    pipelineDefinition(
      {
        region: "eu-west-1",
        accountId: account(2),
        queueUrl: "https://queue",
        roleArn,
        rejectedBucket: "acme-query-results",
        rejectedPrefix: "search-rejected",
      },
      `logs/${stream}.yaml`,
    ),
  );
  const { source, processor, sink } = definition[stream];

  test("has a template with its own name, with the number of shards of the size", () => {
    expect([patterns, dataStream, priority]).toEqual([[stream], {}, 100]);
    expect(template.settings.index).toMatchObject({
      number_of_shards: stream === "findings" ? 1 : 3,
      number_of_replicas: 1,
    });
  });

  test("adds no fields from documents, and is far below its limit of fields", () => {
    expect(template.mappings).toMatchObject({ dynamic: false, date_detection: false, numeric_detection: false });
    expect(fields.length).toBeLessThan(template.settings.index.mapping.total_fields.limit);
    expect(template.settings.index.query.default_field.filter((path: string) => !new Map(fields).has(path))).toEqual(
      [],
    );
  });

  test("rejects no document because of the value of a field, except the time", () => {
    for (const [path, { type, ignore_above: above, ignore_malformed: malformed }] of fields) {
      if (type === "keyword") expect([path, above]).toEqual([path, 8_191]);
      if (["ip", "date", "long", "integer"].includes(type ?? "") && path !== "@timestamp") {
        expect([path, malformed]).toEqual([path, true]);
      }
    }
  });

  test("has flat objects whose strings the pipeline cuts", () => {
    const flat = fields.filter(([, { type }]) => type === "flat_object").map(([path]) => path.replaceAll(".", "/"));
    const keys: string[] = processor.flatMap(
      ({ truncate }: { truncate?: { entries: { source_keys: string[] }[] } }) =>
        truncate?.entries[0]?.source_keys ?? [],
    );

    for (const path of flat)
      withContext(path, () => expect(keys.some((key) => path === key || path.startsWith(`${key}/`))).toBe(true));
  });

  test(`the data stream ${stream} is filled by a pipeline that keeps a message until its documents are written, and deletes nothing`, () => {
    expect(Object.keys(definition)).toEqual(["version", stream]);
    expect(source.s3).toMatchObject({ notification_type: "sqs", acknowledgments: true });
    expect(source.s3.default_bucket_owner).toBe(account(2));
    expect(source.s3.sqs).toMatchObject({ visibility_timeout: "300s", visibility_duplication_protection: true });
    expect(source.s3.delete_s3_objects_on_read).toBeUndefined();
  });

  test("has documents with ids, which never replace another document", () => {
    expect(sink[0].opensearch).toMatchObject({ action: "create", index: stream, index_type: "management_disabled" });
    expect(sink[0].opensearch.document_id).toMatch(/^\$\{\/\w+\}(-\$\{\/\w+\})+$/);
  });

  test("has a definition file without a value of an organization", () => {
    expect(readFileSync(`features/search/opensearch/logs/${stream}.yaml`, "utf8")).not.toMatch(
      /amazonaws|\d{12}|"arn:/,
    );
  });
});

test("lines are split before they are parsed, so that an invalid line affects no other line, and rows keep no original lines", () => {
  const codecOf = (stream: LogStream) =>
    parse(readFileSync(`features/search/opensearch/logs/${stream}.yaml`, "utf8"))[stream].source.s3.codec;

  expect(streams.map(codecOf)).toEqual([{ parquet: {} }, { newline: {} }, { newline: {} }]);
});

test("accounts are read from the path, below the prefixes of the archive", () => {
  const patternOf = (stream: LogStream) =>
    parse(readFileSync(`features/search/opensearch/logs/${stream}.yaml`, "utf8"))[stream].processor.find(
      (step: object) => "dissect" in step,
    ).dissect.map["archive/key"];

  expect(patternOf("app-logs")).toBe(`${archivePrefixes.applicationLogs}/%{account}/%{region}/%{?file}`);
  expect(patternOf("findings")).toBe(`${archivePrefixes.securityHubFindings}/%{account}/%{region}/%{?file}`);
  expect(patternOf("flow-logs")).toContain("/aws-account-id=%{account}/");
});

test("flow logs have every column of their table", () => {
  const { columns } = flowLogsTable({ accountIds: [], regions: [], firstDay: "2025-01-01", location: "" });
  const names = Object.keys(streamTemplate("flow-logs", 1).template.mappings.properties);

  expect(columns.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
});

describe("the policy of a data stream", () => {
  const statesOf = (days: number) => streamPolicy("app-logs", days).policy.states;

  test.each([
    [7, "1d"],
    [30, "1d"],
    [31, "2d"],
    [400, "14d"],
  ])(
    "the policy of a data stream that keeps documents for %d days starts a new index after %s or at 30 GB, and deletes the old index as many days later",
    (days, age) => {
      const [written, merged, deleted] = statesOf(days);

      expect(written.actions).toEqual([{ rollover: { min_primary_shard_size: "30gb", min_index_age: age } }]);
      expect(written.transitions).toEqual([{ state_name: "merged" }]);
      expect(merged.transitions).toEqual([{ state_name: "deleted", conditions: { min_rollover_age: `${days}d` } }]);
      expect(deleted).toEqual({ name: "deleted", actions: [{ delete: {} }], transitions: [] });
    },
  );

  test("applies only to its data stream", () => {
    expect(streamPolicy("app-logs", 7).policy.ism_template).toEqual([{ index_patterns: ["app-logs"], priority: 100 }]);
  });
});

describe("the setup with several kinds of logs", () => {
  const writerRoleArn = arn("iam", "", account(2), "role/writer");
  const requests = setupRequests({
    shards: 3,
    retentionDays: 60,
    writerRoleArn,
    readerRoleArns: [],
    logs: [{ stream: "flow-logs", retentionDays: 7, writerRoleArn: roleArn }],
  });
  const bodyOf = (path: string) => requests.find((request) => request.path === path)?.body;
  const security = "_plugins/_security/api";

  test("creates the template and the policy before any role may write", () => {
    const paths = requests.map(({ path }) => path);

    expect(paths.slice(0, 4)).toEqual([
      "_index_template/cloudtrail",
      "_plugins/_ism/policies/cloudtrail",
      "_index_template/flow-logs",
      "_plugins/_ism/policies/flow-logs",
    ]);
    expect(paths.slice(-2)).toEqual([
      `${security}/roles/flow_logs_writer`,
      `${security}/rolesmapping/flow_logs_writer`,
    ]);
  });

  test("allows each writer to write only its own documents, and readers to read all documents", () => {
    expect(bodyOf(`${security}/roles/flow_logs_writer`)).toMatchObject({
      index_permissions: [{ index_patterns: ["flow-logs"] }],
    });
    expect(bodyOf(`${security}/rolesmapping/flow_logs_writer`)).toEqual({ backend_roles: [roleArn] });
    expect(bodyOf(`${security}/rolesmapping/audit_writer`)).toEqual({ backend_roles: [writerRoleArn] });
    expect(bodyOf(`${security}/roles/audit_reader`)).toMatchObject({
      index_permissions: [{ index_patterns: ["cloudtrail-*", "flow-logs"] }],
    });
  });
});
