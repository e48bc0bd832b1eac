import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailStatusCommand,
  paginateListEventDataStores,
  GetEventDataStoreCommand,
} from "@aws-sdk/client-cloudtrail";
import { OrganizationsClient, paginateListAWSServiceAccessForOrganization } from "@aws-sdk/client-organizations";
import { entriesOf } from "../../../shared/keys";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import { asTerraform, blocks, differences, matches, valueText } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { applyAgain } from "./fixes";

const cloudTrail = (deployed: DeployedRegion) => deployed.client(CloudTrailClient);
const arnOf = (name: string, deployed: DeployedRegion) => deployed.arnOf("aws_cloudtrail", { name });

async function statusOf(name: string, deployed: DeployedRegion) {
  const answer = cloudTrail(deployed).send(new GetTrailStatusCommand({ Name: arnOf(name, deployed) }));
  return unlessAbsent(answer, "TrailNotFoundException");
}

/** Status fields with the error of the last delivery, and the destination of this delivery. */
const deliveries = {
  LatestDeliveryError: "its bucket",
  LatestDigestDeliveryError: "its bucket, of digests,",
  LatestNotificationError: "its topic",
  LatestCloudWatchLogsDeliveryError: "its log group",
} as const;

/** Maximum milliseconds without a delivery. CloudTrail delivers events within minutes, and a digest each hour. */
const longestSilence = 3 * 3_600_000;

/** Guarantees of trails. */
export const trailGuarantees: readonly Guarantee[] = [
  {
    id: "trail-logging",
    promise: "Every trail exists, and is logging.",
    fix: "start the trail with aws cloudtrail start-logging, and follow docs/runbooks/trail-blinded.md",
    types: ["aws_cloudtrail"],
    reads: ["cloudtrail:GetTrailStatus"],
    async find({ name }, deployed) {
      const status = await statusOf(name, deployed);
      if (status === undefined) return [`trail ${name} does not exist`];
      if (status.IsLogging === true) return [];
      const since = status.StopLoggingTime === undefined ? "" : ` since ${status.StopLoggingTime.toISOString()}`;
      return [`trail ${name} is not logging${since}`];
    },
  },
  {
    id: "trail-delivery",
    promise: "The last delivery of every trail to its bucket, log group and topic had no error.",
    fix: "correct the policy of the destination or of its key, then wait for the next delivery: docs/runbooks/archive-delivery-silent.md",
    types: ["aws_cloudtrail"],
    reads: ["cloudtrail:GetTrailStatus"],
    async find({ name, enable_log_file_validation: hasDigests }, deployed) {
      const status = await statusOf(name, deployed);
      if (status === undefined) return [];
      const errors = entriesOf(deliveries).flatMap(([field, destination]) => {
        const error = status[field];
        return error ? [`the last delivery of trail ${name} to ${destination} failed: ${error}`] : [];
      });
      const late = (what: string, last: Date | undefined) => {
        const began = last ?? status.StartLoggingTime;
        if (status.IsLogging !== true || began === undefined) return [];
        if (deployed.now.getTime() - began.getTime() <= longestSilence) return [];
        return [`trail ${name} has delivered no ${what} since ${began.toISOString()}`];
      };
      return [
        ...errors,
        ...late("events", status.LatestDeliveryTime),
        ...(hasDigests === true ? late("digest", status.LatestDigestDeliveryTime) : []),
      ];
    },
  },
  {
    id: "trail-settings",
    promise:
      "Every trail records its synthesized regions and accounts, writes digests, and has its synthesized destinations.",
    fix: applyAgain,
    types: ["aws_cloudtrail"],
    reads: ["cloudtrail:DescribeTrails"],
    async find(expected, deployed) {
      const input = { trailNameList: [arnOf(expected.name, deployed)], includeShadowTrails: false };
      const { trailList = [] } = await cloudTrail(deployed).send(new DescribeTrailsCommand(input));
      const [trail] = trailList;
      // The guarantee trail-logging reports a missing trail
      if (trail === undefined) return [];
      return differences(`trail ${expected.name}`, {
        "all regions": [expected.is_multi_region_trail ?? false, trail.IsMultiRegionTrail ?? false],
        "all accounts": [expected.is_organization_trail ?? false, trail.IsOrganizationTrail ?? false],
        "global services": [expected.include_global_service_events ?? true, trail.IncludeGlobalServiceEvents ?? false],
        digests: [expected.enable_log_file_validation ?? false, trail.LogFileValidationEnabled ?? false],
        bucket: [expected.s3_bucket_name, trail.S3BucketName],
        prefix: [expected.s3_key_prefix, trail.S3KeyPrefix],
        key: [expected.kms_key_id, trail.KmsKeyId],
        "log group": [expected.cloud_watch_logs_group_arn, trail.CloudWatchLogsLogGroupArn],
        "role of the log group": [expected.cloud_watch_logs_role_arn, trail.CloudWatchLogsRoleArn],
        topic: [expected.sns_topic_name, trail.SnsTopicARN?.split(":").at(-1) ?? trail.SnsTopicName],
      });
    },
  },
  {
    id: "trail-selectors",
    promise: "Every trail records the management events and data events of its synthesized selectors.",
    fix: `${applyAgain}: docs/runbooks/trail-blinded.md`,
    types: ["aws_cloudtrail"],
    reads: ["cloudtrail:GetEventSelectors"],
    async find({ name, advanced_event_selector: selectors }, deployed) {
      const command = new GetEventSelectorsCommand({ TrailName: arnOf(name, deployed) });
      const found = await unlessAbsent(cloudTrail(deployed).send(command), "TrailNotFoundException");
      if (found === undefined) return [];
      const renamed = { field_selectors: "field_selector" };
      const actual = blocks(asTerraform(found.AdvancedEventSelectors ?? [], renamed));
      const missing = blocks(selectors).filter((one) => !actual.some((other) => matches(one, other)));
      const added = actual.filter((one) => !blocks(selectors).some((other) => matches(other, one)));
      const simple = found.EventSelectors ?? [];
      return [
        ...missing.map((one) => `trail ${name} has no selector "${one.name}" as synthesized`),
        ...added.map(
          (one) => `trail ${name} has an unexpected selector "${one.name}": ${valueText(one.field_selector)}`,
        ),
        ...(blocks(selectors).length > 0 && simple.length > 0
          ? [`trail ${name} has basic event selectors instead of advanced event selectors`]
          : []),
      ];
    },
  },
  {
    id: "trail-insights",
    promise: "Every trail has its synthesized types of CloudTrail Insights.",
    fix: applyAgain,
    types: ["aws_cloudtrail"],
    reads: ["cloudtrail:GetInsightSelectors"],
    async find({ name, insight_selector: selectors }, deployed) {
      const wanted = blocks(selectors).map(({ insight_type: type }) => type);
      if (wanted.length === 0) return [];
      const command = new GetInsightSelectorsCommand({ TrailName: arnOf(name, deployed) });
      const absences = ["InsightNotEnabledException", "TrailNotFoundException"];
      const found = await unlessAbsent(cloudTrail(deployed).send(command), ...absences);
      const actual = (found?.InsightSelectors ?? []).map(({ InsightType }) => InsightType);
      return differences(`trail ${name}`, { insights: [wanted, actual] });
    },
  },
  {
    id: "trail-trusted-access",
    promise:
      "CloudTrail has trusted access to the organization. Without it, CloudTrail stops recording member accounts.",
    fix: "run aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
    types: ["aws_cloudtrail"],
    reads: ["organizations:ListAWSServiceAccessForOrganization"],
    async find({ is_organization_trail: isOfOrganization }, deployed) {
      if (isOfOrganization !== true) return [];
      const client = deployed.client(OrganizationsClient);
      const pages = paginateListAWSServiceAccessForOrganization({ client }, {});
      const trusted = await everyItem(pages, ({ EnabledServicePrincipals }) => EnabledServicePrincipals);
      return trusted.some(({ ServicePrincipal }) => ServicePrincipal === "cloudtrail.amazonaws.com")
        ? []
        : ["cloudtrail.amazonaws.com has no trusted access to the organization"];
    },
  },
  {
    id: "event-data-store",
    promise: "Every event data store of CloudTrail Lake is enabled, and is protected against deletion.",
    fix: applyAgain,
    types: ["aws_cloudtrail_event_data_store"],
    reads: ["cloudtrail:GetEventDataStore", "cloudtrail:ListEventDataStores"],
    async find(expected, deployed) {
      const client = cloudTrail(deployed);
      const stores = await everyItem(paginateListEventDataStores({ client }, {}), (page) => page.EventDataStores);
      const EventDataStore = stores.find(({ Name }) => Name === expected.name)?.EventDataStoreArn;
      if (EventDataStore === undefined) return [`event data store ${expected.name} does not exist`];
      const store = await client.send(new GetEventDataStoreCommand({ EventDataStore }));
      return differences(`event data store ${expected.name}`, {
        status: ["ENABLED", store.Status],
        "retention in days": [expected.retention_period, store.RetentionPeriod],
        "all regions": [expected.multi_region_enabled ?? true, store.MultiRegionEnabled],
        "all accounts": [expected.organization_enabled ?? false, store.OrganizationEnabled],
        "protection against deletion": [
          expected.termination_protection_enabled ?? true,
          store.TerminationProtectionEnabled,
        ],
        key: [expected.kms_key_id, store.KmsKeyId],
      });
    },
  },
];
