import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeMetricFilters,
} from "@aws-sdk/client-cloudwatch-logs";
import { managementTrail } from "../../config/names/management-trail";
import { alertingAccountId } from "../../config/names/alerting-account";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../aws-semantics/filter-pattern/filter-predicate";
import { clientConfig, rootUserCredentials } from "../clients";
import type { LocalDeployment } from "../terraform/deployment";

/** A deployed metric filter: whether it matches an event, and the metric that it counts. */
interface Filter {
  readonly matches: (event: unknown) => boolean;
  readonly metric: { readonly Namespace: string; readonly MetricName: string };
}

/**
 * Counts the events of the trail's log group with the deployed metric filters, as CloudWatch Logs does. The emulator stores metric
 * filters but does not evaluate them. It evaluates the alarms for every metric value that it receives.
 */
export class MetricFilters {
  readonly #logs: CloudWatchLogsClient;
  readonly #metrics: CloudWatchClient;
  readonly #logGroupName: string;
  readonly #seen = new Set<string>();
  #isStopped = false;
  #done: Promise<void> = Promise.resolve();

  constructor({ address, config }: LocalDeployment) {
    // The emulator records no calls of root users
    const client = clientConfig(address, config.homeRegion, rootUserCredentials(alertingAccountId(config)));
    this.#logs = new CloudWatchLogsClient(client);
    this.#metrics = new CloudWatchClient(client);
    this.#logGroupName = managementTrail(config).logGroupName;
  }

  /** Starts to count events that arrive from now on. */
  async start(): Promise<void> {
    const filters = await this.#filters();
    for (const { eventId } of await this.#newEvents()) this.#seen.add(eventId);
    this.#done = this.#work(filters);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  async #work(filters: readonly Filter[]): Promise<void> {
    while (!this.#isStopped) {
      const events = await this.#newEvents();
      for (const { eventId } of events) this.#seen.add(eventId);
      await this.#count(
        events.map(({ message }): unknown => JSON.parse(message)),
        filters,
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #count(events: readonly unknown[], filters: readonly Filter[]): Promise<void> {
    const counted = events.flatMap((event) => filters.filter(({ matches }) => matches(event)));
    for (const Namespace of new Set(counted.map(({ metric }) => metric.Namespace))) {
      const MetricData = counted
        .filter(({ metric }) => metric.Namespace === Namespace)
        .map(({ metric: { MetricName } }) => ({ MetricName, Value: 1 }));
      await this.#metrics.send(new PutMetricDataCommand({ Namespace, MetricData }));
    }
  }

  async #newEvents(): Promise<{ eventId: string; message: string }[]> {
    const { events = [] } = await this.#logs.send(
      new FilterLogEventsCommand({ logGroupName: this.#logGroupName, startTime: Date.now() - 60_000 }),
    );
    return events
      .map(({ eventId = "", message = "" }) => ({ eventId, message }))
      .filter(({ eventId }) => !this.#seen.has(eventId));
  }

  async #filters(): Promise<Filter[]> {
    const found: Filter[] = [];
    const pages = paginateDescribeMetricFilters({ client: this.#logs }, { logGroupName: this.#logGroupName });
    for await (const { metricFilters = [] } of pages) {
      for (const { filterPattern = "", metricTransformations = [] } of metricFilters) {
        const matches = compileFilterPattern(parseFilterPattern(filterPattern));
        for (const { metricNamespace: Namespace = "", metricName: MetricName = "" } of metricTransformations) {
          found.push({ matches: (event) => matches(event), metric: { Namespace, MetricName } });
        }
      }
    }
    return found;
  }
}
