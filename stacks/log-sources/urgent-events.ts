import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { detectionsOf } from "../../config/derived/detections-of";
import { urgentEventRegions } from "../../config/derived/regions";
import { namesFor } from "../../config/names/names";
import type { Detection } from "../../detections/detection";
import { type QueryFailure, queryFailures } from "../../detections/query-failures";
import { type RunFailure, lakehouseRunFailure } from "../../detections/run-failures";
import { type UrgentEvent, forwardedPatternsOf, urgentEventsOf } from "../../detections/urgent-events";
import { UrgentEventForwarder } from "../../modules/monitoring/urgent-event-forwarder";
import type { LogSource, SourceAccount } from "./log-source";

interface UrgentEvents {
  readonly events: readonly UrgentEvent[];
  readonly forwarded: readonly string[];
}

const known = new WeakMap<object, UrgentEvents>();

/** Urgent events by the JSON of the detections, which most configurations share. Packing takes longer than building a stack. */
const knownByText = new Map<string, UrgentEvents>();

/** Urgent events that notify people, and the event patterns with which every account forwards them. They are computed only once. */
export function urgentEventsIn(config: AuditConfig): UrgentEvents {
  const earlier = known.get(config);
  if (earlier) return earlier;
  const detections = detectionsOf(config);
  const text = JSON.stringify(detections);
  const found = knownByText.get(text) ?? urgentEventsOfAll(detections);
  known.set(config, found);
  knownByText.set(text, found);
  return found;
}

function urgentEventsOfAll(detections: readonly Detection[]): UrgentEvents {
  const events = urgentEventsOf(detections);
  return { events, forwarded: forwardedPatternsOf(events) };
}

/** Failed queries of the archive of which people are notified. */
export function queryFailuresOf(config: AuditConfig): QueryFailure[] {
  const { accounts, archive } = config;
  const { workgroupName, responderWorkgroupName, checkWorkgroupName } = namesFor(config);
  return queryFailures({
    accountId: accounts.logArchive,
    workgroupNames: [workgroupName, responderWorkgroupName],
    checkWorkgroupName: archive.overwriteCheck.enabled ? checkWorkgroupName : undefined,
  });
}

/** Failed runs in the log-archive account of which people are notified. */
export const runFailuresOf = ({ accounts, lakehouse }: AuditConfig): RunFailure[] =>
  lakehouse.enabled ? [lakehouseRunFailure(accounts.logArchive)] : [];

/** Rules that forward urgent events to the bus, which is in the account of the alarms. */
export const urgentEvents: LogSource = { addTo };

function addTo(scope: Construct, { account, config, organization, root, bus }: SourceAccount): void {
  if (!config.notifications.urgentEvents.enabled) return;
  const names = namesFor(config);
  new UrgentEventForwarder(scope, "UrgentEvents", {
    partition: config.partition,
    accountId: account.id,
    homeRegion: config.homeRegion,
    regions: urgentEventRegions(config),
    providers: root.providers,
    name: names.urgentEventForwarderName,
    eventPatterns: [
      // The bus has the rules of the whole organization. `unusual-region` contains the regions of the whole organization
      ...urgentEventsIn(organization).forwarded,
      ...(account.role === "log-archive"
        ? [...queryFailuresOf(config), ...runFailuresOf(config)].map(({ eventPattern }) => eventPattern)
        : []),
    ],
    busArn: names.urgentEventBusArn,
    deadLetterQueueArn: names.deadLetterQueueArn,
    dependsOn: bus,
  });
}
