import { z } from "zod";
import { accountId, regionName } from "../fields";
import { prices, usd } from "../prices";
import { sourceRegions } from "./source-regions";

/** Findings of Security Hub. */
export const securityHubFindingSchema = z
  .strictObject({
    mode: z
      .enum(["none", "delegatedAdministrator", "eachAccount"])
      .default("none")
      .meta({
        description: `Who delivers findings to the archive: the delegated administrator for all accounts, from the region it aggregates in; or each account from each of \`regions\`. Security Hub itself is not switched on. Each account and region that delivers pays ${usd(prices.keyMonth)} a month for a key, unless another source has it already, and ${usd(prices.firehoseGigabyte)} for a gigabyte, where a finding counts as 5 KB at least.`,
        source: "https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation-overview.html",
      }),
    account: accountId
      .nullable()
      .default(null)
      .meta({ description: "With `delegatedAdministrator`: the administrator of Security Hub." }),
    region: regionName
      .nullable()
      .default(null)
      .meta({ description: "With `delegatedAdministrator`: the aggregation region. Default: the home region." }),
    regions: sourceRegions.meta({
      description:
        "With `eachAccount`: regions that findings are delivered from, some of the organization's `regions`. Default: all of them.",
    }),
    format: z.enum(["ASFF", "OCSF"]).default("ASFF").meta({
      description:
        "Format of the findings: `ASFF` of Security Hub CSPM, which the table `securityhub_findings` reads, or `OCSF` of the newer Security Hub, which the crawler's table reads.",
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-v2-cwe-event-formats.html",
    }),
  })
  .prefault({})
  .meta({ description: "Findings of Security Hub, by EventBridge and Firehose." });
