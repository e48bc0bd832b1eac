import { gzipSync } from "node:zlib";
import { byKey, type LogObject, type LogScene, timeAt } from "./scene";
import { story } from "./story";

/** A request as a row of the table. */
export interface LoadBalancerRow {
  readonly account: string;

  /** `HH:mm:ss` in UTC. */
  readonly at: string;
  readonly clientIp: string;

  /** Address of the target. Empty if the request reached no target. */
  readonly targetIp: string;

  /** Seconds until the response of the target, or -1 without a response. */
  readonly seconds: string;
  readonly status: string;
  readonly targetStatus: string;
  readonly sentBytes: number;
  readonly method: string;
  readonly path: string;
  readonly userAgent: string;
}

/** Name of the load balancer in every account. */
export const loadBalancer = "app/shop/50dc6c495c0c9188";

/** Target group of an account. */
export function targetGroupArn({ partition, home }: LogScene, account: string): string {
  return `arn:${partition}:elasticloadbalancing:${home}:${account}:targetgroup/shop/73e2d6bc24d8a067`;
}

/** The requests of the day. In `payments`, requests of the attacker were denied, a target failed, and a request reached no target. */
export function loadBalancerRows({ payments, website }: LogScene): LoadBalancerRow[] {
  const attacker = {
    account: payments,
    clientIp: story.attackerAddress,
    userAgent: `${story.userAgent} \\x22odd\\x22`,
  };
  const refused = { ...attacker, targetIp: "", seconds: "-1", status: "403", targetStatus: "-", sentBytes: 520 };
  const shopper = { clientIp: "198.51.100.20", userAgent: "Mozilla/5.0", method: "GET", path: "/" };
  const served = { targetIp: "10.20.3.17", seconds: "0.010", status: "200", targetStatus: "200", sentBytes: 2_000 };
  const unserved = { targetIp: "", seconds: "-1", status: "503", targetStatus: "-" };
  return [
    { ...refused, at: "01:50:00", method: "POST", path: "/login" },
    { ...refused, at: "01:50:02", method: "POST", path: "/search?q=a b" },
    {
      ...attacker,
      ...served,
      at: "01:51:00",
      method: "POST",
      path: "/upload",
      seconds: "12.500",
      status: "502",
      targetStatus: "-",
    },
    { ...shopper, ...served, account: payments, at: "09:00:00" },
    {
      ...shopper,
      ...served,
      ...unserved,
      account: payments,
      at: "09:05:00",
    },
    { ...shopper, ...served, account: website, at: "09:00:00" },
  ];
}

/** The same rows as files: gzipped lines, one file for each account, region and day. */
export function loadBalancerObjects(scene: LogScene): LogObject[] {
  const { names, home, day, partition } = scene;
  const keyOf = ({ account }: LoadBalancerRow) =>
    [
      `${names.prefixes.loadBalancerLogs}/AWSLogs/${account}/elasticloadbalancing/${home}/${day.replaceAll("-", "/")}`,
      `${account}_elasticloadbalancing_${home}_app.shop.50dc6c495c0c9188_${day.replaceAll("-", "")}T1000Z_192.0.2.10_4a1b2c3d.log.gz`,
    ].join("/");
  return byKey(loadBalancerRows(scene), keyOf).map(([key, rows]) => ({
    bucket: names.buckets.accessLogs,
    key,
    body: gzipSync(rows.map((row) => `${line(scene, row)}\n`).join("")),
    deliveredBy: {
      principal: "logdelivery.elasticloadbalancing.amazonaws.com",
      sourceArn: `arn:${partition}:elasticloadbalancing:${home}:${rows[0]?.account}:loadbalancer/${loadBalancer}`,
    },
  }));
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
function line(scene: LogScene, row: LoadBalancerRow): string {
  const time = timeAt(scene, row.at).replace("Z", ".000000Z");
  const target = row.targetIp === "" ? "-" : `${row.targetIp}:8080`;
  const unreached = row.seconds === "-1" ? "-1" : "0.001";
  return [
    ["https", time, loadBalancer, `${row.clientIp}:46532`, target, unreached, row.seconds, unreached],
    [row.status, row.targetStatus, "310", row.sentBytes],
    [`"${row.method} https://shop.example.com:443${row.path} HTTP/2.0"`, `"${row.userAgent}"`],
    ["TLS_AES_128_GCM_SHA256", "TLSv1.3", targetGroupArn(scene, row.account), '"Root=1-58337262-36d228ad"'],
    ['"shop.example.com"', '"session-reused"', "0", time, '"waf,forward"', '"-"', '"-"'],
    [`"${target}"`, `"${row.targetStatus}"`, '"-"', '"-"', "TID_1a2b3c4d", '"-"', '"-"', '"-"'],
  ]
    .flat()
    .join(" ");
}
