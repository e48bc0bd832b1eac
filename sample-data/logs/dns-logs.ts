import { gzipSync } from "node:zlib";
import { byKey, lines, type LogObject, type LogScene, timeAt } from "./scene";
import { quietMachine, story } from "./story";

/** A record as a row of the table, with its partitions. */
export interface DnsRow {
  readonly account: string;
  readonly vpc: string;
  readonly query_timestamp: string;
  readonly query_name: string;
  readonly query_type: string;
  readonly rcode: string;

  /** Data of the DNS answers. */
  readonly answers: readonly string[];
  readonly srcaddr: string;
  readonly instance: string;
}

/** The DNS queries of the day. */
export function dnsRows(scene: LogScene): DnsRow[] {
  const { home, payments, website } = scene;
  const attacked = dnsClient(scene, payments, { ...story, address: story.instanceAddress });
  const quiet = dnsClient(scene, website, quietMachine);
  const ordinary = (query: ReturnType<typeof dnsClient>) => [
    query("01:05:00", `s3.${home}.amazonaws.com`, "A", ["52.218.0.10"]),
    query("13:00:00", "db.internal.example", "A", ["10.20.0.9"]),
  ];
  return [
    ...ordinary(attacked),
    attacked("02:17:12", story.domain, "A", [story.attackerAddress]),
    attacked("02:19:30", `c3RhcnQ.${story.domain}`, "TXT", []),
    ...ordinary(quiet),
  ];
}

/** Returns a function that creates the DNS queries of a machine. */
function dnsClient(scene: LogScene, account: string, machine: Record<"vpcId" | "instanceId" | "address", string>) {
  return (at: string, name: string, type: string, answers: readonly string[]): DnsRow => ({
    account,
    vpc: machine.vpcId,
    query_timestamp: timeAt(scene, at),
    query_name: `${name}.`,
    query_type: type,
    rcode: answers.length > 0 ? "NOERROR" : "NXDOMAIN",
    answers,
    srcaddr: machine.address,
    instance: machine.instanceId,
  });
}

/** The same rows as files: gzipped JSON lines, one file for each VPC and day. */
export function dnsObjects(scene: LogScene): LogObject[] {
  const { names, home, day, partition } = scene;
  const folder = ({ account, vpc }: DnsRow) =>
    [
      `${names.prefixes.dnsQueryLogs}/AWSLogs/${account}/vpcdnsquerylogs/${vpc}/${day.replaceAll("-", "/")}`,
      `${vpc}_vpcdnsquerylogs_${account}_${day.replaceAll("-", "")}T0000Z_0a1b2c3d.log.gz`,
    ].join("/");
  return byKey(dnsRows(scene), folder).map(([key, rows]) => ({
    bucket: names.buckets.serviceLogs,
    key,
    body: gzipSync(lines(rows.map((row) => record(scene, row)))),
    deliveredBy: {
      principal: "delivery.logs.amazonaws.com",
      sourceArn: `arn:${partition}:logs:${home}:${rows[0]?.account}:*`,
    },
  }));
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-format.html */
function record({ home }: LogScene, { account, vpc, answers, instance, query_type: type, ...row }: DnsRow) {
  return {
    version: "1.100000",
    account_id: account,
    region: home,
    vpc_id: vpc,
    query_type: type,
    query_class: "IN",
    ...row,
    answers: answers.map((Rdata) => ({ Rdata, Type: type, Class: "IN" })),
    srcport: "53114",
    transport: "UDP",
    srcids: { instance },
  };
}
