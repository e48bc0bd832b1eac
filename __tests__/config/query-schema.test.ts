import { configuration, parse, problemsIn, problemsOf, settingAt, yamlOf } from "./configuration";

const accepted = (path: string, value: unknown) => expect(settingAt(parse({ [path]: value }), path)).toBe(value);

describe("query.scanLimitGigabytes", () => {
  const path = "query.scanLimitGigabytes";

  test.each([0.01, 0.011, 0.5, 1, 100, 999_999, 1_000_000])("may be %d", (value) => {
    accepted(path, value);
  });

  test.each([0.009_999, 0, -1])("fails when it is %d, less than Athena accepts", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([
      `${path}: expected 0.01 or more: Athena's smallest limit is 10 MB; got ${value}`,
    ]);
  });

  test.each([1_000_001, 1e300])("fails when it is %d, more than a petabyte", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([`${path}: expected 1,000,000 or less, a petabyte; got ${value}`]);
  });

  test.each(["100", "unlimited", null, true])("fails when it is %j", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([`${path}: expected a number; got ${JSON.stringify(value)}`]);
  });

  test.each([".nan", ".inf", "-.inf", "1e400"])("fails when it is %s", (value) => {
    const text = yamlOf(configuration({ [path]: 100 })).replace("100", value);

    expect(problemsIn(text)).toEqual([expect.stringContaining("expected a number; got ")]);
  });
});

describe("query.firstDay", () => {
  const path = "query.firstDay";

  test.each(["2025-01-01", "2024-02-29", "2013-11-13"])("may be %s", (value) => {
    accepted(path, value);
  });

  test.each([
    "",
    "2025",
    "2025-1-1",
    "2025-13-01",
    "2025-02-30",
    "2025-02-29",
    "01.01.2025",
    "2025/01/01",
    "2025-01-01T00:00:00Z",
    "2025-01-01\n",
    2025,
  ])("fails when it is %j", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([
      `${path}: expected a day such as 2026-01-31, in quotes; got ${JSON.stringify(value)}`,
    ]);
  });
});

describe("query.crawlerSchedule", () => {
  const path = "query.crawlerSchedule";

  test.each(["cron(15 3 * * ? *)", "cron(0/30 8-18 ? * MON-FRI 2026)"])("may be %s", (value) => {
    accepted(path, value);
  });

  test.each([
    "",
    "15 3 * * ? *",
    "cron(15 3 * * *)",
    "cron(15 3 * * ? * *)",
    "cron(15 3 * * ?  *)",
    "cron( 15 3 * * ? *)",
    "rate(1 day)",
    "xcron(15 3 * * ? *)",
    "cron(15 3 * * ? *) x",
    "cron(15 3 * * ? $x)",
    "cron(15 3 * * ? mon)",
    'cron(15 3 * * ? ")',
  ])("fails when it is %j", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([
      `${path}: expected six fields in a schedule such as cron(15 3 * * ? *); got ${JSON.stringify(value)}`,
    ]);
  });
});
