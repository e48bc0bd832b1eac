import { parse } from "../unit/config/configuration";
import { namesFor } from "../../config/names/names";
import { logTables } from "../../tables/catalog";
import type { LogTable } from "../../tables/log-table";
import { accessObjects } from "../../sample-data/logs/access-logs";
import { appLogObjects } from "../../sample-data/logs/app-logs";
import { configObjects } from "../../sample-data/logs/config-items";
import { dnsObjects } from "../../sample-data/logs/dns-logs";
import { findingObjects } from "../../sample-data/logs/findings";
import { flowObjects } from "../../sample-data/logs/flow-logs";
import { insightObjects } from "../../sample-data/logs/insights";
import { loadBalancerObjects } from "../../sample-data/logs/load-balancer-logs";
import { logScene } from "../../local-aws/log-scene";
import type { LogObject, LogScene } from "../../sample-data/logs/scene";
import { sessionObjects } from "../../sample-data/logs/session-transcripts";
import { wafObjects } from "../../sample-data/logs/waf-logs";
import { members } from "../unit/config/configuration";
import { catalogSource } from "../support/catalog";

const config = parse({ "accounts.members": members(2) });
const scene = logScene(config, "2026-01-09");
const { buckets, prefixes } = namesFor(config);

const tables = logTables(
  catalogSource({
    cloudTrailLocation: `s3://${buckets.trail}/${prefixes.trail}/AWSLogs/${scene.organizationId}`,
    locations: {
      awsConfig: `s3://${buckets.config}/${prefixes.awsConfig}`,
      flowLogs: `s3://${buckets.serviceLogs}/${prefixes.flowLogs}`,
      dnsQueryLogs: `s3://${buckets.serviceLogs}/${prefixes.dnsQueryLogs}`,
      sessions: `s3://${buckets.serviceLogs}/${prefixes.sessions}`,
      securityHubFindings: `s3://${buckets.serviceLogs}/${prefixes.securityHubFindings}`,
      applicationLogs: `s3://${buckets.serviceLogs}/${prefixes.applicationLogs}`,
      accessLogs: `s3://${buckets.accessLogs}/${prefixes.accessLogs}`,
      transitGatewayFlowLogs: `s3://${buckets.serviceLogs}/${prefixes.transitGatewayFlowLogs}`,
      loadBalancerLogs: `s3://${buckets.accessLogs}/${prefixes.loadBalancerLogs}`,
      networkLoadBalancerLogs: `s3://${buckets.accessLogs}/${prefixes.networkLoadBalancerLogs}`,
    },
    webAclLogs: `s3://${buckets.webAclLogs}`,
  }),
);

/** Returns a pattern of the values of a partition in a path. */
const values: Record<string, string> = {
  account: String.raw`\d{12}`,
  region: "[a-z]{2}-[a-z]+-[0-9]",
  vpc: "vpc-[0-9a-f]+",
  bucket: "[a-z0-9-]+",
  webacl: "[a-z]+",
};
const days: Record<string, string> = {
  "yyyy/MM/dd": "2026/01/09",
  "yyyy/M/d": "2026/1/9",
  "'year='yyyy'/month='MM'/day='dd": "year=2026/month=01/day=09",
};

/** Folders of hours and minutes that a service writes below a day. */
const belowDay: readonly [string, string][] = [
  ["WAFLogs", "(?:[01][0-9]|2[0-3])/[0-5][0-9]/"],
  ["aws-service=vpcflowlogs", "hour=(?:[01][0-9]|2[0-3])/"],
];

/** Returns whether a table reads an object, by its key: directly below a partition's folder, or below the folders of a day. */
function isIn({ location, partitionPath, partitions }: LogTable, { bucket, key }: LogObject): boolean {
  const path = partitionPath.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const projection = partitions.find((partition) => partition.name === name)?.projection;
    return projection?.type === "date" ? (days[projection.format] ?? "unknown") : (values[name] ?? "unknown");
  });
  const folders = belowDay.find(([part]) => partitionPath.includes(part))?.[1] ?? "";
  return new RegExp(`^${location}/${path}/${folders}[^/]+$`).test(`s3://${bucket}/${key}`);
}

const kinds: [readonly string[], (scene: LogScene) => LogObject[] | Promise<LogObject[]>][] = [
  [["cloudtrail_insights"], insightObjects],
  [["config_history", "config_snapshots"], configObjects],
  [["flow_logs"], flowObjects],
  [["dns_logs"], dnsObjects],
  [["session_transcripts"], sessionObjects],
  [["securityhub_findings"], findingObjects],
  [["app_logs"], appLogObjects],
  [["load_balancer_logs"], loadBalancerObjects],
  [["waf_logs"], wafObjects],
  [["s3_access_logs"], accessObjects],
];

test.each(kinds)(
  "every generated object of %j is in the location of its table, and no other table reads it",
  async (names, objectsOf) => {
    const objects = await objectsOf(scene);
    const found = objects.map((object) => tables.filter((table) => isIn(table, object)).map(({ name }) => name));

    expect(new Set(found.flat())).toEqual(new Set(names));
    for (const lookedFor of found) expect(lookedFor).toHaveLength(1);
    expect(new Set(objects.map(({ key }) => key)).size).toBe(objects.length);
  },
);

test("both members have every kind of log that members have", async () => {
  for (const [names, objectsOf] of kinds.slice(1, -1)) {
    const keys = (await objectsOf(scene)).map(({ key }) => key);
    for (const account of [scene.payments, scene.website]) {
      expect([names, keys.some((key) => key.includes(account))]).toEqual([names, true]);
    }
  }
});

test("the generated logs of a day are the same in every run", async () => {
  for (const [, objectsOf] of kinds) expect(await objectsOf(scene)).toEqual(await objectsOf(scene));
});

test("the generation fails if the scene does not have the two members that it requires", () => {
  expect(() => logScene(parse({ "accounts.members": members(1) }), "2026-01-09")).toThrow(
    "generated logs need two member accounts, got 1; create at least two",
  );
});
