import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** Every log of a domain, with the last part of the name of its log group. */
const logTypes = {
  audit: "AUDIT_LOGS",
  application: "ES_APPLICATION_LOGS",
  "slow-searches": "SEARCH_SLOW_LOGS",
  "slow-indexing": "INDEX_SLOW_LOGS",
} as const;

export interface SearchDomainLogsProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  readonly domainName: string;
  readonly domainArn: string;

  /** Returns the name of the log group of a log. */
  readonly logGroupName: (log: string) => string;
  readonly retentionDays: number;

  /** Key of these log groups. Its policy must allow CloudWatch Logs to encrypt. */
  readonly kmsKeyArn: string;

  /** Resources that must exist before a log group is encrypted. */
  readonly dependsOn: ITerraformDependable[];
}

/** A log that a domain publishes, and its destination. */
export interface PublishedLog {
  readonly logType: string;
  readonly cloudwatchLogGroupArn: string;
}

/**
 * The log groups of one domain: audit logs of searches, application errors, and slow requests.
 *
 * The administrator of the domain selects in Dashboards which searches are audited.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html
 */
export class SearchDomainLogs extends Construct {
  public readonly logs: readonly PublishedLog[];

  /** Policy that allows the domain to write. Without it, the domain cannot be created. */
  public readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SearchDomainLogsProps) {
    super(scope, id);

    const names = Object.keys(logTypes) as (keyof typeof logTypes)[];
    this.logs = names.map((log) => {
      const { arn } = new CloudwatchLogGroup(this, log, {
        name: props.logGroupName(log),
        retentionInDays: props.retentionDays,
        kmsKeyId: props.kmsKeyArn,
        dependsOn: props.dependsOn,
      });
      return { logType: logTypes[log], cloudwatchLogGroupArn: arn };
    });
    this.policy = new CloudwatchLogResourcePolicy(this, "Policy", {
      policyName: props.domainName,
      policyDocument: policyDocument(props, names),
    });
  }
}

function policyDocument(props: SearchDomainLogsProps, logs: readonly string[]): string {
  const { partition, region, accountId, domainArn, logGroupName } = props;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowDomain",
        Effect: "Allow",
        Principal: { Service: "es.amazonaws.com" },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: logs.map((log) => `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName(log)}:*`),
        Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnEquals: { "aws:SourceArn": domainArn } },
      },
    ],
  });
}
