import { z } from "zod";
import { accountId, kmsKeyArn, regionName, roleArn } from "./fields";
import { prices, usd } from "./prices";

/** Archives that can have a replica, in the order in which they are created. */
export const replicableArchives = ["trail", "config", "serviceLogs", "accessLogs", "webAclLogs"] as const;

/** Replicas of the archives in another region. */
export const secondRegionSchema = z
  .strictObject({
    region: regionName.meta({
      description: `Region of the replicas. Replication of a gigabyte to another region costs ${usd(prices.replicatedGigabyte)}, and the storage of the replicas costs as much as that of the archives. Add the region to \`regions\` too if you want notifications of its urgent events within seconds.`,
      examples: ["eu-west-1"],
    }),
    account: accountId.optional().meta({
      description:
        "Account that owns the replicas, their key and their tables. It must be in `accounts.members`. If the replicas are in an account other than the log-archive account, an administrator of the log-archive account cannot delete a replica or its key. Default: the log-archive account.",
    }),
    archives: z
      .array(z.enum(replicableArchives))
      .min(1, "expected at least one archive; to have no replicas, remove archive.secondRegion")
      .optional()
      .meta({
        description:
          "Archives that have a replica. `serviceLogs` contains flow logs, DNS query logs, session transcripts, findings and application logs. Default: every archive that this project creates.",
        examples: [["trail", "config"]],
      }),
    timeControl: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether S3 Replication Time Control replicates within 15 minutes. The service level agreement of AWS covers 99.9% of the objects of a month. A gigabyte costs ${usd(prices.timeControlGigabyte)} more. The alarms about replication lag are then raised after 15 minutes instead of an hour.`,
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html",
      }),
    kmsKeyArn: kmsKeyArn.optional().meta({
      description: `ARN of an existing KMS key in the second region that encrypts the replicas. Default: a new key. It must belong to an account in \`accounts\`. Set its key policy to the one that \`npm run trailkeeper -- policy key --replica\` prints. A key costs ${usd(prices.keyMonth)} a month.`,
    }),
    kmsKeyAdministratorRoleArns: z
      .array(roleArn)
      .max(5, "expected 5 roles or fewer; let several people assume one role")
      .default([])
      .meta({
        description:
          "With `kmsKeyArn`: the only roles, in the account of that key, that may weaken the key. Default: all principals of that account that IAM allows to administer keys.",
      }),
    multiRegionKey: z.boolean().default(false).meta({
      description:
        "Whether the key of the replicas is a replica of the archive key, which is then created as a multi-Region key. KMS deletes such a key only after its replicas are deleted. KMS cannot convert an existing archive key to a multi-Region key, so set this before the first deployment. S3 encrypts each replica again, although the two keys have the same key material.",
      source: "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html",
    }),
    catchUp: z.boolean().default(false).meta({
      description:
        "Whether to create a role for S3 Batch Replication. With this role, S3 replicates the objects that it stored before the replication began, and objects whose replication failed. The root `replication` then has the command for each archive as an output. Set this to `false` when the jobs are complete.",
      source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html",
    }),
  })
  .optional()
  .meta({
    description: `Replicas of the archives in a second region, with their own key, lock, tables and alarms (docs/second-region.md). A replica of an archive costs about ${usd(
      4 * prices.metricMonth + 2 * prices.alarmMonth,
    )} a month for its metrics and alarms. Default: none.`,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
  });
