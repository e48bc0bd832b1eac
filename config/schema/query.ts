import { z } from "zod";
import { days, kmsKeyArn } from "./fields";
import { cronSchedule } from "./cron";
import { prices, usd } from "./prices";
import { securityLakeSchema } from "./readers/security-lake";

/** Folder of an organization trail that contains the folders of the accounts. */
const trailLocation = z
  .string()
  .regex(
    /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/([\w!.*'()-]+\/)*AWSLogs\/o-[a-z0-9]{10,32}$/,
    "expected the folder that contains the folders of the accounts, such as s3://bucket/prefix/AWSLogs/o-a1b2c3d4e5",
  );

/** The Athena workspace. */
export const querySchema = z
  .strictObject({
    scanLimitGigabytes: z
      .number()
      .min(0.01, "expected 0.01 or more: Athena's smallest limit is 10 MB")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(100)
      .meta({
        description: `Gigabytes (10^9 bytes) that one query may read before Athena stops it. Athena charges ${usd(prices.athenaTerabyte)} for a terabyte: 100 gigabytes cost ${usd(0.1 * prices.athenaTerabyte)}.`,
      }),
    responderScanLimitGigabytes: z
      .number()
      .min(0.01, "expected 0.01 or more: Athena's smallest limit is 10 MB")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(1_000)
      .meta({
        description: `The same limit for the workgroup of incident responders: 1,000 gigabytes cost ${usd(prices.athenaTerabyte)}.`,
      }),
    dailyScanAlarmGigabytes: z
      .number()
      .positive("expected more than 0")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(2_000)
      .meta({
        description: `Gigabytes (10^9 bytes) that all queries of a workgroup may read in a day before an alarm notifies: 2,000 gigabytes cost ${usd(2 * prices.athenaTerabyte)}.`,
      }),
    cloudTrailLocation: trailLocation.optional().meta({
      description:
        "Location of the CloudTrail log files, if another trail writes them. For Control Tower it is `s3://<bucket>/<organization id>/AWSLogs/<organization id>`. Roles that run queries need access to that bucket and its KMS key. Default: the trail archive of this project.",
    }),
    earlierTrailLocations: z
      .array(
        trailLocation.meta({
          examples: ["s3://acme-cloudtrail-logs/AWSLogs/o-a1b2c3d4e5"],
        }),
      )
      .max(4, "expected 4 locations or fewer; each is one more table of the view")
      .default([])
      .meta({
        description:
          "Folders of organization trails that delivered before, or at the same time as, the trail of this project. Each folder has a table (`cloudtrail_earlier_1`, `cloudtrail_earlier_2`, …). The view `cloudtrail_events` combines these tables with the table `cloudtrail`. It returns an event once, even if the event was delivered to several folders. The policies of analysts and responders allow reading these folders. If a bucket belongs to another account, its policy must allow it too (`docs/modes/adopt.md`). Add a location at the end of the list, because the number in the name of a table is the position in the list.",
      }),
    earlierTrailKmsKeyArns: z.array(kmsKeyArn).max(4, "expected 4 keys or fewer").default([]).meta({
      description:
        "KMS keys other than the archive key that encrypt log files: files in `earlierTrailLocations`, and older files in an adopted bucket. The policies of analysts and responders allow decryption with these keys through S3. The key policies must allow it too.",
    }),
    quarantinedObjects: z
      .array(
        z
          .string()
          .regex(
            /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\r\n]+$/,
            "expected an object such as s3://bucket/key, or a folder that ends with /",
          )
          .meta({ examples: ["s3://acme-service-logs-222222222222/ssm-logs/AWSLogs/x.log"] }),
      )
      .default([])
      .meta({
        description:
          "Objects (`s3://bucket/key`) and folders (ending with `/`) that queries skip. A query fails if Athena cannot decrypt or decompress an object, and the archives do not allow the deletion of the object. `trailkeeper query` prints the name of such an object and skips it. If you list it here, the view and the saved queries in the console skip it too.",
      }),
    ocsf: z
      .strictObject({
        enabled: z.boolean().default(false).meta({
          description:
            "Views that show CloudTrail, VPC flow logs, DNS query logs and findings of Security Hub in the Open Cybersecurity Schema Framework, with the attributes that Amazon Security Lake writes (docs/ocsf.md). The views store no data: a query of a view reads the logs.",
        }),
        securityLake: securityLakeSchema,
      })
      .prefault({})
      .meta({ description: "Views for tools that read the Open Cybersecurity Schema Framework." }),
    resultExpireDays: days.default(7).meta({ description: "Days until a query result is deleted." }),
    firstDay: z.iso.date("expected a day such as 2026-01-31, in quotes").default("2025-01-01").meta({
      description: "First day that the tables contain. Older logs stay in the archive, but queries do not read them.",
    }),
    crawlerSchedule: cronSchedule("cron(15 3 * * ? *)")
      .default("cron(15 3 * * ? *)")
      .meta({
        description: `Schedule on which the crawler looks for new folders of findings and application logs, in UTC. It has no schedule if both sources are disabled. A run costs ${usd(prices.crawlerRun)} or more (2 DPU for at least 10 minutes): every night, about ${usd(30 * prices.crawlerRun)} a month.`,
      }),
  })
  .prefault({})
  .meta({ description: "Athena in the log-archive account." });
