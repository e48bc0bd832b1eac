import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient, DescribeDeliveryChannelsCommand } from "@aws-sdk/client-config-service";
import { logGroupName } from "../../shared/log-group-arn";
import { controlTowerNames } from "../../../config/names/control-tower";
import type { Check, Clash } from "../check";
import type { PlannedRoot } from "../planned-root";

const isRead = ({ config }: PlannedRoot): boolean => config.mode === "controlTower";

/** A setting, its configured value, and the value in the account. */
type Compared = readonly [setting: string, configured: string | undefined, found: string | undefined];

const valueText = (value: string | undefined) => (value === undefined || value === "" ? "nothing" : value);

/** The settings whose configured value differs from the value in the account. */
function differences(owner: string, compared: readonly Compared[], region: string): Clash[] {
  return compared
    .filter(([, configured, found]) => (configured ?? "") !== (found ?? ""))
    .map(([setting, configured, found]) => ({
      problem: `${owner} has ${valueText(found)}, but controlTower.${setting} is ${valueText(configured)}`,
      region,
    }));
}

/**
 * Compares the settings of Control Tower in the configuration with the resources in AWS. No root creates these resources, so an
 * apply does not detect a wrong setting.
 */
export const controlTowerChecks: readonly Check[] = [
  {
    id: "control-tower-trail-missing",
    when: "With `mode: controlTower`, the management account has no trail `controlTower.trailName`, or it does not record the organization.",
    fix: "correct controlTower.layout or controlTower.trailName",
    reads: ["cloudtrail:DescribeTrails"],
    async find(root) {
      if (!isRead(root) || root.account.role !== "management") return [];
      const { homeRegion: region } = root.config;
      const { trailName } = controlTowerNames(root.config);
      const trail = await trailOf(root);
      if (trail === undefined) return [{ problem: `there is no trail ${trailName}`, region }];
      return trail.IsOrganizationTrail === false
        ? [{ problem: `trail ${trailName} does not record the organization`, region }]
        : [];
    },
  },
  {
    id: "control-tower-trail-differs",
    when: "The bucket, key prefix, KMS key or log group of Control Tower's trail differs from the settings in `controlTower`. Tables and alarms would read another location.",
    fix: "correct the named setting, or controlTower.layout",
    reads: ["cloudtrail:DescribeTrails"],
    async find(root) {
      if (!isRead(root) || root.account.role !== "management") return [];
      const trail = await trailOf(root);
      if (trail === undefined) return [];
      const names = controlTowerNames(root.config);
      return differences(
        `trail ${names.trailName}`,
        [
          ["trailBucket", names.trailBucket, trail.S3BucketName],
          ["trailPrefix", names.trailPrefix, trail.S3KeyPrefix],
          ["trailKmsKeyArn", names.trailKmsKeyArn, trail.KmsKeyId],
          ["logGroupName", names.logGroupName, logGroupName(trail.CloudWatchLogsLogGroupArn)],
        ],
        root.config.homeRegion,
      );
    },
  },
  {
    id: "control-tower-config-differs",
    when: "The bucket, key prefix or KMS key of AWS Config in the log-archive account differs from the settings in `controlTower`. Tables of AWS Config would be empty.",
    fix: "correct the named setting, or controlTower.layout",
    reads: ["config:DescribeDeliveryChannels"],
    async find(root) {
      if (!isRead(root) || root.account.role !== "log-archive" || root.all("aws_config_delivery_channel").length > 0)
        return [];
      const { homeRegion: region } = root.config;
      const client = root.aws.client(ConfigServiceClient, region);
      const { DeliveryChannels: [channel] = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
      if (channel === undefined) return [];
      const names = controlTowerNames(root.config);
      return differences(
        "AWS Config",
        [
          ["configBucket", names.configBucket, channel.s3BucketName],
          ["configPrefix", names.configPrefix, channel.s3KeyPrefix],
          // A delivery channel without a key uses the default encryption of the bucket, which can be the configured key
          ["configKmsKeyArn", names.configKmsKeyArn, channel.s3KmsKeyArn ?? names.configKmsKeyArn],
        ],
        region,
      );
    },
  },
];

async function trailOf({ aws, config }: PlannedRoot) {
  const { trailName } = controlTowerNames(config);
  const { trailList = [] } = await aws
    .client(CloudTrailClient, config.homeRegion)
    .send(new DescribeTrailsCommand({ includeShadowTrails: false }));
  return trailList.find(({ Name }) => Name === trailName);
}
