import { setTimeout as sleep } from "node:timers/promises";
import {
  AthenaClient,
  CreateNamedQueryCommand,
  CreateWorkGroupCommand,
  DeleteNamedQueryCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { namesFor } from "../../config/names/names";
import { clientConfig, s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deliverOnce } from "../../local-aws/up";
import { deployedOrganization, sharedSession } from "./support/local-aws";

/** The local AWS simulates Athena as AWS documents it. */

let deployment: LocalDeployment;
let athena: AthenaClient;
let s3: S3Client;
let day: string;

beforeAll(async () => {
  deployment = await deployedOrganization();
  await sharedSession.startTrino();
  day = (await deliverOnce(deployment)).replaceAll("-", "/");
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.logArchive);
  athena = new AthenaClient(clientConfig(address, config.homeRegion, credentials));
  s3 = new S3Client(s3Config(address, config.homeRegion, credentials));
});

async function run(
  QueryString: string,
  parameters: readonly string[] = [],
  WorkGroup = namesFor(deployment.config).workgroupName,
): Promise<QueryExecution> {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString,
      WorkGroup,
      QueryExecutionContext: { Database: namesFor(deployment.config).databaseName },
      ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
    }),
  );
  for (;;) {
    const { QueryExecution = {} } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    if (!["QUEUED", "RUNNING"].includes(QueryExecution.Status?.State ?? "")) return QueryExecution;
    await sleep(100);
  }
}

async function page({ QueryExecutionId }: QueryExecution, MaxResults: number, NextToken?: string) {
  const command = new GetQueryResultsCommand({ QueryExecutionId, MaxResults, ...(NextToken && { NextToken }) });
  const { ResultSet, NextToken: next } = await athena.send(command);
  return { rows: ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue)), next };
}

test("a statement with parameters reads the deployed tables, and its first page begins with the column names", async () => {
  const done = await run("SELECT n FROM (VALUES 1, 2, 3) AS t (n) WHERE n >= CAST(? AS bigint) ORDER BY n", ["'2'"]);
  const first = await page(done, 2);
  const second = await page(done, 2, first.next);

  expect(done).toMatchObject({ StatementType: "DML", ExecutionParameters: ["'2'"], Status: { State: "SUCCEEDED" } });
  expect(first.rows).toEqual([["n"], ["2"]]);
  expect(second).toEqual({ rows: [["3"]], next: undefined });

  const events = await run("SELECT count(*) > 100 AS many FROM cloudtrail WHERE day = ?", [`'${day}'`]);
  expect((await page(events, 10)).rows).toEqual([["many"], ["true"]]);
  expect(events.Statistics?.DataScannedInBytes).toBeGreaterThan(10_000);
});

test("values are strings, and those in lists, maps and rows have no quotation marks", async () => {
  const done = await run(
    "SELECT ARRAY['a', NULL] AS list, MAP(ARRAY['k'], ARRAY[1]) AS map, CAST(ROW(1, 'x') AS row(n bigint, s varchar)) AS r, CAST(NULL AS varchar) AS nothing",
  );

  expect((await page(done, 10)).rows?.[1]).toEqual(["[a, null]", "{k=1}", "{n=1, s=x}", undefined]);
});

test("the result is a file at the location of the workgroup, with quoted values", async () => {
  const { ResultConfiguration } = await run(`SELECT 'a "quoted" value' AS text`);
  const { hostname: Bucket, pathname } = new URL(ResultConfiguration?.OutputLocation ?? "");
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: pathname.slice(1) }));

  expect(pathname).toMatch(/^\/acme-audit\/[0-9a-f-]{36}\.csv$/);
  expect(await Body?.transformToString()).toBe('"text"\n"a ""quoted"" value"\n');
});

test("a failed query has a reason with the name of the error, and no result", async () => {
  const done = await run("SELECT nobody FROM cloudtrail WHERE account = '1'");

  expect(done.Status).toMatchObject({
    State: "FAILED",
    StateChangeReason: expect.stringMatching(/^COLUMN_NOT_FOUND: line 1:8: .*nobody/),
    AthenaError: { ErrorCategory: 2, Retryable: false },
  });
  await expect(page(done, 10)).rejects.toThrow("COLUMN_NOT_FOUND");
});

test("a query above the scan limit of its workgroup is cancelled", async () => {
  const { buckets } = namesFor(deployment.config);
  const Name = "with-a-limit";
  const ResultConfiguration = { OutputLocation: `s3://${buckets.queryResults}/${Name}/` };
  const Configuration = { BytesScannedCutoffPerQuery: 1, ResultConfiguration };
  await athena.send(new CreateWorkGroupCommand({ Name, Configuration }));

  const { Status } = await run(`SELECT count(*) FROM cloudtrail WHERE day = '${day}'`, [], Name);
  expect(Status).toMatchObject({ State: "CANCELLED", StateChangeReason: "Bytes scanned limit was exceeded" });
});

test("an unknown workgroup is refused", async () => {
  await expect(run("SELECT 1", [], "unknown")).rejects.toThrow("WorkGroup unknown is not found.");
});

test("a saved query whose creation is requested twice is created once", async () => {
  const { databaseName: Database, workgroupName: WorkGroup } = namesFor(deployment.config);
  const query = { Name: "sent-twice", Database, WorkGroup, QueryString: "SELECT 1" };
  const create = async (ClientRequestToken: string) =>
    (await athena.send(new CreateNamedQueryCommand({ ...query, ClientRequestToken }))).NamedQueryId ?? "";
  const ids = [await create("a".repeat(32)), await create("a".repeat(32)), await create("b".repeat(32))];
  const different = [...new Set(ids)];
  for (const NamedQueryId of different) await athena.send(new DeleteNamedQueryCommand({ NamedQueryId }));

  expect(different).toEqual([ids[0], ids[2]]);
});
