import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import { everyItem } from "../aws-reader/answers";
import type { Attributes } from "../../terraform-types/columns/attributes";
import type { DeployedRegion } from "./deployed-region";
import type { ManagedType } from "../../terraform-types/terraform-types";

/** A metric of CloudWatch. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Number of hours over which metrics are summed. */
export const hoursOfMetrics = 24;

/** Maximum number of queries in one request of CloudWatch. */
const mostQueries = 500;

/**
 * Sums of metrics over the last day, in the order of the metrics. A metric without data is 0.
 *
 * All metrics of one kind in a region are read in one request: AWS charges by metric, and limits the requests per second.
 */
export async function metricSums(metrics: readonly Metric[], deployed: DeployedRegion): Promise<number[]> {
  const hour = 3_600_000;
  // The time is rounded to the hour, so that the requests of all resources are equal and only one is sent
  const end = Math.floor(deployed.now.getTime() / hour) * hour + hour;
  const times = { StartTime: new Date(end - (hoursOfMetrics + 1) * hour), EndTime: new Date(end) };
  const sums: number[] = [];
  for (let first = 0; first < metrics.length; first += mostQueries) {
    const MetricDataQueries = metrics.slice(first, first + mostQueries).map(queryOf);
    const pages = paginateGetMetricData({ client: deployed.client(CloudWatchClient) }, { MetricDataQueries, ...times });
    for (const { Id = "", Values = [] } of await everyItem(pages, ({ MetricDataResults }) => MetricDataResults)) {
      const index = first + Number(Id.slice(1));
      sums[index] = (sums[index] ?? 0) + Values.reduce((sum, value) => sum + value, 0);
    }
  }
  return metrics.map((_, index) => sums[index] ?? 0);
}

interface FailuresOfOptions {
  readonly expected: Attributes;
  readonly type: ManagedType;
  readonly failures: Readonly<Record<string, string>>;
  readonly of: (resource: Attributes) => Omit<Metric, "name">;
  readonly deployed: DeployedRegion;
}

/** Facts about one resource from its metrics. The metrics of all resources of its type are read together. */
export async function failuresOf({ expected, type, failures, of, deployed }: FailuresOfOptions): Promise<string[]> {
  const all = deployed.all(type);
  const names = Object.keys(failures);
  const metrics = all.flatMap((resource) => names.map((name) => ({ ...of(resource), name })));
  const sums = await metricSums(metrics, deployed);
  const first = all.indexOf(expected) * names.length;
  return Object.values(failures).flatMap((what, index) => {
    const count = sums[first + index] ?? 0;
    return count > 0 ? [`${count} ${what}`] : [];
  });
}

const queryOf = ({ namespace, name, dimensions }: Metric, index: number): MetricDataQuery => ({
  Id: `m${index}`,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: 3_600,
    Stat: "Sum",
  },
});
