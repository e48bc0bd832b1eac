import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { indexTemplate } from "../../../../../features/search/opensearch/setup";
import {
  pipelineDefinition,
  rejectedDocuments,
  subPipelineName,
} from "../../../../../features/search/opensearch/pipeline";
import { account, arn } from "../../../../../sample-data/values";

const roleArn = arn("iam", "", account(2), "role/acme-search-pipeline");
const queueUrl = `https://sqs.eu-west-1.amazonaws.com/${account(2)}/acme-trail-files`;
const text = pipelineDefinition({
  region: "eu-west-1",
  accountId: account(2),
  queueUrl,
  roleArn,
  rejectedBucket: "acme-query-results",
  rejectedPrefix: "search-rejected",
});
const definition = parse(text);
const { source, processor, sink } = definition.cloudtrail;
const [{ opensearch }] = sink;

describe("the source of the pipeline", () => {
  test("reads the gzipped files that a queue names, and emits an event for each element of Records", () => {
    expect(source.s3).toMatchObject({
      notification_type: "sqs",
      compression: "gzip",
      codec: { json: { key_name: "Records" } },
    });
    expect(source.s3.sqs.queue_url).toBe(queueUrl);
  });

  test("keeps a message until the domain has its documents, and hides it during that time", () => {
    expect(source.s3.acknowledgments).toBe(true);
    expect(source.s3.sqs).toMatchObject({ visibility_timeout: "300s", visibility_duplication_protection: true });
  });

  test("reads only buckets of its own account, and deletes nothing", () => {
    expect(source.s3.default_bucket_owner).toBe(account(2));
    expect(source.s3.disable_bucket_ownership_validation).toBeUndefined();
    expect(source.s3.delete_s3_objects_on_read).toBeUndefined();
  });
});

describe("the processors of the pipeline", () => {
  const dates = processor.flatMap(({ date }: { date?: object }) => date ?? []);

  test("set the time and the day from the event, in UTC", () => {
    const match = [{ key: "eventTime", patterns: ["yyyy-MM-dd'T'HH:mm:ss'Z'"] }];
    const utc = { source_timezone: "UTC", destination_timezone: "UTC" };

    expect(dates).toEqual([
      { match, ...utc, destination: "@timestamp", to_origination_metadata: true },
      { match, ...utc, destination: "index_day", output_format: "yyyy.MM.dd" },
    ]);
  });

  test("shorten strings in every flat_object, so that even a path of 8,000 bytes is accepted", () => {
    const { truncate } = processor.find((step: object) => "truncate" in step);
    const [entry] = truncate.entries;

    expect(truncate.entries).toHaveLength(1);
    expect(entry.recursive).toBe(true);
    expect(entry.source_keys.toSorted()).toEqual(flatObjects(indexTemplate(1).template.mappings.properties).toSorted());
    expect(entry.length * 3 + 8_000).toBeLessThanOrEqual(32_766);
    expect(entry.length).toBeGreaterThanOrEqual(8_000);
  });

  test("the processors of the pipeline are stateless, because only then a message is kept until its documents are written", () => {
    expect(processor.flatMap((step: object) => Object.keys(step))).toEqual(["date", "date", "truncate"]);
  });
});

describe("the sink of the pipeline", () => {
  test("derives the index and the document id from the event, so that a duplicate event is one document", () => {
    expect(opensearch).toMatchObject({
      index: "cloudtrail-${/index_day}",
      document_id: "${/eventID}",
      action: "index",
      exclude_keys: ["index_day"],
    });
  });

  test("does not manage the template and the retention", () => {
    expect(opensearch.index_type).toBe("management_disabled");
    expect(Object.keys(opensearch).filter((key) => /template|ism|shards|replicas/.test(key))).toEqual([]);
  });

  test("signs requests as a role, without a password, and verifies certificates", () => {
    expect(opensearch.aws).toEqual({ region: "eu-west-1", sts_role_arn: roleArn });
    expect(text).not.toMatch(/username|password|insecure/);
  });

  test("stores rejected documents by day", () => {
    expect(opensearch.dlq.s3).toEqual({
      bucket: "acme-query-results",
      key_path_prefix: "search-rejected/%{yyyy}/%{MM}/%{dd}",
      region: "eu-west-1",
      sts_role_arn: roleArn,
    });
    expect(opensearch.max_retries).toBeUndefined();
  });

  test("keeps the placeholder of the domain's URL", () => {
    expect(opensearch.hosts).toEqual(["{domainEndpoint}"]);
    expect(text.match(/\{domainEndpoint\}/g)).toHaveLength(1);
  });
});

test("the source and the sink have the same role", () => {
  expect(source.s3.aws).toEqual({ region: "eu-west-1", sts_role_arn: roleArn });
});

test("the pipeline uses no option that OpenSearch Ingestion refuses", () => {
  expect(definition.version).toBe("2");
  expect(Object.keys(definition)).toEqual(["version", "cloudtrail"]);
  expect(Object.keys(definition.cloudtrail)).toEqual(["source", "processor", "sink"]);
});

test("the file of the pipeline contains no value of an organization", () => {
  expect(readFileSync("features/search/opensearch/pipeline.yaml", "utf8")).not.toMatch(/amazonaws|\d{12}|"arn:/);
});

interface Field {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Field>>;
}

/** Returns the paths of the flat objects in the notation of Data Prepper. */
function flatObjects(properties: Readonly<Record<string, Field>>, path = ""): string[] {
  return Object.entries(properties).flatMap(([name, { type, properties: inner }]) => {
    if (type === "flat_object") return [`${path}${name}`];
    return inner ? flatObjects(inner, `${path}${name}/`) : [];
  });
}

test("the metric of rejected documents begins with the name of the sub-pipeline", () => {
  expect(Object.keys(parse(text))).toEqual(["version", subPipelineName(text)]);
  expect(rejectedDocuments(text)).toBe("cloudtrail.opensearch.documentErrors.count");
});

test.each([
  ['version: "2"\n', "got "],
  ["one:\n  sink: []\ntwo:\n  sink: []\n", "got one, two"],
])("the definition %j fails, because it does not have one sub-pipeline", (unusual, found) => {
  expect(() => subPipelineName(unusual)).toThrow(`expected a pipeline with one sub-pipeline, ${found}`);
});
