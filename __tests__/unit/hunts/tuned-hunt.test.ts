import { allHunts } from "../../../hunts/hunt";
import { byteLimit, caseOfHunt, quoted, tuned, withDefaults, withinLimit } from "../../../hunts/tuned-hunt";

const [one] = allHunts().map(withDefaults);

test("a hunt has the numbers of its file, and leaves out nothing", () => {
  for (const hunt of allHunts()) {
    const { values, exclusions } = withDefaults(hunt);
    expect(values).toEqual(Object.fromEntries(hunt.parameters.map(({ name, default: value }) => [name, value])));
    expect(exclusions).toEqual([]);
  }
});

test("every parameter in the SQL has its value", () => {
  if (one === undefined) throw new Error("the catalog is empty");

  expect(tuned({ ...one, values: { least: 7 } }, "a > ?least OR b > ?least")).toBe("a > 7 OR b > 7");
  expect(caseOfHunt([one], ({ name }) => quoted(name))).toBe(
    `CASE hunt\n    WHEN '${one.name}' THEN '${one.name}'\n  END`,
  );
});

test("a quotation mark does not end a text", () => {
  expect(quoted("it's")).toBe("'it''s'");
});

test("fails when a statement has a byte more than Athena accepts", () => {
  expect(withinLimit("x".repeat(byteLimit))).toHaveLength(byteLimit);
  expect(() => withinLimit("é".repeat(byteLimit / 2) + "x")).toThrow(
    `got ${byteLimit + 1}; remove exclusions of hunts`,
  );
});
