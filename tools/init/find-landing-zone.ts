import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { controlTowerRole } from "../../config/mode-defaults";
import { assumedRole } from "../accounts/assumed-role";
import { step } from "../shared/steps";
import {
  type LandingZone,
  type OrganizationTrail,
  landingZoneOf,
  landingZoneTrail,
  ownerOf,
  readConfigDelivery,
  readOrganizationTrails,
} from "./landing-zone";

/** The trail of a landing zone. Prints the other organization trails, or why they cannot be read. */
export async function findTrail(
  homeRegion = process.env["AWS_REGION"] ?? "us-east-1",
): Promise<OrganizationTrail | undefined> {
  const client = new CloudTrailClient({ region: homeRegion });
  try {
    const trails = await step("looking for Control Tower", () => readOrganizationTrails(client));
    for (const message of trailMessages(trails)) console.error(message);
    return landingZoneTrail(trails);
  } catch (error) {
    console.error(
      `not found: the trails of the organization (${(error as Error).message}); if it has Control Tower, set mode: controlTower (docs/modes/control-tower.md)`,
    );
    return undefined;
  }
}

/** Messages about the organization trails: how a landing zone was recognized, and what to do about other trails. */
export function trailMessages(trails: readonly OrganizationTrail[]): string[] {
  const found = landingZoneTrail(trails);
  const advice =
    found === undefined
      ? "to import it, set mode: adopt (docs/modes/adopt.md)"
      : `AWS charges it as a second copy beside ${found.name}`;
  return [
    ...(found === undefined ? [] : [`found ${ownerOf(found)} by the name of its trail, ${found.name}`]),
    ...trails
      .filter((trail) => trail !== found)
      .map(({ name, bucket }) => `organization trail ${name} delivers to ${bucket}; ${advice}`),
  ];
}

/** Reads where AWS Config delivers in the log-archive account, with the role of Control Tower. */
export async function findLandingZone(trail: OrganizationTrail, logArchive: string): Promise<LandingZone> {
  const { homeRegion: region } = trail;
  const partition = trail.arn.split(":")[1] ?? "aws";
  const role = `arn:${partition}:iam::${logArchive}:role/${controlTowerRole}`;
  const client = new ConfigServiceClient({ region, credentials: assumedRole(role, region) });
  try {
    const text = `reading AWS Config of ${logArchive}`;
    return landingZoneOf(trail, await step(text, () => readConfigDelivery(client)));
  } catch (error) {
    console.error(`not found: the delivery channel of AWS Config in ${logArchive} (${(error as Error).message})`);
    return landingZoneOf(trail, undefined);
  }
}

/** A landing zone with values in the place of those that were not found, to check the others. */
export function completed({ layout, trail, config }: LandingZone): LandingZone {
  const standIn = { bucket: "bucket-of-aws-config", prefix: "", kmsKeyArn: undefined };
  return {
    layout,
    trail: { ...trail, logGroupName: trail.logGroupName ?? "log-group" },
    config: config ?? (layout === "4.x" ? standIn : undefined),
  };
}
