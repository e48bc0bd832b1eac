/** The form of an id, a name or an ARN of AWS. */
export interface Form {
  readonly pattern: RegExp;

  /** Description of the expected value, as a part of an error message. */
  readonly expected: string;
}

/** Forms with which the configuration and the constructs check values. */
export const forms = {
  accountId: { pattern: /^\d{12}$/, expected: "expected an account id, 12 digits" },
  alarmArn: {
    pattern: /^arn:aws[a-z-]*:cloudwatch:[a-z0-9-]+:\d{12}:alarm:.+$/,
    expected: "expected the ARN of an alarm, arn:<partition>:cloudwatch:<region>:<account id>:alarm:<name>",
  },
  bucketName: {
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    expected: "expected a bucket name: 3 to 63 lowercase letters, digits, dots or hyphens",
  },
  bucketArn: {
    pattern: /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    expected: "expected the ARN of a bucket, arn:<partition>:s3:::<name>",
  },
  bucketFolderArn: {
    pattern: /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/(?:[^/\s]+\/)*$/,
    expected: "expected the ARN of a bucket, a prefix and a slash, arn:<partition>:s3:::<name>/<prefix>/",
  },
  keyAlias: {
    pattern: /^alias\/(?!aws\/)[\w/-]{1,250}$/,
    expected: "expected a name that begins with alias/, but not with alias/aws/, which AWS reserves for its own keys",
  },
  keyPrefix: {
    pattern: /^(?!\/)(?!.*\/\/)\S+(?<!\/)$/,
    expected: "expected an S3 key prefix without a slash at its beginning or end, and without two slashes in a row",
  },
  kmsKeyArn: {
    pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    expected:
      "expected the ARN of a KMS key, arn:<partition>:kms:<region>:<account id>:key/<id>; an alias does not work across accounts",
  },
  logGroupName: {
    pattern: /^(?!aws\/)[\w./#-]{1,512}$/,
    expected: "expected 1 to 512 letters, digits or . - _ / #, not beginning with aws/, which AWS reserves",
  },
  namePrefix: {
    pattern: /^[a-z](?:-?[a-z0-9]){1,19}$/,
    expected: "expected 2 to 20 lowercase letters, digits and single hyphens, beginning with a letter",
  },
  organizationId: { pattern: /^o-[a-z0-9]{10,32}$/, expected: "expected an organization id such as o-a1b2c3d4e5" },
  partition: { pattern: /^aws(?:-[a-z]+)*$/, expected: "expected a partition: aws, aws-cn or aws-us-gov" },
  publicRegion: {
    pattern: /^(?!eusc-|[a-z]+-iso)[a-z]{2,}(-[a-z]+)+-\d$/,
    expected: "expected a region of the partitions aws, aws-cn or aws-us-gov such as eu-west-1",
  },
  region: { pattern: /^[a-z]{2,}(-[a-z]+)+-\d$/, expected: "expected a region name such as eu-west-1" },
  roleArn: {
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role(?:\/[\w+=,.@-]+)+$/,
    expected: "expected the ARN of an IAM role, arn:<partition>:iam::<account id>:role/<name>",
  },
  roleName: { pattern: /^[\w+=,.@-]{1,64}$/, expected: "expected the name of an IAM role, 1 to 64 characters" },
  servicePrincipal: {
    pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$/,
    expected: "expected a service such as cloudtrail.amazonaws.com",
  },
  topicName: { pattern: /^[\w-]{1,256}$/, expected: "expected 1 to 256 letters, digits, hyphens or underscores" },
  trailArn: {
    pattern: /^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[A-Za-z0-9._-]{3,128}$/,
    expected: "expected the ARN of a trail, arn:<partition>:cloudtrail:<region>:<account id>:trail/<name>",
  },
  trailName: {
    pattern: /^(?!\d+\.\d+\.\d+\.\d+$)(?=.{3,128}$)[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*$/,
    expected: "expected 3 to 128 letters and digits with single dots, underscores or hyphens between them",
  },
  transitGatewayId: {
    pattern: /^tgw-[0-9a-f]{8,17}$/,
    expected: "expected the id of a transit gateway such as tgw-0a1b2c3d4e5f67890",
  },
  unitId: {
    pattern: /^(?:ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$/,
    expected: "expected the id of an organizational unit such as ou-a1b2-c3d4e5f6, or of the root such as r-a1b2",
  },
  vpcId: { pattern: /^vpc-[0-9a-f]{8,17}$/, expected: "expected the id of a VPC such as vpc-0a1b2c3d4e5f67890" },
  webAclArn: {
    pattern: /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:(?:regional|global)\/webacl\/[\w-]+\/[\w-]+$/,
    expected:
      "expected the ARN of a web ACL, arn:<partition>:wafv2:<region>:<account id>:<regional or global>/webacl/<name>/<id>",
  },
  webAclLogBucketName: {
    pattern: /^aws-waf-logs-[a-z0-9.-]{0,49}[a-z0-9]$/,
    expected: "expected a bucket name that begins with aws-waf-logs-, because AWS WAF delivers only to such buckets",
  },
} as const satisfies Record<string, Form>;

/** Retention periods that CloudWatch Logs accepts, in days. @see PutRetentionPolicy */
export const logRetentionPeriods = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
