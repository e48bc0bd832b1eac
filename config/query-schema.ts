import { z } from "zod";
import { days } from "./fields";

/** The Athena workspace. */
export const querySchema = z
  .strictObject({
    scanLimitGigabytes: z
      .number()
      .min(0.01, "expected 0.01 or more: Athena's smallest limit is 10 MB")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(100)
      .meta({ description: "Gigabytes (10^9 bytes) one query may read before Athena stops it." }),
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
      .meta({ description: "When the crawler looks for findings and application logs, in UTC." }),
  })
  .prefault({})
  .meta({ description: "The Athena workspace in the log-archive account." });
