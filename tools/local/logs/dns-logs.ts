import { gzipSync } from "node:zlib";
import { byKey, lines, type LogObject, type LogScene, timeAt } from "./scene";
import { quietMachine, story } from "./story";

/** A record as the table shows it, with its partitions. */
export interface DnsRow {
  readonly account: string;
  readonly vpc: string;
  readonly query_timestamp: string;
  readonly query_name: string;
  readonly query_type: string;
  readonly rcode: string;

  /** Data of the answers. */
  readonly answers: readonly string[];
  readonly srcaddr: string;
  readonly instance: string;
}

/** The names that were looked up on the day. */
export function dnsRows(scene: LogScene): DnsRow[] {
  const attacked = { account: scene.payments, vpc: story.vpcId, srcaddr: story.instanceAddress };
  const quiet = { account: scene.website, vpc: quietMachine.vpcId, srcaddr: quietMachine.address };
  const ask = (at: string, name: string, type: string, answers: readonly string[]) => ({
    query_timestamp: timeAt(scene, at),
    query_name: `${name}.`,
    query_type: type,
    rcode: answers.length > 0 ? "NOERROR" : "NXDOMAIN",
    answers,
  });
  const ordinary = [
    ask("01:05:00", `s3.${scene.home}.amazonaws.com`, "A", ["52.218.0.10"]),
    ask("13:00:00", "db.internal.example", "A", ["10.20.0.9"]),
  ];
  return [
    ...ordinary.map((row) => ({ ...attacked, instance: story.instanceId, ...row })),
    ...[
      ask("02:17:12", story.domain, "A", [story.attackerAddress]),
      ask("02:19:30", `c3RhcnQ.${story.domain}`, "TXT", []),
    ].map((row) => ({ ...attacked, instance: story.instanceId, ...row })),
    ...ordinary.map((row) => ({ ...quiet, instance: quietMachine.instanceId, ...row })),
  ];
}

/** The same as files: gzipped JSON lines by VPC and day. */
export function dnsObjects(scene: LogScene): LogObject[] {
  const { names, home, day, partition } = scene;
  const folder = ({ account, vpc }: DnsRow) =>
    [
      `${names.prefixes.dnsLogs}/AWSLogs/${account}/vpcdnsquerylogs/${vpc}/${day.replaceAll("-", "/")}`,
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
