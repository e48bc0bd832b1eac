/** The actions with which the AWS provider reads the data sources of this project. */
export const dataSourceReads = {
  aws_cloudwatch_log_groups: ["logs:DescribeLogGroups"],
  aws_kms_key: ["kms:DescribeKey"],
  aws_organizations_organization: [
    "organizations:DescribeOrganization",
    "organizations:ListAWSServiceAccessForOrganization",
    "organizations:ListAccounts",
    "organizations:ListRoots",
  ],
  aws_vpcs: ["ec2:DescribeVpcs"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
