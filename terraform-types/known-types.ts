import { blocks } from "./columns/attributes";
import { identityPolicy, resourcePolicy, unreviewed } from "./columns/values";
import { terraformTypes } from "./terraform-types";
import type { PolicyAttribute, Review, TerraformType } from "./columns/terraform-type";

/** The columns that commands need when they read the Terraform of other owners. */
type ReadType = Pick<TerraformType, "identity" | "review" | "logs">;

const withPolicy = (policy: PolicyAttribute, more: Partial<Review> = {}) =>
  ({ review: { ...unreviewed, policies: [policy], ...more }, logs: "none" }) as const;

/** Types that this project does not create, as far as they can open or stop the audit logging, or write logs. */
const foreignTypes: Readonly<Record<string, ReadType>> = {
  aws_cloudwatch_log_destination_policy: {
    identity: ["destination_name"],
    ...withPolicy(resourcePolicy("access_policy", "logs")),
  },
  aws_glue_resource_policy: { identity: ["id"], ...withPolicy(resourcePolicy("policy", "glue")) },
  aws_iam_group_policy: { identity: ["group", "name"], ...withPolicy(identityPolicy("policy")) },
  aws_iam_user_policy: { identity: ["user", "name"], ...withPolicy(identityPolicy("policy")) },
  aws_kms_external_key: { identity: ["id"], ...withPolicy(resourcePolicy("policy", "kms")) },
  aws_kms_key_policy: {
    identity: ["key_id"],
    ...withPolicy(resourcePolicy("policy", "kms"), {
      joinsMoves: true,
      settingOf: { type: "aws_kms_key", attribute: "key_id" },
      isGuarded: true,
    }),
  },
  aws_lb: {
    identity: ["name"],
    review: unreviewed,
    logs: {
      writer: "load balancer",
      folder: "AWSLogs",
      to: (balancer) => blocks(balancer.access_logs).map((logs) => [logs.bucket, logs.prefix]),
    },
  },
  aws_opensearch_domain_policy: { identity: ["domain_name"], ...withPolicy(resourcePolicy("access_policies", "es")) },
  aws_s3_access_point: {
    identity: ["account_id", "name"],
    ...withPolicy(resourcePolicy("policy", "s3"), { showsSettings: true }),
  },
  aws_s3control_access_point_policy: {
    identity: ["access_point_arn"],
    ...withPolicy(resourcePolicy("policy", "s3")),
  },
};

/** Every type that the Terraform of any owner can contain, as far as it is known. */
export const knownTypes: ReadonlyMap<string, ReadType> = new Map(
  Object.entries({ ...terraformTypes, ...foreignTypes }),
);
