import { z } from "zod";
import { dataIdentifier } from "../../log-sources/application-logs";
import { prices, usd } from "./prices";

/** Data identifiers of CloudWatch Logs for credentials. No detection compares credentials, so masking them changes no alarm. */
const credentials = [
  "AwsSecretKey",
  "OpenSshPrivateKey",
  "PgpPrivateKey",
  "PkcsPrivateKey",
  "PuttyPrivateKey",
] as const;

/** Masking in the log groups of this project. */
export const maskingSchema = z
  .strictObject({
    trail: z
      .array(
        z.enum(credentials, {
          error: `expected one of ${credentials.join(", ")}: metric filters read the masked events, so masking other data would disable detections`,
        }),
      )
      .default([])
      .meta({
        description: `Credentials that CloudWatch Logs masks in the log group of the trail, for readers without \`logs:Unmask\`. Metric filters read the masked events, so this setting accepts only data identifiers that no detection compares. A gigabyte costs ${usd(prices.maskedGigabyte)}.`,
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html",
        examples: [["AwsSecretKey"]],
      }),
    sessions: z
      .array(dataIdentifier)
      .default([])
      .meta({
        description: `Data identifiers that are masked in the log group of session transcripts (\`logSources.sessions.cloudWatchLogs\`). The transcripts in the archive are not masked. A gigabyte costs ${usd(prices.maskedGigabyte)}.`,
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-managed-data-identifiers.html",
      }),
  })
  .prefault({})
  .meta({
    description:
      "Masking of secrets in CloudWatch Logs ([docs/secrets-in-logs.md](secrets-in-logs.md)). The archive is not masked.",
  });
