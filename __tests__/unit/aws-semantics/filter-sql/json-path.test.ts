import { readSelector } from "../../../../aws-semantics/filter-pattern/selector";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { anyInJson, jsonOf } from "../../../../aws-semantics/filter-sql/json-path";

const sqlOf = (selector: string) => anyInJson("d", readSelector(new Reader(selector)), jsonOf);

test.each([
  ["$.a", "json_extract(d, '$.a')"],
  ["$.a.b_1", "json_extract(d, '$.a.b_1')"],
  ["$.x-amz-acl", `json_extract(d, '$["x-amz-acl"]')`],
  ["$.['é']", `json_extract(d, '$["é"]')`],
  ["$.['a.b']", `json_extract(d, '$["a.b"]')`],
  ['$.["it\'s"]', `json_extract(d, '$["it''s"]')`],
])("a selector of keys is the path %s", (selector, sql) => {
  expect(sqlOf(selector)).toBe(sql);
});

test("an index selects only an element of an array, although the engine's own paths also accept an object", () => {
  expect(sqlOf("$.a[0].b")).toBe("json_extract(element_at(TRY_CAST(json_extract(d, '$.a') AS array(json)), 1), '$.b')");
});

test.each(["$.a[*].b", "$.a.*.b"])("%s selects any element of an array or any value of an object", (selector) => {
  expect(sqlOf(selector)).toBe(
    "any_match(concat(coalesce(TRY_CAST(json_extract(d, '$.a') AS array(json)), ARRAY[]), " +
      "coalesce(map_values(TRY_CAST(json_extract(d, '$.a') AS map(varchar, json))), ARRAY[])), " +
      "e2 -> json_extract(e2, '$.b'))",
  );
});

test.each(["$.['0']", "$.['']", '$.["a\\"b"]', "$.['a\\\\b']", "$.['-1']", "$.['a\nb']"])(
  "%s cannot be part of a path, and is refused",
  (selector) => {
    expect(() => sqlOf(selector)).toThrow(
      /the query engine cannot read [^]+ as the key of an object; use another field/,
    );
  },
);
