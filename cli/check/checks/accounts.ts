import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetAccountSummaryCommand, GetRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedRoot } from "../planned-root";
import type { ManagedType } from "../../../terraform-types/terraform-types";

/** ARNs of roles of an account in any setting of the configuration. */
function configuredRoles({ config, account }: PlannedRoot): string[] {
  const texts: string[] = [];
  // JSON.stringify calls the replacer with every value of the configuration
  JSON.stringify(config, (_, value: unknown) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  return [...new Set(texts)].filter(
    (text) => /^arn:[^:]+:iam::\d{12}:role\/[^*?]+$/.test(text) && text.split(":")[4] === account.id,
  );
}

/** Checks whether the IAM quota allows the roles or policies that a root creates. */
const quota = (kind: "Roles" | "Policies", type: ManagedType): Check => ({
  id: `${kind.toLowerCase()}-quota`,
  when: `The account would have more IAM ${kind.toLowerCase()} than its quota.`,
  fix: "raise the IAM quota in Service Quotas, or delete unused roles or policies",
  reads: ["iam:GetAccountSummary"],
  async find(root) {
    const added = root.created(type).length;
    if (added === 0) return [];
    const { SummaryMap = {} } = await root.aws
      .client(IAMClient, root.stack.region)
      .send(new GetAccountSummaryCommand({}));
    const most = SummaryMap[`${kind}Quota`];
    const existing = SummaryMap[kind] ?? 0;
    if (most === undefined || existing + added <= most) return [];
    return [{ problem: `${existing} IAM ${kind.toLowerCase()} exist, ${added} are added, and the quota is ${most}` }];
  },
});

/** Clashes that concern a whole account. */
export const accountChecks: readonly Check[] = [
  {
    id: "credentials-of-other-account",
    when: "The caller's credentials do not belong to the account `accounts.management`, and `access.managementRoleName` is not set.",
    fix: "use credentials of the management account, or set access.managementRoleName",
    reads: ["sts:GetCallerIdentity"],
    async find({ account, aws, config }) {
      if (account.role !== "management") return [];
      const { Account: id } = await aws.client(STSClient, config.homeRegion).send(new GetCallerIdentityCommand({}));
      return id === account.id ? [] : [{ problem: `the credentials belong to account ${id}` }];
    },
  },
  {
    id: "region-not-enabled",
    when: "A region of the root is an opt-in region that the account has not enabled.",
    fix: "enable the region in the account, or remove the region from the regions in the configuration",
    reads: ["ec2:DescribeRegions"],
    async find({ aws, regions, stack }) {
      const { Regions = [] } = await aws
        .client(EC2Client, stack.region)
        .send(new DescribeRegionsCommand({ AllRegions: true }));
      const closed = Regions.filter(({ OptInStatus }) => OptInStatus === "not-opted-in");
      return closed
        .map(({ RegionName = "" }) => RegionName)
        .filter((region) => regions.includes(region))
        .map((region) => ({ region, problem: `the account has not enabled ${region}` }));
    },
  },
  {
    id: "configured-role-missing",
    when: "A role of this account that a setting names does not exist. S3 and KMS reject policies with unknown principals.",
    fix: "create the role, or remove its ARN from the configuration",
    reads: ["iam:GetRole"],
    async find(root) {
      const iam = root.aws.client(IAMClient, root.stack.region);
      const answers = await Promise.all(
        configuredRoles(root).map(async (roleArn) => {
          const RoleName = roleArn.split("/").at(-1) ?? "";
          const found = await unlessAbsent(iam.send(new GetRoleCommand({ RoleName })), "NoSuchEntityException");
          return found?.Role?.Arn === roleArn ? [] : [{ problem: `${roleArn} does not exist` }];
        }),
      );
      return answers.flat();
    },
  },
  quota("Roles", "aws_iam_role"),
  quota("Policies", "aws_iam_policy"),
];
