import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { rootUserCredentials, s3Config } from "./clients";
import type { LocalDeployment } from "./terraform/deployment";
import { asService, serviceKey } from "./service-principal";
import { accessObjects } from "../sample-data/logs/access-logs";
import { appLogObjects } from "../sample-data/logs/app-logs";
import { configObjects } from "../sample-data/logs/config-items";
import { dnsObjects } from "../sample-data/logs/dns-logs";
import { findingObjects } from "../sample-data/logs/findings";
import { flowObjects } from "../sample-data/logs/flow-logs";
import { insightObjects } from "../sample-data/logs/insights";
import { loadBalancerObjects } from "../sample-data/logs/load-balancer-logs";
import { logScene } from "./log-scene";
import type { LogObject } from "../sample-data/logs/scene";
import { sessionObjects } from "../sample-data/logs/session-transcripts";
import { versionListObjects } from "../sample-data/logs/version-lists";
import { wafObjects } from "../sample-data/logs/waf-logs";

const dayOfLogs = [
  insightObjects,
  configObjects,
  flowObjects,
  dnsObjects,
  sessionObjects,
  findingObjects,
  appLogObjects,
  accessObjects,
  loadBalancerObjects,
  wafObjects,
  versionListObjects,
];

/** Delivers all logs of the day, except the events and digests of the trail. */
export async function deliverLogs(deployment: LocalDeployment, day: string): Promise<void> {
  const scene = logScene(deployment.config, day);
  const objects = await Promise.all(dayOfLogs.map((objectsOf) => objectsOf(scene)));
  await putObjects(deployment, objects.flat());
}

/** Writes each object with the service principal that writes it on AWS, if the archive grants this principal access. */
export async function putObjects(deployment: LocalDeployment, objects: readonly LogObject[]): Promise<void> {
  const { address, config } = deployment;
  // The archives deny writes of their administrators. The emulator evaluates no policy for a root user
  const root = rootUserCredentials(config.accounts.logArchive);
  for (const { bucket: Bucket, key: Key, body: Body, deliveredBy } of objects) {
    const credentials = deliveredBy ? serviceKey(deliveredBy.principal) : root;
    const client = new S3Client(s3Config(address, config.homeRegion, credentials));
    const s3 = deliveredBy ? asService(client, deliveredBy.sourceArn) : client;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ACL: "bucket-owner-full-control" }));
  }
}
