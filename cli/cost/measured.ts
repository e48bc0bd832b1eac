import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { archiveBuckets, namesFor } from "../../config/names/names";
import type { Connections } from "../aws-reader/connections";
import { daysOfMonth } from "../../features/cost";
import type { Usage } from "./usage";

/** Number of days to read. */
const days = 30;

const dayMilliseconds = 86_400_000;
const toMonth = daysOfMonth / days;

/** Metrics to read in one account, by the id of the query. */
type Queries = Readonly<Record<string, MetricDataQuery>>;

/** Query of the daily sums of a metric. */
const daily = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>): MetricDataQuery => ({
  Id: "",
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: dayMilliseconds / 1_000,
    Stat: "Sum",
  },
});

/** Query of the daily sums of all metrics that a CloudWatch search finds. */
const search = (schema: string, terms: string, statistic: "Sum" | "Average"): MetricDataQuery => ({
  Id: "",
  Expression: `SUM(SEARCH('{${schema}} ${terms}', '${statistic}', ${dayMilliseconds / 1_000}))`,
});

/**
 * Reads CloudWatch metrics of the last thirty days: the events of the trail's log group, the growth of the trail archive, and the
 * bytes that Athena read. The result lacks volumes that have no metric.
 *
 * @param given values from the user that no metric contains
 * @throws when the management account or the log-archive account cannot be read
 */
export async function measuredUsage(
  config: AuditConfig,
  given: Pick<Usage, "readOnlyKmsShare" | "dataEvents">,
  connections: Connections,
  now: Date,
): Promise<Partial<Usage>> {
  const names = namesFor(config);
  const { trail } = archiveBuckets(config);
  const workgroups = [names.workgroupName, names.responderWorkgroupName].map((name) => `WorkGroup="${name}"`);
  const logGroup = { LogGroupName: names.trailLogGroupName };
  const alerting = config.accounts.trailAdministrator ?? config.accounts.management;
  const read = async (accountId: string, queries: Queries) => {
    const root = terraformRoots(config).find(({ id }) => id === accountId);
    if (root === undefined) throw new Error(`account ${accountId} has no root`);
    const client = (await connections.to(root)).client(CloudWatchClient, config.homeRegion);
    return valuesOf(client, queries, now);
  };
  const [events, archive] = await Promise.all([
    read(alerting, {
      events: daily("AWS/Logs", "IncomingLogEvents", logGroup),
      bytes: daily("AWS/Logs", "IncomingBytes", logGroup),
    }),
    read(config.accounts.logArchive, {
      stored: search("AWS/S3,BucketName,StorageType", `MetricName="BucketSizeBytes" BucketName="${trail}"`, "Average"),
      objects: daily("AWS/S3", "NumberOfObjects", { BucketName: trail, StorageType: "AllStorageTypes" }),
      read: search(
        "AWS/Athena,QueryState,QueryType,WorkGroup",
        `MetricName="ProcessedBytes" (${workgroups.join(" OR ")})`,
        "Sum",
      ),
    }),
  ]);
  const count = sumOf(events["events"]);
  const bytes = sumOf(events["bytes"]);
  const stored = growthOf(archive["stored"]);
  const files = growthOf(archive["objects"]);
  const readBytes = sumOf(archive["read"]);
  // The log group also contains data events, and lacks events that the trail excludes
  const recordedShare = config.trail.excludeKmsEvents ? 1 - given.readOnlyKmsShare : 1;
  const managementEvents = (count * toMonth - (given.dataEvents ?? 0)) / recordedShare;
  return {
    ...(count > 0 && managementEvents > 0 && { managementEvents: Math.round(managementEvents) }),
    ...(count > 0 && { eventBytes: Math.round(bytes / count) }),
    ...(bytes > 0 && stored > 0 && stored <= bytes && { compression: bytes / stored }),
    ...(files > 0 && { trailFiles: Math.round(files * toMonth) }),
    ...(readBytes > 0 && { queriedTerabytes: (readBytes * toMonth) / 1e12 }),
  };
}

/** Values of each metric by day, the oldest first. */
async function valuesOf(client: CloudWatchClient, queries: Queries, now: Date): Promise<Record<string, number[]>> {
  const EndTime = new Date(Math.floor(now.getTime() / dayMilliseconds) * dayMilliseconds);
  const StartTime = new Date(EndTime.getTime() - days * dayMilliseconds);
  const values: Record<string, number[]> = {};
  let NextToken: string | undefined;
  do {
    const answer = await client.send(
      new GetMetricDataCommand({
        MetricDataQueries: Object.entries(queries).map(([Id, query]) => Object.assign(query, { Id })),
        StartTime,
        EndTime,
        ScanBy: "TimestampAscending",
        ...(NextToken !== undefined && { NextToken }),
      }),
    );
    for (const { Id = "", Values = [] } of answer.MetricDataResults ?? []) (values[Id] ??= []).push(...Values);
    ({ NextToken } = answer);
  } while (NextToken !== undefined);
  return values;
}

const sumOf = (values: readonly number[] = []): number => values.reduce((sum, value) => sum + value, 0);

/** Growth of the stored bytes in the read days. S3 publishes this metric once a day. */
function growthOf(values: readonly number[] = []): number {
  const first = values[0] ?? 0;
  const last = values.at(-1) ?? 0;
  return values.length < 2 ? 0 : ((last - first) / (values.length - 1)) * days;
}
