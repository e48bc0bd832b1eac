import { z } from "zod";
import { days, daysOrNever, kmsKeyArn, refused, roleArn } from "./fields";
import { lifecyclePresets } from "../derived/lifecycle-days";
import { prices, usd } from "./prices";

type LifecyclePresetName = keyof typeof lifecyclePresets;

const lock = z
  .strictObject({
    mode: z.enum(["governance", "compliance", "none"]).default("governance").meta({
      description:
        "`governance`: only the roles in `bypassRoleArns` can delete a log before its time. `compliance`: nobody can, root included; it cannot be undone. `none`: no lock.",
    }),
    days: days

      .default(365)
      .meta({ description: "Days during which a delivered log cannot be deleted or overwritten." }),
    bypassRoleArns: z.array(roleArn).max(5, "expected 5 roles or fewer").default([]).meta({
      description: "Existing roles that may bypass a governance lock, for the day it is needed. Nobody by default.",
    }),
  })
  .prefault({})
  .meta({
    description: "S3 Object Lock of the trail archive.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
  });

const lifecycle = z
  .strictObject({
    preset: z
      .enum(Object.keys(lifecyclePresets) as [LifecyclePresetName, ...LifecyclePresetName[]])
      .default("queryable")
      .meta({
        description:
          "Days for every step that is not set. `queryable`: Standard-IA after 90 days, Glacier Instant Retrieval after 365; Athena reads all of it. `classical`: Standard-IA after 30 days, Glacier after 90, Deep Archive after 365, replaced versions deleted after 90; Athena does not read logs older than 90 days until they are restored. A step of the preset that does not fit the days you set is left out.",
      }),
    infrequentAccessDays: days
      .min(30, "expected 30 days or more, the least S3 keeps an object in Standard before Standard-IA")
      .nullable()
      .optional()
      .meta({
        description: `Days until Standard-IA; \`null\` never. A terabyte costs ${usd(prices.infrequentAccessMonth)} a month there instead of ${usd(prices.standardMonth)}, and ${usd(prices.infrequentAccessRead)} each time it is read; a thousand objects cost ${usd(prices.infrequentAccessMoves)} to move. Default: the preset's.`,
      }),
    glacierInstantRetrievalDays: daysOrNever.optional().meta({
      description: `Days until Glacier Instant Retrieval, which Athena reads; \`null\` never. A terabyte costs ${usd(prices.instantRetrievalMonth)} a month there, for 90 days at least, and ${usd(prices.instantRetrievalRead)} each time it is read; a thousand objects cost ${usd(prices.instantRetrievalMoves)} to move. Default: the preset's.`,
    }),
    glacierDays: daysOrNever.optional().meta({
      description: `Days until Glacier Flexible Retrieval; \`null\` never. Athena skips an object there, without an error, until it is restored. A terabyte costs ${usd(prices.flexibleRetrievalMonth)} a month there, and ${usd(prices.flexibleRetrievalRestore)} to restore, or nothing in bulk; a thousand objects cost ${usd(prices.flexibleRetrievalMoves)} to move. Default: the preset's.`,
    }),
    deepArchiveDays: daysOrNever.optional().meta({
      description: `Days until Glacier Deep Archive; \`null\` never. Athena skips an object there, without an error, until it is restored. A terabyte costs ${usd(prices.deepArchiveMonth)} a month there, and ${usd(prices.deepArchiveRestore)} to restore; a thousand objects cost ${usd(prices.deepArchiveMoves)} to move. Default: the preset's.`,
    }),
    expireDays: daysOrNever.default(2557).meta({
      description: `Days until a log expires (2557 is seven years); \`null\` keeps logs forever. A terabyte costs ${usd(prices.standardMonth)} a month in S3 Standard, less where it is moved.`,
    }),
    noncurrentDays: daysOrNever.optional().meta({
      description:
        "Days a version is kept after it was overwritten, deleted or expired; `null` forever. Default: as long as a log (`expireDays`), so that nobody shortens its life by overwriting it; 30 in a locked archive to which only AWS services write; 90 with the preset `classical`. An expired log is deleted for good after these days.",
    }),
    abortIncompleteUploadDays: days.default(7).meta({ description: "Days until an unfinished upload is discarded." }),
  })
  .prefault({})
  .meta({
    description:
      "When logs move to cheaper storage and when they end, in the trail, Config and service-log archives. S3 moves no object under 128 KB: its fee would exceed the saving.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
  });

/** Where logs rest, how long, and who may read them. */
export const archiveSchema = z
  .strictObject({
    lock,
    lifecycle,
    serviceLogs: z
      .strictObject({
        lock: z.boolean().default(false).meta({
          description:
            "Whether `archive.lock` also holds in the service-log archive. AWS documents neither Session Manager nor Firehose uploads under a default retention: try yours first.",
        }),
      })
      .prefault({})
      .meta({ description: "The archive of flow logs, DNS logs, sessions, findings and applications." }),
    configArchive: z
      .strictObject({
        lock: refused(
          "AWS Config cannot deliver to a bucket with a default lock; remove archive.configArchive.lock, and set archive.configArchive.lockedCopy.enabled for a copy that has one",
        ),
        lockedCopy: z
          .strictObject({
            enabled: z
              .boolean()
              .default(false)
              .meta({
                description: `Whether everything AWS Config delivers is also replicated to a bucket with \`archive.lock\`. It costs the storage a second time, ${usd(prices.standardMonth)} a month for a terabyte in S3 Standard, and ${usd(prices.writes)} for a thousand objects. What was delivered before is not copied: S3 Batch Replication does that. Before it is switched off again, take its bucket out of the state with \`terraform state rm\`: nothing else keeps its guards then.`,
              }),
          })
          .prefault({})
          .meta({
            description: "A copy of the Config archive that nobody can delete before its time.",
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
          }),
      })
      .prefault({})
      .meta({ description: "The archive of AWS Config." }),
    accessLogs: z
      .strictObject({
        lock: refused("S3 cannot deliver access logs to a bucket with Object Lock; remove archive.accessLogs.lock"),
        expireDays: days.default(90).meta({ description: "Days until an S3 access log is deleted." }),
      })
      .prefault({})
      .meta({ description: "The bucket of S3 server access logs: who read the archive." }),
    kmsKeyArn: kmsKeyArn.optional().meta({
      description: `Your own key in the home region instead of a new one: of the log-archive account, or of another account of the organization. Give it the policy that \`npm run trailkeeper -- key-policy\` prints before the archives use it (\`docs/archive-key.md\`). A key costs ${usd(prices.keyMonth)} a month, and ${usd(prices.keyRequests)} for 10,000 requests: every log file of the trail is one.`,
    }),
    kmsKeyAdministratorRoleArns: z
      .array(roleArn)
      .max(5, "expected 5 roles or fewer; let people assume a shared role")
      .default([])
      .meta({
        description:
          "With `kmsKeyArn`: roles of the key's account that alone may weaken the key. The policy then denies everybody else there to disable or delete it, to grant it and to change its policy. Whoever applies the policy has to be one of them. Default: whoever may administer keys in that account.",
      }),
    readerRoleArns: z
      .array(roleArn)
      .max(20, "expected 20 roles or fewer; let people assume a shared reader role")
      .default([])
      .meta({
        description:
          "Roles of the organization that may read and decrypt the archives. They have to exist: S3 and KMS refuse a policy that names an unknown role.",
      }),
    preventDestroy: z.boolean().default(true).meta({
      description:
        "Whether Terraform refuses to destroy the trail, the archives and their key. `false` also empties the buckets when destroying: for trying out only.",
    }),
  })
  .prefault({})
  .meta({ description: "The archive in the log-archive account." });
