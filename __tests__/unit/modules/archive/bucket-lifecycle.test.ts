import { lifecycleRule } from "../../../../modules/archive/bucket-lifecycle";

const least = { noncurrentDays: 30, abortIncompleteUploadDays: 7 };

describe("lifecycleRule", () => {
  test("moves objects to colder classes in S3's order, and deletes them", () => {
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
    "omits a step that is %o, and neither moves nor deletes anything without steps",
    (days) => {
      const steps = { infrequentAccessDays: days, glacierDays: days, deepArchiveDays: days, expireDays: days };

      expect(lifecycleRule({ ...least, ...steps })).toEqual(lifecycleRule(least));
      expect(lifecycleRule(least)).toMatchObject({ transition: [] });
      expect(lifecycleRule(least)).not.toHaveProperty("expiration");
    },
  );

  test("keeps noncurrent versions forever when their days are null", () => {
    expect(lifecycleRule({ ...least, noncurrentDays: null })).not.toHaveProperty("noncurrentVersionExpiration");
  });

  test("applies to the whole bucket, and deletes replaced versions and unfinished uploads", () => {
    expect(lifecycleRule(least)).toMatchObject({
      status: "Enabled",
      filter: [{ prefix: "" }],
      noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    });
  });
});
