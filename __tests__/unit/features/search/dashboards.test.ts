import { indexTemplate } from "../../../../features/search/opensearch/setup";
import { type SavedObject, savedObjects, searchOf, visualizations } from "../../../support/saved-objects";

interface Field {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly fields?: Readonly<Record<string, Field>>;
}

/** The type of each field that a search can name. */
function typesOf(properties: Readonly<Record<string, Field>>, path = ""): [string, string][] {
  return Object.entries(properties).flatMap(([name, { type, properties: inner = {}, fields = {} }]) =>
    (type ? [[`${path}${name}`, type] as [string, string]] : []).concat(
      typesOf(inner, `${path}${name}.`),
      typesOf(fields, `${path}${name}.`),
    ),
  );
}

const types = new Map(typesOf(indexTemplate(1).template.mappings.properties));
const ids = new Set(savedObjects.map(({ type, id }) => `${type}:${id}`));

/** Returns the type of a field, or of the flat object that contains it. */
const typeOf = (field: string): string | undefined =>
  types.get(field) ??
  field
    .split(".")
    .map((_, i, parts) => types.get(parts.slice(0, i).join(".")))
    .find((type) => type === "flat_object");

const ofType = (type: SavedObject["type"]) => savedObjects.filter((object) => object.type === type);

test("the file contains an index pattern, a search, a dashboard, and its visualizations", () => {
  expect(ofType("index-pattern").map(({ attributes }) => attributes)).toEqual([
    { title: "cloudtrail-*", timeFieldName: "@timestamp" },
  ]);
  expect(types.get("@timestamp")).toBe("date");
  expect([ofType("search").length, ofType("dashboard").length, visualizations.length]).toEqual([1, 1, 10]);
});

test("every object exists once", () => {
  expect(ids.size).toBe(savedObjects.length);
});

describe.each(savedObjects)("$type $id", (object) => {
  test("refers only to objects in the file", () => {
    expect(object.references.filter(({ type, id }) => !ids.has(`${type}:${id}`))).toEqual([]);
    expect(new Set(object.references.map(({ name }) => name)).size).toBe(object.references.length);
  });

  test("contains valid JSON in its JSON fields", () => {
    const texts = Object.entries(object.attributes).filter(([name]) => name.endsWith("JSON") || name === "visState");

    for (const [, text] of texts) expect(() => JSON.parse(text as string)).not.toThrow();
    if (object.type !== "index-pattern") expect(() => searchOf(object)).not.toThrow();
  });
});

describe.each(ofType("visualization").concat(ofType("search")))("$id", (object) => {
  test("searches the index pattern to which it refers", () => {
    const { indexRefName, query } = searchOf(object);

    expect(object.references.find(({ name }) => name === indexRefName)).toMatchObject({ type: "index-pattern" });
    expect(query.language).toBe("lucene");
  });
});

describe.each(visualizations)("$id", ({ id, type, query, aggregations }) => {
  test("counts events", () => {
    expect(aggregations.filter(({ type: kind, schema }) => kind === "count" && schema === "metric")).toHaveLength(1);
    expect(new Set(aggregations.map(({ id: one }) => one)).size).toBe(aggregations.length);
  });

  test("groups by fields that can be aggregated", () => {
    for (const { type: kind, params } of aggregations.filter((one) => one.type !== "count")) {
      expect([params.field, types.get(params.field ?? "")]).toEqual([
        params.field,
        kind === "date_histogram" ? "date" : "keyword",
      ]);
    }
  });

  test("uses only fields of the index", () => {
    const named = [...query.matchAll(/([\w@.]+):/g)]
      .map(([, field = ""]) => field)
      .filter((field) => field !== "_exists_");
    const existing = [...query.matchAll(/_exists_:([\w.]+)/g)].map(([, field = ""]) => field);

    expect([...named, ...existing].filter((field) => typeOf(field) === undefined)).toEqual([]);
  });

  test("has the title and the type of its state", () => {
    const { attributes } = savedObjects.find((object) => object.id === id) as SavedObject;

    expect(JSON.parse(attributes["visState"] as string)).toMatchObject({ title: attributes["title"], type });
    expect(attributes["description"]).toEqual(expect.stringMatching(/.{20}/));
  });
});

test("the search shows fields of the index, sorted from the newest event", () => {
  const attributes: SavedObject["attributes"] = ofType("search")[0]?.attributes ?? {};

  expect((attributes["columns"] as string[]).filter((field) => types.get(field) === undefined)).toEqual([]);
  expect(attributes["sort"]).toEqual([["@timestamp", "desc"]]);
});

describe("the dashboard", () => {
  interface Panel {
    readonly panelRefName: string;
    readonly panelIndex: string;
    readonly gridData: {
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly i: string;
    };
  }
  const [dashboard] = ofType("dashboard");
  const panels: readonly Panel[] = JSON.parse(dashboard?.attributes["panelsJSON"] as string);

  test("contains every visualization and the search, each with its own reference", () => {
    const names = panels.map(({ panelRefName }) => panelRefName);
    const shown = dashboard?.references.map(({ id }) => id).toSorted();

    expect(names.toSorted()).toEqual(dashboard?.references.map(({ name }) => name).toSorted());
    expect(shown).toEqual([...visualizations.map(({ id }) => id), "audit-events"].toSorted());
  });

  test("has no overlapping panels, and no panel beyond the 48 columns", () => {
    const cells = panels.flatMap(({ gridData: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.filter(({ gridData: { x, w } }) => x + w > 48)).toEqual([]);
    expect(panels.filter(({ panelIndex, gridData: { i } }) => panelIndex !== i)).toEqual([]);
  });
});
