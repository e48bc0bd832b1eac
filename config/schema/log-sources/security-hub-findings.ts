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
        description: `Accounts that deliver findings to the archive. \`delegatedAdministrator\`: the delegated administrator for all accounts, from its aggregation region. \`eachAccount\`: each account from each of \`regions\`. This project does not enable Security Hub. Each delivering account and region costs ${usd(prices.keyMonth)} a month for a KMS key, which it shares with other log sources, and ${usd(prices.firehoseGigabyte)} for a gigabyte; a finding counts as at least 5 KB.`,
        source: "https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation-overview.html",
      }),
    account: accountId
      .nullable()
      .default(null)
      .meta({ description: "With `delegatedAdministrator`: the administrator account of Security Hub." }),
    region: regionName
      .nullable()
      .default(null)
      .meta({ description: "With `delegatedAdministrator`: the aggregation region. Default: the home region." }),
    regions: sourceRegions.meta({
      description:
        "With `eachAccount`: regions that deliver findings, a subset of `regions` of the organization. Default: all of them.",
    }),
    format: z.enum(["ASFF", "OCSF"]).default("ASFF").meta({
      description:
        "Format of the findings. `ASFF`: Security Hub CSPM, in the table `securityhub_findings`. `OCSF`: the newer Security Hub, in the table that the Glue crawler creates.",
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-v2-cwe-event-formats.html",
    }),
  })
  .prefault({})
  .meta({
    description: "Findings of Security Hub, delivered by EventBridge and Firehose.",
    examples: [{ mode: "eachAccount" }],
  });
