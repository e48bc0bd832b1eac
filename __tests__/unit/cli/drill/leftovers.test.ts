import { hostname } from "node:os";
import { detectionsOf } from "../../../../config/derived/detections-of";
import { mayRun, removeDrill, removeLeftovers, tagsOfThisProcess } from "../../../../cli/drill/leftovers";
import { Subscriber } from "../../../../cli/drill/subscriber";
import { drillNames } from "../../../support/drill-events";
import { DrillPipeline, topicArns } from "../../../support/drill-pipeline";
import { organization } from "../../../support/organization";

const { config } = organization();
const now = new Date("2026-01-15T12:00:00Z");
const name = "trailkeeper-drill-20260115t110000z-0a1b2c";

function undoing(pipeline: DrillPipeline) {
  const alerting = pipeline.session();
  const subscriber = new Subscriber(alerting, { partition: "aws", region: config.homeRegion, topicArns });
  return { detections: detectionsOf(config), alerting, subscriber, names: drillNames, globalRegion: "us-east-1" };
}

/** A simulated pipeline in which a drill was killed. */
async function killed(tags: Record<string, string>) {
  const pipeline = new DrillPipeline();
  const tools = undoing(pipeline);
  await tools.subscriber.create(name, { host: "", pid: "", expires: "", ...tags });
  pipeline.rules.add(name);
  pipeline.subscriptions.set("people", { topicArn: topicArns[0] ?? "", endpoint: "arn:x:sqs:r:1:somebody" });
  return { pipeline, tools };
}

const thisHost = hostname().replaceAll(/[^\w.-]/g, "-");

/** The id of an ended process: it is above the system's limit of process ids. */
const ended = "4194305";

test("the next drill deletes all resources of a killed drill, and no subscription of others", async () => {
  const { pipeline, tools } = await killed({ host: thisHost, pid: ended, expires: "2026-01-15T13:00:00.000Z" });

  expect(await removeLeftovers(tools, now)).toEqual({ removed: [name], running: [] });
  expect([...pipeline.queues.keys(), ...pipeline.rules]).toEqual([]);
  expect([...pipeline.subscriptions.keys()]).toEqual(["people"]);
  expect(pipeline.requests.at(-1)).toBe("DeleteQueue");
});

test("queues of others whose names begin the same are not deleted", async () => {
  const { pipeline, tools } = await killed({});
  const others = ["trailkeeper-drill-results", "trailkeeper-drill-", `${name}-copy`, `${name}0`];
  for (const other of others) await tools.subscriber.create(other, { host: "", pid: "", expires: "" });

  expect(await removeLeftovers(tools, now, true)).toEqual({ removed: [name], running: [] });
  expect([...pipeline.queues.keys()].toSorted()).toEqual(others.toSorted());
});

test("the resources of a drill that may be running are not deleted, unless a clean-up is requested", async () => {
  const { pipeline, tools } = await killed({ host: "elsewhere", pid: "1", expires: "2026-01-15T12:00:01.000Z" });

  expect(await removeLeftovers(tools, now)).toMatchObject({ removed: [], running: [{ name }] });
  expect(pipeline.queues.has(name)).toBe(true);
  expect(await removeLeftovers(tools, now, true)).toEqual({ removed: [name], running: [] });
  expect(pipeline.queues.size).toBe(0);
});

test.each([
  ["of this process", { host: thisHost, pid: `${process.pid}`, expires: "2026-01-15T11:00:00.000Z" }, true],
  ["of an ended process of this machine", { host: thisHost, pid: ended, expires: "2026-01-15T13:00:00.000Z" }, false],
  ["of another machine, before its time limit", { host: "b", pid: ended, expires: "2026-01-15T12:00:00.001Z" }, true],
  ["of another machine, after its time limit", { host: "b", pid: ended, expires: "2026-01-15T12:00:00.000Z" }, false],
  ["without tags", {}, false],
])("a drill %s may be running: %o", (_whose, tags, expected) => {
  expect(mayRun({ name, ...tags }, now)).toBe(expected);
});

test("the tags of a queue contain this process and the end of its time limit", () => {
  expect(tagsOfThisProcess(900, now)).toEqual({
    host: thisHost,
    pid: `${process.pid}`,
    expires: "2026-01-15T12:25:00.000Z",
  });
});

test("a resource that cannot be deleted is an error, and its queue remains, so that the next drill tries again", async () => {
  const pipeline = new DrillPipeline({ unanswered: ["DeleteRule"] });
  const tools = undoing(pipeline);
  await tools.subscriber.create(name, { host: "", pid: "", expires: "" });

  await expect(removeDrill(name, tools)).rejects.toThrow(
    `cannot delete the resources of drill ${name}: eventbridge DeleteRule: TimeoutError`,
  );
  expect(pipeline.queues.has(name)).toBe(true);
});
