import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { deployedDetections } from "../../cli/backtest/detections";
import type { BacktestResult } from "../../cli/backtest/result";
import { run } from "../../shared/child-process";
import { logFiles } from "../../sample-data/events/log-file";
import { Random } from "../../sample-data/events/random";
import { runHere, runTrailkeeper, trailkeeperArguments } from "../support/command-line";
import { day } from "../support/ordinary-day";
import { trailLayout } from "../support/organization-day";
import { account } from "../../sample-data/values";

let folder: string;
const at = (name: string) => join(folder, name);
const write = (name: string, content: string | Buffer) => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), content);
};
const files = logFiles(day, trailLayout, new Random("backtest"));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-backtest-"));
  for (const { key, body } of files) write(`trail/${key}`, body);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Loading the command sets this variable, once in a process. */
const withoutWarning = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

/** Runs `trailkeeper backtest` in this process. */
const backtest = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runHere(() => runTrailkeeper(["backtest", ...args]), {
    cwd: folder,
    env: { ...withoutWarning, ...env },
  });

/** Runs `trailkeeper backtest` as a separate process. */
const backtestProcess = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  run(process.execPath, [...trailkeeperArguments, "backtest", ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...env },
  });

async function json(args: readonly string[], status = 0, command = backtest): Promise<BacktestResult> {
  const notified = await command([...args, "--json"]);
  expect([notified.status, notified.stderr]).toEqual([
    status,
    expect.stringMatching(/^there is no audit\.yaml in this folder: .*\n(reading: .*\n)*read in [^\n]*\n$/),
  ]);
  return JSON.parse(notified.stdout);
}

describe("backtest of the files of a day", () => {
  test("counts the matches of every detection, with their time and principal", async () => {
    const { read, detections: rows, problems } = await json([at("trail")]);

    expect(read).toMatchObject({ files: files.length, events: day.length, duplicates: 0, digests: 0, days: 1 });
    expect(problems).toEqual({ count: 0, named: [] });
    const counts = deployedDetections().map(({ id, pattern }) => {
      const parsed = parseFilterPattern(pattern);
      return [id, day.filter((event) => matches(parsed, event)).length];
    });
    expect(rows.map(({ id, events }) => [id, events])).toEqual(counts);
    const stopped = rows.find(({ id }) => id === "trail-changes");
    expect(stopped).toMatchObject({ alarms: 1, alarmsPerWeek: 7, threshold: 1, periodSeconds: 300 });
    expect(stopped?.alarmTimes).toHaveLength(1);
    expect(stopped?.calls.top[0]?.name).toBe("cloudtrail.amazonaws.com StopLogging");
    expect(rows.filter(({ severity }) => severity === "watch").every(({ alarms }) => alarms === null)).toBe(true);
  });

  test("reads only the events, accounts and detections of its options", async () => {
    const some = await json([at("trail"), "--account", account(4), "--severity", "page", "--from", "2026-03-04"]);

    expect(some.read.events).toBe(day.filter(({ recipientAccountId }) => recipientAccountId === account(4)).length);
    expect(some.read.filesNotOpened).toBeGreaterThan(0);
    expect(new Set(some.detections.map(({ severity }) => severity))).toEqual(new Set(["page"]));
    const two = await json([at("trail"), "--detection", "root-use", "trail-changes"]);
    expect(two.detections.map(({ id }) => id)).toEqual(["root-use", "trail-changes"]);
  });

  test.each([
    [80, "as a separate process", backtestProcess],
    [120, "in this process", backtest],
  ])(
    "prints a table that fits %i columns %s, without colours if the output is not a terminal",
    async (width, _, command) => {
      const { status, stdout } = await command([at("trail")], { COLUMNS: String(width) });

      expect(status).toBe(0);
      const lines = stdout.split("\n");
      expect(lines.filter((line) => line.length > width && !line.startsWith("Read"))).toEqual([]);
      expect(stdout).not.toContain("\u001b");
      expect(stdout).toContain("│ trail-changes ");
      expect(stdout).toContain(
        "trail-changes: A trail was created, changed, stopped or deleted\n  at  2026-03-04 11:30\n",
      );
      expect(stdout).not.toContain("│ domain-control-changed");
      expect(stdout).toMatch(/Total: page \d+ alarms/);
    },
  );

  test("backtest of the files of a day with --all also lists the detections without a match", async () => {
    expect((await backtest([at("trail"), "--all"])).stdout).toContain("│ domain-control-changed");
  });
});

describe("backtest of duplicate and unreadable files", () => {
  test("counts an event that is delivered twice only once", async () => {
    const { read, detections: rows } = await json([at("trail"), at("trail")]);

    expect(read).toMatchObject({ events: day.length, duplicates: day.length });
    expect(rows.find(({ id }) => id === "trail-changes")?.events).toBe(1);
  });

  test("reads everything else, reports the unreadable files, and ends with exit code 3", async () => {
    const text = JSON.stringify({ Records: day.slice(0, 100) });
    write("mixed/a/good.json", text);
    write("mixed/a/cut.json.gz", gzipSync(JSON.stringify({ Records: day.slice(100, 200) })).subarray(0, -200));
    write("mixed/b/cut.json", JSON.stringify({ Records: day.slice(200, 210) }).slice(0, -30));
    write("mixed/b/odd.jsonl", `5\n{"eventName":"x"}\n{"eventTime":"yesterday"}\n${JSON.stringify(day[300])}\n`);
    write("mixed/c/empty.json", "");
    write("mixed/c/x_CloudTrail-Digest_y.json.gz", gzipSync("{}"));
    write("mixed/c/digest.json", JSON.stringify({ digestStartTime: "2026-03-04T00:00:00Z" }));
    write("mixed/c/readme.md", "no log");
    symlinkSync(at("mixed"), at("mixed/c/loop"));
    symlinkSync(at("nowhere"), at("mixed/c/gone.json"));
    const { read, problems } = await json([at("mixed")], 3);

    expect(read).toMatchObject({ files: 5, digests: 2, otherFiles: 2 });
    expect(read.events).toBeGreaterThan(110);
    const named = problems.named.map(
      ({ file, reason, position }) => `${file.replace(at("mixed/"), "")} ${position}: ${reason}`,
    );
    expect(named).toEqual(
      expect.arrayContaining([
        "a/cut.json.gz : the file is truncated",
        "b/cut.json record 10: the list is truncated",
        "b/odd.jsonl line 1: an event that is not an object",
        "b/odd.jsonl line 2: an event without eventTime",
        "c/empty.json : the file is empty",
        "c/gone.json : no such file or folder",
      ]),
    );
    expect(problems.named.find(({ reason }) => reason === "an event without eventTime")?.count).toBe(2);
    const { stdout } = await backtest([at("mixed")]);
    expect(stdout).toContain(`Could not be read and is not counted above: ${problems.count}`);
    expect(stdout).toContain("odd.jsonl, line 2: an event without eventTime (2 times)");
  });

  test("reports a folder without read permission, unless root runs the command", async () => {
    write("closed/open/good.json", JSON.stringify({ Records: day.slice(0, 5) }));
    mkdirSync(at("closed/shut"));
    chmodSync(at("closed/shut"), 0);
    const isRoot = process.getuid?.() === 0;
    const { problems, read } = await json([at("closed")], isRoot ? 0 : 3);
    chmodSync(at("closed/shut"), 0o700);

    expect(read.events).toBe(5);
    expect(problems.named.map(({ reason }) => reason)).toEqual(isRoot ? [] : ["no permission"]);
  });

  test("streams a large file of lines", async () => {
    const lines = `${day.map((event) => JSON.stringify(event)).join("\n")}\n`;
    for (let copy = 0; copy < 14; copy++)
      appendFileSync(at("large.jsonl"), lines.replaceAll('"eventID":"', `"eventID":"${copy}-`));
    const { read } = await json([at("large.jsonl")]);

    expect(read.events).toBe(14 * day.length);
  });
});

describe("backtest ends with exit code", () => {
  test.each([
    ["a path that does not exist", ["nowhere"], "cannot read nowhere: no such file or folder; name files"],
    ["a path with an escape sequence", ["no\u001B[2Jwhere"], "cannot read no\\u001b[2Jwhere: "],
    ["a URI without a bucket", ["s3://"], "s3:// contains no bucket name; use s3://bucket/prefix"],
    ["a URI with an empty bucket", ["s3:///x"], "s3:///x contains no bucket name; use s3://bucket/prefix"],
    ["a folder without a log file", ["empty"], "no CloudTrail log file in empty: found 0 digests, 1 other files"],
  ])("1 for %s", async (_, args, message) => {
    write("empty/readme.md", "no log");
    const { status, stdout, stderr } = await backtest(args);

    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
  });

  test.each([
    ["no path", [], "no log files were named; name files or folders, or use --athena"],
    ["an invalid day", ["x", "--from", "2026-02-30"], "expected a day as yyyy-MM-dd"],
    ["days in the wrong order", ["x", "--from", "2026-03-02", "--to", "2026-03-01"], "--from 2026-03-02 is after --to"],
    ["an invalid account id", ["x", "--account", "5"], "expected the 12 digits"],
    ["an unknown detection", ["x", "--detection", "root-usage"], "did you mean root-use?"],
    ["an unknown severity", ["x", "--severity", "loud"], "Allowed choices are page, notify, watch"],
    ["an unknown option", ["x", "--nonsense"], "unknown option '--nonsense'"],
  ])("2 for %s", async (_, args, message) => {
    const { status, stdout, stderr } = await backtest(args);

    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  test("1 for an invalid configuration", async () => {
    write("broken.yaml", "prefix: [");
    const { status, stdout, stderr } = await backtestProcess([at("trail")], { AUDIT_CONFIG: at("broken.yaml") });

    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("broken.yaml has ");
    expect(stderr).not.toContain("written");
    expect(stderr).not.toContain("    at ");
  });

  test("0 for --help, which lists all exit codes and contains examples", async () => {
    const { status, stdout } = await backtest(["--help"]);

    expect(status).toBe(0);
    for (const text of ["Examples:", "s3://", "Exit codes: 0 success", "3 success,"]) expect(stdout).toContain(text);
  });
});

describe("backtest of an S3 bucket", () => {
  let server: Server;
  let refuse = "";
  let authorization: string | undefined;
  beforeAll(async () => {
    const keys = [...files.map(({ key }) => key), "cloudtrail-logs/folder/"];
    server = createServer(({ url = "", headers }, answer) => {
      authorization = headers.authorization;
      const { pathname, searchParams } = new URL(url, "http://localhost");
      const name = decodeURIComponent(pathname).replace("/acme/", "");
      const isList = searchParams.get("list-type") === "2";
      const body = isList ? listing(keys, searchParams) : files.find(({ key }) => key === name)?.body;
      const isRefused = refuse !== "" && url.includes(refuse);
      answer.writeHead(isRefused ? 403 : body ? 200 : 404, {
        "content-type": isList ? "application/xml" : "binary/octet-stream",
      });
      answer.end(isRefused ? "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>" : body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    refuse = "";
  });

  const listing = (keys: readonly string[], query: URLSearchParams) => {
    const start = Number(query.get("continuation-token") ?? 0);
    const page = keys.filter((key) => key.startsWith(query.get("prefix") ?? "")).slice(start, start + 50);
    const isLast = page.length < 50;
    const contents = page.map(
      (key) => `<Contents><Key>${key}</Key><Size>${key.endsWith("/") ? 0 : 900}</Size></Contents>`,
    );
    const next = isLast ? "" : `<NextContinuationToken>${start + 50}</NextContinuationToken>`;
    return `<ListBucketResult><IsTruncated>${!isLast}</IsTruncated>${contents.join("")}${next}</ListBucketResult>`;
  };
  const env = () => ({
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });

  test("reads every page of the list and every object", async () => {
    const { read } = await json(["s3://acme/cloudtrail-logs/"], 0, (args) => backtestProcess(args, env()));

    expect(read).toMatchObject({ files: files.length, events: day.length });
  });

  test("reports an object to which S3 denies access, and reads the others", async () => {
    const key = files[3]?.key ?? "";
    refuse = key;
    const { read, problems } = await json(["s3://acme/cloudtrail-logs"], 3, (args) => backtest(args, env()));

    expect(read.files).toBe(files.length - 1);
    expect(problems.named).toEqual([{ file: `s3://acme/${key}`, reason: "Access Denied", position: "", count: 1 }]);
  });

  test.each([
    ["AWS_REGION", { AWS_REGION: "eu-west-2", AWS_DEFAULT_REGION: "eu-west-3" }, "eu-west-2"],
    ["AWS_DEFAULT_REGION", { AWS_DEFAULT_REGION: "eu-west-3" }, "eu-west-3"],
    ["the profile", { AWS_CONFIG_FILE: "aws-config" }, "eu-north-1"],
    ["the home region by default", {}, "eu-west-1"],
  ])("reads from the region of %s", async (_, named: NodeJS.ProcessEnv, region) => {
    write("aws-config", "[default]\nregion = eu-north-1\n");
    refuse = "list-type=2";
    const { AWS_REGION: _region, ...others } = env();
    const { stderr } = await backtest(["s3://acme"], { ...others, AWS_CONFIG_FILE: at("nowhere"), ...named });

    expect(stderr).toContain("AccessDenied: Access Denied");
    expect(stderr).not.toContain("    at ");
    expect(authorization).toContain(`/${region}/s3/`);
  });

  test("ends with exit code 1 and the reason if S3 denies the list", async () => {
    refuse = "list-type=2";
    const { status, stdout, stderr } = await backtest(["s3://acme/cloudtrail-logs"], env());

    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("AccessDenied: Access Denied");
  });
});
