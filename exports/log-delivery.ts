/** Logs that AWS delivers to an archive. */
export { DnsQueryLogs, type DnsQueryLogsProps } from "../modules/log-delivery/dns-query-logs";
export { FlowLogs, type FlowLogsProps } from "../modules/log-delivery/flow-logs";
export { type LoggedVpcsProps, type VpcsOfRegion } from "../modules/log-delivery/logged-vpcs";
export {
  TransitGatewayFlowLogs,
  type TransitGatewayFlowLogsProps,
} from "../modules/log-delivery/transit-gateway-flow-logs";
export { flowLogFields } from "../tables/flow-log-fields";
