import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";

export interface DeliveryRoleProps {
  readonly partition: string;

  /** Account that delivers. */
  readonly accountId: string;

  /** Regions that have a stream. */
  readonly regions: readonly string[];
  readonly streamName: string;

  /** Name of the role: the archive's policies name it. */
  readonly roleName: string;
  readonly bucketArn: string;

  /** Key prefix of what is delivered, without slashes at its ends; the account follows. */
  readonly prefix: string;

  /** Key prefix of what could not be processed, which no table reads; `prefix` and the account follow. */
  readonly failedPrefix: string;
  readonly archiveKeyArn: string;

  /** `kms:ViaService` value of S3 in the archive's region. */
  readonly s3ViaService: string;

  /** Log group of errors, in each region. It must not be subscribed: its own deliveries would come back. */
  readonly errorLogGroupName: string;

  /** Log stream of that group. */
  readonly errorLogStream: string;
}

/**
 * The role with which Firehose delivers from one account into the archive of the organization.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
export class DeliveryRole extends Construct {
  public readonly roleArn: string;

  /** What has to be in place before the first delivery. */
  public readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: `Lets Firehose deliver ${props.streamName} of this account to the organization's archive`,
      // Firehose says on whose behalf it acts by this condition; AWS documents no other for it
      assumeRolePolicy: serviceTrustJson("firehose.amazonaws.com", {
        StringEquals: { "sts:ExternalId": props.accountId },
      }),
    });
    this.ready = new IamRolePolicy(this, "Delivers", {
      name: "deliver-to-archive",
      role: role.id,
      policy: policyJson("role policy", deliveryStatements(props)),
    });
    this.roleArn = role.arn;
  }
}

function deliveryStatements(props: DeliveryRoleProps): PolicyStatement[] {
  const { partition, accountId, bucketArn, prefix, failedPrefix } = props;
  const errors = `log-group:${props.errorLogGroupName}:log-stream:${props.errorLogStream}`;
  return [
    allow("FindBucket", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], bucketArn),
    allow(
      "Deliver",
      // AWS's example may also read objects; what only writes new ones does without
      ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectAcl"],
      [prefix, `${failedPrefix}/${prefix}`].map((folder) => `${bucketArn}/${folder}/${accountId}/*`),
    ),
    allow("Encrypt", ["kms:Decrypt", "kms:GenerateDataKey"], props.archiveKeyArn, {
      StringEquals: { "kms:ViaService": props.s3ViaService, "kms:EncryptionContext:aws:s3:arn": bucketArn },
    }),
    allow(
      "LogErrors",
      ["logs:PutLogEvents"],
      props.regions.map((region) => `arn:${partition}:logs:${region}:${accountId}:${errors}`),
    ),
  ];
}
