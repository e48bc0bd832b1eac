import { loadBalancerLogDelivery } from "../../modules/iam/grants/load-balancer-logs";
import type { Producer } from "./producer";

/** Load balancers of teams. Application load balancers deliver to no bucket with a customer-managed key. */
export const loadBalancers: Producer = {
  archive: "accessLogs",
  bucketGrants: ({ config, names: { prefixes }, bucketArn }) =>
    loadBalancerLogDelivery({
      partition: config.partition,
      bucketArn,
      prefix: prefixes.loadBalancerLogs,
      networkPrefix: prefixes.networkLoadBalancerLogs,
      accountIds: config.logSources.loadBalancerLogs.accounts,
      region: config.homeRegion,
    }),
  keyGrants: () => [],
};
