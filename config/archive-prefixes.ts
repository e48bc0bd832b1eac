/** Key prefixes in the archives. They are the same in every archive, so that a path shows the kind of log. */
export const archivePrefixes = {
  cloudTrail: "cloudtrail-logs",
  config: "config-logs",
  flowLogs: "flow-logs",
  dnsLogs: "dns-logs",
  sessions: "ssm-logs",
  securityHubFindings: "securityhub-findings",
  appLogs: "app-logs",
  accessLogs: "s3-access-logs",
  versionLists: "s3-version-lists",
  transitGatewayLogs: "transit-gateway-logs",
  loadBalancerLogs: "elb-logs",
  networkLoadBalancerLogs: "nlb-logs",
  failedDeliveries: "failed-deliveries",
} as const;
