import { z } from "zod";
import { days, daysOrNever, kmsKeyArn, refused, roleArn } from "./fields";

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
    infrequentAccessDays: days
      .min(30, "expected 30 days or more, the least S3 keeps an object in Standard before Standard-IA")
      .nullable()
      .default(90)
      .meta({ description: "Days until Standard-IA; `null` never." }),
    glacierDays: daysOrNever.default(365).meta({
      description:
        "Days until Glacier Flexible Retrieval; `null` never. Athena reads nothing that has moved there until it is restored.",
    }),
    deepArchiveDays: daysOrNever.default(730).meta({ description: "Days until Glacier Deep Archive; `null` never." }),
    expireDays: daysOrNever
      .default(2557)
      .meta({ description: "Days until deletion (2557 is seven years); `null` keeps logs forever." }),
    noncurrentDays: days.default(30).meta({
      description: "Days a version is kept after it was replaced or deleted; a lock that lasts longer is kept.",
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
            enabled: z.boolean().default(false).meta({
              description:
                "Whether everything AWS Config delivers is also replicated to a bucket with `archive.lock`. It costs the storage a second time. What was delivered before is not copied: S3 Batch Replication does that. Before it is switched off again, take its bucket out of the state with `terraform state rm`: nothing else keeps its guards then.",
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
      description:
        "Your own key, in the log-archive account and the home region, instead of a new one. Its policy stays yours: give it the statements in the output `archive_key_policy`.",
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
