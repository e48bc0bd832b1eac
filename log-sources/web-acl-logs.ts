import { z } from "zod";
import type { OptionsOf } from "./options-of";

const headerName = z
  .string()
  .regex(/^[a-z0-9_-]{1,40}$/, "expected the name of a header in lower case, 1 to 40 characters");

/** Options of logs of AWS WAF. The configuration and `AccountLogSources` have the same options. */
export const webAclOptions = z.strictObject({
  redactedHeaders: z
    .array(headerName)
    .max(100, "expected 100 headers or fewer")
    .default(["authorization", "cookie"])
    .meta({ description: "Request headers whose values are redacted in the logs." }),
  redactQueryString: z
    .boolean()
    .default(false)
    .meta({ description: "Whether the query string is redacted in the logs." }),
  onlyActions: z
    .array(z.enum(["ALLOW", "BLOCK", "COUNT", "CAPTCHA", "CHALLENGE", "EXCLUDED_AS_COUNT"]))
    .default([])
    .meta({
      description:
        "Log only requests with one of these actions, such as `[BLOCK, COUNT]`. Other requests are dropped. Default: all requests are logged.",
    }),
});

export type WebAclOptions = OptionsOf<typeof webAclOptions>;
