import { z } from "zod";
import { accountId } from "../fields";

/** Access logs of load balancers. */
export const loadBalancerLogSchema = z
  .strictObject({
    accounts: z
      .array(accountId)
      .max(
        100,
        "expected 100 accounts or fewer, because the bucket policy names each and can have at most 20,480 bytes",
      )
      .default([])
      .meta({
        description:
          "Accounts whose load balancers in the home region may deliver their access logs to the access-log bucket. Each team configures its load balancers with the bucket and the prefixes from the outputs of the stack `log-archive`.",
      }),
  })
  .prefault({})
  .meta({ description: "Access logs of application and network load balancers." });
