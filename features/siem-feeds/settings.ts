import { z } from "zod";
import { type LogClass, logClasses } from "../../config/schema/log-classes";
import { prices, usd } from "../../config/schema/prices";
import { feedPrices } from "./prices";

/** Maximum length of a name. A longer name would not fit in the name of a role (64 characters) with the longest prefix. */
const longestName = 20;

/** Feeds for products that read new files of the archive: a queue, and a role that may read the selected logs. */
const siemFeeds = z
  .array(
    z.strictObject({
      name: z
        .string()
        .regex(
          new RegExp(`^(?=.{1,${longestName}}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$`),
          `expected 1 to ${longestName} lowercase letters, digits or single hyphens between them, a letter first`,
        )
        .meta({
          description: "Name of the feed. It is part of the names of its queue and its role.",
          examples: ["splunk"],
        }),
      logs: z
        .array(z.enum(Object.keys(logClasses) as [LogClass, ...LogClass[]]))
        .min(1, "expected at least one class of logs")
        .meta({
          description:
            "Classes of logs. The queue announces each new file of these classes, and the role may read only these classes.",
          examples: [["trail", "flowLogs"]],
        }),
      readerArn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:role|user)(?:\/[\w+=,.@-]+)+)$/,
          "expected the ARN of a role, a user or an account, arn:<partition>:iam::<account id>:role/<name> or …:root",
        )
        .max(200, "expected an ARN of 200 characters or fewer")
        .optional()
        .meta({
          description:
            "Principal that may assume the role with the external id. The vendor of the SIEM documents this principal. It may be in an account outside the organization.",
          examples: ["arn:aws:iam::666666666666:role/log-reader"],
        }),
      externalId: z
        .string()
        .regex(/^[\w+=,.@:/-]{2,1224}$/, "expected 2 to 1,224 letters, digits or any of _+=,.@:/-")
        .optional()
        .meta({
          description:
            "External id that the reader must send when it assumes the role. The vendor chooses a different external id for each customer, so another customer cannot use the vendor to read your logs. The external id is not a secret.",
          source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
          examples: ["3f1c9d52-7d0b-4c8e-a6f5-2b9e8d7c6a10"],
        }),
      sentinelWorkspaceId: z
        .guid("expected the id of a workspace, 01234567-89ab-cdef-0123-456789abcdef")
        .optional()
        .meta({
          description:
            "Workspace of Microsoft Sentinel, instead of `readerArn` and `externalId`. Sentinel has no principal in AWS and no external id. It signs in through an identity provider of the account (docs/siem-feed.md).",
          source: "https://learn.microsoft.com/en-us/azure/sentinel/connect-aws-configure-environment",
          examples: ["01234567-89ab-cdef-0123-456789abcdef"],
        }),
    }),
  )
  .max(10, "expected 10 feeds or fewer")
  .default([])
  .meta({
    description: `Feeds for a SIEM of another vendor. Each feed has an encrypted queue that announces new files, and a role that may read only the selected logs. Default: none (docs/siem-feed.md). A million new files cost about ${usd(feedPrices.topicMessages + feedPrices.queueMessages)}, and a key ${usd(prices.keyMonth)} a month. Terraform then manages the event notifications of the buckets of these logs and replaces notifications that others added.`,
  });

export const settings = { root: { siemFeeds } };
