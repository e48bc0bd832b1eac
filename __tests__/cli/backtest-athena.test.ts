import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { AthenaResult } from "../../cli/backtest/athena/result";
import { account } from "../../sample-data/values";
import { runHere, runTrailkeeper } from "../support/command-line";

let folder: string;
let server: Server;

/** The number of bytes of each listed object. */
let size = 0;

/** The requests to Athena. */
let calls: [string, Record<string, unknown>][] = [];

const row = (...values: string[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) });
const names = ["detection", "kind", "name", "events", "first_event", "last_event"];
const start = "2026-03-01T10:00:00Z";

/** The response of Athena: the first detection matches 7 events in one period. */
const counted = [
  ["1", "account", "none", "7", start, start],
  ["1", "call", "s3.amazonaws.com GetObject", "7", start, start],
  ["1", "period", String(Date.parse(start) / 1_000), "7", start, start],
  ["1", "principal", "somebody", "7", start, start],
];

const athena: Record<string, object> = {
  StartQueryExecution: { QueryExecutionId: "one" },
  GetQueryExecution: { QueryExecution: { Status: { State: "SUCCEEDED" }, Statistics: { DataScannedInBytes: 2e9 } } },
  GetQueryResults: {
    ResultSet: {
      ResultSetMetadata: { ColumnInfo: names.map((Name) => ({ Name, Type: "varchar" })) },
      Rows: [row(...names), ...counted.map((values) => row(...values))],
    },
  },
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-backtest-"));
  server = createServer((request, answer) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const call = String(request.headers["x-amz-target"] ?? "").replace(/^.*\./, "");
      if (call !== "") calls.push([call, JSON.parse(text) as Record<string, unknown>]);
      const listing = `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>${size}</Size></Contents></ListBucketResult>`;
      answer.writeHead(200, { "content-type": call === "" ? "application/xml" : "application/x-amz-json-1.1" });
      answer.end(call === "" ? listing : JSON.stringify(athena[call]));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  [size, calls] = [1_000_000, []];
});

const backtest = (...args: string[]) =>
  runHere(() => runTrailkeeper(["backtest", ...args]), {
    cwd: folder,
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "key",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_REGION: "eu-west-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  });
const days = ["--athena", "--from", "2026-03-01", "--to", "2026-03-03", "--account", account(1), "--restored"];
const started = () => calls.filter(([call]) => call === "StartQueryExecution").map(([, body]) => body);

test("backtest without --yes and without a terminal prints the price and runs no query", async () => {
  const { status, stdout, stderr } = await backtest(...days);

  expect([status, stdout, calls]).toEqual([1, "", []]);
  expect(stderr).toMatch(/^reads .*[kMG]B \(.*partitions.*\), once$/m);
  expect(stderr).toMatch(/^ {2}costs about \$0\.\d+$/m);
  expect(stderr).toContain(
    "nothing was queried, because there is no terminal to confirm the price; add --yes to run the queries",
  );
});

test("one query of the workgroup evaluates all detections with --yes, and its counts raise alarms", async () => {
  const { status, stdout, stderr } = await backtest(...days, "--yes", "--json", "--detection", "root-use");
  const result = JSON.parse(stdout) as AthenaResult;

  expect([status, started().length]).toEqual([0, 1]);
  expect(started()[0]).toMatchObject({
    WorkGroup: expect.not.stringContaining("responder"),
    ExecutionParameters: ["'2026/03/01'", "'2026/03/04'"],
  });
  expect(stderr).toContain("costs about");
  expect(result.read).toMatchObject({ from: "2026-03-01", to: "2026-03-03", days: 3, queries: 1, scannedBytes: 2e9 });
  expect(result.detections).toMatchObject([
    { id: "root-use", events: 7, alarms: 1, alarmTimes: [{ from: start, events: 7 }] },
  ]);
});

test("logs above the scan limit are read by several queries", async () => {
  size = 4e11;
  const { status, stdout } = await backtest(...days, "--yes", "--responder", "--detection", "root-use");
  const windows = started().map(({ ExecutionParameters }) => ExecutionParameters as string[]);

  expect(status).toBe(0);
  expect(windows.length).toBeGreaterThan(1);
  expect([windows[0]?.[0], windows.at(-1)?.[1]]).toEqual(["'2026/03/01'", "'2026/03/04'"]);
  expect(started()[0]).toMatchObject({ WorkGroup: expect.stringContaining("responder") });
  expect(stdout).toContain(`in ${windows.length} queries`);
});

test("a detection that SQL cannot evaluate is reported, and the exit code is 3", async () => {
  const ids = ["--detection", "call-volume-unusual", "root-use"];
  const { status, stdout } = await backtest(
    ...days,
    "--yes",
    "--config",
    resolve("config/examples/everything.yaml"),
    ...ids,
  );

  expect(status).toBe(3);
  expect(stdout).toContain(
    "detection call-volume-unusual: not evaluated: the condition `=` on `$.insightDetails.state`",
  );
  expect(started()).toHaveLength(1);
});

describe("wrong usage ends with exit code 2, and explains the fix:", () => {
  test.each([
    [["--athena"], "--athena needs --from; add the first day as yyyy-MM-dd"],
    [["--athena", "--from", "2999-01-01"], "--from 2999-01-01 is after today; use an earlier day"],
    [["--athena", "--from", "2026-03-01", "logs/"], "--athena reads the archive, not files; remove logs/"],
    [["logs/", "--yes"], "--yes needs --athena"],
    [["logs/", "--responder"], "--responder needs --athena"],
    [[], "no log files were named; name files or folders, or use --athena"],
    [[...days, "--local"], "unknown option '--local'"],
    [[...days, "--detection", "rot-activity"], "unknown detection rot-activity"],
  ])("%j", async (args, message) => {
    const { status, stderr } = await backtest(...args);

    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(calls).toEqual([]);
  });
});
