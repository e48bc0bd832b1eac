import { type Form, forms, logRetentionPeriods } from "../../../../aws-semantics/values/forms";

const partition = "aws-us-gov";
const digits = "1".repeat(12);
const bucketArn = `arn:${partition}:s3:::acme-audit`;

/** Values that AWS accepts, and similar values that AWS refuses. */
const rows: Record<keyof typeof forms, readonly [accepted: readonly string[], refused: readonly string[]]> = {
  accountId: [[digits], ["1".repeat(11), "1".repeat(13), `${digits} `, ""]],
  alarmArn: [
    [`arn:${partition}:cloudwatch:eu-west-1:${digits}:alarm:a b`],
    [`arn:${partition}:cloudwatch:eu-west-1:${digits}:alarm:`],
  ],
  bucketName: [
    ["abc", "a".repeat(63), "a.b-c"],
    ["ab", "a".repeat(64), "Abc", "-ab", "ab-"],
  ],
  bucketArn: [[bucketArn], [`${bucketArn}/`, "acme-audit", `arn:${partition}:s3:eu-west-1::acme-audit`]],
  bucketFolderArn: [
    [`${bucketArn}/`, `${bucketArn}/a/b/`],
    [bucketArn, `${bucketArn}/a`, `${bucketArn}//`],
  ],
  keyAlias: [
    ["alias/a", "alias/a/b", `alias/${"a".repeat(250)}`],
    ["a", "alias/", "alias/aws/s3", `alias/${"a".repeat(251)}`],
  ],
  keyPrefix: [
    ["a", "a/b"],
    ["", "/a", "a/", "a//b", "a b"],
  ],
  kmsKeyArn: [
    [`arn:${partition}:kms:eu-west-1:${digits}:key/a-1`],
    [`arn:${partition}:kms:eu-west-1:${digits}:alias/a`, "a-1"],
  ],
  logGroupName: [
    ["a", "/aws/lambda/payments", "a".repeat(512), "a#b_c.d-e"],
    ["", "a".repeat(513), "a b", "a*", "aws/lambda"],
  ],
  namePrefix: [
    ["ab", "a1", "acme-logs", "a".repeat(20)],
    ["a", "1a", "Acme", "acme-", "a--b", "a".repeat(21), "a_b"],
  ],
  organizationId: [
    [`o-${"a".repeat(10)}`, `o-${"1".repeat(32)}`],
    [`o-${"a".repeat(9)}`, `o-${"a".repeat(33)}`, "o-A1B2C3D4E5", ""],
  ],
  partition: [
    ["aws", "aws-cn", "aws-us-gov"],
    ["", "azure", "aws-", "AWS"],
  ],
  publicRegion: [
    ["eu-west-1", "us-gov-west-1", "cn-north-1"],
    ["us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "eusc-de-east-1", "eu-west"],
  ],
  region: [
    ["eu-west-1", "us-gov-west-1"],
    ["eu-west", "eu-west-1a", "EU-WEST-1"],
  ],
  roleArn: [
    [`arn:${partition}:iam::${digits}:role/a/b`],
    [`arn:${partition}:iam::${digits}:role/`, `arn:${partition}:iam::${digits}:user/a`],
  ],
  roleName: [
    ["a", "a".repeat(64)],
    ["", "a".repeat(65), "a/b"],
  ],
  servicePrincipal: [["cloudtrail.amazonaws.com"], ["cloudtrail", "amazonaws.com", "x.example.com"]],
  topicName: [
    ["a", "a".repeat(256)],
    ["", "a".repeat(257), "a.b"],
  ],
  trailArn: [
    [`arn:${partition}:cloudtrail:eu-west-1:${digits}:trail/acme`],
    [
      `arn:${partition}:cloudtrail:eu-west-1:${digits}:trail/`,
      "acme",
      `arn:${partition}:cloudtrail:eu-west-1::trail/acme`,
    ],
  ],
  trailName: [
    ["abc", "a".repeat(128), "a-b.c"],
    ["ab", "a".repeat(129), "a--b", "1.2.3.4", "-ab"],
  ],
  transitGatewayId: [["tgw-0a1b2c3d"], ["tgw-0a1b2c3", "vpc-0a1b2c3d"]],
  unitId: [
    ["ou-a1b2-c3d4e5f6", `ou-${"a".repeat(32)}-${"0".repeat(32)}`, "r-a1b2", `r-${"a".repeat(32)}`],
    [
      "ou-a1b-c3d4e5f6",
      "ou-a1b2-c3d4e5f",
      `ou-${"a".repeat(33)}-c3d4e5f6`,
      `ou-a1b2-${"0".repeat(33)}`,
      "r-a1b",
      `r-${"a".repeat(33)}`,
      "OU-a1b2-c3d4e5f6",
      "Workloads",
    ],
  ],
  vpcId: [
    ["vpc-0a1b2c3d", `vpc-${"0".repeat(17)}`],
    ["vpc-0a1b2c3", `vpc-${"0".repeat(18)}`, "tgw-0a1b2c3d"],
  ],
  webAclArn: [
    [
      `arn:${partition}:wafv2:eu-west-1:${digits}:regional/webacl/shop/a1-b2`,
      `arn:${partition}:wafv2:us-east-1:${digits}:global/webacl/shop/a1-b2`,
    ],
    [
      `arn:${partition}:wafv2:eu-west-1:${digits}:regional/webacl/shop`,
      `arn:${partition}:waf-regional:eu-west-1:${digits}:webacl/a1-b2`,
    ],
  ],
  webAclLogBucketName: [
    ["aws-waf-logs-a", `aws-waf-logs-${"a".repeat(50)}`],
    ["acme-aws-waf-logs", "aws-waf-logs-", `aws-waf-logs-${"a".repeat(51)}`, "aws-waf-logs-A"],
  ],
};

test.each(Object.entries<Form>(forms))(
  "the form %s accepts valid values, and refuses similar values with its description",
  (name, form) => {
    const [accepted, refused] = rows[name as keyof typeof forms];

    expect(accepted.filter((value) => !form.pattern.test(value))).toEqual([]);
    expect(refused.filter((value) => form.pattern.test(value))).toEqual([]);
    expect(form.expected).toMatch(/^expected .*[^.]$/);
  },
);

test("the retention periods of log groups are in ascending order", () => {
  expect(logRetentionPeriods).toEqual([...logRetentionPeriods].toSorted((a, b) => a - b));
  expect(logRetentionPeriods).toHaveLength(22);
});
