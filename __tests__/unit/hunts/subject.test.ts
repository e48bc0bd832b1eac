import { separated, subjectColumns } from "../../../hunts/subject";

test("a column has its own name, or the name after AS", () => {
  const { columns, problems } = subjectColumns(
    "account, date_trunc('hour', event_time) AS hour, coalesce(role, ',') as who",
  );

  expect(problems).toEqual([]);
  expect(columns).toEqual([
    { name: "account", sql: "account" },
    { name: "hour", sql: "date_trunc('hour', event_time)" },
    { name: "who", sql: "coalesce(role, ',')" },
  ]);
});

test("an expression without a name is refused", () => {
  expect(subjectColumns("lower(role)").problems).toEqual([
    'subject has "lower(role)" without a name; write "lower(role) AS name"',
  ]);
});

test("commas inside parentheses, strings and comments separate no columns", () => {
  expect(separated("a[1, 2], f(b, (c, d)), 'e, it''s, f' -- g, h\n, i")).toEqual([
    "a[1, 2]",
    "f(b, (c, d))",
    "'e, it''s, f'",
    "i",
  ]);
  expect(separated("")).toEqual([]);
});
