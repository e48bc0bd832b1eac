import { awsLogsFolder } from "../../aws/aws-logs";
import { type NameSource, namesFor } from "./names";

/** Name of the trail in each external account. */
export function externalTrailName({ prefix }: Pick<NameSource, "prefix">): string {
  return `${prefix}-outside-trail`;
}

/** ARN pattern of those trails: any account, the home region, and this one name. */
export function externalTrailArns(config: Pick<NameSource, "prefix" | "partition" | "homeRegion">): string {
  return `arn:${config.partition}:cloudtrail:${config.homeRegion}:*:trail/${externalTrailName(config)}`;
}

/** Location of the folders of those accounts, beside the organization's folder. */
export function externalTrailLocation(config: NameSource): string {
  const { buckets, prefixes } = namesFor(config);
  return `s3://${buckets.trail}/${awsLogsFolder(prefixes.cloudTrail)}`;
}
