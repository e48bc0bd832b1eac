import { type LogView, movedViewText, viewText } from "../../../tables/log-view";

const view: LogView = {
  name: "callers",
  description: "The caller",
  columns: [{ name: "who", type: "string", engineType: "varchar", comment: "The caller" }],
  sql: "SELECT useridentity.arn AS who FROM cloudtrail -- ü",
};
const athena = { catalog: "awsdatacatalog", database: "acme_audit" };
const definitionIn = (text: string) => {
  const encoded = /^\/\* Presto View: ([A-Za-z0-9+/=]+) \*\/$/.exec(text)?.[1] ?? "";
  return JSON.parse(Buffer.from(encoded, "base64").toString());
};

describe("viewText", () => {
  test("contains the SQL, the catalog and schema of its tables, and the types of its columns", () => {
    expect(definitionIn(viewText(view, athena))).toEqual({
      originalSql: view.sql,
      catalog: "awsdatacatalog",
      schema: "acme_audit",
      columns: [{ name: "who", type: "varchar" }],
    });
  });
});

describe("movedViewText", () => {
  test("reads the same tables in another catalog, and changes nothing else", () => {
    const moved = definitionIn(movedViewText(viewText(view, athena), { catalog: "archive", database: "copy" }));

    expect(moved).toEqual({ ...definitionIn(viewText(view, athena)), catalog: "archive", schema: "copy" });
  });

  test.each(["", "SELECT 1", "/* Presto View */", "/* Presto View: e30="])("fails when the string is %j", (text) => {
    expect(() => movedViewText(text, athena)).toThrow("expected the text of a view");
  });
});
