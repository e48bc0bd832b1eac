import { type NameSource, namesFor } from "./names";

/** Name of the trail that each account outside the organization has of its own. */
export function outsideTrailName({ prefix }: Pick<NameSource, "prefix">): string {
  return `${prefix}-outside-trail`;
}

/** The ARNs of those trails: of any account, in the home region, by this one name. */
export function outsideTrailArns(config: Pick<NameSource, "prefix" | "partition" | "homeRegion">): string {
  return `arn:${config.partition}:cloudtrail:${config.homeRegion}:*:trail/${outsideTrailName(config)}`;
}

/** Where the folders of those accounts are: beside the organization's. */
export function outsideTrailLocation(config: NameSource): string {
  const { buckets, prefixes } = namesFor(config);
  return `s3://${buckets.trail}/${prefixes.cloudTrail}/AWSLogs`;
}
