/** Longest data-protection policy that CloudWatch Logs accepts, in characters. */
const policyLimit = 30_720;

/**
 * A policy with which CloudWatch Logs detects personal data and secrets in log events and masks them for all principals
 * without `logs:Unmask`. Log events for subscriptions are masked too.
 *
 * @param dataIdentifiers AWS's names: `EmailAddress`, `DriversLicense-US`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-data-protection-policies.html
 * @throws when it is larger than CloudWatch Logs accepts
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
    `a data-protection policy has ${policyLimit} characters at most, got ${policy.length}; mask fewer kinds of data`,
  );
}
