/** Logs that AWS delivers to an archive. */
export { AccountLogSources } from "../modules/log-delivery/account-log-sources";
export {
  type AccessLogSettings,
  type AccountLogSourcesProps,
  type ApplicationLogSettings,
  type ConfigSettings,
  type FlowLogSettings,
  type LogArchive,
  type LogGroupSettings,
  type SourceSettings,
  type TransitGatewaySettings,
  type VpcSettings,
  type WebAclSettings,
} from "../modules/log-delivery/account-log-source-settings";
export { DnsQueryLogs, type DnsQueryLogsProps } from "../modules/log-delivery/dns-query-logs";
export { FlowLogs, type FlowLogsProps } from "../modules/log-delivery/flow-logs";
export { type LoggedVpcsProps, type VpcsOfRegion } from "../modules/log-delivery/logged-vpcs";
export {
  TransitGatewayFlowLogs,
  type TransitGatewayFlowLogsProps,
} from "../modules/log-delivery/transit-gateway-flow-logs";
export { flowLogFields } from "../tables/flow-log-fields";
