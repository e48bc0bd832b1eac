import { type CloudTrailClient, DescribeTrailsCommand, type Trail } from "@aws-sdk/client-cloudtrail";
import { type ConfigServiceClient, DescribeDeliveryChannelsCommand } from "@aws-sdk/client-config-service";
import { logGroupName } from "../shared/log-group-arn";

type Layout = "3.x" | "4.x" | "landingZoneAccelerator";

/** An existing organization trail. */
export interface OrganizationTrail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly bucket: string;

  /** Key prefix of its files; empty for none. */
  readonly prefix: string;
  readonly kmsKeyArn: string | undefined;
  readonly logGroupName: string | undefined;
}

/** The delivery channel of AWS Config in the log-archive account. */
export interface ConfigDelivery {
  readonly bucket: string;
  readonly prefix: string;
  readonly kmsKeyArn: string | undefined;
}

/** The resources of a landing zone that were found. */
export interface LandingZone {
  readonly layout: Layout;
  readonly trail: OrganizationTrail;

  /** Delivery channel of AWS Config. Undefined if it could not be read. */
  readonly config: ConfigDelivery | undefined;
}

/** Products by the names of their trails. Control Tower is first: if both trails exist, its trail is used. */
const owners: Readonly<Record<string, string>> = {
  "aws-controltower-BaselineCloudTrail": "Control Tower",
  "AWSAccelerator-Organizations-CloudTrail": "Landing Zone Accelerator",
};
const trailNames = Object.keys(owners);

/** The product that created the trail of a landing zone. */
export const ownerOf = ({ name }: OrganizationTrail): string | undefined => owners[name];

/** The organization trails of the management account. They include trails whose home region is another region. */
export async function readOrganizationTrails(client: CloudTrailClient): Promise<OrganizationTrail[]> {
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
  return trailList.filter(({ IsOrganizationTrail }) => IsOrganizationTrail === true).map(trailOf);
}

const trailOf = (trail: Trail): OrganizationTrail => ({
  name: trail.Name ?? "",
  arn: trail.TrailARN ?? "",
  homeRegion: trail.HomeRegion ?? "",
  bucket: trail.S3BucketName ?? "",
  prefix: trail.S3KeyPrefix ?? "",
  kmsKeyArn: trail.KmsKeyId,
  logGroupName: logGroupName(trail.CloudWatchLogsLogGroupArn),
});

/** The trail of Control Tower, or else of Landing Zone Accelerator. */
export const landingZoneTrail = (trails: readonly OrganizationTrail[]): OrganizationTrail | undefined =>
  trailNames.map((name) => trails.find((trail) => trail.name === name)).find((trail) => trail !== undefined);

/** Id of the log-archive account. Bucket names of layout 3.x and of Landing Zone Accelerator contain it. */
export const logArchiveOf = ({ bucket, homeRegion }: OrganizationTrail): string | undefined =>
  new RegExp(`^aws-(?:controltower|accelerator-central)-logs-(\\d{12})-${homeRegion}$`).exec(bucket)?.[1];

/** Reads the delivery channel of AWS Config. Undefined if the account has none. */
export async function readConfigDelivery(client: ConfigServiceClient): Promise<ConfigDelivery | undefined> {
  const { DeliveryChannels: [channel] = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
  return channel?.s3BucketName === undefined
    ? undefined
    : { bucket: channel.s3BucketName, prefix: channel.s3KeyPrefix ?? "", kmsKeyArn: channel.s3KmsKeyArn };
}

/**
 * The landing zone of a trail. Layout 4.x has a separate bucket for AWS Config, which shows the layout. The names of the trail do
 * not, because an upgrade from 3.x keeps them.
 */
export function landingZoneOf(trail: OrganizationTrail, config: ConfigDelivery | undefined): LandingZone {
  if (trail.name === trailNames[1]) return { layout: "landingZoneAccelerator", trail, config };
  const hasOwnBucket = config === undefined ? logArchiveOf(trail) === undefined : config.bucket !== trail.bucket;
  return { layout: hasOwnBucket ? "4.x" : "3.x", trail, config };
}

/** The values that were not found. The user must set or confirm them. */
export function missingFacts({ layout, trail, config }: LandingZone): string[] {
  const ofLayout = {
    "3.x":
      "the delivery channel of AWS Config. Layout 3.x is a guess from the name of the trail's bucket: if aws controltower get-landing-zone prints version 4.x, set layout: 4.x and controlTower.configBucket",
    "4.x":
      "controlTower.configBucket. Set the name of the bucket in the audit account that begins with aws-controltower-config-logs-",
    landingZoneAccelerator: "the delivery channel of AWS Config. controlTower.configBucket has its default",
  };
  return [
    ...(config === undefined ? [ofLayout[layout]] : []),
    ...(trail.logGroupName === undefined
      ? [`controlTower.logGroupName. The trail ${trail.name} has no log group, which the alarms need`]
      : []),
  ];
}
