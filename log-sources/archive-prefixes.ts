/**
 * Key prefixes of each kind of log, without a slash at their beginning or end. They are the same in every archive, so that a path
 * shows the kind of log. The archive and the accounts must have the same prefixes.
 */
export const archivePrefixes = {
  trail: "cloudtrail-logs",
  awsConfig: "config-logs",
  flowLogs: "flow-logs",
  dnsQueryLogs: "dns-logs",
  sessions: "ssm-logs",
  securityHubFindings: "securityhub-findings",
  applicationLogs: "app-logs",
  accessLogs: "s3-access-logs",
  versionLists: "s3-version-lists",
  transitGatewayFlowLogs: "transit-gateway-logs",
  loadBalancerLogs: "elb-logs",
  networkLoadBalancerLogs: "nlb-logs",

  /** Records that Firehose could not process. Their keys continue with the prefix of their kind of log. */
  failedDeliveries: "failed-deliveries",
} as const;

/** The key prefix of each kind of log. */
export type LogPrefixes = Readonly<Record<keyof typeof archivePrefixes, string>>;
