import { spawnSync } from "node:child_process";
import { huntQueries } from "../../hunts/saved-query";
import { savedQueries } from "../../queries/saved-queries";
import { runHere, runTrailkeeper, trailkeeperArguments } from "../support/command-line";

const queries = [...savedQueries(), ...huntQueries()];

/** An environment without the user's AWS settings. */
const env = { AUDIT_CONFIG: "config/example.yaml", AWS_EC2_METADATA_DISABLED: "true" };

/** Runs `trailkeeper query` in this process. */
const query = (...args: string[]) => queryWith(env, ...args);
const queryWith = (variables: NodeJS.ProcessEnv, ...args: string[]) =>
  runHere(() => runTrailkeeper(["query", ...args]), { env: variables });

/** Runs `trailkeeper query` as a separate process. */
const queryProcess = (...args: string[]) =>
  spawnSync(process.execPath, [...trailkeeperArguments, "query", ...args], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...env },
  });

describe("trailkeeper query", () => {
  test("trailkeeper query without a name lists every saved query with its description", async () => {
    const { status, stdout } = await query();

    expect(status).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(queries.length);
    for (const [i, { name, description }] of queries.entries()) {
      expect(lines[i]).toMatch(new RegExp(`^${name} `));
      expect(lines[i]?.endsWith(description)).toBe(true);
    }
  });

  test("trailkeeper query with --dry-run prints the SQL, each value, and what it would read, and runs nothing", async () => {
    const { status, stdout } = await query(
      "identity-root-activity",
      "--dry-run",
      "--from",
      "2026-02-01",
      "--to",
      "2026-02-03",
    );

    expect(status).toBe(0);
    expect(stdout).toContain("SELECT");
    expect(stdout).toContain("? 1 from = 2026/02/01\n? 2 to = 2026/02/03\n? 3 account = %");
    expect(stdout).toMatch(/reads \d+ partitions of cloudtrail: s3:\/\/acme-trail-archive-\d{12}\/.*\{3 × day\}\n/);
    expect(stdout).toContain(
      "the engine plans at most 1,000,000 partitions for each table; listing them in S3 costs about $",
    );
  });

  test("trailkeeper query with --dry-run --json prints the same facts", async () => {
    const days = ["--param", "from=2026-02-01", "--param", "to=2026-02-03"];
    const { status, stdout } = await query("identity-root-activity", "--dry-run", "--json", ...days);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      name: "identity-root-activity",
      sql: expect.stringMatching(/^SELECT[^;]*$/),
      parameters: [
        { name: "from", value: "2026/02/01" },
        { name: "to", value: "2026/02/03" },
        { name: "account", value: "%" },
      ],
      reads: [{ table: "cloudtrail", partitions: expect.any(Number), location: expect.stringMatching(/\{3 × day\}$/) }],
      partitionLimit: 1_000_000,
      mode: "whole",
      parts: [[expect.objectContaining({ table: "cloudtrail" })]],
    });
  });

  test("prints the name of an invalid configuration", async () => {
    const { status, stderr } = await queryWith({ AUDIT_CONFIG: "nowhere.yaml" }, "identity-root-activity", "--dry-run");

    expect(status).toBe(1);
    expect(stderr).toContain("nowhere.yaml has 1 problem:\n  file not found");
    expect(stderr).not.toContain("written");
  });

  test.each([
    [["identity-rot-activity"], 2, "unknown saved query identity-rot-activity; did you mean identity-root-activity?"],
    [
      ["incident-actions-of-access-key"],
      2,
      "cannot run query incident-actions-of-access-key:\n  missing parameter: add --param key=…",
    ],
    [["identity-root-activity", "--from", "yesterday"], 2, "expected a day such as 2026-11-01, got yesterday"],
    [["identity-root-activity", "--param", "key"], 2, "expected name=value."],
    [["identity-root-activity", "--unknown"], 2, "unknown option '--unknown'"],
    [["x"], 2, "unknown saved query x; to list all, run npx trailkeeper query\n"],
    [
      ["identity-root-activity", "--from", "2026-02-01", "--param", "from=2026-02-02"],
      2,
      "--from and --param from are mutually exclusive; remove one",
    ],
    [["identity-root-activity", "--dry-run", "--csv"], 2, "cannot be used with option"],
    [["identity-root-activity", "--csv", "--json"], 2, "cannot be used with option"],
    [["identity-root-activity", "--local"], 2, "unknown option '--local'"],
  ])("%j ends with exit code %i, and prints the reason", async (args, expected, message) => {
    const { status, stdout, stderr } = await query(...args);

    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(expected);
    expect(stdout).toBe("");
  });

  test("prints the missing setting if the configuration does not have the table of the query", async () => {
    const { status, stdout, stderr } = await query(
      "network-web-requests-blocked",
      "--param",
      "webacl=shop",
      "--dry-run",
    );

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(
      "network-web-requests-blocked reads table waf_logs, which exists only if logSources.webAclLogs.enabled is true; set logSources.webAclLogs.enabled to true",
    );
  });

  test("trailkeeper query without credentials prints a message without a stack trace", () => {
    const { status, stderr } = queryProcess("identity-root-activity");

    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: no AWS credentials: sign in, or set AWS_PROFILE to a profile/m);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("has help with examples and exit codes", async () => {
    const { stdout: help } = await query("--help");

    expect(help).toContain("Examples:\n  npx trailkeeper query\n");
    const named = [...help.matchAll(/-- query ([a-z-]+)/g)].map(([, name]) => name);
    const names = queries.map(({ name }) => name);
    expect(named.filter((name) => !names.includes(name ?? ""))).toEqual([]);
    expect(help).toContain("Exit codes: 0 success; 1 failure, see standard error");
  });
});
