import { account } from "../../../../sample-data/values";
import { parse, problemsOf, settingAt } from "../configuration";

describe("logSources.accessLogs.buckets", () => {
  const path = "logSources.accessLogs.buckets";
  const buckets = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ account: account(1), bucket: `acme-logged-${i}` }));

  test("logSources.accessLogs.buckets is empty by default", () => {
    expect(settingAt(parse(), path)).toEqual([]);
  });

  test.each([0, 1, 99, 100])("logSources.accessLogs.buckets may contain %d buckets", (count) => {
    expect(settingAt(parse({ [path]: buckets(count) }), path)).toHaveLength(count);
  });

  test("fails with 101 buckets", () => {
    expect(problemsOf({ [path]: buckets(101) })).toEqual([
      expect.stringMatching(/^logSources\.accessLogs\.buckets: expected 100 buckets or fewer; got /),
    ]);
  });

  test.each(["abc", "a.b-c", "a".repeat(63)])("accepts a bucket with the name %s", (bucket) => {
    expect(problemsOf({ [path]: [{ account: account(1), bucket }] })).toEqual([]);
  });

  test.each(["", "ab", "a".repeat(64), "Abc", "-abc", "abc-", "a_bc", "s3://abc"])(
    "fails with a bucket with the name %j",
    (bucket) => {
      expect(problemsOf({ [path]: [{ account: account(1), bucket }] })).toEqual([
        expect.stringMatching(/^logSources\.accessLogs\.buckets\[0\]\.bucket: expected a bucket name/),
      ]);
    },
  );

  test.each(["123", "payments", "12345678901a", 123])("fails with %j as the account", (id) => {
    expect(problemsOf({ [path]: [{ account: id, bucket: "acme-logged" }] })[0]).toMatch(
      /^logSources\.accessLogs\.buckets\[0\]\.account: /,
    );
  });
});
