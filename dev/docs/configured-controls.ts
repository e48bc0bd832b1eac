/** A control of Security Hub that checks resources, and the deployed resources that it checks. */
export interface ConfiguredControl {
  /** Id of the control, such as `CloudTrail.1`. */
  readonly id: string;

  /** Requirement that Security Hub checks. */
  readonly check: string;

  /** Deployed resources, and whether they pass. */
  readonly deployed: string;
}

/**
 * Controls of Security Hub for resources that every configuration deploys. A test compares each row with the Terraform of every
 * example configuration.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html
 */
export const configuredControls: readonly ConfiguredControl[] = [
  {
    id: "CloudTrail.1",
    check: "a trail of all regions records read and write management events",
    deployed:
      "the organization trail, in the account that owns it; fails if `trail.excludeKmsEvents` is set, and passes otherwise",
  },
  { id: "CloudTrail.2", check: "trails are encrypted with a KMS key", deployed: "the archive key; passes" },
  { id: "CloudTrail.3", check: "a trail is enabled", deployed: "the organization trail; passes" },
  { id: "CloudTrail.4", check: "trails validate their log files", deployed: "digests are enabled; passes" },
  { id: "CloudTrail.5", check: "trails deliver to CloudWatch Logs", deployed: "the trail's log group; passes" },
  {
    id: "CloudTrail.6",
    check: "the bucket of a trail is not public",
    deployed: "the trail archive blocks public access; passes",
  },
  {
    id: "CloudTrail.7",
    check: "the bucket of a trail has access logging",
    deployed: "the trail archive logs to the access-log bucket; passes",
  },
  { id: "CloudTrail.9", check: "trails have tags", deployed: "the provider's default tags; passes" },
  {
    id: "Config.1",
    check: "AWS Config records with its service-linked role",
    deployed:
      "a recorder in every recorded region; passes with `logSources.awsConfig.role: serviceLinked`. By default it fails, because the recorder has its own role ([0005](decisions/0005-config-delivery-role.md)): in this case, set the control's parameter `includeConfigServiceLinkedRoleCheck` to `false`",
  },
  { id: "KMS.4", check: "keys rotate", deployed: "every key; passes" },
  { id: "S3.2", check: "buckets deny public reading", deployed: "every bucket blocks public access; passes" },
  { id: "S3.3", check: "buckets deny public writing", deployed: "every bucket blocks public access; passes" },
  { id: "S3.5", check: "buckets require TLS", deployed: "every bucket policy denies plain HTTP; passes" },
  {
    id: "S3.6",
    check: "bucket policies allow no other account to change policy, ACL or encryption",
    deployed:
      "the Config archive fails unless `logSources.awsConfig.role` is `serviceLinked`, because the recorders' roles send an ACL with each file and need `s3:PutObjectAcl`; every other bucket passes",
  },
  { id: "S3.8", check: "buckets block public access", deployed: "every bucket, all four settings; passes" },
  {
    id: "S3.9",
    check: "buckets have access logging",
    deployed: "buckets that receive access logs fail, because they would log to themselves; every other bucket passes",
  },
  { id: "S3.12", check: "ACLs are not used", deployed: "the bucket owns every object; passes" },
  { id: "S3.13", check: "buckets have lifecycle rules", deployed: "every bucket; passes" },
  { id: "S3.14", check: "buckets have versioning", deployed: "every bucket; passes" },
  {
    id: "S3.15",
    check: "buckets have Object Lock",
    deployed:
      "the trail archive passes by default; AWS Config, S3 access logs and Athena refuse a locked bucket, so their buckets fail",
  },
  {
    id: "S3.17",
    check: "buckets are encrypted with KMS keys",
    deployed:
      "buckets of access logs fail, because S3 delivers access logs only to buckets with SSE-S3; every other bucket passes",
  },
  { id: "SNS.1", check: "topics are encrypted with KMS keys", deployed: "every topic; passes" },
];
