import { spawn } from "node:child_process";
import { once } from "node:events";
import { CloudWatchClient, SetAlarmStateCommand, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { ListSubscriptionsCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { drillPrefix } from "../../detections/drill";
import type { DrillResult } from "../../cli/drill/drill-result";
import { recordCalls } from "../../local-aws/recording/call-recording";
import { clientConfig, rootUserCredentials } from "../../local-aws/clients";
import { awsEnvironment, type LocalDeployment } from "../../local-aws/terraform/deployment";
import { deployedOrganization } from "./support/local-aws";
import { bundledProgram } from "./support/bundled-program";

/** Drills the alarms of the deployed organization. CloudTrail's records of its real requests are simulated. */

const home = "eu-west-1";
let deployment: LocalDeployment;
let client: ReturnType<typeof clientConfig>;
let states: ReadonlyMap<string, string>;
let stopRecording: (() => Promise<void>) | undefined;
let program: readonly string[];

beforeAll(async () => {
  deployment = await deployedOrganization();
  client = clientConfig(deployment.address, home, rootUserCredentials(deployment.organization.management));
  states = await alarmStates();
  program = await bundledProgram();
  stopRecording = await recordCalls(deployment);
});

afterAll(async () => {
  await stopRecording?.();
  const cloudwatch = new CloudWatchClient(client);
  for (const [AlarmName, StateValue] of await alarmStates()) {
    const before = states.get(AlarmName);
    if (before === StateValue) continue;
    const back = { AlarmName, StateValue: before as "OK", StateReason: "as before the drill" };
    await cloudwatch.send(new SetAlarmStateCommand(back));
  }
});

async function alarmStates(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: new CloudWatchClient(client) }, {})) {
    for (const { AlarmName = "", StateValue = "" } of MetricAlarms) found.set(AlarmName, StateValue);
  }
  return found;
}

/** Starts `trailkeeper drill` as the administrator of the management account. */
function start(...args: readonly string[]) {
  const { address, organization, configFile, folder } = deployment;
  const aws = awsEnvironment(address, organization.administrator);
  const env = { ...process.env, ...aws, NODE_EXTRA_CA_CERTS: address.certificate };
  const all = [...program, "drill", "--config", configFile, "--every", "1", "--json", ...args];
  const child = spawn(process.execPath, all, { cwd: folder, env });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (text) => (output.stdout += text));
  child.stderr.on("data", (text) => (output.stderr += text));
  return { child, output };
}

/** Runs `trailkeeper drill` to its end. */
async function drill(...args: readonly string[]) {
  const { child, output } = start(...args);
  const [status] = await once(child, "close");
  return { status, ...output };
}

/** Returns the resources that drills left behind. */
async function leftovers(): Promise<string[]> {
  const { QueueUrls = [] } = await new SQSClient(client).send(new ListQueuesCommand({ QueueNamePrefix: drillPrefix }));
  const { Subscriptions = [] } = await new SNSClient(client).send(new ListSubscriptionsCommand({}));
  const { Rules = [] } = await new EventBridgeClient(client).send(new ListRulesCommand({ NamePrefix: drillPrefix }));
  const endpoints = Subscriptions.map(({ Endpoint = "" }) => Endpoint).filter((one) => one.includes(drillPrefix));
  return [...QueueUrls, ...endpoints, ...Rules.map(({ Name = "" }) => Name)];
}

test("every detection that can be drilled reaches the topic on both paths, and no resource is left behind", async () => {
  const { status, stdout, stderr } = await drill("--timeout", "60");
  const { detections } = JSON.parse(stdout) as DrillResult;
  const through = (step: string) => detections.filter(({ seconds }) => step in seconds).map(({ id }) => id);

  expect([status, stderr]).toEqual([0, expect.stringContaining("people are notified")]);
  expect(detections.filter(({ outcome }) => outcome !== "arrived")).toEqual([]);
  expect(through("topic").length).toBeGreaterThan(30);
  expect(through("rule").length).toBeGreaterThan(9);
  expect(await leftovers()).toEqual([]);
});

test("calls of a member are drilled too, and alarms that were already raised are reported as such", async () => {
  const [member] = deployment.organization.members;
  const { status, stdout } = await drill("account-leaving", "config-recorder-stopped", "--account", member?.name ?? "");
  const { account, detections } = JSON.parse(stdout) as DrillResult;
  const followed = {
    outcome: "raised before",
    missing: [],
    seconds: { event: expect.any(Number), rule: expect.any(Number) },
  };

  expect([status, account]).toEqual([4, member?.id]);
  expect(detections).toMatchObject([followed, followed]);
  expect(await leftovers()).toEqual([]);
});

describe("a drill whose events do not arrive", () => {
  beforeAll(async () => {
    await stopRecording?.();
  });

  test("a drill whose events do not arrive can be killed: the next drill deletes all of its resources, and reports the missing step of its own events", async () => {
    const { child, output } = start("alarm-or-rule-silenced");
    // A drill has four resources: a queue, two subscriptions, and the rule that its call creates
    while ((await leftovers()).length < 4) {
      if (child.exitCode !== null) throw new Error(`the drill ended before it was killed: ${output.stderr}`);
    }
    child.kill("SIGKILL");
    await once(child, "close");
    const left = await leftovers();
    const next = await drill("trail-changes", "--timeout", "1");

    expect(left).toHaveLength(4);
    expect(JSON.parse(next.stdout)).toMatchObject({
      detections: [{ outcome: "incomplete", missing: ["event", "metric"] }],
    });
    expect(next.status).toBe(3);
    expect(next.stderr).toMatch(/removed the resources of the earlier drill trailkeeper-drill-\S+/);
    expect(await leftovers()).toEqual([]);
  });

  test("a drill whose events do not arrive can be interrupted: it deletes all of its resources", async () => {
    const { child, output } = start("alarm-or-rule-silenced");
    while ((await leftovers()).length < 4) {
      if (child.exitCode !== null) throw new Error(`the drill ended before it was interrupted: ${output.stderr}`);
    }
    child.kill("SIGINT");
    const [status] = await once(child, "close");

    expect([status, output.stderr]).toEqual([
      1,
      expect.stringContaining("interrupted; the resources of the drill were removed"),
    ]);
    expect(await leftovers()).toEqual([]);
  });
});
