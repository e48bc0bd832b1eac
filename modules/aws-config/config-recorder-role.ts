import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";

const service = "config.amazonaws.com";

/** Role of a recorder: a role that this project creates, or the service-linked role of AWS Config, one for each account. */
export type RecorderRoleChoice =
  | { readonly kind: "own"; readonly roleName: string }
  | {
      readonly kind: "serviceLinked";

      /** Whether to create the role. True if the account does not have it yet. */
      readonly create: boolean;
    };

/** Values of the account and the archive that the policies of a role contain. */
export interface RecorderRoleProps {
  readonly partition: string;

  /** Account that is recorded. */
  readonly accountId: string;

  /** Bucket of the archive. */
  readonly bucketArn: string;

  /** Key prefix of the deliveries, without a slash at its beginning or end. */
  readonly prefix: string;
  readonly kmsKeyArn: string;
}

export interface RecorderRole {
  readonly arn: string;

  /** Resources that a recorder must depend on before it assumes the role. */
  readonly ready: ITerraformDependable[];
}

/** A role that reads the resources of the account and delivers to the archive. */
export function ownRole(scope: Construct, roleName: string, props: RecorderRoleProps): RecorderRole {
  const role = new IamRole(scope, "Role", {
    name: roleName,
    description: "Allows AWS Config to record this account and to deliver to the organization's archive",
    assumeRolePolicy: serviceTrustJson(service, { StringEquals: { "aws:SourceAccount": props.accountId } }),
  });
  const reads = new IamRolePolicyAttachment(scope, "Reads", {
    role: role.name,
    policyArn: `arn:${props.partition}:iam::aws:policy/service-role/AWS_ConfigRole`,
  });
  const delivers = new IamRolePolicy(scope, "Delivers", {
    name: "deliver-to-archive",
    role: role.id,
    policy: policyJson("role policy", deliveryStatements(props)),
  });
  return { arn: role.arn, ready: [reads, delivers] };
}

/**
 * The service-linked role of AWS Config. It has no permissions for a bucket or a key, so the service principal delivers.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
export function serviceLinkedRole(scope: Construct, create: boolean, props: RecorderRoleProps): RecorderRole {
  const { partition, accountId } = props;
  // The role has the same name and path in every account
  const arn = `arn:${partition}:iam::${accountId}:role/aws-service-role/${service}/AWSServiceRoleForConfig`;
  return {
    arn,
    // AWS writes the description itself
    ready: create
      ? [
          new IamServiceLinkedRole(scope, "ServiceLinkedRole", {
            awsServiceName: service,
            lifecycle: { ignoreChanges: ["description"] },
          }),
        ]
      : [],
  };
}

function deliveryStatements(props: RecorderRoleProps): PolicyStatement[] {
  return [
    allow("CheckBucket", ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"], props.bucketArn),
    allow(
      "Deliver",
      ["s3:PutObject", "s3:PutObjectAcl"],
      `${props.bucketArn}/${props.prefix}/AWSLogs/${props.accountId}/Config/*`,
      {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    ),
    allow("Encrypt", ["kms:Decrypt", "kms:GenerateDataKey"], props.kmsKeyArn),
  ];
}
