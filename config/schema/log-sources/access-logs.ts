import { z } from "zod";
import { accountId, bucketName } from "../fields";
import { prices, usd } from "../prices";

/** Buckets whose access can be logged: with each, the table looks into one more folder for every account. */
const bucketLimit = 100;

const loggedBucket = z.strictObject({
  account: accountId.meta({ description: "Id of the account that owns the bucket, in quotes." }),
  bucket: bucketName.meta({ description: "Name of an existing bucket in the home region." }),
});

/** S3 access logs of other buckets than the archive's. */
export const accessLogSchema = z
  .strictObject({
    buckets: z
      .array(loggedBucket)
      .max(bucketLimit, `expected ${bucketLimit} buckets or fewer`)
      .default([])
      .meta({
        description: `Buckets whose access is logged, in the home region. S3 delivers without a charge; replication to the archive costs ${usd(prices.writes)} for a thousand files. Their server access logging is then managed here: take it out of any other Terraform state, else each undoes what the other did.`,
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
      }),
  })
  .prefault({})
  .meta({
    description:
      "S3 access logs of buckets of the management account and the members. S3 delivers them to a bucket of the same account and region, from where they are replicated to the access-log bucket of the archive.",
  });
