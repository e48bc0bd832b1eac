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

  /** Name of the role, as the policies of the archive refer to it. */
  readonly roleName: string;
  readonly bucketArn: string;

  /** Key prefix of delivered records, without a slash at its beginning or end. The account id follows it. */
  readonly prefix: string;

  /** Key prefix of records that Firehose could not process. No table reads these records. `prefix` and the account id follow it. */
  readonly failedPrefix: string;
  readonly archiveKeyArn: string;

  /** `kms:ViaService` value of S3 in the archive's region. */
  readonly s3ViaService: string;

  /** Log group of errors in each region. It must not be subscribed, because the stream would then deliver its own errors. */
  readonly errorLogGroupName: string;

  /** Log stream of the log group of errors. */
  readonly errorLogStream: string;
}

/**
 * The role with which Firehose delivers from one account to the archive of the organization.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
export class DeliveryRole extends Construct {
  public readonly roleArn: string;

  /** Resource that must exist before the first delivery. */
  public readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: `Allows Firehose to deliver ${props.streamName} of this account to the organization's archive`,
      // AWS documents no other condition key for Firehose
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
      // AWS's example also allows reading objects, but Firehose only writes new objects
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
