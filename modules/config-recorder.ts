import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "./policy-document";
import { inEachRegion } from "./regions";

export interface ConfigRecorderProps {
  readonly partition: string;

  /** Account that is recorded. */
  readonly accountId: string;

  /** Region of the provider, and the one that records users, roles and policies. */
  readonly homeRegion: string;

  /** Regions that are recorded, the home region among them. */
  readonly regions: readonly string[];
  readonly roleName: string;

  /** Bucket that gets snapshots and history: one without a default lock. */
  readonly bucketName: string;
  readonly bucketArn: string;

  /** Key prefix of the deliveries, without slashes at its ends. */
  readonly prefix: string;
  readonly kmsKeyArn: string;
  readonly recordingFrequency: "CONTINUOUS" | "DAILY";

  /** How often a snapshot of all resources is delivered, in Config's words: `TwentyFour_Hours`. */
  readonly snapshotFrequency: string;

  /**
   * What has to be in place before Config's first delivery.
   *
   * @default nothing: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * AWS Config in every recorded region of one account: who may record, what, and where it is delivered.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorder extends Construct {
  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);

    if (!props.regions.includes(props.homeRegion)) {
      throw new Error(`regions must contain the home region ${props.homeRegion}, got ${props.regions.join(", ")}`);
    }

    const role = new IamRole(this, "Role", {
      name: props.roleName,
      description: "Lets AWS Config record this account and deliver to the organization's archive",
      assumeRolePolicy: serviceTrustJson("config.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": props.accountId },
      }),
    });
    const reads = new IamRolePolicyAttachment(this, "Reads", {
      role: role.name,
      policyArn: `arn:${props.partition}:iam::aws:policy/service-role/AWS_ConfigRole`,
    });
    const delivers = new IamRolePolicy(this, "Delivers", {
      name: "deliver-to-archive",
      role: role.id,
      policy: policyJson("role policy", deliveryStatements(props)),
    });

    inEachRegion(this, props, (regional, elsewhere, region) => {
      const recorder = new ConfigConfigurationRecorder(regional, "Recorder", {
        name: "default",
        roleArn: role.arn,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === props.homeRegion },
        recordingMode: { recordingFrequency: props.recordingFrequency },
        dependsOn: [reads, delivers],
        ...elsewhere,
      });

      const channel = new ConfigDeliveryChannel(regional, "Channel", {
        name: "default",
        s3BucketName: props.bucketName,
        s3KeyPrefix: props.prefix,
        s3KmsKeyArn: props.kmsKeyArn,
        snapshotDeliveryProperties: { deliveryFrequency: props.snapshotFrequency },
        dependsOn: [recorder, ...(props.dependsOn ?? [])],
        ...elsewhere,
      });

      new ConfigConfigurationRecorderStatus(regional, "Status", {
        name: recorder.name,
        isEnabled: true,
        // A recorder without a channel cannot be started
        dependsOn: [channel],
        ...elsewhere,
      });
    });
  }
}

function deliveryStatements(props: ConfigRecorderProps): PolicyStatement[] {
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
