import { ocsfCloudTrail } from "./cloudtrail";
import { ocsfDnsLogs } from "./dns-logs";
import { ocsfFindings } from "./findings";
import { ocsfFlowLogs } from "./flow-logs";
import type { OcsfView } from "./ocsf-view";

/**
 * The views in the Open Cybersecurity Schema Framework.
 *
 * @param trails tables of the events of the trails, as `cloudtrail_events` has them
 */
export const ocsfViews = (trails: readonly (readonly string[])[]): OcsfView[] => [
  ocsfCloudTrail(trails),
  ocsfFlowLogs(),
  ocsfDnsLogs(),
  ocsfFindings(),
];
