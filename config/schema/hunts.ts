import { z } from "zod";
import { forms } from "../../aws-semantics/values/forms";
import { allHunts, huntDays, huntSeverities } from "../../hunts/hunt";
import { cronSchedule } from "./cron";
import { accountId } from "./fields";
import { prices, usd } from "./prices";

const names = allHunts().map(({ name }) => name) as [string, ...string[]];

const reason = z
  .string()
  .trim()
  .min(10, "expected a reason of 10 characters or more, which other people understand later")
  .max(500, "expected a reason of 500 characters or fewer")
  .meta({ examples: ["The inventory reads every account each night."] });

const exclusion = z
  .strictObject({
    principalArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)(?:\/[\w+=,.@-]+)+$/,
        "expected the ARN of a role or a user, arn:<partition>:iam::<account id>:role/<name>; a session cannot be excluded, because its caller chooses the name of the session",
      )
      .max(200, "expected an ARN of 200 characters or fewer")
      .optional()
      .meta({
        description: "Role or user whose events the hunt ignores. The complete ARN must be equal.",
        examples: ["arn:aws:iam::333333333333:role/inventory"],
      }),
    account: accountId.optional().meta({
      description: "Account whose events the hunt ignores.",
      examples: ["444444444444"],
    }),
    reason: reason.meta({ description: "Reason why these events are expected." }),
  })
  .refine(
    ({ principalArn, account }) => (principalArn === undefined) !== (account === undefined),
    "expected either principalArn or account",
  );

const override = z
  .strictObject({
    off: reason.optional().meta({ description: "Disables the hunt. The value is the reason." }),
    severity: z.enum(huntSeverities).optional().meta({
      description: "Severity instead of the default: `notify` or `page`.",
    }),
    parameters: z
      .record(z.string(), z.number("expected a number").min(0, "expected 0 or more"))
      .default({})
      .meta({
        description: "Parameters of the hunt, by name, instead of their defaults (docs/hunts.md lists the parameters).",
        examples: [{ least: 100 }],
      }),
    exclusions: z.array(exclusion).max(50, "expected 50 exclusions or fewer").default([]).meta({
      description: "Expected events that the hunt ignores. The saved query of the hunt still returns them.",
    }),
  })
  .refine(
    ({ off, severity, parameters, exclusions }) =>
      off === undefined || (severity === undefined && exclusions.length + Object.keys(parameters).length === 0),
    "off disables the hunt, so the other settings have no effect; remove off, or remove the other settings",
  )
  .refine(
    ({ off, severity, parameters, exclusions }) =>
      off !== undefined || severity !== undefined || exclusions.length + Object.keys(parameters).length > 0,
    "the override is empty; set off, severity, parameters or exclusions",
  );

/** The countries of addresses, for the hunts that compare them. */
const countries = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether hunts compare the countries of addresses. You must upload files with ranges of addresses (docs/hunts.md). If they are missing, a message reports this.",
    }),
    uploaderRoleArns: z
      .array(z.string().regex(forms.roleArn.pattern, forms.roleArn.expected))
      .max(10, "expected 10 roles or fewer")
      .default([])
      .meta({
        description:
          "Roles of the log-archive account that upload and delete the files, in addition to the deploying role. The bucket policy denies all others.",
        examples: [["arn:aws:iam::222222222222:role/release"]],
      }),
  })
  .prefault({})
  .meta({
    description: "Countries of IP addresses, for the hunt that finds the first use of a country by a principal.",
  });

/** Hunts: queries that find activities that no single event shows. */
export const huntSchema = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({
        description: `Runs all hunts once a day in one query (docs/hunts.md). It reads the log files of the ${huntDays} days before: for a gigabyte of log files a day, Athena charges about ${usd(30 * huntDays * 1e-3 * prices.athenaTerabyte)} a month.`,
      }),
    schedule: cronSchedule("cron(30 5 * * ? *)")
      .regex(/^cron\(\d+ \d+ \* \* \? \*\)$|^(?!cron\()/, "expected one time of each day, such as cron(30 5 * * ? *)")
      .default("cron(30 5 * * ? *)")
      .meta({
        description:
          "Daily schedule of the hunts, in UTC. CloudTrail delivers an event within minutes, and sometimes after hours. If a log file of yesterday arrives after the run, the next run reads it.",
      }),
    scanLimitGigabytes: z
      .number()
      .min(0.01, "expected 0.01 or more: Athena's smallest limit is 10 MB")
      .max(1_000_000, "expected 1,000,000 or less, a petabyte")
      .default(1_000)
      .meta({
        description: `Gigabytes (10^9 bytes) that one run may read before Athena stops it, which raises an alarm: 1,000 gigabytes cost ${usd(prices.athenaTerabyte)}. It must be more than the log files of ${huntDays} days.`,
      }),
    countries,
    overrides: z
      .partialRecord(z.enum(names), override)
      .default({})
      .meta({
        description: "Changes to the hunts, by name.",
        examples: [{ [names[0]]: { severity: "page" } }],
      }),
  })
  .prefault({})
  .meta({ description: "Hunts: queries that find attacks that no single event shows, and notify people." });
