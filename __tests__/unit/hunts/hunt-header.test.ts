import { HuntHeader } from "../../../hunts/hunt-header";

const headerOf = (...lines: string[]) =>
  new HuntHeader(["Finds somebody.", ...lines, ""].join("\n-- ").replace(/^/, "-- "));

test("a header has a description, fields and parameters", () => {
  const header = headerOf("by: account, role", "quiet: 30 days", "routine: left out", "? least = 2.5: calls at least");

  expect(header.description).toBe("Finds somebody.");
  expect(header.list("by", /^[a-z]+$/)).toEqual(["account", "role"]);
  expect(header.days("quiet", 3)).toBe(30);
  expect([header.has("routine", "left out"), header.optional("new")]).toEqual([true, undefined]);
  expect(header.parameters()).toEqual([{ name: "least", default: 2.5, description: "calls at least" }]);
  expect(header.problems).toEqual([]);
});

test("a text without a comment has no description", () => {
  expect(new HuntHeader("SELECT 1\n").description).toBe("");
});

test.each([
  ["by: role", (header: HuntHeader) => header.list("by", /^[0-9]+$/), "by has role, which does not match ^[0-9]+$"],
  ["quiet: 30", (header: HuntHeader) => header.days("quiet", 3), 'quiet must be days such as "7 days", got 30'],
  ["routine: kept", (header: HuntHeader) => header.has("routine", "left out"), "routine must be left out, got kept"],
  [
    "source: mail",
    (header: HuntHeader) => header.oneOf("source", ["cloudtrail", "findings"]),
    "source must be cloudtrail or findings, got mail",
  ],
  ["row: a", (header: HuntHeader) => header.text("first"), 'add the line "-- first: …"'],
  ["row: a\n-- row: b", (header: HuntHeader) => header.text("row"), "the line row exists twice; remove one"],
  [
    "? least = ten: calls at least",
    (header: HuntHeader) => header.parameters(),
    '"-- ? least = ten: calls at least" must be "-- ? name = number: description"',
  ],
  [
    "? least: calls at least",
    (header: HuntHeader) => header.parameters(),
    '"-- ? least: calls at least" must be "-- ? name = number: description"',
  ],
  [
    "? least 10",
    (header: HuntHeader) => header.parameters(),
    '"-- ? least 10" must be "-- ? name = number: description"',
  ],
])("the problem of the line %s is reported", (line, read, problem) => {
  const header = headerOf(line);
  read(header);

  expect(header.problems).toEqual([problem]);
});

test("an unknown line is a problem", () => {
  expect(headerOf("author: ada").problems[0]).toMatch(/^unknown line author; known are source, schedule, /);
});

test("a missing number of days is the given number", () => {
  expect(headerOf().days("quiet", 3)).toBe(3);
});
