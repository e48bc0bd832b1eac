import { regexLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * TLS connections to network load balancers, from their access logs. Listeners without TLS write no log.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/networkloadbalancer-classic-logs.html
 */
export function networkLoadBalancerLogsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "network_load_balancer_logs",
    description:
      "TLS connections to network load balancers of the home region, which they logged on a best-effort basis",
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the load balancer"),
      regionPartition(regions, "Region of the load balancer"),
      dayPartition(firstDay),
    ],
    location,
    partitionPath: "${account}/elasticloadbalancing/${region}/${day}",
    ...regexLines(`${fields}(?: ${field})?.*`),
    notes: [
      "The type of every column is string. `-` means that there is no value. Only TLS listeners log their connections.",
    ],
  };
}

const field = "([^ ]*)";
const address = "([^ ]*)[:-]([0-9]*)";
const fields = [
  [field, field, field, field, field, address, address, field, field, field, field, field],
  [field, field, field, field, field, field, field, field, field],
]
  .flat()
  .join(" ");

const columns: readonly Column[] = [
  { name: "type", type: "string", comment: "Kind of listener, tls" },
  { name: "version", type: "string", comment: "Version of the record" },
  { name: "time", type: "string", comment: "End of the connection, ISO 8601" },
  { name: "elb", type: "string", comment: "Load balancer, net/<name>/<id>" },
  { name: "listener", type: "string", comment: "Id of the TLS listener" },
  { name: "client_ip", type: "string", comment: "Address of the client" },
  { name: "client_port", type: "string", comment: "Port of the client" },
  { name: "destination_ip", type: "string", comment: "Address of the listener" },
  { name: "destination_port", type: "string", comment: "Port of the listener" },
  { name: "connection_time", type: "string", comment: "Duration of the connection in milliseconds" },
  { name: "tls_handshake_time", type: "string", comment: "Milliseconds of the TLS handshake" },
  { name: "received_bytes", type: "string", comment: "Bytes from the client, after decryption" },
  { name: "sent_bytes", type: "string", comment: "Bytes to the client, before encryption" },
  { name: "incoming_tls_alert", type: "string", comment: "TLS alert that the client sent" },
  { name: "chosen_cert_arn", type: "string", comment: "Certificate of the listener" },
  { name: "chosen_cert_serial", type: "string", comment: "Reserved" },
  { name: "tls_cipher", type: "string", comment: "Negotiated cipher" },
  { name: "tls_protocol_version", type: "string", comment: "Negotiated protocol" },
  { name: "tls_named_group", type: "string", comment: "Reserved" },
  { name: "domain_name", type: "string", comment: "Name that the client requested in the TLS handshake" },
  { name: "alpn_fe_protocol", type: "string", comment: "Protocol negotiated with the client" },
  { name: "alpn_be_protocol", type: "string", comment: "Protocol negotiated with the target" },
  { name: "alpn_client_preference_list", type: "string", comment: "Protocols that the client offered, in quotes" },
  { name: "tls_connection_creation_time", type: "string", comment: "Beginning of the connection, ISO 8601" },
];
