import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  GlueClient,
  type TableInput,
} from "@aws-sdk/client-glue";
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { gzipSync } from "node:zlib";
import { namesFor } from "../../config/names/names";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { logViews } from "../../tables/catalog";
import { cloudTrailEarlierTable } from "../../tables/cloudtrail";
import { projectionParameters } from "../../tables/log-table";
import { viewText } from "../../tables/log-view";
import { clientConfig, rootUserCredentials, s3Config } from "../../local-aws/clients";
import { engineCatalog, engineDatabase } from "../../local-aws/trino/engine-tables";
import type { CloudTrailEvent } from "../../sample-data/events/event";
import { folderOf } from "../../sample-data/events/log-file";
import { accessRows, requestTime } from "../../sample-data/logs/access-logs";
import { appLogRows } from "../../sample-data/logs/app-logs";
import { type ConfigRow, historyRows, snapshotId, snapshotRows } from "../../sample-data/logs/config-items";
import { dnsRows } from "../../sample-data/logs/dns-logs";
import { findingRows } from "../../sample-data/logs/findings";
import { flowRows } from "../../sample-data/logs/flow-logs";
import { insightRows } from "../../sample-data/logs/insights";
import { loadBalancer, loadBalancerRows, targetGroupArn } from "../../sample-data/logs/load-balancer-logs";
import { logScene } from "../../local-aws/log-scene";
import { type LogScene, millisecondsAt } from "../../sample-data/logs/scene";
import { sessions } from "../../sample-data/logs/session-transcripts";
import { story } from "../../sample-data/logs/story";
import { versionRows } from "../../sample-data/logs/version-lists";
import { wafRows, webAclName } from "../../sample-data/logs/waf-logs";
import { eventsInArchive } from "../../local-aws/trail-archive";
import { deliver, layoutOf } from "../../local-aws/trail-delivery";
import { deliverOnce } from "../../local-aws/up";
import { arn } from "../../sample-data/values";
import { deployedOrganization, sharedSession } from "./support/local-aws";

let deployment: LocalDeployment;
let scene: LogScene;
let events: readonly CloudTrailEvent[];

beforeAll(async () => {
  deployment = await deployedOrganization();
  scene = logScene(deployment.config, await deliverOnce(deployment));
  // Other tests add their own events: some on other days, some with words as ids
  events = (await eventsInArchive(deployment)).filter(
    ({ eventID, eventTime }) => eventID.length === 36 && eventTime.startsWith(scene.day),
  );
});

/** Runs a query of Trino in the deployed database. */
const ask = (sql: string) => sharedSession.trino.query(sql, engineDatabase(namesFor(deployment.config).databaseName));

/** Expects rows in any order. */
async function expectRows(sql: string, expected: readonly (readonly unknown[])[]) {
  const inOrder = (rows: readonly (readonly unknown[])[]) =>
    rows.map((row) => JSON.stringify(row)).toSorted((a, b) => a.localeCompare(b));
  const { rows } = await ask(sql);

  expect(inOrder(rows)).toEqual(inOrder(expected));
  expect(rows.length).toBeGreaterThan(0);
}

const slashed = () => scene.day.replaceAll("-", "/");
const unpadded = () => scene.day.split("-").map(Number).join("/");
const hive = () => scene.day.replace(/^(\d+)-(\d+)-(\d+)$/, "year=$1/month=$2/day=$3");

test("the engine can read every deployed table and view", async () => {
  const { rows } = await ask("SHOW TABLES");

  expect(rows.flat()).toEqual([
    "address_countries",
    "app_logs",
    "archive_versions",
    "cloudtrail",
    "cloudtrail_by_account",
    "cloudtrail_by_month",
    "cloudtrail_digests",
    "cloudtrail_events",
    "cloudtrail_insights",
    "cloudtrail_outside",
    "config_history",
    "config_snapshots",
    "dns_logs",
    "flow_logs",
    "hunt_rows",
    "load_balancer_logs",
    "network_load_balancer_logs",
    "ocsf_cloudtrail",
    "ocsf_dns_logs",
    "ocsf_flow_logs",
    "ocsf_securityhub_findings",
    "s3_access_logs",
    "securityhub_findings",
    "securityhub_findings_by_month",
    "session_transcripts",
    "transit_gateway_logs",
    "waf_logs",
  ]);
});

describe("a table contains exactly the delivered rows:", () => {
  test("cloudtrail", async () => {
    await expectRows(
      `SELECT account, region, eventid, eventname FROM cloudtrail
       WHERE day = '${slashed()}' AND length(eventid) = 36`,
      events.map((event) => [event.recipientAccountId, event.awsRegion, event.eventID, event.eventName]),
    );
  });

  test("cloudtrail_by_account", async () => {
    await expectRows(
      `SELECT eventid FROM cloudtrail_by_account
       WHERE account = '${scene.payments}' AND day = '${slashed()}' AND length(eventid) = 36`,
      events.filter((event) => event.recipientAccountId === scene.payments).map(({ eventID }) => [eventID]),
    );
  });

  test("cloudtrail_insights", async () => {
    await expectRows(
      `SELECT account, eventtime, sharedeventid, insightdetails.state, insightdetails.eventname,
              insightdetails.insighttype,
              insightdetails.insightcontext.statistics.baseline.average,
              insightdetails.insightcontext.statistics.insight.average,
              insightdetails.insightcontext.attributions[1].insight[1].value
       FROM cloudtrail_insights WHERE day = '${slashed()}'`,
      insightRows(scene).map((row) =>
        [
          [row.account, row.eventtime, row.sharedeventid, row.state, row.eventname, row.insighttype],
          [row.baseline, row.insight, row.by],
        ].flat(),
      ),
    );
  });

  test("cloudtrail_digests, with one row for each hour and the number of delivered log files", async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
    const own = events.filter(
      ({ recipientAccountId: id, awsRegion }) => id === scene.payments && awsRegion === scene.home,
    );
    // The events of six hours are delivered in the last of these hours
    const isDelivered = (hour: number) =>
      hour % 6 === 5 && own.some(({ eventTime }) => hours.slice(hour - 5, hour + 1).includes(eventTime.slice(11, 13)));

    await expectRows(
      `SELECT awsaccountid, digestendtime, cardinality(logfiles), previousdigests3object IS NULL
       FROM cloudtrail_digests
       WHERE account = '${scene.payments}' AND region = '${scene.home}' AND day = '${slashed()}'`,
      hours.map((hour) => [
        scene.payments,
        `${scene.day}T${hour}:59:59Z`,
        isDelivered(Number(hour)) ? 1 : 0,
        hour === "00",
      ]),
    );
  });

  const items = (rows: readonly ConfigRow[]) =>
    rows.map((row) =>
      [
        [row.account, row.capturetime, row.status, row.resourcetype, row.resourceid],
        [row.configuration, row.tags],
      ].flat(),
    );
  const selectedItems = `account, item.configurationitemcapturetime, item.configurationitemstatus, item.resourcetype,
    item.resourceid, item.configuration, item.tags`;

  test("config_history, also for a resource with the tags Name and name", async () => {
    await expectRows(
      `SELECT ${selectedItems} FROM config_history CROSS JOIN UNNEST(configurationitems) AS item
       WHERE day = '${unpadded()}'`,
      items(historyRows(scene)),
    );
  });

  test("config_snapshots", async () => {
    await expectRows(
      `SELECT configsnapshotid, ${selectedItems} FROM config_snapshots CROSS JOIN UNNEST(configurationitems) AS item
       WHERE day = '${unpadded()}'`,
      items(snapshotRows(scene)).map((row) => [[snapshotId(String(row[0]))], row].flat()),
    );
  });

  test("flow_logs", async () => {
    const columns = [
      "account version interface_id srcaddr dstaddr srcport dstport protocol packets bytes start".split(" "),
      "action log_status vpc_id subnet_id instance_id tcp_flags type pkt_srcaddr pkt_dstaddr az_id".split(" "),
      "flow_direction traffic_path reject_reason ecs_task_id sublocation_id".split(" "),
    ].flat();
    await expectRows(
      `SELECT ${columns.join(", ")}, "end" FROM flow_logs
       WHERE region = '${scene.home}' AND day = '${hive()}'`,
      flowRows(scene).map((row) => columns.concat("end").map((column) => row[column] ?? null)),
    );
  });

  test("dns_logs", async () => {
    await expectRows(
      `SELECT account, query_timestamp, query_name, query_type, rcode,
              transform(answers, answer -> answer.rdata), srcaddr, srcids.instance
       FROM dns_logs WHERE vpc = '${story.vpcId}' AND day = '${slashed()}'`,
      dnsRows(scene)
        .filter(({ vpc }) => vpc === story.vpcId)
        .map((row) =>
          [
            [row.account, row.query_timestamp, row.query_name, row.query_type, row.rcode],
            [row.answers, row.srcaddr, row.instance],
          ].flat(),
        ),
    );
  });

  test("session_transcripts, with one row for each line of the terminal", async () => {
    await expectRows(
      // Transcripts have no day, and the management account has a transcript of another test
      `SELECT account, regexp_extract("$path", '([^/]+)[.]log$', 1), line FROM session_transcripts
       WHERE account IN ('${scene.payments}', '${scene.website}')`,
      sessions(scene).flatMap(({ account, sessionId, lines }) => lines.map((line) => [account, sessionId, line])),
    );
  });

  test("archive_versions", async () => {
    const columns = "bucket key version_id is_latest is_delete_marker size last_modified_date".split(" ");
    const dayAfter = new Date(Date.parse(scene.day) + 86_400_000).toISOString().slice(0, 10);
    await expectRows(
      `SELECT archive, hour, ${columns.join(", ")} FROM archive_versions WHERE day = '${dayAfter}'`,
      versionRows(scene).map((row) => [row.bucket, "01-00"].concat(Object.values(row))),
    );
  });

  test("securityhub_findings", async () => {
    await expectRows(
      `SELECT finding.awsaccountid, finding.id, finding.title, finding.severity.label, finding.createdat,
              finding.updatedat, finding.workflow.status, finding.resources[1].id, eventaccount, detailtype
       FROM securityhub_findings CROSS JOIN UNNEST(detail.findings) AS finding WHERE day = '${slashed()}'`,
      findingRows(scene).map((row) =>
        [
          [row.awsaccountid, row.id, row.title, row.severity, row.createdat, row.updatedat, row.workflow],
          [row.resource, row.awsaccountid, "Security Hub Findings - Imported"],
        ].flat(),
      ),
    );
  });

  test("app_logs", async () => {
    await expectRows(
      `SELECT account, loggroup, event.timestamp, event.message
       FROM app_logs CROSS JOIN UNNEST(logevents) AS event
       WHERE day = '${slashed()}' AND messagetype = 'DATA_MESSAGE'`,
      appLogRows(scene).map(({ account, loggroup, timestamp, message }) => [account, loggroup, timestamp, message]),
    );
  });

  test("s3_access_logs", async () => {
    await expectRows(
      `SELECT bucket, bucket_name, requestdatetime, remoteip, requester, operation, key, httpstatus, errorcode,
              bytessent, useragent, tlsversion, aclrequired
       FROM s3_access_logs WHERE day = '${slashed()}'`,
      accessRows(scene).map((row) =>
        [
          [row.bucket, row.bucket, requestTime(scene, row), row.remoteip, row.requester, row.operation, row.key],
          [row.httpstatus, row.errorcode, row.bytessent, row.useragent, "TLSv1.3", "-"],
        ].flat(),
      ),
    );
  });

  test("load_balancer_logs", async () => {
    await expectRows(
      `SELECT account, time, elb, client_ip, target_ip, target_processing_time, elb_status_code, target_status_code,
              sent_bytes, request_verb, request_url, request_proto, user_agent, target_group_arn, conn_trace_id,
              request_transform_status
       FROM load_balancer_logs WHERE day = '${slashed()}'`,
      loadBalancerRows(scene).map((row) =>
        [
          [row.account, `${scene.day}T${row.at}.000000Z`, loadBalancer, row.clientIp, row.targetIp, row.seconds],
          [row.status, row.targetStatus, String(row.sentBytes), row.method, `https://shop.example.com:443${row.path}`],
          ["HTTP/2.0", row.userAgent, targetGroupArn(scene, row.account), "TID_1a2b3c4d", "-"],
        ].flat(),
      ),
    );
  });

  test("waf_logs, whose hours are below the day", async () => {
    await expectRows(
      `SELECT account, region, timestamp, action, terminatingruleid, nonterminatingmatchingrules[1].ruleid,
              httprequest.clientip, httprequest.country, httprequest.httpmethod, httprequest.uri,
              httprequest.headers[2].value, labels[1].name
       FROM waf_logs
       WHERE day = '${slashed()}' AND webacl = '${webAclName}' AND cardinality(nonterminatingmatchingrules) > 0`,
      wafRows(scene)
        .filter(({ counted }) => counted !== undefined)
        .map((row) =>
          [
            [row.account, scene.home, millisecondsAt(scene, row.at), row.action, row.rule, row.counted],
            [row.clientIp, row.country, row.method, row.uri, "REDACTED", `shop:${row.rule}`],
          ].flat(),
        ),
    );
    await expectRows(
      `SELECT account, uri, action FROM (SELECT account, httprequest.uri AS uri, action FROM waf_logs
       WHERE day = '${slashed()}' AND webacl = '${webAclName}')`,
      wafRows(scene).map(({ account, uri, action }) => [account, uri, action]),
    );
  });
});

describe("a query without a required condition", () => {
  test.each([
    ["the account", "SELECT count(*) FROM cloudtrail_by_account WHERE day = '2026/01/31'", "account"],
    ["the VPC", "SELECT count(*) FROM dns_logs WHERE day = '2026/01/31'", "vpc"],
    ["the web ACL", "SELECT count(*) FROM waf_logs WHERE day = '2026/01/31'", "webacl"],
  ])("fails and names %s", async (_, sql, column) => {
    await expect(ask(sql)).rejects.toThrow(`Column projection for column '${column}' failed`);
  });
});

describe("the days of AWS Config", () => {
  test("the days of AWS Config are not in order as strings, but queries find a range of them by date", async () => {
    const where = `account = '${scene.payments}' AND region = '${scene.home}'`;
    const { rows } = await ask(
      `SELECT count(*) FROM config_history
       WHERE ${where} AND date_parse(day, '%Y/%c/%e') BETWEEN timestamp '${scene.day}' - interval '3' day AND timestamp '${scene.day}'`,
    );

    // A file for each of the two types
    expect(rows).toEqual([[2]]);
  });
});

describe("the view cloudtrail_events", () => {
  const where = () => `account = '${scene.payments}' AND day = '${slashed()}'`;

  test("contains the caller, the call, the target and the time", async () => {
    const at = (time: string) => `${scene.day} ${time}.000`;
    const policy = ["arn", scene.partition, "iam", "", "aws", "policy/AdministratorAccess"].join(":");

    await expectRows(
      `SELECT event_time, event_name, principal_name, role, source_address, error_code, target
       FROM cloudtrail_events
       WHERE ${where()} AND principal_name = '${story.userName}' AND NOT is_read_only`,
      [
        [at("02:13:40"), "CreateUser", "build-agent", null, story.attackerAddress, null, "support-2"],
        [at("02:13:58"), "AttachUserPolicy", "build-agent", null, story.attackerAddress, null, policy],
        [at("02:14:20"), "CreateAccessKey", "build-agent", null, story.attackerAddress, null, "support-2"],
        [at("02:16:05"), "StartSession", "build-agent", null, story.attackerAddress, null, story.instanceId],
      ],
    );
  });

  test("contains the role of a session, and the session name", async () => {
    const { rows } = await ask(
      `SELECT DISTINCT principal_name, role, session_issuer FROM cloudtrail_events
       WHERE account = '${scene.website}' AND day = '${slashed()}' AND principal_arn LIKE '%/mallory'`,
    );

    expect(rows).toEqual([
      ["mallory", "Admin", ["arn", scene.partition, "iam", "", scene.website, "role/Admin"].join(":")],
    ]);
  });

  test("reads no more than the table for the same account and day", async () => {
    const view = await ask(`SELECT count(*) FROM cloudtrail_events WHERE ${where()}`);
    const table = await ask(`SELECT count(eventid) FROM cloudtrail WHERE ${where()}`);
    const { rows: plan } = await ask(`EXPLAIN SELECT event_name FROM cloudtrail_events WHERE ${where()}`);

    expect(view.rows).toEqual(table.rows);
    expect(view.scannedBytes).toBe(table.scannedBytes);
    expect(view.scannedRows).toBe(table.scannedRows);
    expect(plan.join("\n")).toMatch(
      new RegExp(String.raw`account:string:PARTITION_KEY\s+:: \[\[${scene.payments}\]\]`),
    );
    expect(plan.join("\n")).toMatch(new RegExp(String.raw`day:string:PARTITION_KEY\s+:: \[\[${slashed()}\]\]`));
  });

  test("contains an event that was delivered twice only once", async () => {
    const event = events.find(({ recipientAccountId }) => recipientAccountId === scene.logArchive);
    const found = { view: `SELECT count(*) FROM cloudtrail_events`, table: `SELECT count(*) FROM cloudtrail` };
    const folder = folderOf({
      layout: layoutOf(deployment.config),
      account: scene.logArchive,
      kind: "CloudTrail",
      region: event?.awsRegion ?? "",
      day: scene.day,
    });
    const body = gzipSync(JSON.stringify({ Records: [event] }));

    await deliver(deployment.config, deployment.address, [{ key: `${folder}/again.json.gz`, body }]);

    const day = `day = '${slashed()}' AND account = '${scene.logArchive}'`;
    expect((await ask(`${found.table} WHERE ${day} AND eventid = '${event?.eventID}'`)).rows).toEqual([[2]]);
    expect((await ask(`${found.view} WHERE ${day} AND event_id = '${event?.eventID}'`)).rows).toEqual([[1]]);
  });
});

test("the view over two locations returns rows of both, and returns an event that is in both only once", async () => {
  const { config, address } = deployment;
  const { homeRegion, organizationId, accounts } = config;
  const owner = rootUserCredentials(accounts.logArchive);
  const glue = new GlueClient(clientConfig(address, homeRegion, owner));
  const s3 = new S3Client(s3Config(address, homeRegion, owner));
  const DatabaseName = engineDatabase(namesFor(config).databaseName);

  // A bucket to which an earlier trail wrote: an event of its own, and an event that is also in the archive
  const Bucket = "acme-earlier-trail";
  const location = `s3://${Bucket}/logs/AWSLogs/${organizationId}`;
  const shared = events.find(
    ({ recipientAccountId: id, awsRegion }) => id === scene.payments && awsRegion === homeRegion,
  );
  const eventID = "0ea7c0de-0000-4000-8000-000000000001";
  const Key = `logs/AWSLogs/${organizationId}/${scene.payments}/CloudTrail/${homeRegion}/${slashed()}/a.json.gz`;
  const Body = gzipSync(JSON.stringify({ Records: [shared, { ...shared, eventID }] }));
  const trino = arn("iam", "", accounts.logArchive, "user/trino");
  const Statement = {
    Effect: "Allow",
    Principal: { AWS: trino },
    Action: ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"],
    Resource: [Bucket, `${Bucket}/*`].map((name) => arn("s3", "", "", name)),
  };
  const CreateBucketConfiguration = { LocationConstraint: homeRegion as BucketLocationConstraint };
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) }));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body }));

  // The table and the view that the setting adds, in the engine's database
  const { Table: present } = await glue.send(new GetTableCommand({ DatabaseName, Name: "cloudtrail" }));
  const { Table: deployed } = await glue.send(new GetTableCommand({ DatabaseName, Name: "cloudtrail_events" }));
  const source = { location, accountIds: [scene.payments], regions: [homeRegion], firstDay: scene.day };
  const earlier = cloudTrailEarlierTable(source, 1);
  const view = logViews({ earlierTrailLocations: [location] }).find(({ name }) => name === "cloudtrail_events");
  const tables: TableInput[] = [
    {
      Name: earlier.name,
      PartitionKeys: present?.PartitionKeys,
      TableType: present?.TableType,
      Parameters: { ...present?.Parameters, ...projectionParameters(earlier) },
      StorageDescriptor: { ...present?.StorageDescriptor, Location: location },
    },
    {
      Name: "cloudtrail_events_of_both",
      Description: deployed?.Description,
      TableType: deployed?.TableType,
      Parameters: deployed?.Parameters,
      StorageDescriptor: deployed?.StorageDescriptor,
      ViewOriginalText: view && viewText(view, { catalog: engineCatalog, database: DatabaseName }),
      ViewExpandedText: deployed?.ViewExpandedText,
    },
  ];
  for (const TableInput of tables) await glue.send(new CreateTableCommand({ DatabaseName, TableInput }));
  try {
    const where = `account = '${scene.payments}' AND region = '${homeRegion}' AND day = '${slashed()}'`;
    const counted = async (sql: string) => (await ask(`SELECT count(*) ${sql}`)).rows[0]?.[0];
    const ids = [eventID, shared?.eventID].map((id) => `'${id}'`).join(", ");

    expect((await ask(`SELECT eventid FROM ${earlier.name} WHERE ${where}`)).rows).toHaveLength(2);
    await expectRows(
      `SELECT event_id, event_name FROM cloudtrail_events_of_both WHERE ${where} AND event_id IN (${ids})`,
      [
        [eventID, shared?.eventName],
        [shared?.eventID, shared?.eventName],
      ],
    );
    expect(await counted(`FROM cloudtrail_events_of_both WHERE ${where}`)).toBe(
      Number(await counted(`FROM cloudtrail_events WHERE ${where}`)) + 1,
    );
  } finally {
    for (const { Name } of tables) await glue.send(new DeleteTableCommand({ DatabaseName, Name }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
  }
});

test("the attack is visible in several tables: caller, source, processes, stolen data", async () => {
  const { rows } = await ask(
    `WITH opened AS (
       SELECT source_address, principal_name, target AS instance,
              json_extract_scalar(response, '$.sessionId') AS session
       FROM cloudtrail_events
       WHERE account = '${scene.payments}' AND day = '${slashed()}' AND event_name = 'StartSession'
     ),
     typed AS (
       SELECT regexp_extract("$path", '([^/]+)[.]log$', 1) AS session, count(*) AS commands
       FROM session_transcripts WHERE account = '${scene.payments}' AND line LIKE '# %' GROUP BY 1
     ),
     sent AS (
       SELECT instance_id AS instance, dstaddr, max(bytes) AS bytes
       FROM flow_logs
       WHERE account = '${scene.payments}' AND region = '${scene.home}' AND day = '${hive()}'
         AND flow_direction = 'egress'
       GROUP BY 1, 2
     )
     SELECT principal_name, commands, bytes
     FROM opened JOIN typed USING (session) JOIN sent USING (instance)
     WHERE dstaddr = source_address`,
  );

  expect(rows).toEqual([[story.userName, 4, story.sentBytes]]);
});
