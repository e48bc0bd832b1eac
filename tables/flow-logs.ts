import { parquet } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * VPC flow logs in Parquet, below Hive-compatible hourly folders.
 *
 * The column of a field that a flow log does not have is null. `account_id` and `region` of a record are partitions.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
 */
export function flowLogsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "flow_logs",
    description: "Connections to and from network interfaces that VPC flow logs recorded",
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the network interface"),
      regionPartition(regions, "Region of the network interface"),
      dayPartition(firstDay, "hive"),
    ],
    location,
    // Each hour has a folder below the folder of its day. Athena reads the folders of the hours with the day
    partitionPath: "aws-account-id=${account}/aws-service=vpcflowlogs/aws-region=${region}/${day}",
    ...parquet,
    notes: [
      "Athena reads the folders of all hours of a day. The hour of delivery is `regexp_extract(\"$path\", '/hour=([0-9]{2})/', 1)`.",
      "`day` has the format of the path. To convert the `day` of another table: `date_format(date_parse(?, '%Y/%m/%d'), 'year=%Y/month=%m/day=%d')`. Its values sort in the order of the days.",
      "`start` and `end` are seconds since 1970 (`from_unixtime(start)`). Write `end` in double quotes, because it is a reserved word.",
    ],
  };
}

/** Fields of the versions 2 to 5, then of versions 7 and 8. New fields can be added at the end, because Parquet columns have names. */
const columns: readonly Column[] = [
  { name: "version", type: "int", comment: "Version of the record" },
  { name: "interface_id", type: "string", comment: "Network interface" },
  { name: "srcaddr", type: "string", comment: "Source address; for outgoing traffic, the address of the interface" },
  {
    name: "dstaddr",
    type: "string",
    comment: "Destination address; for incoming traffic, the address of the interface",
  },
  { name: "srcport", type: "int", comment: "Source port" },
  { name: "dstport", type: "int", comment: "Destination port" },
  { name: "protocol", type: "bigint", comment: "IANA number of the protocol: 6 TCP, 17 UDP, 1 ICMP" },
  { name: "packets", type: "bigint", comment: "Packets in this time" },
  { name: "bytes", type: "bigint", comment: "Bytes in this time" },
  { name: "start", type: "bigint", comment: "Time of the first packet, seconds since 1970" },
  { name: "end", type: "bigint", comment: "Time of the last packet, seconds since 1970" },
  { name: "action", type: "string", comment: "ACCEPT or REJECT" },
  { name: "log_status", type: "string", comment: "OK, NODATA, or SKIPDATA if records were lost" },
  { name: "vpc_id", type: "string", comment: "VPC of the interface" },
  { name: "subnet_id", type: "string", comment: "Subnet of the interface" },
  { name: "instance_id", type: "string", comment: "Instance of the interface" },
  { name: "tcp_flags", type: "int", comment: "Sum of the TCP flags: 2 SYN, 18 SYN-ACK, 1 FIN, 4 RST" },
  { name: "type", type: "string", comment: "IPv4, IPv6 or EFA" },
  { name: "pkt_srcaddr", type: "string", comment: "Source address of the packet before any gateway changed it" },
  { name: "pkt_dstaddr", type: "string", comment: "Destination address of the packet before any gateway changed it" },
  { name: "az_id", type: "string", comment: "Availability Zone of the interface" },
  { name: "sublocation_type", type: "string", comment: "Wavelength, outpost or localzone" },
  { name: "sublocation_id", type: "string", comment: "Id of that location" },
  { name: "pkt_src_aws_service", type: "string", comment: "Service of AWS that owns the source address" },
  { name: "pkt_dst_aws_service", type: "string", comment: "Service of AWS that owns the destination address" },
  { name: "flow_direction", type: "string", comment: "Direction, relative to the interface: ingress or egress" },
  {
    name: "traffic_path",
    type: "int",
    comment: "Path of outgoing traffic: 1 within the VPC, 3 private gateway, 7 gateway endpoint, 8 internet",
  },
  { name: "ecs_cluster_arn", type: "string", comment: "ECS cluster of the task" },
  { name: "ecs_cluster_name", type: "string", comment: "Name of the ECS cluster" },
  { name: "ecs_container_instance_arn", type: "string", comment: "ECS container instance, on EC2" },
  { name: "ecs_container_instance_id", type: "string", comment: "Id of the ECS container instance" },
  { name: "ecs_container_id", type: "string", comment: "First container of the task" },
  { name: "ecs_second_container_id", type: "string", comment: "Second container of the task" },
  { name: "ecs_service_name", type: "string", comment: "ECS service of the task" },
  { name: "ecs_task_definition_arn", type: "string", comment: "ECS task definition" },
  { name: "ecs_task_arn", type: "string", comment: "ECS task" },
  { name: "ecs_task_id", type: "string", comment: "Id of the ECS task" },
  {
    name: "reject_reason",
    type: "string",
    comment: "Reason why traffic was refused, such as BPA for Block Public Access",
  },
];
