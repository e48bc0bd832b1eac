import { generateKeyPairSync } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { LocalDeployment } from "../../../local-aws/terraform/deployment";
import { digestFiles } from "../../../sample-data/events/digest";
import { logFiles } from "../../../sample-data/events/log-file";
import { Random } from "../../../sample-data/events/random";
import { deliverLogs, putObjects } from "../../../local-aws/log-delivery";
import { dnsObjects } from "../../../sample-data/logs/dns-logs";
import { flowObjects } from "../../../sample-data/logs/flow-logs";
import { logScene } from "../../../local-aws/log-scene";
import { lines, type LogObject, type LogScene, timeAt } from "../../../sample-data/logs/scene";
import { deliver, layoutOf } from "../../../local-aws/trail-delivery";
import { platformEvents } from "./platform-story";

/** The VPC with a DNS tunnel and blocked names. */
export const oddVpc = "vpc-0dd0dd0dd0dd0dd00";

/** Names that are looked up in this VPC. None of them is ordinary. */
export const oddNames = [
  { query_name: `${"a".repeat(50)}.tunnel.example.`, rcode: "NXDOMAIN", query_type: "TXT" },
  { query_name: "b.tunnel.example.", rcode: "NOERROR", query_type: "TXT" },
  { query_name: "blocked.example.", rcode: "NXDOMAIN", query_type: "A", firewall_rule_action: "BLOCK" },
] as const;

/** Returns the scene `days` days after another scene. */
export function shifted(scene: LogScene, days: number): LogScene {
  return { ...scene, day: new Date(Date.parse(scene.day) + days * 86_400_000).toISOString().slice(0, 10) };
}

/**
 * Delivers the platform's day: the trail's events and digests without one digest, and every other kind of log. The next day has
 * only flow logs and DNS logs. The day before has one event of the log-archive account.
 */
export async function deliverPlatformDay(deployment: LocalDeployment, day: string): Promise<LogScene> {
  const scene = logScene(deployment.config, day);
  const after = shifted(scene, 1);
  await deliverTrail(deployment, scene);
  await deliverLogs(deployment, day);
  await putObjects(deployment, [...(await flowObjects(after)), ...dnsObjects(after), oddDnsObject(scene)]);
  return scene;
}

async function deliverTrail({ config, address }: LocalDeployment, scene: LogScene): Promise<void> {
  const layout = layoutOf(config);
  const files = logFiles(platformEvents(scene), layout, new Random(`${scene.day} platform files`));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const digests = digestFiles({ files, day: scene.day, layout, key: privateKey }).filter(
    ({ key }) => !key.includes(lostDigest(scene)),
  );
  const [event] = platformEvents(shifted(scene, -1));
  const earlier = event ? [{ ...event, recipientAccountId: scene.logArchive }] : [];
  await deliver(config, address, [...files, ...digests, ...logFiles(earlier, layout, new Random("earlier"))]);
}

/** A part of the name of the missing digest: that of `website`, from two to three. */
export function lostDigest({ website, home, names, day }: LogScene): string {
  return `${website}_CloudTrail-Digest_${home}_${names.trailName}_${home}_${day.replaceAll("-", "")}T025959Z`;
}

function oddDnsObject(scene: LogScene): LogObject {
  const { names, payments, day, home, partition } = scene;
  const record = (odd: object) => ({
    version: "1.100000",
    account_id: payments,
    region: home,
    vpc_id: oddVpc,
    query_class: "IN",
    query_timestamp: timeAt(scene, "15:00:00"),
    srcaddr: "10.20.9.9",
    answers: [],
    srcids: {},
    ...odd,
  });
  return {
    bucket: names.buckets.serviceLogs,
    key: `${names.prefixes.dnsQueryLogs}/AWSLogs/${payments}/vpcdnsquerylogs/${oddVpc}/${day.replaceAll("-", "/")}/odd.log.gz`,
    body: gzipSync(lines(oddNames.map(record))),
    deliveredBy: {
      principal: "delivery.logs.amazonaws.com",
      sourceArn: `arn:${partition}:logs:${home}:${payments}:*`,
    },
  };
}
