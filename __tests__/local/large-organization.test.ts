import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  GlueClient,
  type TableInput,
} from "@aws-sdk/client-glue";
import { namesFor } from "../../config/names/names";
import { eventRegions } from "../../config/derived/regions";
import { clientConfig } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { engineDatabase } from "../../local-aws/trino/engine-tables";
import type { CloudTrailEvent } from "../../sample-data/events/event";
import { eventsInArchive } from "../../local-aws/trail-archive";
import { deliverOnce } from "../../local-aws/up";
import { deployedOrganization, sharedSession } from "./support/local-aws";

const accounts = 1_000;
const regions = 17;
const years = 3;
const name = "cloudtrail_large";

let deployment: LocalDeployment;
let glue: GlueClient;
let database: string;
let day: string;
let events: readonly CloudTrailEvent[];
let account: string;

/** The deployed table with the values of a large organization: more accounts and days, in the same archive. */
function enlarged({ Description, Parameters = {}, PartitionKeys, TableType, StorageDescriptor }: TableInput) {
  const others = Array.from({ length: accounts - 1 }, (_, i) => String(7e11 + i));
  const seen = [...new Set(events.map(({ awsRegion }) => awsRegion))];
  const known = [...new Set([...seen, ...eventRegions(deployment.config)])].slice(0, regions);
  const firstDay = new Date(Date.parse(day) - years * 365 * 86_400_000).toISOString().slice(0, 10);
  return {
    Name: name,
    Description,
    PartitionKeys,
    TableType,
    StorageDescriptor,
    Parameters: {
      ...Parameters,
      "projection.account.values": [account, ...others].join(","),
      "projection.region.values": known.join(","),
      "projection.day.range": `${firstDay.replaceAll("-", "/")},NOW`,
    },
  };
}

beforeAll(async () => {
  deployment = await deployedOrganization();
  day = await deliverOnce(deployment);
  // Other tests add random events on other days
  events = (await eventsInArchive(deployment)).filter(({ eventTime }) => eventTime.startsWith(day));
  account = deployment.organization.members[0]?.id ?? "";
  const { config, address } = deployment;
  database = engineDatabase(namesFor(config).databaseName);
  glue = new GlueClient(
    clientConfig(address, config.homeRegion, await deployment.credentialsOf(config.accounts.logArchive)),
  );
  const { Table = {} } = await glue.send(new GetTableCommand({ DatabaseName: database, Name: "cloudtrail" }));
  const TableInput = enlarged(Table as TableInput);
  await glue.send(new CreateTableCommand({ DatabaseName: database, TableInput }));
});
afterAll(() => glue.send(new DeleteTableCommand({ DatabaseName: database, Name: name })));

const count = (table: string) =>
  sharedSession.trino.query(
    `SELECT count(eventid) FROM ${table} WHERE account = '${account}' AND day = '${day.replaceAll("-", "/")}'`,
    database,
  );

test(`a query of one account and day, of ${accounts} accounts, ${regions} regions and ${years} years, reads only their objects`, async () => {
  const small = await count("cloudtrail");
  const large = await count(name);

  expect(large.rows).toEqual(small.rows);
  expect(large.scannedRows).toBe(small.scannedRows);
  expect(large.scannedBytes).toBe(small.scannedBytes);
  expect(large.scannedRows).toBeGreaterThan(0);
});

test("the plan of a query lists only objects that the query reads", async () => {
  const planned = await sharedSession.trino.query(
    `EXPLAIN SELECT count(eventid) FROM ${name} WHERE account = '${account}' AND day = '${day.replaceAll("-", "/")}'`,
    database,
  );
  const plan = planned.rows.join("\n");

  expect(plan).toMatch(new RegExp(String.raw`account:string:PARTITION_KEY\s+:: \[\[${account}\]\]`));
  expect(plan).toMatch(new RegExp(String.raw`day:string:PARTITION_KEY\s+:: \[\[${day.replaceAll("-", "/")}\]\]`));
});
