import { jsonLines } from "./formats";
import { type Column, type LogTable, type TableLocation, inLowerCase } from "./log-table";
import { accountPartition, dayPartition } from "./partitions";

/**
 * DNS queries from VPCs that Route 53 Resolver logged.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/querying-r53-resolver-logs-partitioning-example.html
 */
export function dnsLogsTable({ location, accountIds, firstDay }: TableLocation): LogTable {
  return {
    name: "dns_logs",
    description: "DNS queries from VPCs, as Route 53 Resolver logged them",
    columns: inLowerCase(fields),
    fields,
    partitions: [
      accountPartition(accountIds, "Account of the query log"),
      {
        name: "vpc",
        type: "string",
        comment: "VPC of the query, such as vpc-0a1b2c3d; each query needs a condition on it",
        projection: { type: "injected" },
      },
      dayPartition(firstDay),
    ],
    location,
    partitionPath: "${account}/vpcdnsquerylogs/${vpc}/${day}",
    ...jsonLines(),
    notes: [
      "A query must contain a condition on the VPC (`vpc = '...'`), because the VPC precedes the day in the path and Athena cannot list all VPCs. To find the VPC of an address or an instance, query `flow_logs`.",
    ],
  };
}

/** The fields of a record, with their names in the logs. */
const fields: readonly Column[] = [
  { name: "version", type: "string", comment: "Version of the record" },
  { name: "account_id", type: "string", comment: "Account of the VPC" },
  { name: "region", type: "string", comment: "Region of the VPC" },
  { name: "vpc_id", type: "string", comment: "VPC of the query" },
  { name: "query_timestamp", type: "string", comment: "Time of the query, ISO 8601 in UTC" },
  { name: "query_name", type: "string", comment: "Queried name, with a dot at its end" },
  { name: "query_type", type: "string", comment: "Requested type of record, such as A" },
  { name: "query_class", type: "string", comment: "Class of the query, IN" },
  { name: "rcode", type: "string", comment: "Code of the response, such as NOERROR or NXDOMAIN" },
  { name: "answers", type: "array<struct<Rdata:string,Type:string,Class:string>>", comment: "Records of the response" },
  { name: "srcaddr", type: "string", comment: "Address that sent the query" },
  { name: "srcport", type: "string", comment: "Port that sent the query" },
  { name: "transport", type: "string", comment: "UDP or TCP" },
  {
    name: "srcids",
    type: "struct<instance:string,resolver_endpoint:string,resolver_network_interface:string>",
    comment: "Instance, Resolver endpoint or network interface that sent the query",
  },
  { name: "firewall_rule_action", type: "string", comment: "Action of DNS Firewall: ALLOW, BLOCK or ALERT" },
  { name: "firewall_rule_group_id", type: "string", comment: "Rule group of DNS Firewall that matched" },
  { name: "firewall_domain_list_id", type: "string", comment: "Domain list of DNS Firewall that matched" },
];
