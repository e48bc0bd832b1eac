import { z } from "zod";
import { roleArn } from "./fields";
import { prices, usd } from "./prices";
import { type SearchSizeName, searchSizes } from "../derived/search-sizes";

/** Indexes of a day are kept as long; a cluster holds 1,000 shards a node at most. */
const longestRetentionDays = 400;

const ingestionUnits = z.int("expected a whole number of units").min(1, "expected 1 unit or more");

/** OpenSearch over the trail archive: search as one types, and dashboards. */
export const searchSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether there is a search domain. It is paid by the hour: about ${usd(prices.smallDomainMonth + prices.ingestionUnitMonth)} a month for the smallest with its pipeline; \`docs/search.md\` has the rest. It sets the notifications of the trail archive's bucket: what somebody else added there is replaced.`,
      }),
    size: z
      .enum(Object.keys(searchSizes) as [SearchSizeName, ...SearchSizeName[]])
      .default("small")
      .meta({
        description: `Nodes and storage: \`small\` in two Availability Zones, about ${usd(prices.smallDomainMonth)} a month; \`standard\` in three with master nodes of their own, ${usd(prices.standardDomainMonth)}; \`large\` with four times the memory of that and eight times the storage, ${usd(prices.largeDomainMonth)}.`,
      }),
    subnetIds: z
      .array(z.string().regex(/^subnet-[0-9a-f]{8,17}$/, "expected the id of a subnet, subnet-0123456789abcdef0"))
      .default([])
      .meta({
        description:
          "Existing private subnets of the log-archive account in the home region, each in another Availability Zone: two for `small`, else three. There is no public endpoint.",
      }),
    securityGroupIds: z
      .array(z.string().regex(/^sg-[0-9a-f]{8,17}$/, "expected the id of a security group, sg-0123456789abcdef0"))
      .max(5, "expected 5 security groups or fewer, as many as a network interface takes")
      .default([])
      .meta({ description: "Existing security groups of the domain. They decide who reaches its port 443." }),
    adminRoleArn: roleArn.optional().meta({
      description:
        "Existing role of the log-archive account that administers the domain, and sets it up once. There is no user with a password.",
    }),
    readerRoleArns: z
      .array(roleArn)
      .max(20, "expected 20 roles or fewer; let people assume a shared reader role")
      .default([])
      .meta({ description: "Existing roles of the organization that may search and see the dashboards." }),
    retentionDays: z
      .int("expected a whole number of days")
      .min(1, "expected 1 day or more")
      .max(longestRetentionDays, `expected ${longestRetentionDays} days or fewer; Athena answers what is older`)
      .default(30)
      .meta({ description: "Days an event can be searched. The archive keeps it longer." }),
    minUnits: ingestionUnits
      .max(96, "expected 96 units or fewer, as many as a pipeline has")
      .default(1)
      .meta({
        description: `Compute units the pipeline always has. Each is paid by the hour, about ${usd(prices.ingestionUnitMonth)} a month.`,
      }),
    maxUnits: ingestionUnits
      .max(96, "expected 96 units or fewer, as many as a pipeline has")
      .default(4)
      .meta({
        description: `Compute units the pipeline grows to when many files wait, each paid by the hour: about ${usd(prices.ingestionUnitMonth)} for a month.`,
      }),
    offPeakHour: z
      .int("expected a whole hour")
      .min(0, "expected an hour of 0 to 23")
      .max(23, "expected an hour of 0 to 23")
      .default(0)
      .meta({ description: "Hour, in UTC, at which the ten hours begin in which AWS updates the domain." }),
    createServiceLinkedRole: z.boolean().default(true).meta({
      description:
        "Whether to create the role by which OpenSearch Service enters a VPC. An account has one; write `false` where it exists.",
    }),
  })
  .prefault({})
  .meta({
    description: "Search and dashboards in the log-archive account, over the events of the trail archive.",
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
  });
