import {
  attributeSql,
  choice,
  constant,
  glueType,
  integer,
  leavesOf,
  literal,
  object,
  objects,
  observables,
  text,
  unmappedFields,
} from "../../../../tables/ocsf/attribute";

const user = object({ name: text("username"), account: object({ id: integer("id") }) });

describe("an OCSF attribute", () => {
  test("has the Glue type of its values", () => {
    expect(glueType(text("a"))).toBe("string");
    expect(glueType(user)).toBe("struct<name:string,account:struct<id:int>>");
    expect(glueType(objects("list", { uid: text("element.a") }, "list"))).toBe("array<struct<uid:string>>");
  });

  test("an OCSF attribute is cast as one value to the type of the engine", () => {
    expect(attributeSql(text("a"))).toBe("CAST(a AS varchar)");
    expect(attributeSql(user)).toBe('CAST(ROW(username, ROW(id)) AS row("name" varchar, "account" row("id" integer)))');
  });

  test("an OCSF attribute is null if its condition is false", () => {
    expect(attributeSql(object({ a: text("b") }, "c = 1"))).toBe('CAST(IF(c = 1, ROW(b)) AS row("a" varchar))');
  });

  test("has its own SQL as its documented source by default", () => {
    expect(text("eventname").from).toBe("eventname");
    expect(constant("AWS")).toMatchObject({ sql: "'AWS'", from: "always `AWS`" });
  });
});

test("leavesOf returns the values of attributes by path", () => {
  expect(leavesOf({ user, time: text("t") }).map(([path]) => path)).toEqual(["user.name", "user.account.id", "time"]);
});

test("literal escapes a quotation mark", () => {
  expect(literal("it's")).toBe("'it''s'");
});

test.each([
  [undefined, "CASE x WHEN 1 THEN 'a' WHEN 2 THEN 3 END"],
  ["0", "CASE x WHEN 1 THEN 'a' WHEN 2 THEN 3 ELSE 0 END"],
])("choice returns a case for each row, and otherwise %s", (other, sql) => {
  expect(choice("x", { 1: "a", 2: 3 }, other)).toBe(sql);
});

test("unmapped keeps the names of fields without an attribute, with strings as values", () => {
  expect(unmappedFields({ readOnly: "readonly" })).toMatchObject({
    type: "map<string,string>",
    from: "`readOnly`",
    sql: "map_filter(map(ARRAY['readOnly'], ARRAY[CAST(readonly AS varchar)]), (name, value) -> value IS NOT NULL)",
  });
});

test("observables contain the type number of the OCSF framework", () => {
  const { sql } = observables([
    ["src_endpoint.ip", "IP Address", "ip"],
    ["user.name", "User Name", "name"],
  ]);

  expect(sql).toContain("ROW('src_endpoint.ip', 'IP Address', 2, CAST(ip AS varchar))");
  expect(sql).toContain("ROW('user.name', 'User Name', 4, CAST(name AS varchar))");
});
