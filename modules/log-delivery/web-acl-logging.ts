import {
  Wafv2WebAclLoggingConfiguration,
  type Wafv2WebAclLoggingConfigurationConfig,
} from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type RegionsProps, inEachRegion } from "../terraform/regions";

/** Prefix of the name of every bucket that AWS WAF delivers to. */
const bucketNamePrefix = "aws-waf-logs-";

/** A web ACL: its ARN, and the parts of the ARN. */
export interface WebAcl {
  readonly arn: string;
  readonly region: string;

  /** `regional`, or `global` for a web ACL of CloudFront. */
  readonly scope: string;
  readonly name: string;
}

export interface WebAclLoggingProps extends Omit<RegionsProps, "regions"> {
  /** Web ACLs of one account. */
  readonly webAcls: readonly WebAcl[];

  /** ARN of the bucket that receives the logs. AWS WAF supports no prefix. */
  readonly bucketArn: string;

  /** Headers whose values AWS WAF redacts, in lower case. */
  readonly redactedHeaders: readonly string[];

  /** Whether AWS WAF redacts the query string. */
  readonly redactQueryString: boolean;

  /** Requests with one of these actions are logged. If empty, every request is logged. */
  readonly onlyActions: readonly string[];

  /**
   * Resources that must exist before the first delivery: the bucket's policy.
   *
   * @default none: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/**
 * Logging of the requests that the web ACLs of one account inspect.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-management-configure.html
 */
export class WebAclLogging extends Construct {
  constructor(scope: Construct, id: string, props: WebAclLoggingProps) {
    super(scope, id);

    const { webAcls, bucketArn } = props;
    if (!bucketArn.includes(`:::${bucketNamePrefix}`)) {
      throw new Error(`AWS WAF logs to a bucket whose name begins with ${bucketNamePrefix}, got ${bucketArn}`);
    }

    const regions = [...new Set(webAcls.map(({ region }) => region))];
    inEachRegion(this, { ...props, regions }, (regional, regionArguments, region) => {
      for (const { arn, scope: kind, name } of webAcls.filter((webAcl) => webAcl.region === region)) {
        new Wafv2WebAclLoggingConfiguration(regional, `${kind}-${name}`, {
          resourceArn: arn,
          logDestinationConfigs: [bucketArn],
          redactedFields: redactedFields(props),
          loggingFilter: loggingFilter(props),
          dependsOn: props.dependsOn,
          ...regionArguments,
        });
      }
    });
  }
}

type Setting = Wafv2WebAclLoggingConfigurationConfig;

function redactedFields({ redactedHeaders, redactQueryString }: WebAclLoggingProps): Setting["redactedFields"] {
  const fields = [
    ...redactedHeaders.map((name) => ({ singleHeader: { name } })),
    ...(redactQueryString ? [{ queryString: {} }] : []),
  ];
  return fields.length > 0 ? fields : undefined;
}

/** Filter that drops requests without one of these actions. */
function loggingFilter({ onlyActions }: WebAclLoggingProps): Setting["loggingFilter"] {
  if (onlyActions.length === 0) return undefined;
  const condition = onlyActions.map((action) => ({ actionCondition: { action } }));
  return { defaultBehavior: "DROP", filter: [{ behavior: "KEEP", requirement: "MEETS_ANY", condition }] };
}
