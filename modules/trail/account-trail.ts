import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { Construct } from "constructs";
import { type DataEvents, dataEvents, managementEvents, recordingProblems } from "./event-selectors";
import { forms } from "../../aws-semantics/values/forms";
import { checkInput, checkForm } from "../input/input";

export interface AccountTrailProps {
  /** Name of the trail, the same as in the policies of the archive. */
  readonly trailName: string;

  /** Bucket of the archive, and the key prefix below which its policy allows the trail to write. Empty for none. */
  readonly bucketName: string;
  readonly prefix: string;

  /** Key that encrypts log files and digests. */
  readonly archiveKeyArn: string;

  /** Services whose read-only management events are not recorded, such as `kms.amazonaws.com`. */
  readonly excludedSources: readonly string[];
  readonly dataEvents: readonly DataEvents[];

  /** Buckets that data events never record. */
  readonly archiveBucketArns: readonly string[];

  /** Whether Terraform refuses to destroy the trail. */
  readonly preventDestroy: boolean;
}

/**
 * The trail of one external account, which the organization trail does not record. It records every region, has digests, and
 * delivers to the archive of the organization.
 *
 * It has no log group, because no one in that account would read the log group.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-receive-logs-from-multiple-accounts.html
 */
export class AccountTrail extends Construct {
  public readonly trailArn: string;

  constructor(scope: Construct, id: string, props: AccountTrailProps) {
    super(scope, id);
    checkInput(this, [
      checkForm("trailName", props.trailName, forms.trailName),
      checkForm("bucketName", props.bucketName, forms.bucketName),
      props.prefix === "" ? undefined : checkForm("prefix", props.prefix, forms.keyPrefix),
      checkForm("archiveKeyArn", props.archiveKeyArn, forms.kmsKeyArn),
      ...recordingProblems(props),
    ]);

    const trail = new Cloudtrail(this, "Resource", {
      name: props.trailName,
      isOrganizationTrail: false,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      s3BucketName: props.bucketName,
      s3KeyPrefix: props.prefix === "" ? undefined : props.prefix,
      kmsKeyId: props.archiveKeyArn,
      advancedEventSelector: [
        ...managementEvents(props.excludedSources),
        ...dataEvents(props.dataEvents, props.archiveBucketArns),
      ],
      lifecycle: { preventDestroy: props.preventDestroy },
    });

    this.trailArn = trail.arn;
  }
}
