import { namesFor } from "../../config/names/names";
import { type DrillCall, type DrillNames, drillServices } from "../../detections/drill";
import { Callers } from "../../sample-data/events/callers";
import { type CloudTrailEvent, eventOf } from "../../sample-data/events/event";
import { organization } from "./organization";

const { config } = organization();
const names = namesFor(config);

/** The names of a drill in the organization of the tests. */
export const drillNames: DrillNames = {
  name: "trailkeeper-drill-20260115t120000-0a1b2c",
  uuid: "0a1b2c3d-0000-4000-8000-00000000000e",
  hex: "0a1b2c3d00004000e",
  partition: config.partition,
  region: config.homeRegion,
  accountId: config.accounts.management,
  nobody: "0".repeat(12),
  prefix: config.prefix,
  trailLogGroupName: names.trailLogGroupName,
  trailBucketName: names.buckets.trail,
  databaseName: names.databaseName,
  topicArn: names.topicArn("page"),
};

/** Returns the event of a call. Without an error code, the call succeeded. */
export function recordedDrill({ service, operation, input, agent }: DrillCall, code?: string): CloudTrailEvent {
  const caller = new Callers(config.partition).role(config.accounts.management, "Admin", "drill", {
    address: "203.0.113.7",
    agent: ["aws-sdk-js/3.0.0", drillNames.name, agent].filter(Boolean).join(" "),
  });
  const call = {
    caller,
    service: drillServices[service].source,
    name: operation,
    region: config.homeRegion,
    account: config.accounts.management,
    request: requestParameters(service, input(drillNames)),
    ...(code !== undefined && { error: { code, message: "refused" } }),
  };
  return eventOf(call, new Date("2026-01-15T12:00:00Z"), () => drillNames.uuid);
}

/** Returns the parameters in CloudTrail's spelling: names begin with a lower-case letter, except inside the bucket in S3 calls. */
function requestParameters(service: DrillCall["service"], input: Readonly<Record<string, unknown>>) {
  if (service !== "s3") return spelled(input) as Record<string, unknown>;
  const { Bucket, ExpectedBucketOwner: _, ...rest } = input;
  return { bucketName: Bucket, ...rest };
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), spelled(inner)]),
  );
}
