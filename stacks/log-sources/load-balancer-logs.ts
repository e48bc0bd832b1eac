import { loadBalancerLogDelivery } from "../../modules/iam/grants/load-balancer-logs";
import type { LogSource } from "./log-source";

/**
 * Access logs of load balancers, which teams configure. Application load balancers cannot deliver to a bucket with a
 * customer-managed key.
 */
export const loadBalancerLogs: LogSource = {
  writer: {
    archive: "accessLogs",
    bucketStatements: ({ config, names: { prefixes }, archiveArn }) =>
      loadBalancerLogDelivery({
        partition: config.partition,
        bucketArn: archiveArn,
        prefix: prefixes.loadBalancerLogs,
        networkPrefix: prefixes.networkLoadBalancerLogs,
        accountIds: config.logSources.loadBalancerLogs.accounts,
        region: config.homeRegion,
      }),
    keyStatements: () => [],
  },
};
