import { drillCommand } from "../../cli/drill/command";
import { runHere, runTrailkeeper } from "../support/command-line";

const drill = (...args: readonly string[]) =>
  runHere(() => runTrailkeeper(["drill", "--config", "config/example.yaml", ...args]));

test("drill --dry-run prints every call without credentials, and sends none", async () => {
  const { status, stdout, stderr } = await drill("--dry-run", "--json");
  const { calls, undrilled } = JSON.parse(stdout);

  expect([status, stderr]).toEqual([0, ""]);
  expect(calls.length).toBeGreaterThan(30);
  expect(undrilled.length).toBeGreaterThan(20);
  expect(calls).toContainEqual(
    expect.objectContaining({
      operation: "StopLogging",
      effect: "refused",
      input: { Name: expect.stringMatching(/^trailkeeper-drill-/) },
      detections: [expect.objectContaining({ id: "trail-changes" })],
    }),
  );
});

test("drill calls only for the chosen detections", async () => {
  const { stdout } = await drill("trail-changes", "root-use", "--dry-run");

  expect(stdout).toContain("cloudtrail:StopLogging");
  expect(stdout).not.toContain("kms:");
  expect(stdout).toContain("not drilled: root-use. Only the root user");
});

test("drill --policy, the earlier form, prints what policy drill prints", async () => {
  const now = await runHere(() => runTrailkeeper(["policy", "drill", "--config", "config/example.yaml"]));

  expect(await drill("--policy")).toEqual(now);
});

test("policy drill prints a policy that denies every call that AWS must refuse", async () => {
  const { status, stdout } = await runHere(() =>
    runTrailkeeper(["policy", "drill", "--config", "config/example.yaml"]),
  );
  const { Version, Statement } = JSON.parse(stdout);

  expect([status, Version]).toEqual([0, "2012-10-17"]);
  expect(Statement.at(-1)).toMatchObject({
    Effect: "Deny",
    Action: expect.arrayContaining(["cloudtrail:StopLogging"]),
  });
});

test.each([
  ["an unknown detection", ["trail-changse", "--dry-run"], 1, "the configuration deploys no detection trail-changse"],
  ["an unknown account", ["--account", "nobody", "--dry-run"], 1, "no account nobody in the configuration"],
  ["a timeout that is not a number", ["--timeout", "soon"], 2, "expected a number of seconds from 1 to 99999"],
  ["a timeout of 0", ["--timeout", "0"], 2, "expected a number of seconds from 1 to 99999"],
  ["--clean and --dry-run", ["--clean", "--dry-run"], 2, "cannot be used with"],
])("drill refuses %s", async (_what, args, expected, message) => {
  const { status, stderr } = await drill(...args);

  expect([status, stderr]).toEqual([expected, expect.stringContaining(message)]);
});

test("drill sends no call without credentials", async () => {
  const env = {
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const { status, stderr } = await runHere(
    () => runTrailkeeper(["drill", "trail-changes", "--config", "config/example.yaml"]),
    { env },
  );

  expect([status, stderr]).toEqual([1, expect.stringContaining("no AWS credentials: sign in")]);
});

test("the help of drill warns that people are notified, and lists every exit code", () => {
  let help = "";
  drillCommand()
    .configureOutput({ writeOut: (text) => (help += text) })
    .outputHelp();

  expect(help).toContain("A drill NOTIFIES PEOPLE");
  for (const code of [0, 1, 2, 3, 4]) expect(help).toMatch(new RegExp(String.raw`\b${code} \w`));
});
