import { z } from "zod";
import { prices, usd } from "../prices";

const webAclArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:(?:regional|global)\/webacl\/[\w-]{1,128}\/[\w-]{1,36}$/,
    "expected the ARN of a web ACL, arn:<partition>:wafv2:<region>:<account id>:<regional or global>/webacl/<name>/<id>",
  )
  .meta({
    examples: ["arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef"],
  });

const headerName = z
  .string()
  .regex(/^[a-z0-9_-]{1,40}$/, "expected the name of a header in lower case, 1 to 40 characters");

/** Logs of AWS WAF. */
export const webAclLogSchema = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether to create a bucket and a table for logs of AWS WAF. Accounts of the organization may deliver to the bucket. Before you set this to `false` again, remove the bucket from the Terraform state with `terraform state rm`. Otherwise Terraform removes the protection of the bucket.",
    }),
    webAcls: z
      .array(webAclArn)
      .default([])
      .meta({
        description: `ARNs of the web ACLs to log; a gigabyte costs ${usd(prices.vendedGigabyte)} to deliver. Web ACLs of CloudFront have the scope \`global\` and are in us-east-1. A web ACL can have only one logging destination: do not list a web ACL that already logs to another destination.`,
      }),
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
  })
  .prefault({})
  .meta({ description: "Logs of the requests that AWS WAF inspects." });
