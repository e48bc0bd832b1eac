import { z } from "zod";
import { webAclOptions } from "../../../log-sources/web-acl-logs";
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
    ...webAclOptions.shape,
  })
  .prefault({})
  .meta({ description: "Logs of the requests that AWS WAF inspects." });
