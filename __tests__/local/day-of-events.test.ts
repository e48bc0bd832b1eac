import { savedQueries } from "../../queries/saved-queries";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { GetObjectCommand, ListObjectsV2Command, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { detectionsOf } from "../../config/derived/detections-of";
import { huntsWithLogs } from "../../config/derived/hunt-sources";
import { namesFor } from "../../config/names/names";
import { huntQuery } from "../../hunts/saved-query";
import type { AlarmReport } from "../../local-aws/alarm-report";
import { reportAlarms } from "../../local-aws/alarms";
import { s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { engineDatabase } from "../../local-aws/trino/engine-tables";
import { attackStories } from "../../sample-data/events/attack-stories";
import type { CloudTrailEvent } from "../../sample-data/events/event";
import { folderOf, type TrailLayout } from "../../sample-data/events/log-file";
import { runQuery, type DeployedQuery, deployedQueries, valuesFor } from "../../local-aws/saved-queries";
import { eventsInArchive } from "../../local-aws/trail-archive";
import { deliver, layoutOf } from "../../local-aws/trail-delivery";
import { deliverOnce } from "../../local-aws/up";
import { deployedOrganization, sharedSession } from "./support/local-aws";

let deployment: LocalDeployment;
let day: string;
let events: readonly CloudTrailEvent[];
let layout: TrailLayout;
let payments: string;
let website: string;
let management: string;
let logArchive: string;

beforeAll(async () => {
  deployment = await deployedOrganization();
  day = await deliverOnce(deployment);
  events = await eventsInArchive(deployment);
  layout = layoutOf(deployment.config);
  ({ management, logArchive } = deployment.organization);
  [payments = "", website = ""] = deployment.organization.members.map(({ id }) => id);
});

/** Runs a query of Trino in the deployed database. */
const sql = (text: string) => sharedSession.trino.query(text, engineDatabase(namesFor(deployment.config).databaseName));

const slashed = () => day.replaceAll("-", "/");

describe("the delivered day", () => {
  test("has events of every account, of several regions and of every event version from 1.08 to 1.11", () => {
    const seen = (of: (event: CloudTrailEvent) => string) => [...new Set(events.map(of))].toSorted();

    expect(seen(({ recipientAccountId }) => recipientAccountId)).toEqual([management, logArchive, payments, website]);
    expect(seen(({ awsRegion }) => awsRegion)).toEqual(["ap-southeast-1", "eu-west-1", "us-east-1"]);
    expect(seen(({ eventVersion }) => eventVersion)).toEqual(["1.08", "1.09", "1.10", "1.11"]);
    expect(events.length).toBeGreaterThan(1_000);
    expect(new Set(events.map(({ eventID }) => eventID)).size).toBe(events.length);
  });

  test("has a chain of digests that contains the hash of every log file", async () => {
    const client = new S3Client(
      s3Config(deployment.address, layout.homeRegion, await deployment.credentialsOf(logArchive)),
    );
    const { bucket: Bucket } = layout;
    const content = async (Key: string) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
    };
    const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
    const Prefix = folderOf({ layout, account: payments, kind: "CloudTrail-Digest", region: "eu-west-1", day });
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const keys = Contents.map(({ Key = "" }) => Key).toSorted();

    expect(keys).toHaveLength(24);
    let previous: string | null = null;
    let covered = 0;
    for (const key of keys) {
      const bytes = await content(key);
      const digest = JSON.parse(bytes.toString());
      expect(digest.previousDigestHashValue).toBe(previous);
      previous = sha256(bytes);
      for (const { s3Object, hashValue } of digest.logFiles) expect(sha256(await content(s3Object))).toBe(hashValue);
      covered += digest.logFiles.length;
    }
    const logs = `${folderOf({ layout, account: payments, kind: "CloudTrail", region: "eu-west-1", day })}/`;
    const { KeyCount } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: logs }));
    expect(covered).toBe(KeyCount);
  });
});

describe("the deployed alarms", () => {
  let reports: AlarmReport[];
  beforeAll(async () => {
    reports = await reportAlarms(deployment, events);
  });
  const fired = () => reports.filter(({ firing }) => firing.length > 0).map(({ alarm }) => alarm);

  test("the deployed alarms are raised for every attack, and no other alarm is raised", () => {
    const noticed = new Set(attackStories.flatMap(({ noticedBy }) => noticedBy.map((id) => `acme-${id}`)));

    expect(fired().toSorted()).toEqual([...noticed].toSorted());
    const deployed = detectionsOf(deployment.config);
    expect(reports).toHaveLength(deployed.filter(({ severity }) => severity !== "watch").length);
  });

  test.each([
    ["acme-root-use", "acme-audit-notify", ["20:05"], 2],
    ["acme-unprotected-sign-in", "acme-audit-page", ["04:40", "20:05"], 2],
    ["acme-console-sign-in-failures", "acme-audit-notify", ["04:40"], 5],
    ["acme-console-sign-in-without-mfa", "acme-audit-notify", ["04:40"], 1],
    ["acme-trail-changes", "acme-audit-notify", ["11:30"], 1],
    ["acme-trail-tampering-refused", "acme-audit-page", ["11:30"], 1],
    ["acme-key-disabled-or-deleted", "acme-audit-notify", ["23:10"], 1],
    ["acme-keys-made-useless", "acme-audit-page", ["23:10"], 1],
    ["acme-bucket-policy-changes", "acme-audit-notify", ["20:05"], 1],
    ["acme-iam-policy-changes", "acme-audit-notify", ["02:10"], 1],
    ["acme-organization-changes", "acme-audit-notify", ["23:15"], 1],
  ])("%s notifies %s at %p, after %i events", (name, topic, begins, count) => {
    const report = reports.find(({ alarm }) => alarm === name);

    expect(report?.topic).toBe(topic);
    expect(report?.firing).toEqual(begins.map((time) => `${day}T${time}:00.000Z`));
    expect(report?.events).toHaveLength(count);
  });
});

/** Returns the values of a query's parameters: the delivered day for each day. */
const valuesOfDay = (query: DeployedQuery) =>
  valuesFor(query, query.sql.includes("-- ? from") ? { from: day, to: day } : {});

test("the deployed saved queries are the files of the folder, and the queries of the hunts", async () => {
  const deployed = await deployedQueries(deployment);
  const files = [...savedQueries(), ...huntsWithLogs(deployment.config).map(huntQuery)];
  const byName = files.toSorted((a, b) => a.name.localeCompare(b.name));

  expect(deployed.map(({ name, sql: text }) => [name, text])).toEqual(
    byName.map(({ name, sql: text }) => [name, text]),
  );
});

describe("the objects that a query reads", () => {
  /** Returns the bytes of the objects below a prefix that the user of the engine can read. */
  async function sizeBelow(Prefix: string): Promise<number> {
    const credentials = JSON.parse(readFileSync(join(sharedSession.folder, "trino-user.json"), "utf8"));
    const client = new S3Client(s3Config(deployment.address, layout.homeRegion, credentials));
    let total = 0;
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: layout.bucket, Prefix })) {
      for (const { Size = 0 } of Contents) total += Size;
    }
    return total;
  }

  test("A query reads only the objects of the account and the day that it names.", async () => {
    const earlier = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    await deliver(deployment.config, deployment.address, [
      {
        key: `${folderOf({ layout, account: payments, kind: "CloudTrail", region: "eu-west-1", day: earlier })}/earlier.json.gz`,
        body: gzipSync(JSON.stringify({ Records: [{ ...events[0], eventID: "earlier" }] })),
      },
    ]);
    const regions = ["eu-west-1", "us-east-1", "ap-southeast-1"];
    const sizes = await Promise.all(
      regions.map((region) => sizeBelow(folderOf({ layout, account: payments, kind: "CloudTrail", region, day }))),
    );
    const own = events.filter(({ recipientAccountId }) => recipientAccountId === payments).length;

    const limited = await sql(
      `SELECT count(eventid) FROM cloudtrail WHERE account = '${payments}' AND day = '${slashed()}'`,
    );
    const everybody = await sql(`SELECT count(eventid) FROM cloudtrail WHERE day = '${slashed()}'`);
    const twoDays = await sql(
      `SELECT count(eventid) FROM cloudtrail WHERE account = '${payments}' AND day >= '${earlier.replaceAll("-", "/")}'`,
    );

    expect(limited.rows).toEqual([[own]]);
    expect(limited.scannedRows).toBe(own);
    expect(limited.scannedBytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(everybody.rows).toEqual([[events.length]]);
    expect(everybody.scannedBytes).toBeGreaterThan(limited.scannedBytes * 2);
    expect(twoDays.rows).toEqual([[own + 1]]);
    expect(twoDays.scannedBytes).toBeGreaterThan(limited.scannedBytes);
  });

  test("the objects that a query reads do not include a file below a wrong path", async () => {
    const prefix = `${layout.prefix}/AWSLogs/${layout.organizationId}`;
    const wrong = {
      "the day with dashes": `${prefix}/${payments}/CloudTrail/eu-west-1/${day}`,
      "the region before the kind": `${prefix}/${payments}/eu-west-1/CloudTrail/${slashed()}`,
      "another kind": `${prefix}/${payments}/CloudTrail-NetworkActivity/eu-west-1/${slashed()}`,
      "an account nobody knows": `${prefix}/${"5".repeat(12)}/CloudTrail/eu-west-1/${slashed()}`,
      "a region that does not exist": `${prefix}/${payments}/CloudTrail/eu-west-9/${slashed()}`,
    };
    const before = await answers();

    await deliver(
      deployment.config,
      deployment.address,
      Object.entries(wrong).map(([what, folder]) => {
        const Records = [{ ...events[0], eventID: what, eventName: "StopLogging", recipientAccountId: payments }];
        return { key: `${folder}/file.json.gz`, body: gzipSync(JSON.stringify({ Records })) };
      }),
    );

    for (const what of Object.keys(wrong)) expect([what, await found(what)]).toEqual([what, 0]);
    expect(await answers()).toEqual(before);
  });

  test("include a file below the right path", async () => {
    const body = gzipSync(JSON.stringify({ Records: [{ ...events[0], eventID: "right path" }] }));
    const key = `${folderOf({ layout, account: payments, kind: "CloudTrail", region: "eu-west-1", day })}/file.json.gz`;

    await deliver(deployment.config, deployment.address, [{ key, body }]);

    expect(await found("right path")).toBe(1);
  });

  /** Queries that count all events. */
  const counting = ["cost-events-by-service", "health-events-by-account-and-region"];

  /** Returns their results, in any order. */
  const answers = async () => {
    const all = [];
    for (const query of await deployedQueries(deployment)) {
      if (!counting.includes(query.name)) continue;
      const { rows } = await runQuery(sharedSession.trino, query, valuesOfDay(query));
      all.push([query.name, rows.map((row) => JSON.stringify(row)).toSorted()]);
    }
    return all;
  };

  /** Returns how often an event is found on the day. All days since the first day would be a quarter of a million partitions. */
  const found = async (eventID: string) => {
    const { rows } = await sql(`SELECT count(*) FROM cloudtrail WHERE day = '${slashed()}' AND eventid = '${eventID}'`);
    return rows[0]?.[0];
  };
});
