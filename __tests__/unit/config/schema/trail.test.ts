import { parse, problemsOf, s3Arn, withoutHint } from "../configuration";

describe("trail.name", () => {
  test.each(["abc", "a-b", "A.b_c-9", "1.2.3", "1.2.3.4.5", "10.0.0.x", "1234", "a".repeat(128)])(
    "trail.name may be %s",
    (name) => {
      expect(parse({ "trail.name": name }).trail.name).toBe(name);
    },
  );

  const letters = "expected letters and digits with single dots, underscores or hyphens between them";

  test.each([
    ["ab", "expected 3 characters or more"],
    ["a".repeat(129), "expected 128 characters or fewer, CloudTrail's limit"],
    ["192.168.5.4", letters],
    ["0.0.0.0", letters],
    ["a..b", letters],
    ["a--b", letters],
    ["a__b", letters],
    ["my-_trail", letters],
    ["a.-b", letters],
    ["-abc", letters],
    ["abc-", letters],
    [".abc", letters],
    ["abc.", letters],
    ["my trail", letters],
    ["trail/x", letters],
    ["träil", letters],
    ["abc\n", letters],
  ])("fails when it is %j", (name, message) => {
    const got = JSON.stringify(name);

    expect(problemsOf({ "trail.name": name })).toEqual([
      `trail.name: ${message}; got ${got.length > 80 ? `${got.slice(0, 77)}...` : got}`,
    ]);
  });

  test("fails when it is empty", () => {
    expect(problemsOf({ "trail.name": "" })).toContain('trail.name: expected 3 characters or more; got ""');
  });
});

describe("trail.logGroupRetentionDays", () => {
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
  const year = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365];
  const periods = [...year, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

  test.each(periods)("trail.logGroupRetentionDays may be %d", (days) => {
    expect(parse({ "trail.logGroupRetentionDays": days }).trail.logGroupRetentionDays).toBe(days);
  });

  const neighbours = new Set(periods.flatMap((days) => [days - 1, days + 1]).filter((days) => !periods.includes(days)));

  test.each([...neighbours, -1, 0.5, "365", null, true])("fails when it is %j", (days) => {
    expect(problemsOf({ "trail.logGroupRetentionDays": days })).toEqual([
      `trail.logGroupRetentionDays: expected one of CloudWatch's retention periods: ${periods.join(", ")}; got ${JSON.stringify(days)}`,
    ]);
  });
});

describe("trail.dataEvents", () => {
  const events = { resourceType: "AWS::S3::Object", arnPrefixes: [s3Arn("aws", "acme-payroll/")] };

  test("record reads and writes by default", () => {
    expect(parse({ "trail.dataEvents": [events] }).trail.dataEvents).toStrictEqual([{ ...events, access: "all" }]);
  });

  test.each(["all", "read", "write"])("trail.dataEvents may record %s access", (access) => {
    expect(parse({ "trail.dataEvents": [{ ...events, access }] }).trail.dataEvents[0]?.access).toBe(access);
  });

  test.each(["none", "Read", "readwrite", null])("fails when it records %j access", (access) => {
    expect(problemsOf({ "trail.dataEvents": [{ ...events, access }] }).map(withoutHint)).toEqual([
      `trail.dataEvents[0].access: expected one of all, read, write; got ${JSON.stringify(access)}`,
    ]);
  });

  test.each([
    ["AWS::S3::Object", "s3"],
    ["AWS::Lambda::Function", "lambda"],
    ["AWS::DynamoDB::Table", "dynamodb"],
    ["AWS::S3Outposts::Object", "s3-outposts"],
    ["AWS::KinesisVideo::Stream", "kinesisvideo"],
  ])("trail.dataEvents may have the resource type %s", (resourceType, service) => {
    const arnPrefixes = [["arn", "aws", service].join(":")];

    expect(problemsOf({ "trail.dataEvents": [{ resourceType, arnPrefixes }] })).toEqual([]);
  });

  test.each([
    "",
    "S3",
    "AWS::S3",
    "AWS::S3::",
    "AWS:S3:Object",
    "aws::s3::object",
    "XAWS::S3::Object",
    "AWS::S3::Object::Part",
    "AWS::S3::*",
    "AWS::S3::Object\n",
  ])("fail with the resource type %j", (resourceType) => {
    expect(problemsOf({ "trail.dataEvents": [{ ...events, resourceType }] })).toEqual([
      `trail.dataEvents[0].resourceType: expected a CloudTrail resource type such as AWS::S3::Object; got ${JSON.stringify(resourceType)}`,
    ]);
  });

  test.each([s3Arn("aws", "b"), s3Arn("aws", "b/path/"), ["arn", "aws", "s3"].join(":")])(
    "trail.dataEvents may have ARNs that begin with %s",
    (prefix) => {
      expect(problemsOf({ "trail.dataEvents": [{ ...events, arnPrefixes: [prefix] }] })).toEqual([]);
    },
  );

  test.each([
    "",
    "*",
    "acme-payroll",

    "arn",
    ["arn", "aws", ""].join(":"),
    s3Arn("aws", "*"),
    s3Arn("aws", "acme-?"),
    s3Arn("aws", "a b"),
    `x${s3Arn("aws", "b")}`,
    `${s3Arn("aws", "b")}\n`,
  ])("fail with ARNs that begin with %j", (prefix) => {
    expect(problemsOf({ "trail.dataEvents": [{ ...events, arnPrefixes: [prefix] }] })).toEqual([
      `trail.dataEvents[0].arnPrefixes[0]: expected the beginning of an ARN; CloudTrail does not accept wildcards; got ${JSON.stringify(prefix)}`,
    ]);
  });

  test("fail without an ARN, because nobody should record every object by accident", () => {
    expect(problemsOf({ "trail.dataEvents": [{ ...events, arnPrefixes: [] }] })).toEqual([
      expect.stringMatching(
        /^trail\.dataEvents\[0\]\.arnPrefixes: expected at least one ARN prefix, because the trail records only the listed resources; got /,
      ),
    ]);
  });
});

describe("trail.insights", () => {
  test.each([[[]], [["ApiCallRateInsight"]], [["ApiErrorRateInsight", "ApiCallRateInsight"]]])(
    "trail.insights may be %j",
    (insights) => {
      expect(parse({ "trail.insights": insights }).trail.insights).toEqual(insights);
    },
  );

  test("fails when one is listed twice", () => {
    expect(problemsOf({ "trail.insights": ["ApiCallRateInsight", "ApiCallRateInsight"] })).toEqual([
      expect.stringMatching(/^trail\.insights: duplicate insight type; remove one; got /),
    ]);
  });

  test("fails when one does not exist", () => {
    expect(problemsOf({ "trail.insights": ["ApiCallRate"] })).toEqual([
      'trail.insights[0]: expected one of ApiCallRateInsight, ApiErrorRateInsight; got "ApiCallRate"',
    ]);
  });
});
