import { doubleLiteral, textLiteral } from "../../../../aws-semantics/filter-sql/sql-literal";

test("a quote in a string does not end the SQL literal", () => {
  expect(textLiteral("it's")).toBe("'it''s'");
  expect(textLiteral("' OR TRUE --")).toBe("''' OR TRUE --'");
});

test.each([
  [0, "DOUBLE '0'"],
  [-1.5, "DOUBLE '-1.5'"],
  [1e21, "DOUBLE '1e+21'"],
])("the number %d becomes a double", (value, sql) => {
  expect(doubleLiteral(value)).toBe(sql);
});
