import { CloudtrailEventDataStore } from "@cdktf/provider-aws/lib/cloudtrail-event-data-store";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type DataEvents, dataEvents, managementEvents } from "./event-selectors";

/** Days an event data store can keep events, from 7, by how it is charged. */
const mostDays = { EXTENDABLE_RETENTION_PRICING: 3653, FIXED_RETENTION_PRICING: 2557 } as const;

export interface EventDataStoreProps {
  readonly eventDataStoreName: string;

  /** Key that encrypts the events; it can neither be changed nor removed later. */
  readonly kmsKeyArn: string;
  readonly billingMode: keyof typeof mostDays;

  /** Days an event is kept, from the time it happened. */
  readonly retentionDays: number;

  /** Services whose reading management events are left out, such as `kms.amazonaws.com`. */
  readonly excludedSources: readonly string[];
  readonly dataEvents: readonly DataEvents[];

  /** Buckets that data events never record. */
  readonly archiveBucketArns: readonly string[];

  /** Whether Terraform and CloudTrail refuse to delete the store. */
  readonly preventDestroy: boolean;

  /**
   * What has to be in place before the store.
   *
   * @default nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * The events of the whole organization in CloudTrail Lake: every region of every account, what the trail records too.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateEventDataStore.html
 */
export class EventDataStore extends Construct {
  public readonly eventDataStoreArn: string;

  constructor(scope: Construct, id: string, props: EventDataStoreProps) {
    super(scope, id);

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
