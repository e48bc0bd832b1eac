import type { AuditConfig } from "../../config/audit-config";
import { lifecyclePresets } from "../../config/schema/lifecycle-days";
import { features } from "../../features/all/features";
import type { Lever } from "../../features/cost";
import type { Feature } from "../../features/feature";
import { type Basis, linesOf } from "./lines";

/** A lever that applies to a configuration, with its savings in the estimated month. */
export interface Saving extends Pick<Lever, "setting" | "change" | "loses"> {
  readonly amount: number;
}

/** Retention of the trail's log group that a lever suggests. Alarms need minutes of events, and an incident some weeks. */
const logGroupDays = 90;

const levers: readonly Lever[] = [
  {
    setting: "trail.excludeKmsEvents",
    change: "true",
    loses: "read-only KMS events, which show who decrypted what",
    changed: (config) =>
      config.trail.excludeKmsEvents ? undefined : { ...config, trail: { ...config.trail, excludeKmsEvents: true } },
  },
  {
    setting: "trail.logGroupRetentionDays",
    change: String(logGroupDays),
    loses: "older events in the log group; the archive keeps them",
    changed: (config) =>
      config.trail.logGroupRetentionDays <= logGroupDays
        ? undefined
        : { ...config, trail: { ...config.trail, logGroupRetentionDays: logGroupDays } },
  },
  {
    setting: "trail.insights",
    change: "[]",
    loses: "findings about unusual rates of calls and errors",
    changed: (config) =>
      config.trail.insights.length === 0 ? undefined : { ...config, trail: { ...config.trail, insights: [] } },
  },
  {
    setting: "trail.dataEvents",
    change: "[]",
    loses: "who read and wrote the listed objects and functions",
    changed: (config) =>
      config.trail.dataEvents.length === 0 ? undefined : { ...config, trail: { ...config.trail, dataEvents: [] } },
  },
  {
    setting: "trail.lake.enabled",
    change: "false",
    loses: "queries of CloudTrail Lake; Athena has the same events",
    changed: (config) =>
      config.trail.lake.enabled
        ? { ...config, trail: { ...config.trail, lake: { ...config.trail.lake, enabled: false } } }
        : undefined,
  },
  {
    setting: "archive.lifecycle.preset",
    change: "queryable",
    loses: "nothing for queries; reading old logs costs more",
    changed: (config) => ({
      ...config,
      archive: { ...config.archive, lifecycle: { ...config.archive.lifecycle, ...lifecyclePresets.queryable } },
    }),
  },
  {
    setting: "archive.lifecycle.preset",
    change: "classical",
    loses: "queries of logs older than 90 days, until they are restored",
    changed: (config) => ({
      ...config,
      archive: { ...config.archive, lifecycle: { ...config.archive.lifecycle, ...lifecyclePresets.classical } },
    }),
  },
  {
    setting: "logSources.applicationLogs.partitions",
    change: "date",
    loses: "folders by log group: queries of one log group read more",
    changed: (config) =>
      config.logSources.applicationLogs.partitions === "date"
        ? undefined
        : {
            ...config,
            logSources: {
              ...config.logSources,
              applicationLogs: { ...config.logSources.applicationLogs, partitions: "date" },
            },
          },
  },
  ...features.flatMap(({ cost }: Feature) => cost?.levers ?? []),
];

const total = (basis: Basis): number => linesOf(basis).reduce((sum, { amount }) => sum + amount, 0);

/** Smallest saving to list, in US dollars a month. */
const leastSaving = 1;

/** The changes with the largest savings, at most one for each setting. The largest saving is first. */
export function savingsOf(basis: Basis, most: number): Saving[] {
  const before = total(basis);
  const found = levers.flatMap(({ changed, ...lever }) => {
    const config = changed(basis.config);
    const amount = config === undefined ? 0 : before - total(withConfig(basis, config));
    return amount >= leastSaving ? [{ ...lever, amount }] : [];
  });
  const largest = found.toSorted((one, other) => other.amount - one.amount);
  return largest
    .filter(({ setting }, i) => largest.findIndex((other) => other.setting === setting) === i)
    .slice(0, most);
}

/** The basis with another configuration. If this configuration selects no data events, the number of data events is 0. */
function withConfig(basis: Basis, config: AuditConfig): Basis {
  if (config.trail.dataEvents.length > 0) return { ...basis, config };
  const { dataEvents: _unrecorded, ...usage } = basis.usage;
  return { ...basis, config, usage };
}
