import { z } from "zod";
import { keysOf } from "../../shared/keys";
import { bucketName, days, daysOrNever, kmsKeyArn, refused, roleArn } from "./fields";
import { lifecyclePresets } from "./lifecycle-days";
import { logClasses } from "./log-classes";
import { prices, usd } from "./prices";
import { secondRegionSchema } from "./second-region";

const { queryable, classical } = lifecyclePresets;

const lock = z
  .strictObject({
    mode: z.enum(["governance", "compliance", "none"]).default("governance").meta({
      description:
        "`governance`: only the roles in `bypassRoleArns` can delete a locked log. `compliance`: no one can delete a locked log, not even the root user, and no one can shorten the lock of a stored log. `none`: no lock.",
    }),
    days: days

      .default(365)
      .meta({ description: "Days during which a delivered log cannot be deleted or overwritten." }),
    confirmDays: days.optional().meta({
      description:
        "The same number as `days`, as a confirmation. Required for a `compliance` lock of more than 3,653 days (ten years), because no one can shorten such a lock, not even AWS.",
    }),
    bypassRoleArns: z
      .array(roleArn)
      .max(5, "expected 5 roles or fewer; let several people assume one role")
      .default([])
      .meta({
        description: "Existing roles that may bypass a governance lock in an emergency. Default: none.",
      }),
    holdRoleArns: z
      .array(roleArn)
      .max(5, "expected 5 roles or fewer; let several people assume one role")
      .default([])
      .meta({
        description:
          "Existing roles that may place and lift legal holds on logs, with `trailkeeper hold`. They may not delete logs. Default: only the roles in `bypassRoleArns`.",
        source:
          "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-legal-hold",
      }),
  })
  .prefault({})
  .meta({
    description: "S3 Object Lock of the trail archive.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
  });

const preset = z
  .enum(keysOf(lifecyclePresets))
  .default("queryable")
  .meta({
    description: `Default for every step that you do not set. \`queryable\`: Standard-IA after ${queryable.infrequentAccessDays} days, Glacier Instant Retrieval after ${queryable.glacierInstantRetrievalDays}; Athena reads all logs. \`classical\`: Standard-IA after ${classical.infrequentAccessDays} days, Glacier Flexible Retrieval after ${classical.glacierDays}, Deep Archive after ${classical.deepArchiveDays}, noncurrent versions deleted after ${classical.noncurrentDays}; Athena cannot read logs older than ${classical.glacierDays} days until they are restored. A step of the preset that does not fit the days that you set is omitted.`,
  });

/** Days until a log moves to each storage class. */
const steps = {
  infrequentAccessDays: days
    .min(30, "expected 30 days or more, the least S3 keeps an object in Standard before Standard-IA")
    .nullable()
    .optional()
    .meta({
      description: `Days until a log moves to Standard-IA; \`null\`: never. A terabyte costs ${usd(prices.infrequentAccessMonth)} a month in this class instead of ${usd(prices.standardMonth)}, and ${usd(prices.infrequentAccessRead)} each time it is read. A thousand objects cost ${usd(prices.infrequentAccessMoves)} to move. Default: the value of the preset.`,
    }),
  glacierInstantRetrievalDays: daysOrNever.optional().meta({
    description: `Days until a log moves to Glacier Instant Retrieval, which Athena can read; \`null\`: never. A terabyte costs ${usd(prices.instantRetrievalMonth)} a month in this class, for at least 90 days, and ${usd(prices.instantRetrievalRead)} each time it is read. A thousand objects cost ${usd(prices.instantRetrievalMoves)} to move. Default: the value of the preset.`,
  }),
  glacierDays: daysOrNever.optional().meta({
    description: `Days until a log moves to Glacier Flexible Retrieval; \`null\`: never. Athena skips such an object without an error until it is restored. A terabyte costs ${usd(prices.flexibleRetrievalMonth)} a month in this class, and ${usd(prices.flexibleRetrievalRestore)} to restore. A bulk restore is free. A thousand objects cost ${usd(prices.flexibleRetrievalMoves)} to move. Default: the value of the preset.`,
  }),
  deepArchiveDays: daysOrNever.optional().meta({
    description: `Days until a log moves to Glacier Deep Archive; \`null\`: never. Athena skips such an object without an error until it is restored. A terabyte costs ${usd(prices.deepArchiveMonth)} a month in this class, and ${usd(prices.deepArchiveRestore)} to restore. A thousand objects cost ${usd(prices.deepArchiveMoves)} to move. Default: the value of the preset.`,
  }),
};

const lifecycle = z
  .strictObject({
    preset,
    ...steps,
    expireDays: daysOrNever.default(2557).meta({
      description: `Days until a log expires (2557 days are seven years); \`null\`: never. A terabyte costs ${usd(prices.standardMonth)} a month in S3 Standard, and less in the cheaper storage classes.`,
    }),
    noncurrentDays: daysOrNever.optional().meta({
      description:
        "Days until S3 permanently deletes a noncurrent version, counted from when it was overwritten, deleted or expired; `null`: never. Default: `expireDays`, so that no one can delete a log early by overwriting it; 30 in a locked archive that only AWS services write to; 90 with the preset `classical`.",
    }),
    abortIncompleteUploadDays: days
      .default(7)
      .meta({ description: "Days until an incomplete multipart upload is deleted." }),
  })
  .prefault({})
  .meta({
    description:
      "Days after which logs of the trail, AWS Config and service-log archives move to cheaper storage classes and expire. S3 does not move objects smaller than 128 KB, because the fee would exceed the saving.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
  });

/** The lifecycle of one class of logs. */
const classLifecycle = z
  .strictObject({
    preset: preset.unwrap().optional().meta({
      description: "Preset that sets all steps of the class. Default: the steps of `archive.lifecycle`.",
    }),
    ...steps,
    expireDays: daysOrNever.optional().meta({
      description:
        "Days until a log of the class expires; `null`: never. Default: `archive.lifecycle.expireDays`, or `archive.accessLogs.expireDays` for access logs and logs of load balancers.",
    }),
    noncurrentDays: daysOrNever.optional().meta({
      description:
        "Days until S3 permanently deletes a noncurrent version of the class; `null`: never. Default: `archive.lifecycle.noncurrentDays`.",
    }),
  })
  .refine((own) => Object.values(own).some((value) => value !== undefined), {
    error: "this class has no settings; add days or a preset, or remove it",
    when: ({ issues }) => issues.length === 0,
  });

/** Size in terabytes of a list of 100 million objects, at about 70 bytes each. */
const listTerabytes = 0.007;

/** Dollars a month for daily lists of 100 million objects. A list expires after 90 days and is deleted 90 days later. Each day
 * Athena reads four lists twice, and two of these lists once more. */
const overwriteCheckMonth = {
  lists: Math.round(30 * 100 * prices.listedObjects),
  storage: Math.round(2 * 90 * listTerabytes * prices.standardMonth),
  query: Math.round(30 * (4 * 2 + 2) * listTerabytes * prices.athenaTerabyte),
};

/** The archives: retention, locks, keys and readers. */
export const archiveSchema = z
  .strictObject({
    lock,
    lifecycle,
    retention: z
      .partialRecord(z.enum(keysOf(logClasses)), classLifecycle)
      .default({})
      .meta({
        description:
          "Lifecycles of single classes of logs, by class. Default: `archive.lifecycle`, or `archive.accessLogs.expireDays` for access logs and logs of load balancers. If a class has its own lifecycle and its archive has several classes, S3 has one lifecycle rule for each key prefix of the archive. [docs/retention.md](retention.md) describes the classes.",
        examples: [{ flowLogs: { expireDays: 365 } }],
      }),
    serviceLogs: z
      .strictObject({
        lock: z.boolean().default(false).meta({
          description:
            "Whether `archive.lock` also applies to the service-log archive. AWS does not document whether Session Manager and Firehose can upload to a bucket with a default retention: test it first.",
        }),
      })
      .prefault({})
      .meta({
        description: "Archive of flow logs, DNS query logs, session transcripts, findings and application logs.",
      }),
    configArchive: z
      .strictObject({
        lock: refused(
          "AWS Config cannot deliver to a bucket with a default lock; remove archive.configArchive.lock, and set archive.configArchive.lockedCopy.enabled to true for a locked copy",
        ),
        lockedCopy: z
          .strictObject({
            enabled: z
              .boolean()
              .default(false)
              .meta({
                description: `Whether S3 replicates everything that AWS Config delivers to a bucket with \`archive.lock\`. The copy costs ${usd(prices.standardMonth)} a month for a terabyte in S3 Standard, and ${usd(prices.writes)} for a thousand objects. Objects that were delivered before are not copied: copy them with S3 Batch Replication. If you set this to \`false\` again, Terraform removes the bucket of the copy from its state, and the bucket stays in AWS with its protection. To enable the copy again, import the bucket.`,
              }),
          })
          .prefault({})
          .meta({
            description: "Copy of the AWS Config archive with a lock, so that it cannot be deleted early.",
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
          }),
      })
      .prefault({})
      .meta({ description: "Archive of AWS Config." }),
    accessLogs: z
      .strictObject({
        lock: refused("S3 cannot deliver access logs to a bucket with Object Lock; remove archive.accessLogs.lock"),
        expireDays: days.default(90).meta({ description: "Days until an S3 access log is deleted." }),
      })
      .prefault({})
      .meta({ description: "Bucket of the S3 server access logs, which record who read the archives." }),
    overwriteCheck: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .meta({
            description: `Whether people are notified when a log was overwritten. Every day S3 Inventory lists the object versions in the archives that roles of accounts write to, and Athena compares the lists. A million objects cost ${usd(prices.listedObjects)} a day. 100 million objects cost about ${usd(overwriteCheckMonth.lists)} a month for the lists, plus ${usd(overwriteCheckMonth.storage)} for their storage and ${usd(overwriteCheckMonth.query)} for the query.`,
            source: "https://aws.amazon.com/s3/pricing/",
          }),
      })
      .prefault({})
      .meta({
        description: "The daily check for overwritten logs. Even without this check, S3 keeps the replaced version.",
      }),
    existing: bucketName.optional().meta({
      description:
        "With `mode: adopt`: bucket of the trail that its owner manages. The trail delivers to this bucket, the tables read it, and this project never changes it. The output `trail_bucket_policy` is the bucket policy that the owner must apply (docs/modes/adopt.md). Default: none, this project manages the trail archive.",
      examples: ["acme-cloudtrail-logs"],
    }),
    existingKmsKeyArn: kmsKeyArn.optional().meta({
      description:
        "With `existing`: the owner's KMS key with which the trail encrypts its files. Its policy must allow the trail to encrypt and the readers to decrypt. Default: the archive key of this project.",
    }),
    kmsKeyArn: kmsKeyArn.optional().meta({
      description: `ARN of an existing KMS key to use instead of a new one. It must be in the home region and belong to an account in \`accounts\`. Before the archives use it, set its key policy to the one that \`npm run trailkeeper -- policy key\` prints (\`docs/archive-key.md\`). A key costs ${usd(prices.keyMonth)} a month, and ${usd(prices.keyRequests)} for 10,000 requests; each log file of the trail is one request.`,
    }),
    kmsKeyAdministratorRoleArns: z
      .array(roleArn)
      .max(5, "expected 5 roles or fewer; let several people assume one role")
      .default([])
      .meta({
        description:
          "With `kmsKeyArn`: the only roles, in the account of the key, that may weaken the key. The key policy denies every other principal of that account the permission to disable or delete the key, to create grants on it, and to change its policy. The role that applies the key policy must be one of these roles. Default: all principals of that account that IAM allows to administer keys.",
      }),
    kmsKeyDeletionRoleArns: z
      .array(roleArn)
      .max(5, "expected 5 roles or fewer; let several people assume one role")
      .optional()
      .meta({
        description:
          "The only roles, in the account of the archive key, that may disable the key, schedule its deletion or delete its imported material, in an emergency. No other principal may do this, not even the role that deploys. `[]`: no role, until an administrator changes the key policy. Default: the roles that may change the key policy.",
        examples: [["arn:aws:iam::222222222222:role/BreakGlass"]],
      }),
    secondRegion: secondRegionSchema,
    readerRoleArns: z
      .array(roleArn)
      .max(20, "expected 20 roles or fewer; let people assume a shared reader role")
      .default([])
      .meta({
        description:
          "Roles in accounts of the organization that may read and decrypt the archives. They must exist, because S3 and KMS reject a policy with an unknown role.",
      }),
    preventDestroy: z.boolean().default(true).meta({
      description:
        "Whether Terraform refuses to destroy the trail, the archives and their key. With `false`, `terraform destroy` also deletes all objects in the buckets: use it only for trials.",
    }),
  })
  .prefault({})
  .meta({ description: "The archive in the log-archive account." });
