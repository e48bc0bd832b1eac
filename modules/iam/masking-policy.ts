/** Maximum length of a data-protection policy in CloudWatch Logs, in characters. */
const policyLimit = 30_720;

/**
 * A policy with which CloudWatch Logs detects personal data and secrets in log events and masks them for all principals
 * without `logs:Unmask`. Log events for subscriptions are masked too.
 *
 * @param dataIdentifiers names of AWS, such as `EmailAddress` and `DriversLicense-US`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-data-protection-policies.html
 * @throws when the policy is longer than CloudWatch Logs accepts
 */
export function maskingPolicy(partition: string, dataIdentifiers: readonly string[]): string {
  // Both statements must have the same identifiers
  const DataIdentifier = dataIdentifiers.map((name) => `arn:${partition}:dataprotection::aws:data-identifier/${name}`);
  const policy = JSON.stringify({
    Name: "mask-sensitive-data",
    Version: "2021-06-01",
    Statement: [
      { Sid: "audit", DataIdentifier, Operation: { Audit: { FindingsDestination: {} } } },
      { Sid: "mask", DataIdentifier, Operation: { Deidentify: { MaskConfig: {} } } },
    ],
  });
  if (policy.length <= policyLimit) return policy;
  throw new Error(
    `a data-protection policy can have at most ${policyLimit} characters, got ${policy.length}; use fewer data identifiers`,
  );
}
