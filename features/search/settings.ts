import { z } from "zod";
import { keysOf } from "../../shared/keys";
import { roleArn } from "../../config/schema/fields";
import { usd } from "../../config/schema/prices";
import { searchPrices } from "./prices";
import { searchSizes } from "./search-sizes";

/** Longest retention in days. Each day has an index, and a cluster holds at most 1,000 shards for each node. */
const longestRetentionDays = 400;

const ingestionUnits = z.int("expected a whole number of units").min(1, "expected 1 unit or more");

/** Settings of a class of logs that the search indexes in addition to CloudTrail events. */
const searchedLog = (what: string, retentionDays: number) =>
  z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .meta({
          description: `Whether the search also indexes ${what}, with a separate pipeline. AWS charges the pipeline by the hour: about ${usd(searchPrices.ingestionUnitMonth)} a month for each compute unit that it uses, and it always uses at least one. Terraform then manages the event notifications of the service-log archive's bucket and replaces notifications that others added.`,
        }),
      retentionDays: z
        .int("expected a whole number of days")
        .min(1, "expected 1 day or more")
        .max(longestRetentionDays, `expected ${longestRetentionDays} days or fewer; use Athena for older logs`)
        .default(retentionDays)
        .meta({
          description:
            "Days that a log can be searched. The archive keeps the log longer. OpenSearch deletes whole indexes, so some logs can be searched longer, by up to a thirtieth of this time.",
        }),
      maxUnits: ingestionUnits
        .max(96, "expected 96 units or fewer, the limit of a pipeline")
        .default(4)
        .meta({
          description: `Maximum number of compute units of the pipeline. The minimum number is one. AWS charges each unit by the hour, about ${usd(searchPrices.ingestionUnitMonth)} a month.`,
        }),
    })
    .prefault({})
    .meta({ description: `The search over ${what}.` });

/** OpenSearch over the trail archive: search and dashboards. */
const search = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether to create an OpenSearch domain. It is charged by the hour: about ${usd(searchPrices.smallDomainMonth + searchPrices.ingestionUnitMonth)} a month for the smallest size with its pipeline; \`docs/search.md\` lists the other sizes. Terraform then manages the event notifications of the trail archive's bucket and replaces notifications that others added.`,
      }),
    size: z
      .enum(keysOf(searchSizes))
      .default("small")
      .meta({
        description: `Nodes and storage: \`small\` in two Availability Zones, about ${usd(searchPrices.smallDomainMonth)} a month; \`standard\` in three with dedicated master nodes, ${usd(searchPrices.standardDomainMonth)}; \`large\` with four times the memory and eight times the storage of \`standard\`, ${usd(searchPrices.largeDomainMonth)}.`,
      }),
    subnetIds: z
      .array(
        z
          .string()
          .regex(/^subnet-[0-9a-f]{8,17}$/, "expected the id of a subnet, subnet-0123456789abcdef0")
          .meta({ examples: ["subnet-0123456789abcdef0"] }),
      )
      .default([])
      .meta({
        description:
          "Existing private subnets of the log-archive account in the home region, each in a different Availability Zone: two for `small`, three for the other sizes. The domain has no public endpoint.",
      }),
    securityGroupIds: z
      .array(
        z
          .string()
          .regex(/^sg-[0-9a-f]{8,17}$/, "expected the id of a security group, sg-0123456789abcdef0")
          .meta({ examples: ["sg-0123456789abcdef0"] }),
      )
      .max(5, "expected 5 security groups or fewer, the limit of a network interface")
      .default([])
      .meta({ description: "Existing security groups of the domain. They decide who can connect to its port 443." }),
    adminRoleArn: roleArn.optional().meta({
      description:
        "Existing role of the log-archive account that administers the domain. This role configures the domain once after the deployment. The domain has no user with a password.",
    }),
    readerRoleArns: z
      .array(roleArn)
      .max(20, "expected 20 roles or fewer; let people assume a shared reader role")
      .default([])
      .meta({ description: "Existing roles in accounts of the organization that may search and view the dashboards." }),
    retentionDays: z
      .int("expected a whole number of days")
      .min(1, "expected 1 day or more")
      .max(longestRetentionDays, `expected ${longestRetentionDays} days or fewer; use Athena for older events`)
      .default(30)
      .meta({ description: "Days that an event can be searched. The archive keeps the event longer." }),
    minUnits: ingestionUnits
      .max(96, "expected 96 units or fewer, the limit of a pipeline")
      .default(1)
      .meta({
        description: `Minimum number of compute units of the pipeline. Each is charged by the hour, about ${usd(searchPrices.ingestionUnitMonth)} a month.`,
      }),
    maxUnits: ingestionUnits
      .max(96, "expected 96 units or fewer, the limit of a pipeline")
      .default(4)
      .meta({
        description: `Maximum number of compute units of the pipeline, which it uses when many files wait. Each is charged by the hour, about ${usd(searchPrices.ingestionUnitMonth)} a month.`,
      }),
    offPeakHour: z
      .int("expected a whole hour")
      .min(0, "expected an hour from 0 to 23")
      .max(23, "expected an hour from 0 to 23")
      .default(0)
      .meta({
        description: "Hour (UTC) at which a window of ten hours begins. AWS updates the domain only in this window.",
      }),
    logs: z
      .strictObject({
        flowLogs: searchedLog("VPC flow logs", 7),
        applicationLogs: searchedLog("application logs", 14),
        securityHubFindings: searchedLog("findings of Security Hub", 90),
      })
      .prefault({})
      .meta({
        description:
          "Logs of the service-log archive that the search indexes in addition to CloudTrail events. The log source of each class of logs must be enabled.",
      }),
    monitors: z.boolean().default(false).meta({
      description:
        "Whether the output `search_monitors` contains monitors over `logs`, which publish to the topics of the alarms, and whether the topics accept their messages. The administrator of the domain creates the monitors once from this output (docs/search.md).",
      source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/alerting.html",
    }),
    createServiceLinkedRole: z.boolean().default(true).meta({
      description:
        "Whether to create the service-linked role that gives OpenSearch Service access to a VPC. An account can have only one: set `false` if the role exists.",
    }),
  })
  .prefault({})
  .meta({
    description:
      "Search and dashboards in the log-archive account, over the events of the trail archive and over the logs that `logs` enables.",
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
  });

export const settings = { root: { search } };
