import { regexLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * Requests to application load balancers, from their access logs.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table-partition-projection.html
 */
export function loadBalancerLogsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "load_balancer_logs",
    description: "Requests to application load balancers of the home region, which they logged on a best-effort basis",
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the load balancer"),
      regionPartition(regions, "Region of the load balancer"),
      dayPartition(firstDay),
    ],
    location,
    partitionPath: "${account}/elasticloadbalancing/${region}/${day}",
    ...regexLines(`${[...request, ...handling].join(" ")}${later}.*`),
    notes: [
      "The type of every column is string. `-` means that there is no value. A time of `-1` means that the target was not reached or did not respond.",
      "The time of the response is `from_iso8601_timestamp(time)`. `CAST(target_processing_time AS double)` is in seconds.",
    ],
  };
}

const field = "([^ ]*)";
const quoted = '"([^"]*)"';

/** Fields up to the user agent. A URL can contain any character. If the target was not reached, its field is a single `-`. */
const request = [
  [field, field, field, "([^ ]*):([0-9]*)", "([^ ]*)[:-]([0-9]*)"],
  [field, field, field, field, field, field, field],
  ['"([^ ]*) (.*) ([^" ]+) ?"', quoted],
].flat();

const handling = [
  [field, field, field, quoted, quoted, quoted],
  [field, field, quoted, quoted, quoted, quoted, quoted, quoted, quoted],
].flat();

/** Fields that AWS added later. An old record ends before these fields. */
const later = `(?: ${field})?(?: ${Array.from({ length: 3 }, () => '"?([^" ]*)"?').join(" ")})?`;

const columns: readonly Column[] = [
  { name: "type", type: "string", comment: "http, https, h2, grpcs, ws or wss" },
  { name: "time", type: "string", comment: "Time of the response, ISO 8601 in UTC" },
  { name: "elb", type: "string", comment: "Load balancer, app/<name>/<id>" },
  { name: "client_ip", type: "string", comment: "Address of the client" },
  { name: "client_port", type: "string", comment: "Port of the client" },
  { name: "target_ip", type: "string", comment: "Address of the target; empty if no target was reached" },
  { name: "target_port", type: "string", comment: "Port of the target" },
  { name: "request_processing_time", type: "string", comment: "Seconds until the request was sent to a target" },
  { name: "target_processing_time", type: "string", comment: "Seconds until the target responded" },
  { name: "response_processing_time", type: "string", comment: "Seconds until the response was sent to the client" },
  { name: "elb_status_code", type: "string", comment: "HTTP status that the load balancer returned" },
  { name: "target_status_code", type: "string", comment: "HTTP status that the target returned" },
  { name: "received_bytes", type: "string", comment: "Bytes of the request" },
  { name: "sent_bytes", type: "string", comment: "Bytes of the response" },
  { name: "request_verb", type: "string", comment: "HTTP method" },
  { name: "request_url", type: "string", comment: "URL, with protocol, host and port" },
  { name: "request_proto", type: "string", comment: "HTTP version" },
  { name: "user_agent", type: "string", comment: "User agent of the client" },
  { name: "ssl_cipher", type: "string", comment: "Cipher of HTTPS" },
  { name: "ssl_protocol", type: "string", comment: "Protocol of HTTPS" },
  { name: "target_group_arn", type: "string", comment: "Target group" },
  { name: "trace_id", type: "string", comment: "Header X-Amzn-Trace-Id" },
  { name: "domain_name", type: "string", comment: "Name that the client requested in the TLS handshake" },
  { name: "chosen_cert_arn", type: "string", comment: "Certificate of the listener" },
  { name: "matched_rule_priority", type: "string", comment: "Priority of the listener rule; 0 for the default action" },
  { name: "request_creation_time", type: "string", comment: "Time of the request, ISO 8601 in UTC" },
  {
    name: "actions_executed",
    type: "string",
    comment: "Actions: forward, waf, authenticate, redirect and others",
  },
  { name: "redirect_url", type: "string", comment: "URL to which the client was redirected" },
  { name: "error_reason", type: "string", comment: "Reason why the action of a rule failed" },
  { name: "target_port_list", type: "string", comment: "Addresses and ports of the targets" },
  { name: "target_status_code_list", type: "string", comment: "HTTP statuses that the targets returned" },
  { name: "classification", type: "string", comment: "Result of desync mitigation: Acceptable, Ambiguous or Severe" },
  { name: "classification_reason", type: "string", comment: "Reason of the classification" },
  { name: "conn_trace_id", type: "string", comment: "Id of the connection, the same in the connection log" },
  { name: "transformed_host", type: "string", comment: "Host after a transform of the request" },
  { name: "transformed_uri", type: "string", comment: "URI after a transform of the request" },
  { name: "request_transform_status", type: "string", comment: "Result of the transform" },
];
