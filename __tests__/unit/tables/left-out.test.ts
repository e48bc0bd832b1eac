import { pathConditions } from "../../../tables/left-out";

const table = { location: "s3://bucket/logs" };

test.each([
  [[], []],
  [["s3://other/logs/a.gz", "s3://bucket/logs-2/a.gz"], []],
  [
    ["s3://bucket/logs/a.gz", "s3://bucket/logs/it's.gz", "s3://bucket/logs/a.gz"],
    [`"$path" NOT IN ('s3://bucket/logs/a.gz', 's3://bucket/logs/it''s.gz')`],
  ],
  [["s3://bucket/logs/day/"], [`("$path" < 's3://bucket/logs/day/' OR "$path" >= 's3://bucket/logs/day0')`]],
])("the excluded paths %j become the conditions %j", (paths, conditions) => {
  expect(pathConditions(table, paths)).toEqual(conditions);
});

test("the range of a folder contains exactly the paths below the folder", () => {
  const [condition = ""] = pathConditions(table, ["s3://bucket/logs/day/"]);
  const [first = "", end = ""] = [...condition.matchAll(/'([^']+)'/g)].map(([, text]) => text);
  const isLeftOut = (path: string) => path >= first && path < end;

  for (const path of ["a.gz", "hour=01/a.gz", "~", "\u{1F600}"])
    expect(isLeftOut(`s3://bucket/logs/day/${path}`)).toBe(true);
  for (const path of ["day", "day0/a.gz", "day-1/a.gz", "da/a.gz"])
    expect(isLeftOut(`s3://bucket/logs/${path}`)).toBe(false);
});
