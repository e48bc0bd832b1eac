import { z } from "zod";

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

/** Who hears of an alarm. */
export const notificationSchema = z
  .strictObject(
    {
      page: subscribers("what has to wake somebody").meta({ description: "For alarms that have to wake somebody." }),
      notify: subscribers("what can wait until morning").meta({
        description: "For alarms that can wait until morning.",
      }),
      runbookUrl: z
        .url({ protocol: /^https$/, error: "expected an https:// address" })
        .max(300, "expected 300 characters or fewer; an alarm's description has to hold it")
        .regex(/[^/]$/, "expected no slash at the end; `/<detection>.md` is added")
        .optional()
        .meta({ description: "Where `docs/runbooks` is published; every alarm then links to its runbook there." }),
    },
    "expected who hears of alarms: page: { emails: [...] } and notify: { emails: [...] }",
  )
  .meta({ description: "Who hears of an alarm, by severity." });
