import { z } from "zod";
import { accountId } from "../fields";

/** Access logs of load balancers. */
export const loadBalancerLogSchema = z
  .strictObject({
    accounts: z
      .array(accountId)
      .max(100, "expected 100 accounts or fewer: the bucket policy names each, and has 20,480 bytes at most")
      .default([])
      .meta({
        description:
          "Accounts whose load balancers in the home region may deliver their access logs to the access-log bucket. Each team sets its load balancers to the bucket and the prefixes that the stack `log-archive` puts out.",
      }),
  })
  .prefault({})
  .meta({ description: "Access logs of application and network load balancers." });
