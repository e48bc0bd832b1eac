import { type LogStream, streamTemplate } from "../../../../features/search/opensearch/setup";
import { savedObjectsOf, searchOf, visualizationsOf } from "../../../support/saved-objects";
import { withContext } from "../../../support/with-context";

interface Field {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Field>>;
}

/** The type of each field that a search can name. */
function typesOf(properties: Readonly<Record<string, Field>>, path = ""): [string, string][] {
  return Object.entries(properties).flatMap(([name, { type, properties: inner = {} }]) =>
    (type ? [[`${path}${name}`, type] as [string, string]] : []).concat(typesOf(inner, `${path}${name}.`)),
  );
}

const objects = savedObjectsOf("features/search/opensearch/log-dashboards.ndjson");
const streamOf = (id: string) =>
  (objects.find((object) => object.id === id)?.references[0]?.id ?? "flow-logs") as LogStream;
const typesOfStream = (stream: LogStream) => new Map(typesOf(streamTemplate(stream, 1).template.mappings.properties));

test("the file contains an index pattern for each data stream, and one dashboard with every visualization", () => {
  const [dashboard, ...others] = objects.filter(({ type }) => type === "dashboard");
  const patterns = objects.filter(({ type }) => type === "index-pattern");

  expect(others).toEqual([]);
  expect(patterns.map(({ id, attributes }) => [id, attributes])).toEqual(
    ["flow-logs", "app-logs", "findings"].map((title) => [title, { title, timeFieldName: "@timestamp" }]),
  );
  expect(dashboard?.references.map(({ id }) => id)).toEqual(visualizationsOf(objects).map(({ id }) => id));
  expect(JSON.parse(dashboard?.attributes["panelsJSON"] as string)).toHaveLength(6);
});

test("every object has an id that no other object has, here or in the dashboards of the trail, and refers only to objects of the file", () => {
  const all = [...objects, ...savedObjectsOf("features/search/opensearch/dashboards.ndjson")].map(
    ({ type, id }) => `${type}:${id}`,
  );
  const own = new Set(objects.map(({ type, id }) => `${type}:${id}`));

  expect(new Set(all).size).toBe(all.length);
  for (const { references } of objects) {
    expect(references.filter(({ type, id }) => !own.has(`${type}:${id}`))).toEqual([]);
  }
});

describe.each(visualizationsOf(objects))("$id", ({ id, query, aggregations }) => {
  const types = typesOfStream(streamOf(id));

  test("groups by fields that can be aggregated, and counts documents", () => {
    expect(aggregations.filter(({ type, schema }) => type === "count" && schema === "metric")).toHaveLength(1);
    for (const { type, params } of aggregations.filter((one) => one.type !== "count")) {
      const accepted = type === "date_histogram" ? ["date"] : ["keyword", "ip", "integer", "long"];
      withContext(params.field, () => expect(accepted).toContain(types.get(params.field ?? "")));
    }
  });

  test("uses fields of the index, in the query language Lucene", () => {
    const object = objects.find((one) => one.id === id);
    const named = [...query.matchAll(/([\w@.]+):/g)].map(([, field = ""]) => field);

    expect(named.filter((field) => !types.has(field))).toEqual([]);
    expect(object && searchOf(object).query.language).toBe("lucene");
  });
});
