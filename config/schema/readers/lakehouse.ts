import { z } from "zod";
import { forms } from "../../../aws-semantics/values/forms";
import { prices as listPrices, usd } from "../prices";

/** Virtual CPUs and gigabytes of memory of one worker. */
export const workerSize = { vcpus: 4, gigabytes: 16 } as const;

/** Intervals that divide a day, so that runs start at the same hours of each day. */
const intervals = [1, 2, 3, 4, 6, 8, 12, 24] as const;

/** Price of an hour of one virtual CPU of a worker, with its memory. */
export const cpuHourPrice = (prices: Readonly<Record<"sparkCpuHour" | "sparkMemoryHour", number>>): number =>
  prices.sparkCpuHour + (workerSize.gigabytes / workerSize.vcpus) * prices.sparkMemoryHour;

const hourPrice = (vcpus: number) => vcpus * cpuHourPrice(listPrices);

/** Iceberg tables of the logs, which a Spark job on EMR Serverless loads. */
export const lakehouseSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Whether a Spark job on EMR Serverless copies new logs into Iceberg tables, in the log-archive account (docs/lakehouse.md). With the default \`maximumVcpus\` an hour of full capacity costs ${usd(hourPrice(16))}. Between runs, only the storage of the tables costs money.`,
        source: "https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/emr-serverless.html",
      }),
    intervalHours: z
      .literal(intervals, `expected hours that divide a day: ${intervals.join(", ")}`)
      .default(1)
      .meta({
        description:
          "Hours between two runs. The first run of a day starts at midnight UTC. A run is stopped 15 minutes before the next run starts.",
      }),
    maintainHour: z
      .int("expected a whole hour")
      .min(0, "expected an hour from 0 to 23")
      .max(23, "expected an hour from 0 to 23")
      .default(0)
      .meta({
        description:
          "Hour (UTC) of the run that also maintains the tables: it deletes rows whose logs the archive has deleted, and rewrites small files. A run must start at this hour.",
      }),
    lateDays: z
      .int("expected a whole number of days")
      .min(1, "expected 1 day or more")
      .max(30, "expected 30 days or fewer")
      .default(3)
      .meta({
        description:
          "Each run also looks for late logs in this number of days before the newest loaded day. Logs that arrive later are only in the archive, not in the tables.",
      }),
    snapshotDays: z
      .int("expected a whole number of days")
      .min(1, "expected 1 day or more")
      .max(90, "expected 90 days or fewer")
      .default(5)
      .meta({
        description:
          "Number of days for which the tables keep replaced files and earlier snapshots. S3 deletes the data of a deleted row one day later.",
      }),
    maximumVcpus: z
      .int("expected a whole number of virtual CPUs")
      .min(2 * workerSize.vcpus, `expected ${2 * workerSize.vcpus} or more, for a driver and one worker`)
      .max(1024, "expected 1024 or fewer")
      .multipleOf(workerSize.vcpus, `expected a multiple of ${workerSize.vcpus}, the virtual CPUs of a worker`)
      .default(16)
      .meta({
        description: `Maximum number of virtual CPUs at the same time. Each costs ${usd(hourPrice(1))} an hour, with ${workerSize.gigabytes / workerSize.vcpus} GB of memory. AWS's quota of a new account is 16.`,
        source: "https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/endpoints-quotas.html",
      }),
    uploaderRoleArns: z
      .array(z.string().regex(forms.roleArn.pattern, forms.roleArn.expected))
      .max(10, "expected 10 roles or fewer")
      .default([])
      .meta({
        description:
          "Roles of the log-archive account that may upload the program of the job, in addition to the deploying role. No other role may write the program.",
        examples: [["arn:aws:iam::222222222222:role/release"]],
      }),
  })
  .prefault({})
  .meta({ description: "Iceberg tables of the logs, loaded by a Spark job (docs/lakehouse.md)." });
