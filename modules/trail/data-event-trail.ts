import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { forms } from "../../aws-semantics/values/forms";
import { type InputProblem, checkInput, checkForm, checkAgreement, exactly, notEmpty } from "../input/input";
import { DeliveryTopic } from "../log-delivery/delivery-topic";
import { ForgottenResource } from "../terraform/forgotten-resource";
import { type DataEvents, dataEvents, recordingProblems } from "./event-selectors";

export interface DataEventTrailProps {
  readonly trailName: string;

  /** ARN that the trail will have. */
  readonly trailArn: string;

  /** Bucket of the log-archive account, and the key prefix below which its policy allows the trail to write. */
  readonly bucketName: string;
  readonly prefix: string;

  /** Key that encrypts log files and digests. */
  readonly archiveKeyArn: string;

  /** Key of this account that encrypts the notices. */
  readonly monitoringKeyArn: string;

  /** Events to record, at least one entry. */
  readonly dataEvents: readonly DataEvents[];

  /** Buckets that data events never record. */
  readonly archiveBucketArns: readonly string[];

  /** Whether Terraform refuses to destroy the trail. */
  readonly preventDestroy: boolean;

  /**
   * Name of a topic that receives a notice of every delivered log file.
   *
   * @default no notices
   */
  readonly deliveryTopicName?: string | undefined;

  /**
   * Resources that must exist before the trail.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A trail of the whole organization that records only data events. Another trail records the management events. This trail has no
 * log group, because alarms read the log group of the other trail.
 *
 * It has the same Terraform address as `OrganizationTrail`. So a change from one to the other updates the trail and does not replace
 * it. The log group of the earlier trail keeps its events.
 */
export class DataEventTrail extends Construct {
  constructor(scope: Construct, id: string, props: DataEventTrailProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    const topic = props.deliveryTopicName
      ? new DeliveryTopic(this, "DeliveryTopic", {
          topicName: props.deliveryTopicName,
          kmsKeyArn: props.monitoringKeyArn,
          trailArn: props.trailArn,
        })
      : undefined;

    new ForgottenResource(this, "LogGroup", "aws_cloudwatch_log_group");

    new Cloudtrail(this, "Resource", {
      name: props.trailName,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      // CloudTrail requires this for a trail of all regions
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      s3BucketName: props.bucketName,
      s3KeyPrefix: props.prefix,
      kmsKeyId: props.archiveKeyArn,
      snsTopicName: topic?.topicName,
      advancedEventSelector: dataEvents(props.dataEvents, props.archiveBucketArns),
      lifecycle: { preventDestroy: props.preventDestroy },
      dependsOn: [...(topic ? [topic.policy] : []), ...(props.dependsOn ?? [])],
    });
  }
}

function inputProblems(props: DataEventTrailProps): InputProblem[] {
  const { trailName } = props;
  return [
    checkForm("trailName", trailName, forms.trailName),
    checkForm("trailArn", props.trailArn, forms.trailArn),
    checkAgreement("trailArn", props.trailArn, new RegExp(`:trail/${exactly(trailName)}$`), `trail ${trailName}`),
    checkForm("bucketName", props.bucketName, forms.bucketName),
    checkForm("prefix", props.prefix, forms.keyPrefix),
    checkForm("archiveKeyArn", props.archiveKeyArn, forms.kmsKeyArn),
    checkForm("monitoringKeyArn", props.monitoringKeyArn, forms.kmsKeyArn),
    notEmpty("dataEvents", props.dataEvents, "data event"),
    ...recordingProblems({ ...props, excludedSources: [] }),
    checkForm("deliveryTopicName", props.deliveryTopicName, forms.topicName),
  ];
}
