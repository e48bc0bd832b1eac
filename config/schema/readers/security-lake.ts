import { z } from "zod";
import { keysOf } from "../../../shared/keys";
import { accountId, roleArn } from "../fields";

/**
 * Name after `ocsf_` under which each log source of Security Lake is queried. Four of them replace the views over the archive.
 *
 * @see https://docs.aws.amazon.com/security-lake/latest/APIReference/API_AwsLogSourceResource.html
 */
export const securityLakeSources = {
  CLOUD_TRAIL_MGMT: "cloudtrail",
  VPC_FLOW: "flow_logs",
  ROUTE53: "dns_logs",
  SH_FINDINGS: "securityhub_findings",
  S3_DATA: "s3_data",
  LAMBDA_EXECUTION: "lambda_execution",
  EKS_AUDIT: "eks_audit",
  WAF: "waf",
} as const;

export type SecurityLakeSource = keyof typeof securityLakeSources;

/** Tables of Amazon Security Lake, instead of views over the archive. */
export const securityLakeSchema = z
  .strictObject({
    administrator: accountId.meta({
      description:
        "Account that is the delegated administrator of Security Lake: the log-archive account, or a member. In a member, Terraform creates a subscriber with query access, which shares the tables with the log-archive account.",
      examples: ["222222222222"],
    }),
    readerRoleArns: z
      .array(roleArn)
      .min(1, "expected at least one role; otherwise no one could query the tables")
      .max(20, "expected 20 roles or fewer; let people assume a shared reader role")
      .meta({
        description:
          "Roles of the log-archive account that may query the tables, such as the roles of analysts and responders. AWS Lake Formation grants them `SELECT`. They also need the policy of analysts or responders.",
        examples: [["arn:aws:iam::222222222222:role/Analyst"]],
      }),
    sources: z
      .array(z.enum(keysOf(securityLakeSources)))
      .min(1, "expected at least one source")
      .default(["CLOUD_TRAIL_MGMT", "VPC_FLOW", "ROUTE53", "SH_FINDINGS"])
      .meta({
        description:
          "Log sources that Security Lake collects in the home region, in source version 2. Security Lake has no table of a source that it does not collect, and the apply fails.",
      }),
  })
  .optional()
  .meta({
    description:
      "Tables of Amazon Security Lake under the names of the views, if you already have Security Lake (docs/ocsf.md). The role that deploys must be an administrator of AWS Lake Formation in the log-archive account and in `administrator`.",
  });
