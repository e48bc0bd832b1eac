/**
 * Key prefixes of each kind of log in an archive, without a slash at their beginning or end. The archive and the accounts must
 * have the same prefixes.
 */
export interface LogPrefixes {
  readonly trail: string;
  readonly flowLogs: string;
  readonly transitGatewayFlowLogs: string;
  readonly dnsQueryLogs: string;
  readonly awsConfig: string;
  readonly applicationLogs: string;

  /** Records of applications that Firehose could not process. Their keys continue with the prefix of the application logs. */
  readonly failedDeliveries: string;
  readonly accessLogs: string;
  readonly loadBalancerLogs: string;
  readonly networkLoadBalancerLogs: string;
}

/** The key prefixes that `trailkeeper synth` also uses. Its tables and queries read them. */
export const defaultLogPrefixes: LogPrefixes = {
  trail: "cloudtrail-logs",
  flowLogs: "flow-logs",
  transitGatewayFlowLogs: "transit-gateway-logs",
  dnsQueryLogs: "dns-logs",
  awsConfig: "config-logs",
  applicationLogs: "app-logs",
  failedDeliveries: "failed-deliveries",
  accessLogs: "s3-access-logs",
  loadBalancerLogs: "elb-logs",
  networkLoadBalancerLogs: "nlb-logs",
};

/** Names of the roles that deliver from the accounts. The policies of the archive refer to them. */
export function deliveringRoles(namePrefix: string) {
  return {
    awsConfig: `${namePrefix}-config-recorder`,
    applicationLogs: `${namePrefix}-app-logs-to-archive`,
    accessLogs: `${namePrefix}-access-log-replication`,
  };
}
