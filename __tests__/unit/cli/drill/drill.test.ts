import { detectionsOf } from "../../../../config/derived/detections-of";
import { runDrill, secondsToNextPeriod } from "../../../../cli/drill/drill";
import { drillPlan } from "../../../../cli/drill/drill-plan";
import { Subscriber } from "../../../../cli/drill/subscriber";
import { drillNames } from "../../../support/drill-events";
import { DrillPipeline, type Faults, topicArns } from "../../../support/drill-pipeline";
import { organization } from "../../../support/organization";

const { config } = organization();
const detections = detectionsOf(config);

/** Runs a drill of a simulated pipeline with faults, without waiting. */
async function drill(faults: Faults = {}, ids?: readonly string[], timeoutSeconds = 0, abort = false) {
  const pipeline = new DrillPipeline(faults);
  const alerting = pipeline.session();
  const subscriber = new Subscriber(alerting, { partition: "aws", region: config.homeRegion, topicArns });
  const controller = new AbortController();
  if (abort) controller.abort();
  const waits: number[] = [];
  const result = runDrill({
    config,
    detections,
    calling: pipeline.session(config.accounts.logArchive),
    alerting,
    subscriber,
    names: drillNames,
    globalRegion: "us-east-1",
    plan: drillPlan(
      detections.filter(({ id }) => ids?.includes(id) ?? true),
      drillNames,
    ),
    timeoutSeconds,
    pollSeconds: 7,
    signal: controller.signal,
    progress: () => undefined,
    sleep: async (seconds) => void waits.push(seconds),
  });
  return { pipeline, result, waits };
}

/** Returns the result and the missing steps of each detection, for a drill of two detections with faults of the first. */
async function outcome(faults: Faults) {
  const { result, pipeline } = await drill(faults, ["config-recorder-stopped", "trail-changes"]);
  const { detections: found } = await result;
  expect(pipeline.queues.size).toBe(0);
  return Object.fromEntries(found.map(({ id, outcome: how, missing }) => [id, [how, ...missing]]));
}

const id = "config-recorder-stopped";

describe("a drill of every detection", () => {
  test("follows each detection on every path, and leaves no resource behind", async () => {
    const { pipeline, result } = await drill();
    const { detections: found, account } = await result;

    expect(account).toBe(config.accounts.logArchive);
    expect(found.filter(({ outcome: how }) => how !== "arrived")).toEqual([]);
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter(({ seconds }) => "rule" in seconds).length).toBeGreaterThan(9);
    expect(found.filter(({ seconds }) => Object.values(seconds).some((one) => one === undefined || one < 0))).toEqual(
      [],
    );
    expect([pipeline.queues.size, pipeline.subscriptions.size, pipeline.rules.size]).toEqual([0, 0, 0]);
  });

  test("creates its queue before any other resource, and deletes it last", async () => {
    const { pipeline, result } = await drill();
    await result;

    expect(pipeline.requests[0]).toBe("CreateQueue");
    expect(pipeline.requests.at(-1)).toBe("DeleteQueue");
  });

  test("repeats a call up to the threshold, and sends equal calls of several detections once", async () => {
    const { pipeline, result } = await drill();
    await result;
    const times = (name: string) => pipeline.requests.filter((one) => one === name).length;

    expect([times("AssumeRole"), times("SendCommand"), times("GetAccountSummary")]).toEqual([30, 20, 100]);
    expect([times("DisableKey"), times("StopConfigurationRecorder")]).toEqual([1, 1]);
  });
});

describe("the result of a drill shows", () => {
  test.each<[string, Faults, string, ...string[]]>([
    [
      "an event that does not reach the log group",
      { unrecorded: ["StopConfigurationRecorder"] },
      "incomplete",
      "event",
      "metric",
      "alarm",
      "topic",
    ],
    ["a missing metric filter", { uncounted: [id] }, "incomplete", "metric", "alarm", "topic"],
    ["a missing alarm", { withoutAlarm: [id] }, "no alarm"],
    ["an alarm without an action", { withoutAction: [id] }, "no action"],
    ["an alarm that was already raised", { raised: [id] }, "raised before"],
    ["an alarm that may not publish", { unpublished: [id] }, "incomplete", "topic"],
    ["a missing rule", { withoutRule: [id] }, "incomplete", "rule"],
    ["a call that AWS does not refuse", { accepted: ["StopConfigurationRecorder"] }, "not refused"],
  ])("%s", async (_what, faults, ...expected) => {
    expect(await outcome(faults)).toEqual({ [id]: expected, "trail-changes": ["arrived"] });
  });

  test("a missing rule, even if the alarm was already raised", async () => {
    expect(await outcome({ raised: [id], withoutRule: [id] })).toMatchObject({ [id]: ["incomplete", "rule"] });
  });

  test("a call without a response", async () => {
    expect(await outcome({ unanswered: ["StopConfigurationRecorder"] })).toMatchObject({
      [id]: ["no answer", "event", "metric", "alarm", "topic", "rule"],
    });
  });
});

test("a drill requires no alarm for a detection of severity watch", async () => {
  const { result } = await drill({}, ["role-passed-to-workload"]);

  expect((await result).detections).toMatchObject([
    { outcome: "arrived", missing: [], seconds: { metric: expect.any(Number) } },
  ]);
});

test("an interrupted drill sends no further call, and deletes the resources that it created", async () => {
  const { pipeline, result } = await drill({}, undefined, 900, true);
  await result;

  expect(pipeline.requests).not.toContain("StopLogging");
  expect([pipeline.queues.size, pipeline.subscriptions.size]).toEqual([0, 0]);
});

test("a failed drill deletes the resources that it created", async () => {
  const { pipeline, result } = await drill({}, ["trail-changes"]);
  pipeline.queues.clear();
  const failing = new DrillPipeline();
  const alerting = failing.session();
  const subscriber = new Subscriber(alerting, { partition: "aws", region: config.homeRegion, topicArns });
  await result;

  await expect(
    runDrill({
      config,
      detections,
      calling: alerting,
      alerting,
      subscriber,
      names: drillNames,
      globalRegion: "us-east-1",
      plan: drillPlan(detections, drillNames),
      timeoutSeconds: 0,
      pollSeconds: 1,
      signal: new AbortController().signal,
      progress: () => {
        throw new Error("broken");
      },
      sleep: async () => undefined,
    }),
  ).rejects.toThrow("broken");
  expect([failing.queues.size, failing.subscriptions.size]).toEqual([0, 0]);
});

test.each([
  [300, 0, 0],
  [300, 240, 0],
  [300, 240.5, 59.5],
  [300, 299, 1],
  [600, 545, 55],
])("a burst in a period of %i s waits at second %d for %d s", (period, second, seconds) => {
  expect(secondsToNextPeriod(period, (period * 1_000 + second) * 1_000)).toBe(seconds);
});
