/** Key prefixes in the archives. They are the same in every archive, so that a path shows the kind of log. */
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
  failedDeliveries: "failed-deliveries",
} as const;
