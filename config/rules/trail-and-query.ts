import { existingBuckets } from "../derived/archive-buckets";
import { controlTowerBuckets } from "../names/control-tower";
import { configCopyNames } from "../names/aws-config-replica";
import { cloudTrailLocation } from "../names/management-trail";
import { archiveBuckets, bucketArn } from "../names/names";
import { replicaBucketNames } from "../names/second-region";
import type { DeclaredConfig } from "../schema/declared";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

/** Rejects settings with which the trail would record no events or too many, or with which queries would return no rows. */
export const collectionRules: readonly Rule[] = [
  {
    reads: [
      "mode",
      "controlTower",
      "partition",
      "prefix",
      "accounts.logArchive",
      "existing",
      "archive.existing",
      "archive.configArchive.lockedCopy",
      "archive.secondRegion",
      "trail.dataEvents",
      "logSources.webAclLogs.enabled",
      "lakehouse.enabled",
      "hunts.enabled",
      "hunts.countries",
    ],
    problems: dataEventProblems,
  },
  { reads: ["trail.lake"], problems: lakeProblems },
  { reads: ["query.firstDay"], problems: firstDayProblems },
  {
    reads: ["query.scanLimitGigabytes", "query.responderScanLimitGigabytes"],
    problems: responderLimitProblems,
  },
  { reads: ["query.cloudTrailLocation", "organizationId"], problems: trailLocationProblems },
  {
    reads: [
      "mode",
      "controlTower",
      "query.cloudTrailLocation",
      "trail.name",
      "prefix",
      "accounts.logArchive",
      "organizationId",
      "existing",
      "archive.existing",
    ],
    problems: unreadTrailProblems,
  },
  {
    reads: [
      "mode",
      "controlTower",
      "query.cloudTrailLocation",
      "query.earlierTrailLocations",
      "existing",
      "archive.existing",
      "trail.name",
      "prefix",
      "accounts.logArchive",
      "organizationId",
    ],
    problems: earlierLocationProblems,
  },
  {
    reads: ["partition", "query.earlierTrailKmsKeyArns"],
    problems: earlierKeyProblems,
  },
];

/** CloudTrail's limit of values in all conditions of all advanced event selectors of a trail. */
const selectorValueLimit = 500;

/** Service in the ARNs of a resource type, for known types. An ARN with another service would match no event. */
const serviceOfType: Record<string, string> = {
  "AWS::S3::Object": "s3",
  "AWS::Lambda::Function": "lambda",
  "AWS::DynamoDB::Table": "dynamodb",
};

function dataEventProblems(config: DeclaredConfig): Problem[] {
  const { partition, trail } = config;
  const own = [...Object.values(archiveBuckets(config)), ...configCopyNames(config), ...replicaBucketNames(config)];
  const ownArns = own.map((name) => bucketArn(partition, name));
  const ofControlTower = controlTowerBuckets(config).map((name) => bucketArn(partition, name));
  const problems: Problem[] = trail.dataEvents.flatMap(({ resourceType, arnPrefixes }, i) =>
    arnPrefixes.flatMap((arn, j) => {
      const path = ["trail", "dataEvents", i, "arnPrefixes", j];
      const [, itsPartition, service] = arn.split(":");
      const expected = serviceOfType[resourceType] ?? service;
      if (itsPartition !== partition) return [{ path, message: `not an ARN of partition ${partition}` }];
      if (service !== expected)
        return [
          { path, message: `not an ARN of a resource of type ${resourceType}; expected arn:${partition}:${expected}` },
        ];
      if (ownArns.some((archive) => arn.startsWith(archive)))
        return [
          { path, message: "an archive bucket would record its own log deliveries in an endless loop; remove it" },
        ];
      const delivers =
        "CloudTrail would record an event for every log file that is delivered to this bucket; remove it";
      return ofControlTower.some((other) => arn.startsWith(other)) ? [{ path, message: delivers }] : [];
    }),
  );

  // Each selector also has conditions on its category, its resource type and the excluded archive buckets. It may also have a
  // condition on reads or writes
  const leftOut = existingBuckets(config).length + controlTowerBuckets(config).length;
  const values = trail.dataEvents.reduce((sum, { arnPrefixes }) => sum + arnPrefixes.length + 3 + leftOut, 8);
  if (values > selectorValueLimit) {
    const message = `the event selectors have ${values} values, and CloudTrail accepts at most ${selectorValueLimit} in a trail; use fewer ARN prefixes that match more resources`;
    problems.push({ path: ["trail", "dataEvents"], message });
  }
  return problems;
}

function responderLimitProblems({ query }: DeclaredConfig): Problem[] {
  const { scanLimitGigabytes: analysts, responderScanLimitGigabytes: responders } = query;
  return responders < analysts
    ? [
        {
          path: ["query", "responderScanLimitGigabytes"],
          message: `must not be less than query.scanLimitGigabytes; use ${analysts} or more`,
        },
      ]
    : [];
}

/** With the folder of another organization, every query would return no rows. */
function trailLocationProblems({ query, organizationId }: DeclaredConfig): Problem[] {
  const { cloudTrailLocation: location } = query;
  return location !== undefined && !location.endsWith(`/${organizationId}`)
    ? [
        {
          path: ["query", "cloudTrailLocation"],
          message: `this folder belongs to another organization; use one that ends in /AWSLogs/${organizationId}`,
        },
      ]
    : [];
}

/** Rejects a location that the tables would read although the trail delivers to the archive. */
function unreadTrailProblems(config: DeclaredConfig): Problem[] {
  const { query, trail, existing } = config;
  const { cloudTrailLocation: location } = query;
  const name = existing.trailArn?.split("/")[1] ?? trail.name;
  const archive = cloudTrailLocation({ ...config, query: { cloudTrailLocation: undefined } });
  if (name === undefined || location === undefined || location === archive) return [];
  const message = `the trail ${name} delivers to ${archive}, and the tables would read another location; remove query.cloudTrailLocation, and add its value to query.earlierTrailLocations`;
  return [{ path: ["query", "cloudTrailLocation"], message }];
}

/** Rejects a location whose events the view would return twice, or not at all. */
function earlierLocationProblems(config: DeclaredConfig): Problem[] {
  const { organizationId, query } = config;
  const entries = entriesOf(["query", "earlierTrailLocations"], query.earlierTrailLocations);
  const current = cloudTrailLocation(config);
  return [
    ...entries.flatMap(({ path, value }) => {
      if (!value.endsWith(`/${organizationId}`)) {
        const message = `this folder belongs to another organization; use one that ends in /AWSLogs/${organizationId}`;
        return [{ path, message }];
      }
      if (value !== current) return [];
      return [{ path, message: "the table cloudtrail already reads this location; remove it" }];
    }),
    ...repeatedValues(entries),
  ];
}

function earlierKeyProblems({ partition, query }: DeclaredConfig): Problem[] {
  const entries = entriesOf(["query", "earlierTrailKmsKeyArns"], query.earlierTrailKmsKeyArns);
  const foreign = entries.filter(({ value }) => !value.startsWith(`arn:${partition}:`));
  return [
    ...foreign.map(({ path }) => ({ path, message: `not an ARN of partition ${partition}` })),
    ...repeatedValues(entries),
  ];
}

function firstDayProblems({ query }: DeclaredConfig): Problem[] {
  const today = new Date().toISOString().slice(0, 10);
  return query.firstDay > today
    ? [
        {
          path: ["query", "firstDay"],
          message: `this day is in the future, so queries would return no rows; use ${today} or an earlier day`,
        },
      ]
    : [];
}

/** Maximum number of days that a store with fixed pricing keeps events. */
const fixedRetentionDays = 2557;

/** Reports settings that CloudTrail Lake does not accept. */
function lakeProblems({ trail }: DeclaredConfig): Problem[] {
  const { enabled, existingCustomer, billingMode, retentionDays } = trail.lake;
  const problems: Problem[] = [];
  if (enabled && !existingCustomer) {
    problems.push({
      path: ["trail", "lake", "existingCustomer"],
      message:
        "CloudTrail Lake accepts no new customers since 2026-05-31; set this setting to true if this organization already used it, or else set trail.lake.enabled to false",
    });
  }
  if (billingMode === "FIXED_RETENTION_PRICING" && retentionDays > fixedRetentionDays) {
    problems.push({
      path: ["trail", "lake", "retentionDays"],
      message: `${billingMode} keeps events for at most ${fixedRetentionDays} days; use fewer days, or billingMode: EXTENDABLE_RETENTION_PRICING`,
    });
  }
  return problems;
}
