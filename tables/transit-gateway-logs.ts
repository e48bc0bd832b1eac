import { parquet } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * Flow logs of transit gateways in Parquet, below Hive-compatible hourly folders.
 *
 * They have their own prefix and table, because they have no `action`, and because the table of VPC flow logs would count their
 * traffic twice.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html
 */
export function transitGatewayLogsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "transit_gateway_logs",
    description: "Traffic through transit gateways that their flow logs recorded",
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the transit gateway"),
      regionPartition(regions, "Region of the transit gateway"),
      dayPartition(firstDay, "hive"),
    ],
    location,
    // Each hour has a folder below the folder of its day. Athena reads the folders of the hours with the day
    partitionPath: "aws-account-id=${account}/aws-service=vpcflowlogs/aws-region=${region}/${day}",
    ...parquet,
    notes: [
      "One connection has a record for each attachment that it passes. Before you sum bytes, add a condition on the attachment.",
      "`day` has the format of the path, as in `flow_logs`.",
      "A transit gateway does not reject traffic. `packets_lost_*` are the numbers of dropped packets by reason.",
    ],
  };
}

const columns: readonly Column[] = [
  { name: "version", type: "int", comment: "Version of the record" },
  { name: "resource_type", type: "string", comment: "TransitGateway or TransitGatewayAttachment" },
  { name: "tgw_id", type: "string", comment: "Transit gateway" },
  { name: "tgw_attachment_id", type: "string", comment: "Attachment that recorded the traffic" },
  { name: "tgw_src_vpc_account_id", type: "string", comment: "Account of the VPC that sent the traffic" },
  { name: "tgw_dst_vpc_account_id", type: "string", comment: "Account of the VPC that received the traffic" },
  { name: "tgw_src_vpc_id", type: "string", comment: "Source VPC" },
  { name: "tgw_dst_vpc_id", type: "string", comment: "Destination VPC" },
  { name: "tgw_src_subnet_id", type: "string", comment: "Source subnet" },
  { name: "tgw_dst_subnet_id", type: "string", comment: "Destination subnet" },
  { name: "tgw_src_eni", type: "string", comment: "Network interface of the source attachment" },
  { name: "tgw_dst_eni", type: "string", comment: "Network interface of the destination attachment" },
  { name: "tgw_src_az_id", type: "string", comment: "Availability Zone of the source" },
  { name: "tgw_dst_az_id", type: "string", comment: "Availability Zone of the destination" },
  { name: "tgw_pair_attachment_id", type: "string", comment: "The attachment at the other end" },
  { name: "srcaddr", type: "string", comment: "Source address" },
  { name: "dstaddr", type: "string", comment: "Destination address" },
  { name: "srcport", type: "int", comment: "Source port" },
  { name: "dstport", type: "int", comment: "Destination port" },
  { name: "protocol", type: "bigint", comment: "IANA number of the protocol: 6 TCP, 17 UDP, 1 ICMP" },
  { name: "packets", type: "bigint", comment: "Packets in this time" },
  { name: "bytes", type: "bigint", comment: "Bytes in this time" },
  { name: "start", type: "bigint", comment: "Time of the first packet, seconds since 1970" },
  { name: "end", type: "bigint", comment: "Time of the last packet, seconds since 1970" },
  { name: "log_status", type: "string", comment: "OK, NODATA, or SKIPDATA if records were lost" },
  { name: "type", type: "string", comment: "IPv4, IPv6 or EFA" },
  { name: "packets_lost_no_route", type: "bigint", comment: "Dropped packets without a route" },
  { name: "packets_lost_blackhole", type: "bigint", comment: "Dropped packets whose route was a black hole" },
  { name: "packets_lost_mtu_exceeded", type: "bigint", comment: "Dropped packets that were too large" },
  { name: "packets_lost_ttl_expired", type: "bigint", comment: "Dropped packets whose time to live had ended" },
  { name: "tcp_flags", type: "int", comment: "Sum of the TCP flags: 2 SYN, 18 SYN-ACK, 1 FIN, 4 RST" },
  { name: "flow_direction", type: "string", comment: "Direction, relative to the attachment: ingress or egress" },
  { name: "pkt_src_aws_service", type: "string", comment: "Service of AWS that owns the source address" },
  { name: "pkt_dst_aws_service", type: "string", comment: "Service of AWS that owns the destination address" },
];

/** Fields of the flow log of a transit gateway, which are the columns of the table. */
export const transitGatewayLogFields: readonly string[] = columns.map(({ name }) => name.replaceAll("_", "-"));

/** Every field that a flow log of a transit gateway can have. */
export const knownTransitGatewayLogFields: readonly string[] = ["account-id", "region", ...transitGatewayLogFields];
