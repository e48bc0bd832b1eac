import type { EventsOnce } from "../cloudtrail-events";
import { ocsfCloudTrail } from "./cloudtrail";
import { ocsfDnsLogs } from "./dns-logs";
import { ocsfFindings } from "./findings";
import { ocsfFlowLogs } from "./flow-logs";
import type { OcsfView } from "./ocsf-view";

/**
 * The views in the Open Cybersecurity Schema Framework.
 *
 * @param trails tables of the events of the trails, as `cloudtrail_events` has them
 * @param once how each event of a group is shown once
 */
export const ocsfViews = (trails: readonly (readonly string[])[], once?: EventsOnce): OcsfView[] => [
  ocsfCloudTrail(trails, once),
  ocsfFlowLogs(),
  ocsfDnsLogs(),
  ocsfFindings(),
];
