import { z } from "zod";
import { accountId, bucketName } from "../fields";
import { prices, usd } from "../prices";

/** Maximum number of buckets with access logs. For each of them, the table reads one more folder of every account. */
const bucketLimit = 100;

const loggedBucket = z.strictObject({
  account: accountId.meta({ description: "Id of the account that owns the bucket, in quotes." }),
  bucket: bucketName.meta({ description: "Name of an existing bucket in the home region." }),
});

/** S3 access logs of buckets other than the archive buckets. */
export const accessLogSchema = z
  .strictObject({
    buckets: z
      .array(loggedBucket)
      .max(bucketLimit, `expected ${bucketLimit} buckets or fewer`)
      .default([])
      .meta({
        description: `Buckets in the home region with S3 server access logs. Delivery by S3 is free; replication to the archive costs ${usd(prices.writes)} for a thousand files. This project then manages the server access logging of these buckets. Remove it from other Terraform configurations, because two configurations would overwrite each other.`,
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
      }),
  })
  .prefault({})
  .meta({
    description:
      "S3 access logs of buckets in the management account and the members. S3 delivers the logs to a bucket in the same account and region. That bucket replicates them to the access-log bucket in the log-archive account.",
  });
