import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { DeliveryTopic } from "../log-delivery/delivery-topic";
import { type DataEvents, dataEvents, managementEvents, recordingProblems } from "./event-selectors";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";
import { ImportBlock } from "../terraform/import-block";
import { forms } from "../../aws-semantics/values/forms";
import {
  type InputProblem,
  checkInput,
  eachKnown,
  exactly,
  checkAgreement,
  checkForm,
  logRetention,
} from "../input/input";

export interface OrganizationTrailProps {
  readonly trailName: string;

  /** ARN that the trail will have. Policies contain this ARN before the trail exists. */
  readonly trailArn: string;
  readonly organizationId: string;

  /** The management account. It owns the trail even if a delegated administrator creates the trail. */
  readonly accountId: string;

  /**
   * Account that creates the trail and has its log group: a delegated administrator of CloudTrail.
   *
   * @default the management account
   */
  readonly logGroupAccountId?: string | undefined;

  /** Home region of the trail. */
  readonly region: string;

  /** Bucket of the archive, and the key prefix below which its policy allows the trail to write. Empty for none. */
  readonly bucketName: string;
  readonly prefix: string;

  /** Key that encrypts log files and digests. */
  readonly archiveKeyArn: string;

  /** Key of this account that encrypts the log group and the notices. */
  readonly monitoringKeyArn: string;
  readonly logGroupName: string;
  readonly logGroupArn: string;

  /** Days that events are kept in the log group. CloudWatch Logs accepts only some periods. */
  readonly logGroupRetentionDays: number;
  readonly logRoleName: string;

  /** Services whose read-only management events are not recorded, such as `kms.amazonaws.com`. */
  readonly excludedSources: readonly string[];
  readonly dataEvents: readonly DataEvents[];

  /** Buckets that data events never record. */
  readonly archiveBucketArns: readonly string[];

  /** `ApiCallRateInsight`, `ApiErrorRateInsight`, both or none. */
  readonly insights: readonly string[];

  /** Whether Terraform refuses to destroy the trail. */
  readonly preventDestroy: boolean;

  /**
   * Name of a topic that receives a notice of every delivered log file.
   *
   * @default no notices
   */
  readonly deliveryTopicName?: string | undefined;

  /**
   * Whether the trail and the log group already exist and are imported instead of created.
   *
   * @default none
   */
  readonly adopted?: { readonly trail: boolean; readonly logGroup: boolean };

  /**
   * Resources that must exist before the trail.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The trail of the whole organization. It records every region of every account, with digests. It delivers to the archive,
 * and to a log group that the alarms read.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrganizationTrail extends Construct {
  public readonly trailArn: string;
  public readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: OrganizationTrailProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroupName,
      retentionInDays: props.logGroupRetentionDays,
      kmsKeyId: props.monitoringKeyArn,
      ...(props.adopted?.logGroup === true && { lifecycle: ofAdoptedLogGroup(props) }),
    });
    if (props.adopted?.logGroup === true) {
      new ImportBlock(this, "AdoptedLogGroup", { to: logGroup, importId: props.logGroupName });
    }

    const logRole = new IamRole(this, "LogRole", {
      name: props.logRoleName,
      description: "Allows the organization trail to write to its log group",
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
      s3KeyPrefix: props.prefix === "" ? undefined : props.prefix,
      kmsKeyId: props.archiveKeyArn,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: logRole.arn,
      // The name, not the ARN: AWS returns the name, so an ARN would show a change in every plan
      snsTopicName: topic?.topicName,
      advancedEventSelector: [
        ...managementEvents(props.excludedSources),
        ...dataEvents(props.dataEvents, props.archiveBucketArns),
      ],
      insightSelector: props.insights.map((insightType) => ({ insightType })),
      lifecycle: { preventDestroy: props.preventDestroy },
      // CloudTrail checks the role and the topic when the trail is created
      dependsOn: [logRolePolicy, ...(topic ? [topic.policy] : []), ...(props.dependsOn ?? [])],
    });

    if (props.adopted?.trail === true) new ImportBlock(this, "Adopted", { to: trail, importId: props.trailArn });

    this.trailArn = trail.arn;
    this.logGroupName = logGroup.name;
  }
}

/** An adopted log group must not be destroyed, because only it has its earlier events. Metric filters need the class STANDARD. */
function ofAdoptedLogGroup({ logGroupName, preventDestroy }: OrganizationTrailProps): TerraformResourceLifecycle {
  const errorMessage = `log group ${logGroupName} needs the class STANDARD, because alarms read metric filters; use another log group`;
  return { preventDestroy, postcondition: [{ condition: '${self.log_group_class == "STANDARD"}', errorMessage }] };
}

/** Log streams of this account, and log streams of members, whose names begin with the organization id. Both are necessary. */
function logStatements(props: OrganizationTrailProps): PolicyStatement[] {
  const { logGroupArn, accountId, logGroupAccountId = accountId, region, organizationId } = props;
  const streams = [
    ...[...new Set([accountId, logGroupAccountId])].map(
      (id) => `${logGroupArn}:log-stream:${id}_CloudTrail_${region}*`,
    ),
    `${logGroupArn}:log-stream:${organizationId}_*`,
  ];
  return [
    allow("AWSCloudTrailCreateLogStream20141101", ["logs:CreateLogStream"], streams),
    allow("AWSCloudTrailPutLogEvents20141101", ["logs:PutLogEvents"], streams),
  ];
}

/** Values that CloudTrail and CloudWatch Logs would refuse, and names and ARNs that do not match. */
function inputProblems(props: OrganizationTrailProps): InputProblem[] {
  const { trailName, accountId, logGroupAccountId = accountId, region, logGroupName } = props;
  const arnOf = (service: string, owner: string, resource: string) =>
    new RegExp(`^arn:aws[a-z-]*:${service}:${exactly(region)}:${exactly(owner)}:${exactly(resource)}$`);
  const placeIn = (owner: string) => `in ${region} of account ${owner}`;
  return [
    checkForm("trailName", trailName, forms.trailName),
    checkForm("accountId", accountId, forms.accountId),
    checkForm("logGroupAccountId", props.logGroupAccountId, forms.accountId),
    checkForm("region", region, forms.region),
    checkAgreement(
      "trailArn",
      props.trailArn,
      arnOf("cloudtrail", accountId, `trail/${trailName}`),
      `trail ${trailName} ${placeIn(accountId)}`,
    ),
    checkForm("organizationId", props.organizationId, forms.organizationId),
    checkForm("bucketName", props.bucketName, forms.bucketName),
    props.prefix === "" ? undefined : checkForm("prefix", props.prefix, forms.keyPrefix),
    checkForm("archiveKeyArn", props.archiveKeyArn, forms.kmsKeyArn),
    checkForm("monitoringKeyArn", props.monitoringKeyArn, forms.kmsKeyArn),
    checkAgreement(
      "logGroupArn",
      props.logGroupArn,
      arnOf("logs", logGroupAccountId, `log-group:${logGroupName}`),
      `log group ${logGroupName} ${placeIn(logGroupAccountId)}`,
    ),
    logRetention("logGroupRetentionDays", props.logGroupRetentionDays),
    checkForm("logRoleName", props.logRoleName, forms.roleName),
    ...recordingProblems(props),
    ...eachKnown("insights", props.insights, ["ApiCallRateInsight", "ApiErrorRateInsight"]),
    checkForm("deliveryTopicName", props.deliveryTopicName, forms.topicName),
  ];
}
