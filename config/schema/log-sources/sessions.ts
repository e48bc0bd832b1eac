import { z } from "zod";
import { accountId, logRetentionDays, regionName } from "../fields";
import { prices, usd } from "../prices";
import { sourceRegions } from "./source-regions";

const minutes = (most: number) =>
  z
    .int("expected a whole number of minutes")
    .min(1, "expected 1 minute or more")
    .max(most, `expected ${most} minutes or fewer`);

/** Sessions of Session Manager in every account. */
export const sessionSchema = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether transcripts of Session Manager sessions are stored in the archive, in every account and region of this source. Nodes need the managed policy in the outputs of the stack of their account. The key policy then allows every role of the organization to use the archive key through S3 for the service-log archive. So only the bucket policy decides who can read the logs of this archive.",
      source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html",
    }),
    regions: sourceRegions.meta({
      description:
        "Regions of this source, a subset of `regions` of the organization. Default: all of them. In other regions no session is recorded, and the policy `session_document_policy_arn` denies all sessions.",
    }),
    existingDocument: z.enum(["create", "adopt"]).default("create").meta({
      description:
        "Whether to create the document `SSM-SessionManagerRunShell` or to import the existing one. It exists if session preferences were saved in the console.",
    }),
    adoptedDocuments: z
      .array(
        z.strictObject({
          account: accountId.meta({ description: "Account that has the document." }),
          region: regionName.meta({ description: "Region that has the document." }),
        }),
      )
      .default([])
      .meta({
        description:
          "With `adopt`: accounts and regions where the document exists. Default: every account and region of this source.",
      }),
    idleTimeoutMinutes: minutes(60)
      .default(20)
      .meta({ description: "Minutes without input after which a session ends: 1 to 60." }),
    maxDurationMinutes: minutes(1_440)
      .nullable()
      .default(null)
      .meta({ description: "Maximum duration of a session in minutes, 1 to 1,440; `null`: no limit." }),
    runAs: z
      .strictObject({
        enabled: z.boolean().default(false).meta({
          description:
            "Whether sessions run as a given user of the operating system: the user in the tag `SSMSessionRunAs` of the caller, or else `defaultUser`.",
          source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-run-as.html",
        }),
        defaultUser: z
          .string()
          .regex(/^[A-Za-z_][\w.-]{0,31}$/, "expected the name of a user of the operating system, 1 to 32 characters")
          .nullable()
          .default(null)
          .meta({
            description:
              "User of a session if the caller does not have the tag `SSMSessionRunAs`. `null`: such a session fails.",
          }),
      })
      .prefault({})
      .meta({
        description: "Operating system user of sessions. Default: `ssm-user`, which can become root with sudo.",
      }),
    encryptSessions: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether the data between user and node is also encrypted with a KMS key of each account and region, in addition to TLS. Each key costs ${usd(prices.keyMonth)} a month. Users need \`kms:GenerateDataKey\` on it.`,
      }),
    cloudWatchLogs: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .meta({
            description: `Whether sessions are also streamed to a log group of each account and region. The KMS key of the log group, which other log sources share, costs ${usd(prices.keyMonth)} a month, and a gigabyte costs ${usd(prices.logGigabyte)}.`,
          }),
        retentionDays: logRetentionDays.default(90).meta({ description: "Days that streamed sessions are kept." }),
      })
      .prefault({})
      .meta({ description: "Sessions in CloudWatch Logs, so that they can be watched live." }),
  })
  .prefault({})
  .meta({ description: "Session transcripts of Session Manager." });
