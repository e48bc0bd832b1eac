import { z } from "zod";
import type { OptionsOf } from "./options-of";

/** Data identifiers of CloudWatch Logs that apply in every country. The names of other identifiers contain a country. */
const everywhere = [
  "Address",
  "AwsSecretKey",
  "CreditCardExpiration",
  "CreditCardNumber",
  "CreditCardSecurityCode",
  "EmailAddress",
  "IpAddress",
  "LatLong",
  "Name",
  "OpenSshPrivateKey",
  "PgpPrivateKey",
  "PkcsPrivateKey",
  "PuttyPrivateKey",
  "VehicleIdentificationNumber",
];

/** The name of a kind of data that CloudWatch Logs recognizes. */
export const dataIdentifier = z
  .string()
  .regex(
    new RegExp(`^(?:${everywhere.join("|")}|[A-Z][A-Za-z]+-[A-Z]{2})$`),
    `expected ${everywhere.join(", ")}, or an identifier with a country such as DriversLicense-US`,
  )
  .meta({ examples: ["EmailAddress"] });

/** Options of the delivery of application logs. The configuration and `AccountLogSources` have the same options. */
export const applicationLogOptions = z.strictObject({
  bufferMegabytes: z
    .int("expected a whole number of MiB")
    .min(1, "expected 1 MiB or more")
    .max(128, "expected 128 MiB or less")
    .default(64)
    .meta({ description: "Buffer size in MiB, 1 to 128. Firehose writes an object when the buffer is full." }),
  bufferSeconds: z
    .int("expected a whole number of seconds")
    .min(60, "expected 60 seconds or more")
    .max(900, "expected 900 seconds or fewer")
    .default(300)
    .meta({
      description:
        "Buffer interval in seconds, 60 to 900. After this time, Firehose writes an object even if the buffer is not full.",
    }),
  maskedDataIdentifiers: z
    .array(dataIdentifier)
    .default([])
    .meta({ description: "Data identifiers that are masked in the log groups that this project creates." }),
});

export type ApplicationLogOptions = OptionsOf<typeof applicationLogOptions>;
