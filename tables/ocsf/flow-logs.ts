import {
  type Attributes,
  choice,
  constant,
  integer,
  long,
  object,
  observables,
  text,
  texts,
  timestamp,
  unmappedFields,
} from "./attribute";
import { eventClasses, ocsfVersion } from "./event-classes";
import { type OcsfView, dayOf, informational, millisecondsOf, ocsfView, timeOfSeconds } from "./ocsf-view";

/** A string of a record. Flow logs contain `-` for an unknown value. */
const known = (column: string) => `nullif(${column}, '-')`;

/** Attributes of one endpoint. It has the attributes of the network interface if the direction of the traffic matches. */
function endpoint(end: "src" | "dst", direction: "egress" | "ingress") {
  const own = (column: string) =>
    text(`IF(flow_direction = '${direction}', ${known(column)})`, `${column}, if flow_direction is ${direction}`);
  const address = known(`${end}addr`);
  const packetAddress = known(`pkt_${end}addr`);
  return object({
    port: integer(`${end}port`),
    svc_name: text(known(`pkt_${end}_aws_service`), `pkt_${end}_aws_service`),
    ip: text(`coalesce(${packetAddress}, ${address})`, `pkt_${end}addr, else ${end}addr`),
    intermediate_ips: texts(
      `IF(${packetAddress} <> ${address}, ARRAY[${address}])`,
      `${end}addr, if it is not pkt_${end}addr`,
    ),
    interface_uid: own("interface_id"),
    vpc_uid: own("vpc_id"),
    instance_uid: own("instance_id"),
    subnet_uid: own("subnet_id"),
  });
}

/** Boundaries by the traffic path. The numbers of the framework have the order of the numbers of AWS. */
const boundaries = [
  "Same VPC",
  "Internet/VPC Gateway",
  "Virtual Private Gateway",
  "Intra-region VPC",
  "Inter-region VPC",
  "Local Gateway",
  "Gateway VPC",
  "Internet Gateway",
];
const boundary = choice("traffic_path", Object.fromEntries(boundaries.map((name, i) => [i + 1, name])));
const boundaryId = `CASE WHEN traffic_path IS NULL THEN 0 WHEN traffic_path BETWEEN 1 AND ${boundaries.length} THEN traffic_path + 3 ELSE 99 END`;

const ofAction = (accepted: string | number, rejected: string | number, other: string) =>
  choice("action", { "'ACCEPT'": accepted, "'REJECT'": rejected }, other);
const ofDirection = (ingress: string | number, egress: string | number, other: string) =>
  choice("flow_direction", { "'ingress'": ingress, "'egress'": egress }, other);

/** Name and number of a value that the framework does not define, and of a missing value. */
const otherName = (column: string) => `coalesce(${known(column)}, 'Unknown')`;
const otherId = (column: string) => `IF(${known(column)} IS NULL, 0, 99)`;

const source = known("coalesce(pkt_srcaddr, srcaddr)");
const destination = known("coalesce(pkt_dstaddr, dstaddr)");

/** Fields of ECS tasks, and other fields without an attribute in the framework. */
const others = [
  ["sublocation_type", "sublocation_id", "reject_reason"],
  ["ecs_cluster_arn", "ecs_cluster_name", "ecs_container_instance_arn", "ecs_container_instance_id"],
  ["ecs_container_id", "ecs_second_container_id", "ecs_service_name"],
  ["ecs_task_definition_arn", "ecs_task_arn", "ecs_task_id"],
].flat();

/** Fields of the network interface. Without a direction, it is unknown whether the interface is the source or the destination. */
const undirected = ["interface_id", "vpc_id", "instance_id", "subnet_id"];
const isDirected = "coalesce(flow_direction, '') IN ('ingress', 'egress')";

const attributes: Attributes = {
  metadata: object({
    product: object({
      version: text("CAST(version AS varchar)", "version"),
      name: constant("Amazon VPC"),
      feature: object({ name: constant("Flowlogs") }),
      vendor_name: constant("AWS"),
    }),
    profiles: texts("ARRAY['cloud', 'security_control', 'datetime']", "always `cloud`, `security_control`, `datetime`"),
    version: constant(ocsfVersion),
  }),
  ...informational,
  status_code: text("log_status"),
  action: text(ofAction("Allowed", "Denied", otherName("action")), "action"),
  action_id: integer(ofAction(1, 2, otherId("action")), "action"),
  disposition: text(ofAction("Allowed", "Blocked", otherName("action")), "action"),
  disposition_id: integer(ofAction(1, 2, otherId("action")), "action"),
  cloud: object({
    account: object({ uid: text("account", "the account of the path") }),
    region: text("region", "the region of the path"),
    zone: text(known("az_id"), "az_id"),
    provider: constant("AWS"),
  }),
  src_endpoint: endpoint("src", "egress"),
  dst_endpoint: endpoint("dst", "ingress"),
  connection_info: object({
    protocol_num: integer("CAST(protocol AS integer)", "protocol"),
    tcp_flags: integer("tcp_flags"),
    protocol_ver: text("type"),
    boundary_id: integer(boundaryId, "traffic_path"),
    boundary: text(boundary, "traffic_path"),
    direction_id: integer(ofDirection(1, 2, otherId("flow_direction")), "flow_direction"),
    direction: text(ofDirection("Inbound", "Outbound", otherName("flow_direction")), "flow_direction"),
  }),
  traffic: object({ packets: long("packets"), bytes: long("bytes") }),
  start_time: long(millisecondsOf(timeOfSeconds("start")), "start"),
  start_time_dt: timestamp(timeOfSeconds("start"), "start"),
  end_time: long(millisecondsOf(timeOfSeconds('"end"')), "end"),
  end_time_dt: timestamp(timeOfSeconds('"end"'), "end"),
  observables: observables([
    ["src_endpoint.ip", "IP Address", source],
    ["dst_endpoint.ip", "IP Address", destination],
    ["src_endpoint.instance_uid", "Resource UID", `IF(flow_direction = 'egress', ${known("instance_id")})`],
    ["dst_endpoint.instance_uid", "Resource UID", `IF(flow_direction = 'ingress', ${known("instance_id")})`],
  ]),
  unmapped: unmappedFields({
    ...Object.fromEntries(others.map((name) => [name, known(name)])),
    ...Object.fromEntries(undirected.map((name) => [name, `IF(NOT ${isDirected}, ${known(name)})`])),
  }),
};

/**
 * VPC flow logs. Accepted traffic is `Traffic`, and rejected traffic is `Refuse`.
 *
 * @see https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS/v1.1.0/VPC%20Flowlogs
 */
export function ocsfFlowLogs(): OcsfView {
  return ocsfView({
    name: "flow_logs",
    description: "VPC flow logs as Network Activity of the Open Cybersecurity Schema Framework",
    notes: [
      "Limit `accountid`, `region` and `day`. `day` has the format of the path, `year=2026/month=01/day=31`.",
      "The view also contains records without traffic (`status_code` is `NODATA` or `SKIPDATA`), with the activity `Unknown`.",
    ],
    from: ["flow_logs"],
    classes: [eventClasses.networkActivity],
    classUid: String(eventClasses.networkActivity.uid),
    activityId: ofAction(6, 5, otherId("action")),
    time: timeOfSeconds("start"),
    day: dayOf("year=%Y/month=%m/day=%d"),
    attributes,
    partitions: {
      region: text("region", "the region of the path"),
      accountid: text("account", "the account of the path"),
      day: text("day", "the day of the path"),
    },
  });
}
