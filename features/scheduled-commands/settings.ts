import { z } from "zod";
import { cronSchedule } from "../../config/schema/cron";
import { prices, usd } from "../../config/schema/prices";

/** Commands of this project that run by schedule in the log-archive account. */
const verification = z
  .strictObject({
    digests: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .meta({
            description: `Whether \`trailkeeper digests\` verifies the digests of yesterday, once a day in the log-archive account. A problem raises an alarm of severity \`page\`. A period of 36 hours without a successful run raises an alarm too. A build of CodeBuild runs the command: a minute costs ${usd(prices.buildMinute)}.`,
            source: "https://docs.aws.amazon.com/codebuild/latest/userguide/welcome.html",
          }),
        schedule: cronSchedule("cron(0 5 * * ? *)").default("cron(0 5 * * ? *)").meta({
          description:
            "Schedule of the command, in UTC. The schedule must be daily, at 04:00 or later, because CloudTrail delivers the last digest of a day some hours after the day ends.",
        }),
      })
      .prefault({})
      .meta({ description: "Daily verification of the digests of CloudTrail (docs/digests.md)." }),
    guarantees: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .meta({
            description: `Whether \`trailkeeper verify\` verifies every account and region, once a day in the log-archive account, with the roles of \`access.planRoleName\`. A problem raises an alarm. A period of 36 hours without a successful run raises an alarm too. A build of CodeBuild runs the command: a minute costs ${usd(prices.buildMinute)}.`,
            source: "https://docs.aws.amazon.com/codebuild/latest/userguide/welcome.html",
          }),
        schedule: cronSchedule("cron(0 6 * * ? *)")
          .default("cron(0 6 * * ? *)")
          .meta({ description: "Schedule of the command, in UTC. The schedule must be daily." }),
      })
      .prefault({})
      .meta({ description: "Daily comparison of the deployed resources with this configuration (docs/verify.md)." }),
    packageUri: z
      .string()
      .regex(
        /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[\w./-]+\.tgz$/,
        "expected s3://bucket/key.tgz, the package as npm pack writes it",
      )
      .optional()
      .meta({
        description:
          "The npm package of trailkeeper in a bucket of the home region, as `npm pack trailkeeper` downloads it. Builds read this file and do not access a package registry. Required when a command is enabled.",
        examples: ["s3://acme-software/trailkeeper-0.1.0.tgz"],
      }),
    packageSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "expected 64 lowercase hexadecimal digits, as sha256sum prints them")
      .optional()
      .meta({
        description:
          "SHA-256 of the file in `packageUri`, as `sha256sum` prints it. A build refuses a file with another SHA-256. Required when a command is enabled.",
        examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
      }),
  })
  .prefault({})
  .meta({ description: "Commands that verify the archive by schedule, in the log-archive account." });

export const settings = { root: { verification } };
