import { type CloudTrailClient, DescribeTrailsCommand, type Trail } from "@aws-sdk/client-cloudtrail";
import { type ConfigServiceClient, DescribeDeliveryChannelsCommand } from "@aws-sdk/client-config-service";
import { logGroupName } from "../shared/log-group-arn";

type Layout = "3.x" | "4.x" | "landingZoneAccelerator";

/** An organization trail that exists. */
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

/** Where AWS Config of the log-archive account delivers. */
export interface ConfigDelivery {
  readonly bucket: string;
  readonly prefix: string;
  readonly kmsKeyArn: string | undefined;
}

/** What a landing zone created, as far as it was found. */
export interface LandingZone {
  readonly layout: Layout;
  readonly trail: OrganizationTrail;

  /** Undefined if it could not be read. */
  readonly config: ConfigDelivery | undefined;
}

/** Names of the trails of landing zones, and who made them. Control Tower's is the first, because it is the one to keep. */
const owners: Readonly<Record<string, string>> = {
  "aws-controltower-BaselineCloudTrail": "Control Tower",
  "AWSAccelerator-Organizations-CloudTrail": "Landing Zone Accelerator",
};
const trailNames = Object.keys(owners);

/** The product that created the trail of a landing zone. */
export const ownerOf = ({ name }: OrganizationTrail): string | undefined => owners[name];

/** The organization trails that the management account shows in a region. Those of other regions are among them. */
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

/** The log-archive account, which the names of layout 3.x and of Landing Zone Accelerator contain. */
export const logArchiveOf = ({ bucket, homeRegion }: OrganizationTrail): string | undefined =>
  new RegExp(`^aws-(?:controltower|accelerator-central)-logs-(\\d{12})-${homeRegion}$`).exec(bucket)?.[1];

/** Where AWS Config of an account delivers. Undefined if it has no delivery channel. */
export async function readConfigDelivery(client: ConfigServiceClient): Promise<ConfigDelivery | undefined> {
  const { DeliveryChannels: [channel] = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
  return channel?.s3BucketName === undefined
    ? undefined
    : { bucket: channel.s3BucketName, prefix: channel.s3KeyPrefix ?? "", kmsKeyArn: channel.s3KmsKeyArn };
}

/**
 * The landing zone of a trail. Layout 4.x has a bucket of its own for AWS Config. An upgrade from 3.x keeps the names of the
 * trail, so the names do not show the layout.
 */
export function landingZoneOf(trail: OrganizationTrail, config: ConfigDelivery | undefined): LandingZone {
  if (trail.name === trailNames[1]) return { layout: "landingZoneAccelerator", trail, config };
  const hasOwnBucket = config === undefined ? logArchiveOf(trail) === undefined : config.bucket !== trail.bucket;
  return { layout: hasOwnBucket ? "4.x" : "3.x", trail, config };
}

/** What was not found and has to be set or confirmed by hand. */
export function missingFacts({ layout, trail, config }: LandingZone): string[] {
  const ofLayout = {
    "3.x":
      "where AWS Config delivers, so that layout 3.x is a guess from the name of the trail's bucket: if aws controltower get-landing-zone shows version 4.x, set layout: 4.x and controlTower.configBucket",
    "4.x":
      "controlTower.configBucket: its name begins with aws-controltower-config-logs-, and it is in the audit account",
    landingZoneAccelerator: "where AWS Config delivers, so that controlTower.configBucket has its default",
  };
  return [
    ...(config === undefined ? [ofLayout[layout]] : []),
    ...(trail.logGroupName === undefined
      ? [`controlTower.logGroupName: trail ${trail.name} delivers to no log group, which the alarms need`]
      : []),
  ];
}
