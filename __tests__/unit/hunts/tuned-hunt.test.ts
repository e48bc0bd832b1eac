import { allHunts } from "../../../hunts/hunt";
import { byteLimit, caseOfHunt, checkSize, fillPlaceholders, quote, withDefaults } from "../../../hunts/tuned-hunt";

const [one] = allHunts().map(withDefaults);

test("a hunt without an override has the numbers of its file, and excludes nothing", () => {
  for (const hunt of allHunts()) {
    const { values, exclusions } = withDefaults(hunt);
    expect(values).toEqual(Object.fromEntries(hunt.parameters.map(({ name, default: value }) => [name, value])));
    expect(exclusions).toEqual([]);
  }
});

test("the SQL contains the value of every parameter", () => {
  if (one === undefined) throw new Error("the catalog is empty");

  expect(fillPlaceholders({ ...one, values: { least: 7 } }, "a > ?least OR b > ?least")).toBe("a > 7 OR b > 7");
  expect(caseOfHunt([one], ({ name }) => quote(name))).toBe(
    `CASE hunt\n    WHEN '${one.name}' THEN '${one.name}'\n  END`,
  );
});

test("a quotation mark does not end the SQL literal", () => {
  expect(quote("it's")).toBe("'it''s'");
});

const statement = (sql: string) => ({ sql, parameters: [] });

test("a statement with one byte more than Athena accepts fails", () => {
  expect(checkSize(statement("x".repeat(byteLimit))).sql).toHaveLength(byteLimit);
  expect(() => checkSize(statement("é".repeat(byteLimit / 2) + "x"))).toThrow(
    `got ${byteLimit + 1}; remove exclusions of hunts`,
  );
});
