import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { toError } from "../../shared/thrown";
import { controlTowerRole } from "../../config/mode-defaults";
import { assumedRole } from "../../shared/assumed-role";
import { createClient } from "../../shared/aws-client";
import { step } from "../../shared/steps";
import {
  type LandingZone,
  type OrganizationTrail,
  landingZoneOf,
  landingZoneTrail,
  ownerOf,
  readConfigDelivery,
  readOrganizationTrails,
} from "./landing-zone";

/** Finds the trail of a landing zone. Prints the other organization trails, or the reason why trails cannot be read. */
export async function findTrail(
  homeRegion = process.env["AWS_REGION"] ?? "us-east-1",
): Promise<OrganizationTrail | undefined> {
  const client = createClient(CloudTrailClient, homeRegion);
  try {
    const trails = await step("reading the trails of the organization", () => readOrganizationTrails(client));
    for (const message of trailMessages(trails)) console.error(message);
    return landingZoneTrail(trails);
  } catch (error) {
    console.error(
      `not found: the trails of the organization (${toError(error).message}); if the organization uses Control Tower, set mode: controlTower (docs/modes/control-tower.md)`,
    );
    return undefined;
  }
}

/** Messages about the organization trails: the name by which a landing zone was recognized, and advice about other trails. */
export function trailMessages(trails: readonly OrganizationTrail[]): string[] {
  const found = landingZoneTrail(trails);
  const advice =
    found === undefined
      ? "to import it, set mode: adopt (docs/modes/adopt.md)"
      : `AWS charges for it as a second copy of the events in ${found.name}`;
  return [
    ...(found === undefined ? [] : [`found ${ownerOf(found)} by the name of its trail, ${found.name}`]),
    ...trails
      .filter((trail) => trail !== found)
      .map(({ name, bucket }) => `organization trail ${name} delivers to ${bucket}; ${advice}`),
  ];
}

/** Reads the delivery channel of AWS Config in the log-archive account, with the role of Control Tower. */
export async function findLandingZone(trail: OrganizationTrail, logArchive: string): Promise<LandingZone> {
  const { homeRegion: region } = trail;
  const partition = trail.arn.split(":")[1] ?? "aws";
  const role = `arn:${partition}:iam::${logArchive}:role/${controlTowerRole}`;
  const credentials = assumedRole({ roleArn: role, sessionName: "trailkeeper-accounts", region });
  const client = createClient(ConfigServiceClient, region, { credentials });
  try {
    const text = `reading AWS Config of ${logArchive}`;
    return landingZoneOf(trail, await step(text, () => readConfigDelivery(client)));
  } catch (error) {
    console.error(`not found: the delivery channel of AWS Config in ${logArchive} (${toError(error).message})`);
    return landingZoneOf(trail, undefined);
  }
}

/** A landing zone in which placeholders replace missing values. It is used to validate the values that were found. */
export function completeLandingZone({ layout, trail, config }: LandingZone): LandingZone {
  const standIn = { bucket: "bucket-of-aws-config", prefix: "", kmsKeyArn: undefined };
  return {
    layout,
    trail: { ...trail, logGroupName: trail.logGroupName ?? "log-group" },
    config: config ?? (layout === "4.x" ? standIn : undefined),
  };
}
