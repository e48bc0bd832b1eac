import { highChurnResourceTypes } from "../../../../modules/aws-config/high-churn-resource-types";

describe("highChurnResourceTypes", () => {
  test("highChurnResourceTypes are listed once each, as AWS spells them", () => {
    expect(new Set(highChurnResourceTypes).size).toBe(highChurnResourceTypes.length);
    for (const type of highChurnResourceTypes) expect(type).toMatch(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/);
  });

  // https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingModeOverride.html
  test("highChurnResourceTypes can be recorded daily", () => {
    expect(highChurnResourceTypes.filter((type) => type.startsWith("AWS::Config::"))).toEqual([]);
  });

  test("highChurnResourceTypes contain no type that affects access", () => {
    const guarding = /::(IAM|KMS|S3)::|SecurityGroup|NetworkAcl|RouteTable|EC2::Instance$|VPC|Policy|Role|Bucket|Key$/;

    expect(highChurnResourceTypes.filter((type) => guarding.test(type))).toEqual([]);
  });
});
