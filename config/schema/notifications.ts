import { z } from "zod";
import { prices, usd } from "./prices";
import { accountId } from "./fields";

const subscribers = (whom: string) =>
  z
    .strictObject({
      emails: z.array(z.email("expected an e-mail address")).default([]).meta({
        description:
          "E-mail addresses. Each gets a message from AWS and has to confirm. One e-mail or HTTPS endpoint is the least.",
      }),
      httpsEndpoints: z
        .array(z.url({ protocol: /^https$/, error: "expected an https:// address" }))
        .default([])
        .meta({ description: "HTTPS endpoints, such as an incident service's. They stand in the Terraform state." }),
    })
    .refine(({ emails, httpsEndpoints }) => emails.length + httpsEndpoints.length > 0, {
      error: `nobody would hear these alarms; name at least one e-mail or HTTPS endpoint for ${whom}`,
    });

const severities = z
  .array(z.enum(["page", "notify"]))
  .min(1, "expected page, notify or both")
  .default(["page", "notify"])
  .meta({ description: "Which alarms the channel shows." });

const slackChannel = z.strictObject({
  workspaceId: z
    .string()
    .regex(/^[A-Z0-9]{1,255}$/, "expected the id of a Slack workspace, such as T012ABCDEF3")
    .meta({
      description: "Id of the workspace, authorized in the console of Amazon Q Developer in chat applications.",
    }),
  channelId: z
    .string()
    .regex(/^[A-Z0-9]{1,64}$/, "expected the id of a Slack channel, such as C012ABCDEF3; a name is not enough")
    .meta({ description: "Id of the channel." }),
  severities,
});

const uuid = z.guid("expected an id such as 01234567-89ab-cdef-0123-456789abcdef");

const teamsChannel = z.strictObject({
  tenantId: uuid.meta({ description: "Id of the Microsoft Entra tenant." }),
  teamId: uuid.meta({ description: "Id of the team, authorized in the console of Amazon Q Developer." }),
  channelId: z
    .string()
    .max(255, "expected 255 characters or fewer")
    .regex(
      /^[\w=+/.,-]*%3[aA][\w=+/.,-]*(?:%40[\w=+/.,-]*)?$/,
      "expected the id of a Teams channel as its link has it, such as 19%3Aab12cd34%40thread.tacv2",
    )
    .meta({ description: "Id of the channel, as it stands in the channel's link." }),
  severities,
});

const weeklySummary = z
  .strictObject({
    enabled: z.boolean().default(true).meta({ description: "Whether it is sent." }),
    schedule: z
      .string()
      .regex(
        /^cron\([\dA-Z*?,/#-]+( [\dA-Z*?,/#-]+){5}\)$/,
        "expected six fields in a schedule such as cron(0 7 ? * MON *)",
      )
      .refine(namesOneDay, "expected a `?` as day of the month or as day of the week: EventBridge Scheduler takes one")
      .default("cron(0 7 ? * MON *)")
      .meta({ description: "When it is sent, in UTC. It always tells of the seven whole days before." }),
  })
  .prefault({})
  .meta({ description: "What every detection counted in a week, as a message to those who can wait until morning." });

const silence = z
  .strictObject({
    dailyCheck: z
      .boolean()
      .default(true)
      .meta({
        description: `Whether accounts and regions that went silent are looked for every day. It reads nine days of the trail's log group with CloudWatch Logs Insights, ${usd(prices.logReadGigabyte)} a gigabyte each day.`,
        source: "https://aws.amazon.com/cloudwatch/pricing/",
      }),
    exceptAccounts: z
      .array(accountId)
      .default([])
      .meta({ description: "Accounts whose silence is expected: closed ones, and ones nobody uses." }),
    archiveMetrics: z
      .boolean()
      .default(true)
      .meta({
        description: `Whether the trail archive reports its requests, with alarms and a dashboard of them. S3 charges two filters of about seven metrics each, like custom metrics: about ${usd(Math.round(14 * prices.metricMonth))} a month.`,
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudwatch-monitoring.html",
      }),
  })
  .prefault({})
  .meta({ description: "What is done so that silence is noticed." });

/** Whether one of the two day fields of a schedule is left open, and only one. */
function namesOneDay(schedule: string): boolean {
  const [, , dayOfMonth, , dayOfWeek] = schedule.split(" ");
  return (dayOfMonth === "?") !== (dayOfWeek === "?");
}

/** Who hears of an alarm. */
export const notificationSchema = z
  .strictObject(
    {
      page: subscribers("what has to wake somebody").meta({ description: "For alarms that have to wake somebody." }),
      notify: subscribers("what can wait until morning").meta({
        description: "For alarms that can wait until morning.",
      }),
      slack: z.array(slackChannel).default([]).meta({
        description:
          "Slack channels that show alarms and urgent events, through Amazon Q Developer in chat applications. The weekly summary and the daily look for silence are plain text, which it drops: those come by e-mail and HTTPS.",
      }),
      teams: z.array(teamsChannel).default([]).meta({
        description: "Microsoft Teams channels that show the same.",
      }),
      okActions: z.boolean().default(false).meta({
        description:
          "Whether topics also hear that a detection's alarm is over. It is over when no further event comes, and an incident service may then close the incident. Alarms of silence always say so.",
      }),
      runbookUrl: z
        .url({ protocol: /^https$/, error: "expected an https:// address" })
        .max(300, "expected 300 characters or fewer; an alarm's description has to hold it")
        .regex(/[^/]$/, "expected no slash at the end; `/<detection>.md` is added")
        .optional()
        .meta({ description: "Where `docs/runbooks` is published; every alarm then links to its runbook there." }),
      urgentEvents: z
        .strictObject({
          enabled: z
            .boolean()
            .default(true)
            .meta({
              description: `Whether EventBridge rules in every account forward what is urgent. A million forwarded events cost ${usd(prices.forwardedEvents)}. Without them, people are told by the alarms only: minutes later, and without the event.`,
            }),
        })
        .prefault({})
        .meta({ description: "Urgent events: a message with who, what, where and when, minutes before the alarm." }),
      weeklySummary,
      silence,
    },
    "expected who hears of alarms: page: { emails: [...] } and notify: { emails: [...] }",
  )
  .meta({ description: "Who hears of an alarm, by severity." });
