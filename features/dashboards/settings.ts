import { z } from "zod";
import { forms } from "../../aws-semantics/values/forms";
import { prices, usd } from "../../config/schema/prices";
import { dashboardPrices } from "./prices";

/** Names of groups and namespaces of QuickSight, as parts of an ARN. */
const groupName = z
  .string()
  .regex(/^[\w.@+-]{1,128}$/, "expected the name of a group of QuickSight: 1 to 128 letters, digits or any of _.@+-");

/** Dashboards of Amazon QuickSight over the archive. */
const dashboards = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether the log-archive account has a dashboard of Amazon QuickSight over the archive (docs/dashboards.md). Before you set this, subscribe the account to QuickSight Enterprise yourself. AWS charges ${usd(dashboardPrices.dashboardReaderMonth)} for each reader and ${usd(dashboardPrices.dashboardAuthorMonth)} for each author in a month. Each refresh also has the costs of its Athena queries.`,
        source: "https://docs.aws.amazon.com/quicksight/latest/user/welcome.html",
      }),
    readerGroup: groupName.optional().meta({
      description: "Required. Group of QuickSight whose members may see the dashboard and nothing else in QuickSight.",
      examples: ["audit-readers"],
    }),
    authorGroup: groupName.optional().meta({
      description:
        "Group of QuickSight whose members may change the dashboard and its analysis, and create others from the same data sets. They cannot change which data the data sets read.",
      examples: ["audit-authors"],
    }),
    namespace: z
      .string()
      .regex(/^[\w.-]{1,64}$/, "expected the name of a namespace of QuickSight: 1 to 64 letters, digits or any of _.-")
      .default("default")
      .meta({ description: "Namespace of QuickSight that the groups are in." }),
    identityRegion: z
      .string()
      .regex(forms.region.pattern, forms.region.expected)
      .optional()
      .meta({
        description:
          "Region in which QuickSight keeps its users and groups: the region of the subscription. Default: the home region.",
        source: "https://docs.aws.amazon.com/quicksight/latest/user/regions-qs.html",
        examples: ["us-east-1"],
      }),
    createGroups: z.boolean().default(false).meta({
      description:
        "Whether Terraform creates the groups. Set `false` if `identityRegion` is not the home region, or if QuickSight uses groups of IAM Identity Center.",
    }),
    days: z
      .int("expected a whole number of days")
      .min(2, "expected 2 days or more")
      .max(90, "expected 90 days or fewer")
      .default(14)
      .meta({
        description:
          "Number of days that the dashboard shows, including today. Each refresh reads the log files of all these days.",
      }),
    directQuery: z.boolean().default(false).meta({
      description:
        "Whether each chart queries Athena when someone opens the dashboard. With `false`, a refresh copies the data sets into QuickSight's memory (SPICE) once a day, and opening the dashboard reads no logs.",
    }),
    refreshTime: z
      .string()
      .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "expected a time from 00:00 to 23:59, such as 06:00")
      .default("06:00")
      .meta({ description: "Time of the daily refresh in UTC. It has no effect with `directQuery`." }),
    scanLimitGigabytes: z
      .number()
      .min(0.01, "expected 0.01 or more: Athena's smallest limit is 10 MB")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(100)
      .meta({
        description: `Gigabytes (10^9 bytes) that one query of a data set may read before Athena stops it, and the refresh fails: 100 gigabytes cost ${usd(0.1 * prices.athenaTerabyte)}. It must be larger than the total size of the log files of \`days\` days.`,
      }),
  })
  .prefault({})
  .meta({ description: "A dashboard of Amazon QuickSight over the archive (docs/dashboards.md)." });

export const settings = { root: { dashboards } };
