import { awsLogsFolder } from "../../aws-semantics/values/aws-logs";
import { type NameSource, namesFor } from "./names";

/** Name of the trail in each external account. */
export function externalTrailName({ prefix }: Pick<NameSource, "prefix">): string {
  return `${prefix}-outside-trail`;
}

/** ARN pattern of the trails of external accounts: any account, the home region and this trail name. */
export function externalTrailArns(config: Pick<NameSource, "prefix" | "partition" | "homeRegion">): string {
  return `arn:${config.partition}:cloudtrail:${config.homeRegion}:*:trail/${externalTrailName(config)}`;
}

/** Location of the folders of external accounts. The folder of the organization is in the same location. */
export function externalTrailLocation(config: NameSource): string {
  const { buckets, prefixes } = namesFor(config);
  return `s3://${buckets.trail}/${awsLogsFolder(prefixes.trail)}`;
}
