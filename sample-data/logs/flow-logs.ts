import { type ParquetColumn, parquetFile, type ParquetRow } from "./parquet";
import { byKey, type LogObject, type LogScene, millisecondsAt } from "./scene";
import { quietMachine, story } from "./story";

/** A record as a row of the table. A missing field is null. */
export type FlowRow = ParquetRow & { readonly account: string; readonly hour: string };

interface Flow {
  /** `HH:mm:ss` of the first packet; the record covers a minute. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly packets: number;
  readonly bytes: number;
  readonly action?: "ACCEPT" | "REJECT";
}

const attacker = story.attackerAddress;
const machine = story.instanceAddress;

const attackFlows: readonly Flow[] = [
  { at: "02:14:58", from: `${attacker}:51544`, to: `${machine}:22`, packets: 3, bytes: 180, action: "REJECT" },
  { at: "02:15:40", from: `${attacker}:51560`, to: `${machine}:22`, packets: 41, bytes: 6_104 },
  { at: "02:17:14", from: `${machine}:44120`, to: `${attacker}:443`, packets: 26, bytes: 3_212 },
  { at: "02:17:15", from: `${attacker}:443`, to: `${machine}:44120`, packets: 940, bytes: 1_311_744 },
  { at: "02:18:02", from: `${machine}:44122`, to: `${attacker}:443`, packets: 489_336, bytes: story.sentBytes },
];

const ordinaryFlows = (address: string): readonly Flow[] => [
  { at: "01:05:00", from: `${address}:40022`, to: "10.20.0.2:443", packets: 12, bytes: 5_480 },
  { at: "02:05:00", from: `${address}:40024`, to: "10.20.0.2:443", packets: 14, bytes: 6_020 },
  { at: "13:05:00", from: "10.20.0.9:50110", to: `${address}:8443`, packets: 31, bytes: 20_915 },
];

/** The flow records of the day. */
export function flowRows(scene: LogScene): FlowRow[] {
  const rows = (account: string, place: Place, flows: readonly Flow[]) =>
    flows.map((flow) => flowRow(scene, account, place, flow));
  const attacked = { ...story, address: machine };
  return [
    ...rows(scene.payments, attacked, [...attackFlows, ...ordinaryFlows(machine)]),
    ...rows(scene.website, quietMachine, ordinaryFlows(quietMachine.address)),
  ];
}

type Place = Record<"interfaceId" | "vpcId" | "subnetId" | "instanceId" | "address", string>;

function flowRow(scene: LogScene, account: string, place: Place, flow: Flow): FlowRow {
  const { from, to, at, packets, bytes, action = "ACCEPT" } = flow;
  const [srcaddr = "", srcport] = from.split(":");
  const [dstaddr = "", dstport] = to.split(":");
  const start = millisecondsAt(scene, at) / 1_000;
  const isOutgoing = srcaddr === place.address;
  return {
    account,
    // The service delivers the record in the hour of its first packet
    hour: at.slice(0, 2),
    version: 5,
    interface_id: place.interfaceId,
    srcaddr,
    dstaddr,
    srcport: Number(srcport),
    dstport: Number(dstport),
    protocol: 6,
    packets,
    bytes,
    start,
    end: start + 59,
    action,
    log_status: "OK",
    vpc_id: place.vpcId,
    subnet_id: place.subnetId,
    instance_id: place.instanceId,
    tcp_flags: action === "REJECT" ? 2 : 3,
    type: "IPv4",
    pkt_srcaddr: srcaddr,
    pkt_dstaddr: dstaddr,
    az_id: "euw1-az1",
    flow_direction: isOutgoing ? "egress" : "ingress",
    traffic_path: isOutgoing ? (dstaddr === attacker ? 8 : 1) : null,
  };
}

/** The same rows as Parquet files with the types of VPC flow logs, in Hive-compatible hourly partitions. */
export function flowObjects(scene: LogScene): Promise<LogObject[]> {
  const { names, home, day, partition } = scene;
  const [year, month, date] = day.split("-");
  const folder = ({ account, hour }: FlowRow) =>
    [
      `${names.prefixes.flowLogs}/AWSLogs/aws-account-id=${account}/aws-service=vpcflowlogs/aws-region=${home}`,
      `year=${year}/month=${month}/day=${date}/hour=${hour}`,
      `${account}_vpcflowlogs_${home}_fl-1234abcd_${day.replaceAll("-", "")}T${hour}05Z_0a1b2c3d.log.parquet`,
    ].join("/");
  const objects = byKey(flowRows(scene), folder).map(async ([key, rows]) => ({
    bucket: names.buckets.serviceLogs,
    key,
    body: await parquetFile(
      columns,
      rows.map((row) => ({ ...row, account_id: row.account, region: home })),
    ),
    deliveredBy: {
      principal: "delivery.logs.amazonaws.com",
      sourceArn: `arn:${partition}:logs:${home}:${rows[0]?.account}:*`,
    },
  }));
  return Promise.all(objects);
}

const ofType = (type: ParquetColumn["type"], names: string): ParquetColumn[] =>
  names.split(" ").map((name) => ({ name, type }));

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
const columns: readonly ParquetColumn[] = [
  ...ofType("INT32", "version srcport dstport protocol tcp_flags traffic_path"),
  ...ofType("INT64", "packets bytes start end"),
  ...ofType("STRING", "account_id interface_id srcaddr dstaddr action log_status vpc_id subnet_id instance_id type"),
  ...ofType("STRING", "pkt_srcaddr pkt_dstaddr region az_id flow_direction reject_reason"),
];
