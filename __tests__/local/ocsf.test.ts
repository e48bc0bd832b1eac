import { namesFor } from "../../config/names/names";
import { withRelations } from "../../queries/relations";
import { logTables } from "../../tables/catalog";
import type { LogTable } from "../../tables/log-table";
import { type EventClass, activitiesOf, requiredOfAll } from "../../tables/ocsf/event-classes";
import { signIns, accountChanges, callVerbs } from "../../tables/ocsf/iam-calls";
import { ocsfViews } from "../../tables/ocsf/views";
import { engineDatabase } from "../../local-aws/trino/engine-tables";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deliverOnce } from "../../local-aws/up";
import { dnsRows } from "../../sample-data/logs/dns-logs";
import { findingRows } from "../../sample-data/logs/findings";
import { flowRows } from "../../sample-data/logs/flow-logs";
import { logScene } from "../../local-aws/log-scene";
import type { LogScene } from "../../sample-data/logs/scene";
import { story } from "../../sample-data/logs/story";
import { catalogSource } from "../support/catalog";
import { Dice } from "../support/dice";
import { type InlineRow, inlineTable } from "../support/inline-table";
import { markedRow, randomRow } from "../support/random-row";
import { deployedOrganization, sharedSession } from "./support/local-aws";

let deployment: LocalDeployment;
let scene: LogScene;

beforeAll(async () => {
  deployment = await deployedOrganization();
  scene = logScene(deployment.config, await deliverOnce(deployment));
});

/** Returns rows of the engine in the deployed database. */
const ask = async (sql: string) =>
  (await sharedSession.trino.query(sql, engineDatabase(namesFor(deployment.config).databaseName))).rows;

const slashed = () => scene.day.replaceAll("-", "/");
const hive = () => scene.day.replace(/^(\d+)-(\d+)-(\d+)$/, "year=$1/month=$2/day=$3");
const inOrder = (rows: readonly unknown[]) =>
  rows.map((row) => JSON.stringify(row)).toSorted((a, b) => a.localeCompare(b));

describe("over the logs of a day", () => {
  test("each event of the trail has one row with its class", async () => {
    const where = `day = '${slashed()}'`;
    const events = await ask(
      `SELECT event_id, CAST(to_unixtime(event_time) * 1000 AS bigint), event_name, error_code FROM cloudtrail_events WHERE ${where}`,
    );
    const rows = await ask(
      `SELECT metadata.uid, time, api.operation, api.response.error FROM ocsf_cloudtrail WHERE ${where}`,
    );
    const classes = await ask(
      `SELECT DISTINCT class_uid, class_name FROM ocsf_cloudtrail WHERE ${where} ORDER BY class_uid`,
    );

    expect(events.length).toBeGreaterThan(50);
    expect(inOrder(rows)).toEqual(inOrder(events));
    expect(classes).toEqual([
      [3001, "Account Change"],
      [3002, "Authentication"],
      [6003, "API Activity"],
    ]);
  });

  test("each flow record has one row with the interface at its own end", async () => {
    const rows = await ask(
      `SELECT accountid, time, src_endpoint.ip, src_endpoint.port, dst_endpoint.ip, traffic.bytes, type_uid,
              src_endpoint.interface_uid, dst_endpoint.interface_uid, connection_info.boundary
       FROM ocsf_flow_logs WHERE day = '${hive()}'`,
    );
    const expected = flowRows(scene).map((row) => {
      const isOutgoing = row["flow_direction"] === "egress";
      const boundaries: Record<string, string> = { 1: "Same VPC", 8: "Internet Gateway" };
      return [
        [row.account, Number(row["start"]) * 1_000, row["srcaddr"], row["srcport"], row["dstaddr"], row["bytes"]],
        row["action"] === "ACCEPT" ? 400_106 : 400_105,
        isOutgoing ? row["interface_id"] : null,
        isOutgoing ? null : row["interface_id"],
        boundaries[String(row["traffic_path"])] ?? null,
      ].flat();
    });

    expect(inOrder(rows)).toEqual(inOrder(expected));
  });

  test("each DNS query has one row", async () => {
    const rows = await ask(
      `SELECT accountid, time, query.hostname, rcode, rcode_id, src_endpoint.ip, src_endpoint.instance_uid,
              transform(answers, one -> one.rdata)
       FROM ocsf_dns_logs WHERE vpc = '${story.vpcId}' AND day = '${slashed()}'`,
    );
    const expected = dnsRows(scene)
      .filter(({ vpc }) => vpc === story.vpcId)
      .map((row) =>
        [
          [row.account, Date.parse(row.query_timestamp), row.query_name],
          row.rcode === "NOERROR" ? ["NoError", 0] : ["NXDomain", 3],
          [row.srcaddr, row.instance],
        ]
          .flat()
          .concat([row.answers as never]),
      );

    expect(inOrder(rows)).toEqual(inOrder(expected));
  });

  test("each finding has one row", async () => {
    const rows = await ask(
      `SELECT accountid, finding_info.uid, time, severity_id, activity_name, status, resources[1].uid, class_uid
       FROM ocsf_securityhub_findings WHERE day = '${slashed()}'`,
    );
    const expected = findingRows(scene).map((row) => [
      row.awsaccountid,
      row.id,
      Date.parse(row.updatedat),
      row.severity === "HIGH" ? 4 : 3,
      row.createdat === row.updatedat ? "Create" : "Update",
      row.workflow === "NEW" ? "New" : "Resolved",
      row.resource,
      2004,
    ]);

    expect(inOrder(rows)).toEqual(inOrder(expected));
  });
});

/** Strings in the fields of logs, some of which break an engine without input checks. */
const texts = [
  ["", "-", "{", '{"userName":"a","MFAUsed":"Yes"}', "[1]", "2026-01-31T10:00:00.5+05:30", "2026-13-01", "yesterday"],
  ["1.2.3.4", "2001:db8::1", "s3.amazonaws.com", "iam.amazonaws.com", "signin.amazonaws.com", "sts.amazonaws.com"],
  [
    "true",
    "ACCEPT",
    "REJECT",
    "ingress",
    "egress",
    "NOERROR",
    "BADSIG",
    "BLOCK",
    "ALERT",
    "53",
    "HIGH",
    "FAILED",
    "NEW",
  ],
  [...signIns, ...Object.values(accountChanges).flat(), ...Object.values(callVerbs).flat()].filter(
    (_, i) => i % 5 === 0,
  ),
].flat();

/** The partitions of random rows, by the name of their table. */
const partitions: Readonly<Record<string, InlineRow>> = {
  cloudtrail: { account: "1", region: "eu-west-1", day: "2026/01/31" },
  flow_logs: { account: "1", region: "eu-west-1", day: "year=2026/month=01/day=31" },
  dns_logs: { account: "1", vpc: "vpc-1", day: "2026/01/31" },
  securityhub_findings: { account: "1", region: "eu-west-1", day: "2026/01/31" },
};

function tableOf(name: string): LogTable {
  const table = logTables(catalogSource()).find((one) => one.name === name);
  if (table === undefined) throw new Error(`there is no table ${name}`);
  return table;
}

const views = ocsfViews([["cloudtrail"]]);

const identityCall = (dice: Dice): InlineRow => ({
  eventname: dice.pick([...signIns, ...Object.values(accountChanges).flat()]),
  eventsource: `${dice.pick(["iam", "sts", "signin", "account"])}.amazonaws.com`,
});

/** Returns the number of rows of a view for a row of its table: one, or one for each finding. */
function shown({ detail }: InlineRow): number {
  const { findings } = (detail ?? {}) as { readonly findings?: readonly unknown[] | null };
  return Math.max(1, findings?.length ?? 0);
}

/** Fields that are read as a time, number, flag or kind, and fields that a more specific one replaces. */
const readOtherwise: Readonly<Record<string, readonly string[]>> = {
  cloudtrail: [
    "<eventtime>",
    "<useridentity.sessioncontext.attributes.creationdate>",
    "<useridentity.sessioncontext.attributes.mfaauthenticated>",
  ],
  flow_logs: [],
  dns_logs: ["<query_timestamp>", "<srcport>"],
  securityhub_findings: [
    "<detail.findings.createdat>",
    "<detail.findings.firstobservedat>",
    "<detail.findings.lastobservedat>",
    "<detail.findings.updatedat>",
  ],
};

describe.each(views.map((view) => [view.name, view] as const))(
  "the view %s over random rows with missing fields",
  (_, view) => {
    const name = view.name.replace("ocsf_", "");
    const table = tableOf(name);
    const dice = new Dice(20_261_123);
    const rows = Array.from({ length: 400 }, (_unused, i) => {
      const row = randomRow(dice, table, partitions[name] ?? {}, texts);
      if (name !== "cloudtrail") return row;
      // Each event is in the trail once. Every second event is an IAM call or a sign-in
      const eventid = row["eventid"] === null ? null : String(i);
      return i % 2 === 0 ? { ...row, eventid } : { ...row, eventid, ...identityCall(dice) };
    });
    const found = (select: string) =>
      ask(withRelations(`SELECT ${select} FROM (${view.sql})`, [{ name, sql: inlineTable(table, rows) }]));

    test("has exactly one row for each event", async () => {
      const expected = rows.reduce((sum, row) => sum + shown(row), 0);

      expect(await found("count(*)")).toEqual([[expected]]);
    });

    test("has every required attribute of its class, with names that match their numbers", async () => {
      const isMissing = ({ uid, required }: EventClass) =>
        [...requiredOfAll, ...required].map((path) => `class_uid = ${uid} AND ${path} IS NULL`);
      const isWrong = ({ uid, name: title, category, ...one }: EventClass) =>
        Object.entries(activitiesOf({ uid, name: title, category, ...one })).map(
          ([id, activity]) =>
            `class_uid = ${uid} AND activity_id = ${id} AND NOT (class_name = '${title}' AND category_uid = ${category.uid}
           AND category_name = '${category.name}' AND type_uid = ${uid * 100 + Number(id)}
           AND activity_name = '${activity}' AND type_name = '${title}: ${activity}')`,
        );
      const known = view.classes.flatMap((one) =>
        Object.keys(activitiesOf(one)).map((id) => `class_uid = ${one.uid} AND activity_id = ${id}`),
      );
      const severities = "severity_id NOT BETWEEN 0 AND 6 AND severity_id <> 99";
      const time = "time NOT BETWEEN 0 AND 4000000000000 OR time <> CAST(to_unixtime(time_dt) * 1000 AS bigint)";
      const conditions = [
        ...view.classes.flatMap(isMissing),
        ...view.classes.flatMap(isWrong),
        `NOT coalesce((${known.join(") OR (")}), false)`,
        severities,
        time,
      ];
      const counts = await found(conditions.map((condition) => `count_if(${condition})`).join(", "));

      expect(conditions.filter((_unused, i) => counts[0]?.[i] !== 0)).toEqual([]);
    });

    test("has events of each of its classes", async () => {
      const classes = await found("DISTINCT class_uid");

      expect(inOrder(classes)).toEqual(inOrder(view.classes.map(({ uid }) => [uid])));
    });

    test("contains every string of the log, as an attribute or unmapped, except strings that it reads as another type", async () => {
      const { row, marks } = markedRow(table);
      const all = await ask(
        withRelations(
          `SELECT CAST(ROW(${view.columns.map((one) => one.name).join(", ")}) AS json) FROM (${view.sql})`,
          [{ name, sql: inlineTable(table, [{ ...row, ...partitions[name] }]) }],
        ),
      );
      const text = JSON.stringify(all);

      expect(marks.length).toBeGreaterThan(12);
      expect(marks.filter((mark) => !text.includes(mark)).toSorted()).toEqual(readOtherwise[name]);
    });
  },
);
