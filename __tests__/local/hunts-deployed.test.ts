import { gzipSync } from "node:zlib";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { setTimeout as sleep } from "node:timers/promises";
import { countriesBucketName, countriesPrefix } from "../../config/names/hunts";
import { namesFor } from "../../config/names/names";
import { namedAccounts } from "../../config/derived/accounts";
import { clientConfig } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deliver, layoutOf } from "../../local-aws/trail-delivery";
import { engineDatabase } from "../../local-aws/trino/engine-tables";
import { folderOf } from "../../sample-data/events/log-file";
import { Callers } from "../../sample-data/events/callers";
import { type CloudTrailEvent, eventOf } from "../../sample-data/events/event";
import { arn } from "../../sample-data/values";
import { deployedOrganization, sharedSession } from "./support/local-aws";
import { TopicQueue } from "./support/topic-queue";

let deployment: LocalDeployment;
let payments: string;
let machines: SFNClient;
let queue: TopicQueue;

/** The first of the two days that a run reads. The second is the delivered day, which other tests read. */
const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
const slashed = (date: Date) => date.toISOString().slice(0, 10).replaceAll("-", "/");

beforeAll(async () => {
  deployment = await deployedOrganization();
  await sharedSession.startTrino();
  const { management, logArchive } = deployment.organization;
  payments = deployment.organization.members[0]?.id ?? "";
  const { address, config } = deployment;
  machines = new SFNClient(clientConfig(address, config.homeRegion, await deployment.credentialsOf(logArchive)));
  queue = new TopicQueue(deployment, await deployment.credentialsOf(management), "what-hunts-found");
  await queue.listen(namesFor(config).topicName("notify"));
});

/** Returns events of a caller who is denied at this number of roles, one minute apart. */
const triesRoles = (user: string, count: number): CloudTrailEvent[] =>
  Array.from({ length: count }, (_, i) =>
    eventOf(
      {
        caller: new Callers("aws").user(payments, user, "203.0.113.66"),
        service: "sts",
        name: "AssumeRole",
        account: payments,
        region: deployment.config.homeRegion,
        request: { roleArn: arn("iam", "", payments, `role/admin-${i}`), roleSessionName: "s" },
        error: { code: "AccessDenied", message: "not authorized" },
      },
      new Date(`${day}T10:0${i}:00Z`),
      () => `${user}-${i}`,
    ),
  );

/** Delivers a log file in the same way as CloudTrail. */
async function deliverFile(name: string, Records: readonly CloudTrailEvent[]): Promise<void> {
  const { config, address } = deployment;
  const folder = folderOf({
    layout: layoutOf(config),
    account: payments,
    kind: "CloudTrail",
    region: config.homeRegion,
    day,
  });
  const file = `${payments}_CloudTrail_${config.homeRegion}_${day.replaceAll("-", "")}T2359Z_${name}.json.gz`;
  await deliver(config, address, [{ key: `${folder}/${file}`, body: gzipSync(JSON.stringify({ Records })) }]);
}

/** Runs the hunts, and returns the messages to people by hunt. */
async function run(): Promise<Record<string, unknown>> {
  const { config } = deployment;
  const machine = namesFor(config).huntsName;
  const stateMachineArn = arn("states", config.homeRegion, config.accounts.logArchive, `stateMachine:${machine}`);
  const { executionArn } = await machines.send(new StartExecutionCommand({ stateMachineArn }));
  for (let status = "RUNNING"; status !== "SUCCEEDED"; await sleep(500)) {
    ({ status = "" } = await machines.send(new DescribeExecutionCommand({ executionArn })));
    if (status !== "RUNNING" && status !== "SUCCEEDED") throw new Error(await causeOf(executionArn ?? ""));
  }
  const messages = (await queue.messages()).map((text) => JSON.parse(text) as { Hunt: string });
  return Object.fromEntries(messages.map((message) => [message.Hunt, message]));
}

/** Name of an account in the configuration. */
const nameOf = (account: string): string =>
  namedAccounts(deployment.config).find(({ id }) => id === account)?.name ?? "";

async function causeOf(executionArn: string): Promise<string> {
  const { events = [] } = await machines.send(new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }));
  return JSON.stringify(events.slice(0, 3), undefined, 2);
}

test("people are notified once of each row of a run, with its details in the archive", async () => {
  await deliverFile("story", triesRoles("build-agent", 6));
  const received = await run();

  expect(received["roles-tried"]).toEqual({
    What: "Finds a principal that was refused at assuming many different roles.",
    Meaning: "This principal was refused at this many different roles.",
    "Unusual from": "least = 5: different roles at least",
    "What to do first": "Stop the principal, and look for a role that it could assume.",
    Rows: [
      {
        principal: `${arn("iam", "", payments, "user/build-agent")} (${nameOf(payments)})`,
        "how unusual": "6 roles of 1 accounts",
        events: "6",
        "first (UTC)": `${day} 10:00:00`,
        "last (UTC)": `${day} 10:05:00`,
        regions: "eu-west-1",
        addresses: "203.0.113.66",
        "event ids": "build-agent-0 build-agent-1 build-agent-2",
      },
    ],
    Runbook: "docs/runbooks/hunt-roles-tried.md",
    "Query for all rows": `hunt-roles-tried with from = ${slashed(new Date(day))}, to = ${slashed(
      new Date(Date.parse(day) + 86_400_000),
    )}, account = %, least = 5`,
    Hunt: "roles-tried",
  });
  // The attack of the delivered day opened a port, and nobody uploaded ranges of addresses
  expect(Object.keys(received).toSorted()).toEqual(["first-use-of-country", "port-opened-and-reached", "roles-tried"]);
  expect(received["first-use-of-country"]).toMatchObject({
    Rows: [{ principal: "", network: "", country: "no address ranges" }],
  });
});

test("uploaded ranges of addresses are rows of their table, and other lines are not", async () => {
  const { config, address, organization } = deployment;
  const s3 = new S3Client({
    ...clientConfig(address, config.homeRegion, await deployment.credentialsOf(organization.logArchive)),
    forcePathStyle: true,
  });
  const Body = 'first,last,country\n198.51.100.0,198.51.100.255,BR\n"2001:db8::","2001:db8::ffff","DE"\r\n';
  const Key = `${countriesPrefix}/ranges.csv`;
  await s3.send(new PutObjectCommand({ Bucket: countriesBucketName(config), Key, Body }));

  const { rows } = await sharedSession.trino.query(
    "SELECT first, last, country FROM address_countries WHERE country IS NOT NULL ORDER BY country",
    engineDatabase(namesFor(config).databaseName),
  );
  expect(rows).toEqual([
    ["198.51.100.0", "198.51.100.255", "BR"],
    ["2001:db8::", "2001:db8::ffff", "DE"],
  ]);
});

test("the next run sends no message, and after a late file people are notified only of new rows", async () => {
  expect(await run()).toEqual({});

  await deliverFile("late", [...triesRoles("build-agent", 8).slice(6), ...triesRoles("release-agent", 5)]);
  const received = await run();

  expect(Object.keys(received)).toEqual(["roles-tried"]);
  expect(received["roles-tried"]).toMatchObject({
    Rows: [{ principal: `${arn("iam", "", payments, "user/release-agent")} (${nameOf(payments)})`, events: "5" }],
  });
});
