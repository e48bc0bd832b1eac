import { z } from "zod";
import { accountId, regionName } from "../fields";
import { prices, usd } from "../prices";
import { logRetentionDays } from "../trail";
import { sourceRegions } from "./source-regions";

const retentionDays = z.literal(
  logRetentionDays,
  `expected one of CloudWatch's retention periods: ${logRetentionDays.join(", ")}`,
);

const minutes = (most: number) =>
  z
    .int("expected a whole number of minutes")
    .min(1, "expected 1 minute or more")
    .max(most, `expected ${most} minutes or less`);

/** Sessions of Session Manager in every account. */
export const sessionSchema = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether sessions of Session Manager are recorded in the archive, in every account and region of this source. Nodes need the managed policy that each account's stack puts out. The archive key then lets every role of the organization use it for the service-log archive, through S3: who reads there is decided by the bucket policy alone.",
      source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html",
    }),
    regions: sourceRegions.meta({
      description:
        "Regions of this source, some of the organization's `regions`. Default: all of them. In others no session is recorded, and the policy `session_document_policy_arn` denies all.",
    }),
    existingDocument: z.enum(["create", "adopt"]).default("create").meta({
      description:
        "Whether the document `SSM-SessionManagerRunShell` is new, or exists and is taken over. It exists where preferences were ever saved in the console.",
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
        description: "With `adopt`: where the document exists. Default: in every account and region of this source.",
      }),
    idleTimeoutMinutes: minutes(60)
      .default(20)
      .meta({ description: "Minutes without input after which a session ends, 1 to 60." }),
    maxDurationMinutes: minutes(1_440)
      .nullable()
      .default(null)
      .meta({ description: "Minutes after which a session ends in any case, 1 to 1,440; `null` for never." }),
    runAs: z
      .strictObject({
        enabled: z.boolean().default(false).meta({
          description:
            "Whether sessions run as a user of the operating system: the one in the `SSMSessionRunAs` tag of who starts it, else `defaultUser`.",
          source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-run-as.html",
        }),
        defaultUser: z
          .string()
          .regex(/^[A-Za-z_][\w.-]{0,31}$/, "expected the name of a user of the operating system, 1 to 32 characters")
          .nullable()
          .default(null)
          .meta({ description: "User of sessions whose caller has no such tag; `null` lets those fail." }),
      })
      .prefault({})
      .meta({ description: "Which user sessions run as. Default: `ssm-user`, who may become root." }),
    encryptSessions: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether what goes between user and node is encrypted with a key of each account and region, beyond TLS. Each key costs ${usd(prices.keyMonth)} a month. Users need \`kms:GenerateDataKey\` on it.`,
      }),
    cloudWatchLogs: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .meta({
            description: `Whether sessions are streamed to a log group of each account and region as well. Its key costs ${usd(prices.keyMonth)} a month, unless another source has it already, and a gigabyte ${usd(prices.logGigabyte)}.`,
          }),
        retentionDays: retentionDays.default(90).meta({ description: "Days that streamed sessions are kept." }),
      })
      .prefault({})
      .meta({ description: "Sessions in CloudWatch Logs, to watch while they last." }),
  })
  .prefault({})
  .meta({ description: "Transcripts of Session Manager." });
