import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { rootUserCredentials, s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { asService, serviceKey } from "../../local-aws/service-principal";
import { accessObjects } from "./access-logs";
import { appLogObjects } from "./app-logs";
import { configObjects } from "./config-items";
import { dnsObjects } from "./dns-logs";
import { findingObjects } from "./findings";
import { flowObjects } from "./flow-logs";
import { insightObjects } from "./insights";
import { loadBalancerObjects } from "./load-balancer-logs";
import { type LogObject, logScene } from "./scene";
import { sessionObjects } from "./session-transcripts";
import { versionListObjects } from "./version-lists";
import { wafObjects } from "./waf-logs";

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
  await putObjects(
    deployment,
    dayOfLogs.flatMap((objects) => objects(scene)),
  );
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
