import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indexTemplate } from "../../../../features/search/opensearch/setup";
import type { CloudTrailEvent } from "../../../../sample-data/events/event";
import { OpenSearch, installOpenSearch } from "../../../../local-aws/opensearch/opensearch";
import { findTools } from "../../../../local-aws/requirements";
import { examples } from "../../../../sample-data/detection-examples/all";
import { describeOtherLogs } from "./searched-logs";
import { hostileEvents } from "../../../support/hostile-events";
import { day } from "../../../support/ordinary-day";
import { type SavedAggregation, type Visualization, visualizations } from "../../../support/saved-objects";
import { type SearchDocument, searchDocument } from "../../../unit/features/search/documents";

const folder = mkdtempSync(join(tmpdir(), "trailkeeper-search-"));
const server = new OpenSearch(folder);

/** An event with any fields. */
type Event = Readonly<Record<string, unknown>>;

const eventOf = (event: CloudTrailEvent): Event => Object.fromEntries(Object.entries(event));

const exampleEvents = Object.values(examples).flatMap(({ fires, quiet }) => fires.concat(quiet));
const ordinary: readonly Event[] = [
  ...day.map(eventOf),
  // Examples have equal ids
  ...exampleEvents.map((one, i) => eventOf({ ...one, eventID: `example-${i}` })),
];
const hostile = Object.entries(hostileEvents).map(([what, one]) => ({ what, event: { ...one, eventID: what } }));
const everything: readonly Event[] = [
  ...ordinary.map((one) => Object.assign({}, one)),
  ...hostile.map(({ event }) => event),
];

/** Indexes documents like the sink of the pipeline. Returns the refused documents by id. */
async function indexAll(documents: readonly SearchDocument[]): Promise<Record<string, unknown>> {
  const refused: Record<string, unknown> = {};
  for (let i = 0; i < documents.length; i += 500) {
    const lines = documents
      .slice(i, i + 500)
      .map(
        ({ index, id, body }) => `${JSON.stringify({ index: { _index: index, _id: id } })}\n${JSON.stringify(body)}\n`,
      );
    const { items } = await server.request("POST", "_bulk", lines.join(""));
    for (const { index } of items) {
      const { _id: id, error } = index;
      if (error) refused[id] = error;
    }
  }
  await server.request("POST", "cloudtrail-*/_refresh");
  return refused;
}

const queryString = (query: string) =>
  query === "" ? { match_all: {} } : { query_string: { query, analyze_wildcard: true } };

async function idsOf(query: string): Promise<string[]> {
  const { hits } = await server.request("POST", "cloudtrail-*/_search", {
    size: 1_000,
    _source: false,
    query: queryString(query),
  });
  return hits.hits.map(({ _id }: { _id: string }) => _id).toSorted();
}

const countOf = async (query: string): Promise<number> =>
  (await server.request("POST", "cloudtrail-*/_count", { query: queryString(query) })).count;

beforeAll(async () => {
  const { java, maven } = findTools(["java", "maven"]);
  await installOpenSearch(maven);
  await server.start(java);
  await server.request("PUT", "_index_template/cloudtrail", indexTemplate(2));
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe("the index template", () => {
  test("accepts a day of an organization, every example of a detection, and values that break dynamic mappings", async () => {
    expect(ordinary.length).toBeGreaterThan(1_000);
    expect(await indexAll(everything.map(searchDocument))).toEqual({});
    expect(await countOf("")).toBe(everything.length);
  });

  test("contains one document for an event that is delivered twice", async () => {
    expect(await indexAll(everything.slice(0, 700).map(searchDocument))).toEqual({});
    expect(await countOf("")).toBe(everything.length);
  });

  test("has only the configured fields for any documents, and is below the limit", async () => {
    const template = indexTemplate(2).template;
    const indexes: Record<string, any> = await server.request("GET", "cloudtrail-*"); // oxlint-disable-line typescript/no-explicit-any -- as Terraform JSON, it has no type

    expect(Object.keys(indexes).length).toBeGreaterThan(1);
    for (const { mappings, settings } of Object.values(indexes)) {
      expect(mappings.properties).toEqual(template.mappings.properties);
      expect(settings.index).toMatchObject({ number_of_shards: "2", mapping: { total_fields: { limit: "120" } } });
      expect(fieldsIn(mappings.properties)).toBeLessThan(100);
    }
  });

  test("finds nested request parameters by their path, and in any field by their value", async () => {
    expect(await idsOf('requestParameters.key-4999:"value-4999"')).toEqual(["thousands of keys"]);
    expect(await idsOf("requestParameters.a.b.c:b")).toEqual(["dots in keys"]);
    expect(await idsOf(`requestParameters.${"deeper.".repeat(40)}bottom:reached`)).toEqual(["forty levels"]);
    expect(await idsOf("requestParameters:reached")).toEqual(["forty levels"]);
    expect(await idsOf("reached")).toEqual(["forty levels"]);
  });

  test("finds a value whose type differs between events, in each of its types", async () => {
    const having = (what: string) => [what];

    expect(await idsOf("requestParameters.changing.inner:text")).toEqual(having("an object where a text was"));
    expect(await idsOf("requestParameters.changing:true")).toEqual(having("a truth where a text was"));
    expect(await idsOf("requestParameters.changing:text")).toEqual(["a list where a text was", "a text"]);
    expect(await idsOf("requestParameters.changing:42")).toEqual([
      "a list where a text was",
      "a number where a text was",
    ]);
  });

  test("finds the calls that contain the name of a bucket", async () => {
    const bucketOf = (event: Event) => partOf(event, "requestParameters", "bucketName");
    const bucket = ordinary.map(bucketOf).find(Boolean);
    const expected = ordinary.filter((event) => bucketOf(event) === bucket);

    expect(expected.length).toBeGreaterThan(0);
    expect(await countOf(`requestParameters.bucketName:"${bucket}"`)).toBe(expected.length);
  });

  test("finds addresses by their network, and addresses that are names of services", async () => {
    const inside = everything.filter(({ sourceIPAddress }) => String(sourceIPAddress).startsWith("203.0.113."));

    expect(await countOf('sourceIPAddress.ip:"203.0.113.0/24"')).toBe(inside.length);
    expect(await idsOf('sourceIPAddress:"AWS Internal"')).toContain("an address that is a service");
  });
});

const identityOf = (event: Event) => (event["userIdentity"] ?? {}) as Record<string, unknown>;
const partOf = (event: Event, part: string, key: string) => ((event[part] ?? {}) as Record<string, unknown>)[key];

/** The meaning of each query of the dashboard, as a function of an event. */
const meaning: Readonly<Record<string, (event: Event) => boolean>> = {
  "audit-errors-over-time": (event) => event["errorCode"] !== undefined,
  "audit-errors-by-principal": ({ errorCode }) =>
    /^(AccessDenied|AccessDeniedException|.*UnauthorizedOperation)$/.test(String(errorCode)),
  "audit-root-use": (event) => identityOf(event)["type"] === "Root" && event["eventType"] !== "AwsServiceEvent",
  "audit-sign-ins-without-mfa": (event) =>
    event["eventName"] === "ConsoleLogin" &&
    partOf(event, "responseElements", "ConsoleLogin") === "Success" &&
    partOf(event, "additionalEventData", "MFAUsed") === "No" &&
    ["IAMUser", "Root"].includes(String(identityOf(event)["type"])),
  "audit-logging-changes": ({ eventName }) =>
    visualizations
      .find(({ id }) => id === "audit-logging-changes")
      ?.query.match(/\w+/g)
      ?.slice(1)
      .includes(String(eventName)) ?? false,
};

/** Returns the aggregation that OpenSearch Dashboards would request. */
function requestOf({ query, aggregations }: Visualization) {
  const metrics = aggregations.filter(({ schema, type }) => schema === "metric" && type !== "count");
  const divisions = aggregations.filter(({ schema }) => schema !== "metric");
  const innermost = Object.fromEntries(metrics.map((one) => [one.id, bodyOf(one)]));
  const aggs = divisions.reduceRight<object>(
    (inner, one) => ({ [one.id]: { ...bodyOf(one), aggs: inner } }),
    innermost,
  );
  return { size: 0, track_total_hits: true, query: queryString(query), aggs };
}

function bodyOf({ type, params: { field, size } }: SavedAggregation): object {
  if (type === "date_histogram") return { date_histogram: { field, fixed_interval: "1h", min_doc_count: 1 } };
  return { [type]: type === "terms" ? { field, size } : { field } };
}

const valueAt = (event: Event, field: string): unknown =>
  field.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], event);

describe("each visualization", () => {
  test.each(visualizations)("$id returns the correct counts", async (visualization) => {
    const first = visualization.aggregations.find(({ schema }) => schema !== "metric");
    const { hits, aggregations } = await server.request("POST", "cloudtrail-*/_search", requestOf(visualization));
    const expected = everything.filter(meaning[visualization.id] ?? (() => true));

    expect(visualization.query === "").toBe(meaning[visualization.id] === undefined);
    expect(hits.total.value).toBe(expected.length);
    expect(expected.length).toBeGreaterThan(0);
    if (first?.type === "terms") {
      expect(countsOf(aggregations[first.id].buckets)).toEqual(mostFrequent(expected, first));
    } else if (first) {
      expect(aggregations[first.id].buckets.length).toBeGreaterThan(1);
    }
  });
});

// This is the last test, because the counts above must not contain its documents
describe("a document that the index rejects", () => {
  test("fails alone, without other documents of its batch: here, a string in a field for objects", async () => {
    const text = { ...day[0], eventID: "refused", requestParameters: "a text" };
    const sound = { ...day[0], eventID: "sound" };
    const refused = await indexAll([text, sound].map(searchDocument));

    expect(Object.keys(refused)).toEqual(["refused"]);
    expect(await idsOf("eventID:sound")).toEqual(["sound"]);
  });

  test("would contain long strings if the pipeline did not shorten them", async () => {
    const long = hostile.filter(({ what }) => what.includes("100,000 characters") || what.includes("long texts"));
    const refused = await indexAll(
      long.map(({ event }) => ({ ...searchDocument(event), id: `uncut ${event.eventID}`, body: event })),
    );

    expect(long).toHaveLength(3);
    expect(Object.keys(refused)).toHaveLength(3);
  });
});

describeOtherLogs(server);

const countsOf = (buckets: readonly { doc_count: number }[]): number[] => buckets.map(({ doc_count: count }) => count);

/** Returns the number of documents for the most frequent values of a field. */
function mostFrequent(events: readonly Event[], { params: { field = "", size = 10 } }: SavedAggregation): number[] {
  const counts = new Map<unknown, number>();
  for (const event of events) {
    const value = valueAt(event, field);
    if (value !== undefined && value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts.values()].toSorted((a, b) => b - a).slice(0, size);
}

/** Returns the number of fields of a mapping, including objects and subfields, as OpenSearch counts them for its limit. */
function fieldsIn(properties: Readonly<Record<string, { properties?: object; fields?: object }>>): number {
  return Object.values(properties).reduce(
    (sum, { properties: inner, fields = {} }) =>
      sum + 1 + Object.keys(fields).length + (inner ? fieldsIn(inner as typeof properties) : 0),
    0,
  );
}
