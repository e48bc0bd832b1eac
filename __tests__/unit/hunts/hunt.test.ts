import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allHunts, huntsIn, parseHunt } from "../../../hunts/hunt";

const text = `-- Somebody who asks many different things.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580, T1526.001
-- row: A caller made many calls.
-- first: Ask the owner.
-- by: account, hour
-- quiet: 3 days
-- ? least = 60: calls at least
-- match
is_reading -- nothing else
-- subject
account, date_trunc('hour', event_time) AS hour
-- measure
format('%d calls', count(*))
-- when
count(*) >= ?least
`;

/** Returns the file of the hunt with one part replaced. */
const changed = (from: string, to: string) => {
  expect(text).toContain(from);
  return () => parseHunt("asks", text.replace(from, to));
};

test("a hunt is parsed from its file", () => {
  expect(parseHunt("asks", text)).toEqual({
    name: "asks",
    description: "Somebody who asks many different things.",
    source: "cloudtrail",
    schedule: "daily",
    severity: "notify",
    techniques: ["T1580", "T1526.001"],
    row: "A caller made many calls.",
    first: "Ask the owner.",
    by: ["account", "hour"],
    quietDays: 3,
    leavesOutRoutine: false,
    parameters: [{ name: "least", default: 60, description: "calls at least" }],
    match: "is_reading -- nothing else",
    subject: [
      { name: "account", sql: "account" },
      { name: "hour", sql: "date_trunc('hour', event_time)" },
    ],
    measure: "format('%d calls', count(*))",
    when: "count(*) >= ?least",
  });
});

test("a hunt can leave out routine activity", () => {
  expect(changed("-- row:", "-- routine: left out\n-- row:")().leavesOutRoutine).toBe(true);
});

test("hunts that leave out routine activity have a long quiet time, so that they notify only when an activity begins", () => {
  const hunts = allHunts().filter(({ leavesOutRoutine }) => leavesOutRoutine);

  expect(hunts.length).toBeGreaterThan(0);
  for (const { name, quietDays, severity } of hunts) {
    expect({ name, quietDays, severity }).toEqual({ name, quietDays: 90, severity: "notify" });
  }
});

test("every file of the catalog is a valid hunt", () => {
  const names = allHunts().map(({ name }) => name);

  expect(names.length).toBeGreaterThan(0);
  expect(names).toEqual(names.toSorted());
});

test.each([
  ["its description is missing", "-- Somebody who asks many different things.\n", "\n", "the first line must describe"],
  ["its source is missing", "-- source: cloudtrail\n", "", 'add the line "-- source: …"'],
  [
    "its source is unknown",
    "source: cloudtrail",
    "source: email",
    "source must be cloudtrail or flow-logs or dns-logs or access-logs or findings, got email",
  ],
  ["its schedule is unknown", "schedule: daily", "schedule: weekly", "schedule must be daily, got weekly"],
  ["its severity is unknown", "severity: notify", "severity: watch", "severity must be notify or page, got watch"],
  ["its techniques are not ids", "T1526.001", "Cloud", "techniques has Cloud"],
  ["its row line is missing", "-- row: A caller made many calls.\n", "", 'add the line "-- row: …"'],
  ["its first step is missing", "-- first: Ask the owner.\n", "", 'add the line "-- first: …"'],
  [
    "by names a column that is not in its subject",
    "by: account, hour",
    "by: region",
    "by has region, which is not a column of subject",
  ],
  ["quiet is not a number of days", "quiet: 3 days", "quiet: 3", 'quiet must be days such as "7 days", got 3'],
  [
    "quiet is not longer than the days that a run reads",
    "quiet: 3 days",
    "quiet: 2 days",
    "quiet must be more than 2 days",
  ],
  ["its routine is not left out", "-- row:", "-- routine: kept\n-- row:", "routine must be left out, got kept"],
  ["it has an unknown line", "-- row:", "-- owner: me\n-- row:", "unknown line owner"],
  ["it has the same line twice", "-- row:", "-- quiet: 4 days\n-- row:", "the line quiet exists twice; remove one"],
  ["a default of a parameter is not a number", "least = 60", "least = many", "must be"],
  ["a parameter is not described", "-- ? least = 60: calls at least\n", "", "?least is not described"],
  ["a parameter is not used", ">= ?least", ">= 60", "the parameter least is not used"],
  [
    "new names a column that is not in by",
    "-- quiet",
    "-- new: region\n-- quiet",
    "new has region, which is not a column of by",
  ],
  ["a section is missing", "-- measure\nformat('%d calls', count(*))\n", "", "each of the sections"],
  ["it has a section twice", "-- when\n", "-- when\ncount(*) > 1\n-- when\n", "each of the sections"],
  ["a section is empty", "is_reading -- nothing else\n", "", "each of the sections"],
  ["a column of its subject has no name", ") AS hour", ")", 'write "date_trunc'],
])("a hunt fails if %s", (_, from, to, message) => {
  expect(changed(from, to)).toThrow(message);
});

test.each([
  [5, true],
  [6, true],
  [7, false],
])("a subject of %d columns is valid: %s", (count, isAccepted) => {
  const columns = Array.from({ length: count - 2 }, (_, i) => `role AS c${"x".repeat(i + 1)}`);
  const parse = changed("AS hour", ["AS hour", ...columns].join(", "));

  if (isAccepted) expect(parse().subject).toHaveLength(count);
  else expect(parse).toThrow(`subject has ${count} columns; use 6 or fewer`);
});

test("one error reports all problems", () => {
  const wrong = () => parseHunt("Asks", text.replace("daily", "weekly").replace("notify", "watch"));

  expect(wrong).toThrow(/hunts\/catalog\/Asks\.sql: .*schedule.*; severity.*; the name must have at most/s);
});

test.each([
  ["a".repeat(40), true],
  ["a".repeat(41), false],
])("the name %s is valid: %s", (name, isAccepted) => {
  if (isAccepted) expect(parseHunt(name, text).name).toBe(name);
  else expect(() => parseHunt(name, text)).toThrow("the name must have at most");
});

test("only .sql files of another folder are read", () => {
  const folder = mkdtempSync(join(tmpdir(), "hunts-"));
  for (const name of ["b.sql", "a.sql", "notes.md"]) writeFileSync(join(folder, name), text);

  expect(huntsIn(folder).map(({ name }) => name)).toEqual(["a", "b"]);
});

describe("a hunt with another source", () => {
  const hour = "date_trunc('hour', event_time) AS hour";
  const other = `-- with match
is_accepted
-- with subject
account, ${hour}
-- with measure
count(*)
-- with when
count(*) >= ?least
`;
  const both = text.replace("-- schedule", "-- with: flow-logs\n-- schedule").concat(other);
  const parseBoth = (from: string, to: string) => {
    expect(both).toContain(from);
    return () => parseHunt("asks", both.replace(from, to));
  };

  test("contains the sections of both sources", () => {
    const { with: part, ...own } = parseHunt("asks", both);

    expect({ ...own, with: undefined }).toEqual(parseHunt("asks", text));
    expect(part).toEqual({
      source: "flow-logs",
      match: "is_accepted",
      subject: parseHunt("asks", text).subject,
      measure: "count(*)",
      when: "count(*) >= ?least",
    });
  });

  test.each([
    [
      "the other source is its own source",
      "with: flow-logs",
      "with: cloudtrail",
      "with must be a source other than cloudtrail",
    ],
    ["the other source is unknown", "with: flow-logs", "with: email", "with must be cloudtrail or flow-logs"],
    ["the line about the other source is missing", "-- with: flow-logs\n", "", "each of the sections"],
    [
      "a section is missing",
      "-- with measure\ncount(*)\n",
      "",
      "also with match, with subject, with measure, with when",
    ],
    ["a section is empty", "is_accepted\n", "", "each of the sections"],
    [
      "the other subject lacks a column of by",
      `subject\naccount, ${hour}\n-- with measure`,
      `subject\n${hour}\n-- with measure`,
      "the column account",
    ],
    [
      "the other subject has no hour",
      `subject\naccount, ${hour}\n-- with measure`,
      "subject\naccount\n-- with measure",
      "the column hour",
    ],
    [
      "the other subject has another unit of time",
      "with subject\naccount, date_trunc('hour'",
      "with subject\naccount, date_trunc('day'",
      "must be date_trunc",
    ],
    [
      "its own subject has another unit of time",
      "-- subject\naccount, date_trunc('hour'",
      "-- subject\naccount, date_trunc('day'",
      "must be date_trunc",
    ],
    [
      "it leaves out routine activity",
      "-- row:",
      "-- routine: left out\n-- row:",
      "cannot have new, silent or routine",
    ],
    ["it is for first uses", "-- quiet:", "-- new: hour\n-- quiet:", "cannot have new, silent or routine"],
  ])("fails if %s", (_, from, to, message) => {
    expect(parseBoth(from, to)).toThrow(message);
  });
});

describe("a hunt for logs that fall silent", () => {
  const lines = (known: number, within: number) =>
    text
      .replace("-- quiet", "-- silent: account\n-- quiet")
      .replace("-- ?", `-- ? known = ${known}: days\n-- ? within = ${within}: days\n-- ?`);

  test("has the numbers of days that it compares", () => {
    const parsed = parseHunt("asks", lines(83, 7));

    expect(parsed.silent).toBe("account");
    expect(parsed.parameters.map(({ name }) => name)).toEqual(["known", "within", "least"]);
  });

  test.each([
    [84, 7],
    [0, 7],
    [20, 0],
    [20.5, 7],
  ])("fails with known = %d days, and within = %d days", (known, within) => {
    expect(() => parseHunt("asks", lines(known, within))).toThrow("known and within must be whole numbers of days");
  });

  test("fails with a column that is not in by, and without its numbers of days", () => {
    expect(() => parseHunt("asks", lines(20, 7).replace("silent: account", "silent: region"))).toThrow(
      "silent has region, which is not a column of by",
    );
    expect(() => parseHunt("asks", lines(20, 7).replace(/-- \? within.*\n/, ""))).toThrow("?within is not described");
  });
});

test("a hunt for first uses has the number of days and of callers that it compares", () => {
  const withLines = (days: number, more = "") =>
    text
      .replace("-- quiet", "-- new: hour\n-- quiet")
      .replace("-- ? least", `-- ? days = ${days}: days before it\n${more}-- ? least`);
  const parsed = parseHunt("asks", withLines(90, "-- ? known = 3: days of these\n"));

  expect(parsed.firstUse).toBe("hour");
  expect(parsed.parameters.map(({ name }) => name)).toEqual(["days", "known", "least"]);
  expect(() => parseHunt("asks", withLines(91, "-- ? known = 3: days of these\n"))).toThrow(
    "days must be a whole number of days, 1 to 90",
  );
  expect(() => parseHunt("asks", withLines(90))).toThrow("?known is not described");
  expect(() => parseHunt("asks", text.replace("least", "days").replaceAll("?least", "?days"))).not.toThrow();
});
