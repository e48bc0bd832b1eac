import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DeliveryTopic } from "../log-delivery/delivery-topic";
import { type DataEvents, dataEvents, managementEvents } from "./event-selectors";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";

export interface OrganizationTrailProps {
  readonly trailName: string;

  /** ARN the trail will have; its policies name it before it exists. */
  readonly trailArn: string;
  readonly organizationId: string;

  /** The management account, which owns the trail. */
  readonly accountId: string;

  /** Home region of the trail. */
  readonly region: string;

  /** Bucket of the log-archive account, and the key prefix its policy lets the trail write under. */
  readonly bucketName: string;
  readonly prefix: string;

  /** Key that encrypts log files and digests. */
  readonly archiveKeyArn: string;

  /** Key of this account that encrypts the log group and the notices. */
  readonly monitoringKeyArn: string;
  readonly logGroupName: string;
  readonly logGroupArn: string;

  /** Days the events stay in the log group, one of CloudWatch's periods. */
  readonly logGroupRetentionDays: number;
  readonly logRoleName: string;

  /** Services whose reading management events are left out, such as `kms.amazonaws.com`. */
  readonly excludedSources: readonly string[];
  readonly dataEvents: readonly DataEvents[];

  /** Buckets that data events never record. */
  readonly archiveBucketArns: readonly string[];

  /** `ApiCallRateInsight`, `ApiErrorRateInsight`, both or none. */
  readonly insights: readonly string[];

  /** Whether Terraform refuses to destroy the trail. */
  readonly preventDestroy: boolean;

  /**
   * Name of a topic that gets a notice of every delivered log file.
   *
   * @default no notices
   */
  readonly deliveryTopicName?: string | undefined;

  /**
   * What has to be in place before the trail.
   *
   * @default nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The trail of the whole organization: every region of every account, with digests, into the archive and into a
 * log group that alarms read.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrganizationTrail extends Construct {
  public readonly trailArn: string;
  public readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: OrganizationTrailProps) {
    super(scope, id);

    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroupName,
      retentionInDays: props.logGroupRetentionDays,
      kmsKeyId: props.monitoringKeyArn,
    });

    const logRole = new IamRole(this, "LogRole", {
      name: props.logRoleName,
      description: "Lets the organization trail write to its log group",
      assumeRolePolicy: serviceTrustJson("cloudtrail.amazonaws.com", {
        StringEquals: { "aws:SourceArn": props.trailArn },
      }),
    });
    const logRolePolicy = new IamRolePolicy(this, "LogRolePolicy", {
      name: "write-to-log-group",
      role: logRole.id,
      policy: policyJson("role policy", logStatements(props)),
    });

    const topic = props.deliveryTopicName
      ? new DeliveryTopic(this, "DeliveryTopic", {
          topicName: props.deliveryTopicName,
          kmsKeyArn: props.monitoringKeyArn,
          trailArn: props.trailArn,
        })
      : undefined;

    const trail = new Cloudtrail(this, "Resource", {
      name: props.trailName,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      s3BucketName: props.bucketName,
      s3KeyPrefix: props.prefix,
      kmsKeyId: props.archiveKeyArn,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: logRole.arn,
      // The name, not the ARN: it is what AWS gives back, and another spelling would be a change in every plan
      snsTopicName: topic?.topicName,
      advancedEventSelector: [
        ...managementEvents(props.excludedSources),
        ...dataEvents(props.dataEvents, props.archiveBucketArns),
      ],
      insightSelector: props.insights.map((insightType) => ({ insightType })),
      lifecycle: { preventDestroy: props.preventDestroy },
      // CloudTrail tries the role and the topic when the trail is created
      dependsOn: [logRolePolicy, ...(topic ? [topic.policy] : []), ...(props.dependsOn ?? [])],
    });

    this.trailArn = trail.arn;
    this.logGroupName = logGroup.name;
  }
}

/** Streams of this account and, by the organization's id, of every member. Without the second no member's event arrives. */
function logStatements({ logGroupArn, accountId, region, organizationId }: OrganizationTrailProps): PolicyStatement[] {
  const streams = [
    `${logGroupArn}:log-stream:${accountId}_CloudTrail_${region}*`,
    `${logGroupArn}:log-stream:${organizationId}_*`,
  ];
  return [
    allow("AWSCloudTrailCreateLogStream20141101", ["logs:CreateLogStream"], streams),
    allow("AWSCloudTrailPutLogEvents20141101", ["logs:PutLogEvents"], streams),
  ];
}
