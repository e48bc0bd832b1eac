import type { Fault } from "../../../../sample-data/faults";
import { alertingFaults } from "./alerting";
import { arrivalFaults } from "./arrivals";
import { bucketFaults } from "./buckets";
import { configFaults } from "./config-and-networks";
import { eventFaults } from "./events-and-queues";
import type { PutFault } from "./faulty-account";
import { roleFaults } from "./roles";
import { scheduledCheckFaults } from "./scheduled-checks";
import { streamFaults } from "./streams-and-queries";
import { trailFaults } from "./trail-and-keys";

const faults: Readonly<Record<string, PutFault>> = {
  ...alertingFaults,
  ...arrivalFaults,
  ...bucketFaults,
  ...configFaults,
  ...eventFaults,
  ...roleFaults,
  ...scheduledCheckFaults,
  ...streamFaults,
  ...trailFaults,
};

/** Returns the function that creates a fault in the local AWS. */
export function deployedFault({ what }: Fault): PutFault {
  const put = faults[what];
  if (put === undefined) throw new Error(`no function creates the fault: ${what}`);
  return put;
}
