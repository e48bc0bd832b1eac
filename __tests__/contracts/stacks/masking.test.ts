import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { detections } from "../../../detections/catalog/all";
import { maskingPolicy } from "../../../modules/iam/masking-policy";
import { partition } from "../../../sample-data/values";
import { organization, stackOf } from "../../support/organization";

test("The log group of the trail is masked only on request, and then with these identifiers.", () => {
  const masked = organization("config/example.yaml", { masking: { trail: ["AwsSecretKey"] } });
  const policies = (made: typeof masked) => stackOf(made, "management").all(CloudwatchLogDataProtectionPolicy);

  expect(policies(organization())).toEqual([]);
  expect(policies(masked)).toHaveLength(1);
  expect(policies(masked)[0].policy_document).toBe(maskingPolicy(partition, ["AwsSecretKey"]));
  expect(policies(masked)[0].log_group_name).toMatch(/^\$\{aws_cloudwatch_log_group\.Trail_LogGroup/);
});

test("no filter pattern compares strings that look like credentials", () => {
  const patterns = detections.map(({ pattern }) => pattern);

  expect(patterns.length).toBeGreaterThan(90);
  expect(patterns.filter((pattern) => /PRIVATE KEY|secretAccessKey|secretKey/i.test(pattern))).toEqual([]);
});
