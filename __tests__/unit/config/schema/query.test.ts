import { configuration, parse, problemsIn, problemsOf, settingAt, yamlOf } from "../configuration";

const accepted = (path: string, value: unknown) => expect(settingAt(parse({ [path]: value }), path)).toBe(value);

/** The scan limits of both workgroups. The limit of the responders must not be lower than the analysts'. */
const limits = [
  ["query.scanLimitGigabytes", { "query.responderScanLimitGigabytes": 1_000_000 }],
  ["query.responderScanLimitGigabytes", { "query.scanLimitGigabytes": 0.01 }],
] as const;

describe.each(limits)("%s", (path, other) => {
  const alone = (value: unknown) => expect(settingAt(parse({ ...other, [path]: value }), path)).toBe(value);

  test.each([0.01, 0.011, 0.5, 1, 100, 999_999, 1_000_000])(`${path} may be %d`, (value) => {
    alone(value);
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

describe("query.dailyScanAlarmGigabytes", () => {
  const path = "query.dailyScanAlarmGigabytes";

  test.each([0.001, 1, 2_000, 1_000_000])("query.dailyScanAlarmGigabytes may be %d", (value) => {
    accepted(path, value);
  });

  test.each([0, -1])("fails when it is %d", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([`${path}: expected more than 0; got ${value}`]);
  });

  test("fails when it is more than a petabyte", () => {
    expect(problemsOf({ [path]: 1_000_001 })).toEqual([`${path}: expected 1,000,000 or less, a petabyte; got 1000001`]);
  });
});

describe("query.cloudTrailLocation", () => {
  const path = "query.cloudTrailLocation";

  test.each([
    "s3://aws-controltower-logs/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5",
    "s3://acme-trail/AWSLogs/o-a1b2c3d4e5",
    "s3://acme.trail/some/pre_fix/AWSLogs/o-a1b2c3d4e5",
  ])("query.cloudTrailLocation may be %s", (value) => {
    accepted(path, value);
  });

  test.each([
    "",
    "acme-trail/AWSLogs/o-a1b2c3d4e5",
    "s3://acme-trail/AWSLogs/o-a1b2c3d4e5/",
    "s3://acme-trail/o-a1b2c3d4e5",
    "s3://acme-trail//AWSLogs/o-a1b2c3d4e5",
    "s3://acme-trail/AWSLogs",
    "s3://Acme/AWSLogs/o-a1b2c3d4e5",
    "s3://acme-trail/x ${y}/AWSLogs/o-a1b2c3d4e5",
    "xs3://acme-trail/AWSLogs/o-a1b2c3d4e5",
  ])("fails when it is %j", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([expect.stringContaining("expected the folder that contains the")]);
  });
});

describe("query.firstDay", () => {
  const path = "query.firstDay";

  test.each(["2025-01-01", "2024-02-29", "2013-11-13"])("query.firstDay may be %s", (value) => {
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

  test("query.crawlerSchedule may be a schedule with six fields, and fails with another", () => {
    accepted(path, "cron(0/30 8-18 ? * MON-FRI 2026)");
    expect(problemsOf({ [path]: "rate(1 day)" })).toEqual([
      `${path}: expected six fields in a schedule such as cron(15 3 * * ? *); got "rate(1 day)"`,
    ]);
  });
});

describe("query.quarantinedObjects", () => {
  const path = "query.quarantinedObjects";

  test.each([[[]], [["s3://acme-logs/a b/it's.gz", "s3://acme-logs/folder/"]]])(
    "query.quarantinedObjects may be %j",
    (value) => {
      expect(settingAt(parse({ [path]: value }), path)).toEqual(value);
    },
  );

  test.each(["acme-logs/a.gz", "s3://acme-logs", "s3://acme-logs/", "s3://A/a.gz", "s3://acme-logs/a\nb"])(
    "fails when one is %j",
    (value) => {
      expect(problemsOf({ [path]: [value] })).toEqual([
        `${path}[0]: expected an object such as s3://bucket/key, or a folder that ends with /; got ${JSON.stringify(value)}`,
      ]);
    },
  );
});
