import { z } from "zod";
import { prices, usd } from "./prices";
import { accountId } from "./fields";
import { cronSchedule } from "./cron";

const subscribers = (whom: string) =>
  z
    .strictObject({
      emails: z
        .array(z.email("expected an e-mail address").meta({ examples: ["on-call@example.com"] }))
        .default([])
        .meta({
          description:
            "E-mail addresses. AWS sends a message to each address, and the recipient must confirm the subscription. At least one e-mail address or HTTPS endpoint is required.",
        }),
      httpsEndpoints: z
        .array(
          z
            .url({ protocol: /^https$/, error: "expected an https:// address" })
            .meta({ examples: ["https://events.example.com/alarms"] }),
        )
        .default([])
        .meta({
          description:
            "HTTPS endpoints, such as the endpoint of an incident service. The Terraform state contains them in plain text.",
        }),
    })
    .refine(({ emails, httpsEndpoints }) => emails.length + httpsEndpoints.length > 0, {
      error: `no one would be notified of these alarms; add at least one e-mail address or HTTPS endpoint for ${whom}`,
    });

const severities = z
  .array(z.enum(["page", "notify"]))
  .min(1, "expected page, notify or both")
  .default(["page", "notify"])
  .meta({ description: "Severities of the alarms that the channel shows." });

const slackChannel = z.strictObject({
  workspaceId: z
    .string()
    .regex(/^[A-Z0-9]{1,255}$/, "expected the id of a Slack workspace, such as T012ABCDEF3")
    .meta({
      description: "Id of the workspace, authorized in the console of Amazon Q Developer in chat applications.",
      examples: ["T012ABCDEF3"],
    }),
  channelId: z
    .string()
    .regex(/^[A-Z0-9]{1,64}$/, "expected the id of a Slack channel, such as C012ABCDEF3; a channel name does not work")
    .meta({ description: "Id of the channel.", examples: ["C012ABCDEF3"] }),
  severities,
});

const uuid = z
  .guid("expected an id such as 01234567-89ab-cdef-0123-456789abcdef")
  .meta({ examples: ["01234567-89ab-cdef-0123-456789abcdef"] });

const teamsChannel = z.strictObject({
  tenantId: uuid.meta({ description: "Id of the Microsoft Entra tenant." }),
  teamId: uuid.meta({ description: "Id of the team, authorized in the console of Amazon Q Developer." }),
  channelId: z
    .string()
    .max(255, "expected 255 characters or fewer")
    .regex(
      /^[\w=+/.,-]*%3[aA][\w=+/.,-]*(?:%40[\w=+/.,-]*)?$/,
      "expected the id of a Teams channel as in its link, such as 19%3Aab12cd34%40thread.tacv2",
    )
    .meta({
      description: "Id of the channel, as in the link of the channel.",
      examples: ["19%3Aab12cd34%40thread.tacv2"],
    }),
  severities,
});

const weeklySummary = z
  .strictObject({
    enabled: z.boolean().default(true).meta({ description: "Whether the summary is sent." }),
    schedule: cronSchedule("cron(0 7 ? * MON *)")
      .default("cron(0 7 ? * MON *)")
      .meta({ description: "When the summary is sent, in UTC. It always covers the previous seven full days." }),
  })
  .prefault({})
  .meta({
    description:
      "Weekly message to the `notify` subscribers with the number of events of each detection. With `hunts.enabled`, another message on Mondays has the number of new rows of each hunt.",
  });

const silence = z
  .strictObject({
    dailyCheck: z
      .boolean()
      .default(true)
      .meta({
        description: `Whether a daily check looks for accounts and regions that stopped sending events. The check reads nine days of the log group of the trail with CloudWatch Logs Insights, which costs ${usd(prices.logReadGigabyte)} a gigabyte each day.`,
        source: "https://aws.amazon.com/cloudwatch/pricing/",
      }),
    exceptAccounts: z
      .array(accountId)
      .default([])
      .meta({ description: "Accounts that the daily check ignores, such as closed or unused accounts." }),
    unlistedAccounts: z.boolean().default(true).meta({
      description:
        "Whether the daily check also reports accounts that send events but are not in the configuration. Saved queries do not read the logs of such accounts until the configuration contains them.",
    }),
    archiveMetrics: z
      .boolean()
      .default(true)
      .meta({
        description: `Whether the trail archive publishes request metrics, with alarms and a dashboard. S3 charges two filters with about seven metrics each at the price of custom metrics: about ${usd(Math.round(14 * prices.metricMonth))} a month.`,
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudwatch-monitoring.html",
      }),
  })
  .prefault({})
  .meta({ description: "Detection of missing events." });

/** Recipients of alarms. */
export const notificationSchema = z
  .strictObject({
    page: subscribers("alarms that need a reaction now").meta({
      description: "Subscribers to alarms that need a reaction now.",
    }),
    notify: subscribers("alarms that can wait until morning").meta({
      description: "Subscribers to alarms that can wait until morning.",
    }),
    slack: z.array(slackChannel).default([]).meta({
      description:
        "Slack channels that show alarms and urgent events, through Amazon Q Developer in chat applications. Amazon Q drops plain-text messages, so the weekly summary and the daily check for silent accounts arrive only by e-mail and HTTPS.",
    }),
    teams: z.array(teamsChannel).default([]).meta({
      description: "Microsoft Teams channels that show alarms and urgent events, as `slack` does.",
    }),
    okActions: z.boolean().default(false).meta({
      description:
        "Whether SNS topics are also notified when the alarm of a detection returns to OK. An alarm returns to OK when no further event matches, and an incident service may then close the incident. Alarms for missing events always notify when they return to OK.",
    }),
    runbookUrl: z
      .url({ protocol: /^https$/, error: "expected an https:// address" })
      .max(300, "expected 300 characters or fewer, because it is part of the alarm description")
      .regex(/[^/]$/, "expected no slash at the end; `/<detection>.md` is added")
      .optional()
      .meta({
        description:
          "URL where you publish `docs/runbooks`. Every alarm then has a link to its runbook below this URL.",
      }),
    urgentEvents: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .meta({
            description: `Whether EventBridge rules in every account forward urgent events. A million forwarded events cost ${usd(prices.forwardedEvents)}. With \`false\`, only the alarms notify: minutes later, and without the content of the event.`,
          }),
      })
      .prefault({})
      .meta({
        description:
          "Urgent events: a notification with the principal, the API call, the account, the region and the time, minutes before the alarm.",
      }),
    weeklySummary,
    silence,
  })
  .meta({ description: "Recipients of alarms, by severity." });
