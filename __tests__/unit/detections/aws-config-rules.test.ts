import { type AwsConfigRule, awsConfigRules } from "../../../detections/aws-config-rules";

const rules: readonly AwsConfigRule[] = awsConfigRules;

describe("awsConfigRules", () => {
  test("awsConfigRules are listed once each", () => {
    for (const key of ["id", "identifier", "why"] as const) {
      expect(new Set(rules.map((rule) => rule[key])).size).toBe(rules.length);
    }
  });

  test("awsConfigRules have the names and identifiers of AWS", () => {
    for (const { id, identifier } of rules) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(identifier).toMatch(/^[A-Z0-9]+(_[A-Z0-9]+)*$/);
    }
  });

  // The two exceptions that AWS documents: https://docs.aws.amazon.com/config/latest/developerguide/cloudtrail-enabled.html
  test("awsConfigRules have their name in capitals as identifier, with two exceptions", () => {
    const odd = rules.filter(({ id, identifier }) => identifier !== id.toUpperCase().replaceAll("-", "_"));

    expect(odd.map(({ id, identifier }) => [id, identifier])).toEqual([
      ["cloudtrail-enabled", "CLOUD_TRAIL_ENABLED"],
      ["multi-region-cloudtrail-enabled", "MULTI_REGION_CLOUD_TRAIL_ENABLED"],
    ]);
  });

  test("awsConfigRules have a reason of one sentence that fits into the description of a rule", () => {
    for (const { why } of rules) {
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(why.length).toBeLessThanOrEqual(256);
    }
  });

  test("awsConfigRules have names that fit with the longest prefix", () => {
    for (const { id } of rules) expect(`${"p".repeat(21)}-${id}`.length).toBeLessThanOrEqual(128);
  });

  test("check buckets only in the log-archive account, and the trail only in its own account", () => {
    const accountsOf = (prefix: string) =>
      new Set(rules.filter(({ id }) => id.startsWith(prefix)).map(({ accounts }) => accounts));

    expect(accountsOf("s3-")).toEqual(new Set(["log-archive"]));
    expect(accountsOf("cloud-trail-")).toEqual(new Set(["management"]));
    expect(accountsOf("vpc-")).toEqual(new Set(["every"]));
  });

  // The AWS page of each rule documents its trigger type
  test("awsConfigRules are evaluated on changes if they check buckets, and otherwise once a day", () => {
    expect(rules.filter(({ trigger }) => trigger === "changes").map(({ id }) => id)).toEqual([
      "s3-bucket-level-public-access-prohibited",
      "s3-bucket-server-side-encryption-enabled",
      "s3-bucket-ssl-requests-only",
      "s3-bucket-versioning-enabled",
    ]);
  });

  test("require a delivery to CloudWatch Logs within a day, and otherwise keep AWS's defaults", () => {
    expect(rules.filter(({ parameters }) => parameters).map(({ id, parameters }) => [id, parameters])).toEqual([
      ["cloud-trail-cloud-watch-logs-enabled", { expectedDeliveryWindowAge: "24" }],
    ]);
  });
});
