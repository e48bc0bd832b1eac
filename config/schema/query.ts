import { z } from "zod";
import { days } from "./fields";
import { prices, usd } from "./prices";

/** The Athena workspace. */
export const querySchema = z
  .strictObject({
    scanLimitGigabytes: z
      .number()
      .min(0.01, "expected 0.01 or more: Athena's smallest limit is 10 MB")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(100)
      .meta({
        description: `Gigabytes (10^9 bytes) one query may read before Athena stops it. Athena takes ${usd(prices.athenaTerabyte)} for a terabyte: 100 gigabytes cost ${usd(0.1 * prices.athenaTerabyte)}.`,
      }),
    responderScanLimitGigabytes: z
      .number()
      .min(0.01, "expected 0.01 or more: Athena's smallest limit is 10 MB")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(1_000)
      .meta({
        description: `The same for the workgroup of those who respond to an incident: 1,000 gigabytes cost ${usd(prices.athenaTerabyte)}.`,
      }),
    dailyScanAlarmGigabytes: z
      .number()
      .positive("expected more than 0")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(2_000)
      .meta({
        description: `Gigabytes (10^9 bytes) the queries of a workgroup may read in a day before an alarm tells of it: 2,000 gigabytes cost ${usd(2 * prices.athenaTerabyte)}.`,
      }),
    cloudTrailLocation: z
      .string()
      .regex(
        /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/([\w!.*'()-]+\/)*AWSLogs\/o-[a-z0-9]{10,32}$/,
        "expected the folder that holds the accounts' folders, such as s3://bucket/prefix/AWSLogs/o-a1b2c3d4e5",
      )
      .optional()
      .meta({
        description:
          "Where the trail's log files are when another trail writes them. Control Tower's is `s3://<bucket>/<organization id>/AWSLogs/<organization id>`. Whoever asks needs leave of that bucket and its key. Default: this project's own trail archive.",
      }),
    quarantinedObjects: z
      .array(
        z
          .string()
          .regex(
            /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\r\n]+$/,
            "expected an object such as s3://bucket/key, or a folder that ends with /",
          ),
      )
      .default([])
      .meta({
        description:
          "Objects that no table is read with, `s3://bucket/key`, and folders, which end with `/`. Athena fails on an object that it cannot decrypt or decompress, and the archives let nobody delete it: `trailkeeper query` names such an object and goes on without it. Listed here, it is left out of the view and of the saved queries in the console too.",
      }),
    resultExpireDays: days.default(7).meta({ description: "Days until a query result is deleted." }),
    firstDay: z.iso
      .date("expected a day such as 2026-01-31, in quotes")
      .default("2025-01-01")
      .meta({ description: "First day the tables show. Older logs stay in the archive, unseen by queries." }),
    crawlerSchedule: z
      .string()
      .regex(
        /^cron\([\dA-Z*?,/#-]+( [\dA-Z*?,/#-]+){5}\)$/,
        "expected six fields in a schedule such as cron(15 3 * * ? *)",
      )
      .default("cron(15 3 * * ? *)")
      .meta({
        description: `When the crawler looks for new folders of findings and application logs, in UTC. Without either it has no schedule. A run costs ${usd(prices.crawlerRun)} or more (2 DPU for at least 10 minutes): every night, about ${usd(30 * prices.crawlerRun)} a month.`,
      }),
  })
  .prefault({})
  .meta({ description: "The Athena workspace in the log-archive account." });
