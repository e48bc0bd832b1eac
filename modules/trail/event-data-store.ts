import { CloudtrailEventDataStore } from "@cdktf/provider-aws/lib/cloudtrail-event-data-store";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type DataEvents, dataEvents, managementEvents, recordingProblems } from "./event-selectors";
import { forms } from "../../aws-semantics/values/forms";
import { checkInput, checkForm } from "../input/input";

/** Maximum retention of an event data store in days, by pricing option. The minimum is 7. */
const mostDays = { EXTENDABLE_RETENTION_PRICING: 3653, FIXED_RETENTION_PRICING: 2557 } as const;

export interface EventDataStoreProps {
  readonly eventDataStoreName: string;

  /** Key that encrypts the events. It cannot be changed or removed later. */
  readonly kmsKeyArn: string;
  readonly billingMode: keyof typeof mostDays;

  /** Days that an event is kept, from the time of the event. */
  readonly retentionDays: number;

  /** Services whose read-only management events are not recorded, such as `kms.amazonaws.com`. */
  readonly excludedSources: readonly string[];
  readonly dataEvents: readonly DataEvents[];

  /** Buckets that data events never record. */
  readonly archiveBucketArns: readonly string[];

  /** Whether Terraform and CloudTrail refuse to delete the store. */
  readonly preventDestroy: boolean;

  /**
   * Resources that must exist before the store.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The events of the whole organization in CloudTrail Lake: every region of every account, with the same selectors as the
 * trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html
 */
export class EventDataStore extends Construct {
  public readonly eventDataStoreArn: string;

  constructor(scope: Construct, id: string, props: EventDataStoreProps) {
    super(scope, id);
    checkInput(this, [checkForm("kmsKeyArn", props.kmsKeyArn, forms.kmsKeyArn), ...recordingProblems(props)]);

    const { billingMode, retentionDays } = props;
    if (!Number.isInteger(retentionDays) || retentionDays < 7 || retentionDays > mostDays[billingMode]) {
      throw new Error(
        `retentionDays must be a whole number of days, 7 to ${mostDays[billingMode]} with ${billingMode}, got ${retentionDays}`,
      );
    }

    const store = new CloudtrailEventDataStore(this, "Resource", {
      name: props.eventDataStoreName,
      organizationEnabled: true,
      multiRegionEnabled: true,
      kmsKeyId: props.kmsKeyArn,
      billingMode,
      retentionPeriod: retentionDays,
      terminationProtectionEnabled: props.preventDestroy,
      advancedEventSelector: [
        ...managementEvents(props.excludedSources),
        ...dataEvents(props.dataEvents, props.archiveBucketArns),
      ],
      lifecycle: { preventDestroy: props.preventDestroy },
      dependsOn: props.dependsOn,
    });
    this.eventDataStoreArn = store.arn;
  }
}
