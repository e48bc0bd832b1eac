import type { EventsOnce } from "../cloudtrail-events";
import { ocsfCloudTrail } from "./cloudtrail";
import { ocsfDnsLogs } from "./dns-logs";
import { ocsfFindings } from "./findings";
import { ocsfFlowLogs } from "./flow-logs";
import type { OcsfView } from "./ocsf-view";

/**
 * The views in the Open Cybersecurity Schema Framework.
 *
 * @param trails tables of the events of the trails, as for the view `cloudtrail_events`
 * @param once clauses that return each event of a group of tables once
 */
export const ocsfViews = (trails: readonly (readonly string[])[], once?: EventsOnce): OcsfView[] => [
  ocsfCloudTrail(trails, once),
  ocsfFlowLogs(),
  ocsfDnsLogs(),
  ocsfFindings(),
];
