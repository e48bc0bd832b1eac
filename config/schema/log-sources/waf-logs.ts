import { z } from "zod";
import { prices, usd } from "../prices";

const webAclArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:(?:regional|global)\/webacl\/[\w-]{1,128}\/[\w-]{1,36}$/,
    "expected the ARN of a web ACL, arn:<partition>:wafv2:<region>:<account id>:<regional or global>/webacl/<name>/<id>",
  );

const headerName = z
  .string()
  .regex(/^[a-z0-9_-]{1,40}$/, "expected the name of a header in lower case, 1 to 40 characters");

/** Logs of AWS WAF. */
export const webAclLogSchema = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether there is a bucket for the logs of AWS WAF, which accounts of the organization may deliver to, and its table. Before it is switched off again, take its bucket out of the state with `terraform state rm`: nothing else keeps its guards then.",
    }),
    webAcls: z
      .array(webAclArn)
      .default([])
      .meta({
        description: `ARNs of the web ACLs whose requests are logged; a gigabyte costs ${usd(prices.vendedGigabyte)} to deliver. Those of CloudFront are \`global\` ones in us-east-1. A web ACL has one logging destination: list none that logs elsewhere already.`,
      }),
    redactedHeaders: z
      .array(headerName)
      .max(100, "expected 100 headers or fewer")
      .default(["authorization", "cookie"])
      .meta({ description: "Headers of the requests whose values are left out of the logs." }),
    redactQueryString: z
      .boolean()
      .default(false)
      .meta({ description: "Whether the query string is left out of the logs." }),
    onlyActions: z
      .array(z.enum(["ALLOW", "BLOCK", "COUNT", "CAPTCHA", "CHALLENGE", "EXCLUDED_AS_COUNT"]))
      .default([])
      .meta({
        description:
          "Keep only requests that met one of these actions, such as `[BLOCK, COUNT]`; the others are dropped. Default: every request is kept.",
      }),
  })
  .prefault({})
  .meta({ description: "Requests that AWS WAF inspected." });
