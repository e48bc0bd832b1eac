import {
  type BucketLifecycle,
  lifecycleProblems,
  lifecycleRule,
  prefixProblems,
  prefixRules,
} from "../../../../modules/archive/bucket-lifecycle";

const least = { noncurrentDays: 30, abortIncompleteUploadDays: 7 };

describe("lifecycleRule", () => {
  test("moves objects to colder storage classes in the order that S3 requires, and deletes them", () => {
    const rule = lifecycleRule({
      ...least,
      deepArchiveDays: 730,
      glacierDays: 365,
      glacierInstantRetrievalDays: 180,
      infrequentAccessDays: 90,
      expireDays: 2557,
    });

    expect(rule.transition).toEqual([
      { days: 90, storageClass: "STANDARD_IA" },
      { days: 180, storageClass: "GLACIER_IR" },
      { days: 365, storageClass: "GLACIER" },
      { days: 730, storageClass: "DEEP_ARCHIVE" },
    ]);
    expect(rule.expiration).toEqual([{ days: 2557 }]);
  });

  test.each([null, undefined])(
    "omits a step that is %o, and has no transition or expiration if there are no steps",
    (days) => {
      const steps = { infrequentAccessDays: days, glacierDays: days, deepArchiveDays: days, expireDays: days };

      expect(lifecycleRule({ ...least, ...steps })).toEqual(lifecycleRule(least));
      expect(lifecycleRule(least)).toMatchObject({ transition: [] });
      expect(lifecycleRule(least)).not.toHaveProperty("expiration");
    },
  );

  test("keeps noncurrent versions forever when their number of days is null", () => {
    expect(lifecycleRule({ ...least, noncurrentDays: null })).not.toHaveProperty("noncurrentVersionExpiration");
  });

  test("applies to the whole bucket, and deletes replaced versions and incomplete uploads", () => {
    expect(lifecycleRule(least)).toMatchObject({
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    });
  });
});

describe("lifecycleProblems", () => {
  const lifecycle = { expireDays: 365, noncurrentDays: 30, abortIncompleteUploadDays: 7 };
  const problemsOf = (changed: object, lockDays?: number) =>
    lifecycleProblems({ ...lifecycle, ...changed }, lockDays).filter((problem) => problem !== undefined);

  test.each([364, 365])("accepts a lock of %d days, if logs expire after 365 days", (lockDays) => {
    expect(problemsOf({}, lockDays)).toEqual([]);
  });

  test("refuses logs that expire while they are locked", () => {
    expect(problemsOf({}, 366)).toEqual(["lifecycle.expireDays: expected 366 or more, the days of the lock, got 365"]);
    expect(problemsOf({ expireDays: null }, 366)).toEqual([]);
  });

  test("reports every number that S3 does not accept", () => {
    expect(problemsOf({ infrequentAccessDays: -1, expireDays: 0, noncurrentDays: 0.5 })).toEqual([
      "lifecycle.infrequentAccessDays: expected a whole number, 0 or more, got -1",
      "lifecycle.expireDays: expected a whole number, 1 or more, got 0",
      "lifecycle.noncurrentDays: expected a whole number, 1 or more, got 0.5",
    ]);
    expect(problemsOf({ infrequentAccessDays: 0 })).toEqual([]);
  });
});

describe("prefixRules", () => {
  const byPrefix = new Map([
    ["flow-logs/", { ...least, expireDays: 90 }],
    ["failed/app-logs/", { ...least, noncurrentDays: null, glacierInstantRetrievalDays: 30 }],
  ]);

  test("returns no rule for a prefix without a step, because S3 refuses an empty rule", () => {
    const never = { ...least, noncurrentDays: null, expireDays: null };
    const more = new Map<string, BucketLifecycle>([...byPrefix, ["app-logs/", never]]);
    const rules = prefixRules(more, { abortIncompleteUploadDays: 3 });

    expect(rules).toEqual(prefixRules(byPrefix, { abortIncompleteUploadDays: 3 }));
  });

  test("returns one rule for each prefix, and one rule for incomplete uploads of the whole bucket", () => {
    expect(prefixRules(byPrefix, { abortIncompleteUploadDays: 3 })).toEqual([
      {
        id: "retention-flow-logs",
        status: "Enabled",
        filter: [{ prefix: "flow-logs/" }],
        transition: [],
        expiration: [{ days: 90 }],
        noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
      },
      {
        id: "retention-failed.app-logs",
        status: "Enabled",
        filter: [{ prefix: "failed/app-logs/" }],
        transition: [{ days: 30, storageClass: "GLACIER_IR" }],
      },
      {
        id: "unfinished-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 3 }],
      },
    ]);
  });

  test.each([
    [["a/", "b/", "ab/"], []],
    [["a/", "a/b/"], ["lifecycleByPrefix: expected prefixes that do not overlap, got a/b/, which begins with a/"]],
    [["", "a/"], ["lifecycleByPrefix: expected key prefixes, got an empty string"]],
  ])("prefixRules with the prefixes %j has the problems %j", (prefixes, problems) => {
    expect(prefixProblems(new Map(prefixes.map((prefix) => [prefix, least])))).toEqual(problems);
  });
});
