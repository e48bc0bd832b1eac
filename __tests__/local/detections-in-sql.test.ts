import { gzipSync } from "node:zlib";
import { detectionsOf } from "../../config/derived/detections-of";
import { namesFor } from "../../config/names/names";
import type { Detection } from "../../detections/detection";
import { leavesOf } from "../../aws-semantics/filter-pattern/expression";
import {
  type FilterPattern,
  parseFilterPattern,
  printFilterPattern,
} from "../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";
import type { JsonCondition } from "../../aws-semantics/filter-pattern/json-pattern";
import { type CompiledDetection, compileDetections, matchedRelations } from "../../cli/backtest/athena/counting-query";
import { localArchive } from "../../local-aws/local-archive";
import { backtestWithAthena } from "../../cli/backtest/athena/run";
import { Backtest } from "../../cli/backtest/backtest";
import { detectionResult } from "../../cli/backtest/result";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { deliver, layoutOf } from "../../local-aws/trail-delivery";
import { runQuery } from "../../local-aws/saved-queries";
import { examples } from "../../sample-data/detection-examples/all";
import { folderOf } from "../../sample-data/events/log-file";
import { Dice } from "../support/dice";
import { eventText, randomTrailEvent } from "../support/random-trail-event";
import { randomTrailPattern } from "../support/random-trail-pattern";
import { deployedOrganization, sharedSession } from "./support/local-aws";

/** The number of random events. `RANDOM_EVENTS=100000` tests more of them. */
const count = Number(process.env["RANDOM_EVENTS"] ?? 5_000);

/** A day without other events, and a day of events that differ from CloudTrail's documentation. */
const day = "2025-02-03";
const oddDay = "2025-02-10";

let deployment: LocalDeployment;
let detections: readonly Detection[];
let compiled: readonly CompiledDetection[];
let patterns: readonly FilterPattern[];
let events: readonly Record<string, unknown>[];

/** Comparisons at their bounds, of which random patterns contain few. */
const comparisons = ["=", "!=", "<", "<=", ">", ">="].map((operator) => `{ $.requestParameters.name ${operator} 1 }`);

const detectionOf = (pattern: string, index: number): Detection => ({
  id: `random-${index}`,
  title: "",
  why: "",
  severity: "notify",
  track: "pager",
  controls: [],
  pattern,
});

const conditionsOf = (pattern: FilterPattern): readonly JsonCondition[] =>
  pattern.kind === "json" ? leavesOf<JsonCondition>(pattern.condition) : [];

beforeAll(async () => {
  const dice = new Dice(20_261_123);
  deployment = await deployedOrganization();
  detections = detectionsOf(deployment.config);
  const patternsAtRandom = Array.from({ length: 60 }, () => printFilterPattern(randomTrailPattern(dice)));
  const random = [...comparisons, ...patternsAtRandom].map(detectionOf);
  ({ compiled } = compileDetections([...detections, ...random]));
  patterns = compiled.map(({ detection }) => parseFilterPattern(detection.pattern));
  const own = patterns.slice(0, -random.length).flatMap(conditionsOf);
  const others = patterns.slice(-random.length).flatMap(conditionsOf);
  const bases = Object.values(examples).flatMap(({ fires, quiet }) => fires.concat(quiet));
  const texts = Array.from({ length: count }, (_, index) => {
    const event = randomTrailEvent(dice, dice.pick(bases), dice.pick([own, own, others]));
    const minute = new Date(Date.parse(day) + dice.below(24 * 60) * 60_000).toISOString().replace(".000Z", "Z");
    return eventText({ ...event, eventTime: minute, eventID: `${index}` });
  });
  events = texts.map((text) => JSON.parse(text));
  const again = texts.filter((_, index) => index % 50 === 0);
  await store(day, [texts, again]);
  await store(oddDay, [oddEvents().map(eventText)]);
  await sharedSession.startTrino();
});

/** Writes files of events in the format of CloudTrail. */
async function store(date: string, files: readonly (readonly string[])[]): Promise<void> {
  const { config, address } = deployment;
  const folder = folderOf({
    layout: layoutOf(config),
    account: config.accounts.management,
    kind: "CloudTrail",
    region: config.homeRegion,
    day: date,
  });
  const name = `${config.accounts.management}_CloudTrail_${config.homeRegion}_${date.replaceAll("-", "")}T2359Z`;
  await deliver(
    config,
    address,
    files.map((texts, index) => ({
      key: `${folder}/${name}_random${index}.json.gz`,
      body: gzipSync(`{"Records":[${texts.join(",")}]}`),
    })),
  );
}

/** Events with other field types than CloudTrail documents, each with the reason that must be reported. */
const oddities: readonly [string, Record<string, unknown>][] = [
  ["eventname is not a text", { eventName: true }],
  ["eventname is not a text", { eventName: 5 }],
  ["eventname is not a text", { eventName: ["DeleteTrail"] }],
  ["eventsource is not a text", { eventSource: { a: "cloudtrail.amazonaws.com" } }],
  ["useridentity.type is not a text", { userIdentity: { type: false } }],
  ["requestparameters is not a JSON object", { requestParameters: "text" }],
  ["requestparameters is not a JSON object", { requestParameters: [{ name: "acme" }] }],
  ["responseelements is not a JSON object", { responseElements: 5 }],
  ["eventTime is not a time", { eventTime: "yesterday" }],
];

const ordinary = (index: number) => ({
  eventVersion: "1.11",
  eventSource: "s3.amazonaws.com",
  eventName: "GetObject",
  eventTime: `${oddDay}T10:00:00Z`,
  userIdentity: { type: "IAMUser" },
  recipientAccountId: deployment.config.accounts.management,
  eventID: `odd-${index}`,
});

const oddEvents = () => oddities.map(([, fields], index) => Object.assign(ordinary(index), fields));

/** Evaluates SQL over the delivered days. */
async function ask(sql: string, date: string) {
  const database = namesFor(deployment.config).databaseName;
  const slashed = date.replaceAll("-", "/");
  return (await runQuery(sharedSession.trino, { sql, database }, [slashed, slashed])).rows;
}

const reach = (date: string) => ({ from: date, to: date, accounts: [deployment.config.accounts.management] });

test("the SQL of every detection and of random patterns matches exactly the events that the evaluator matches", async () => {
  const sql = `${matchedRelations(compiled, reach(day))}\nSELECT eventid, numbers, doubt FROM matched`;
  const rows = await ask(sql, day);
  const found = new Map(rows.map(([id, numbers, doubt]) => [String(id), { numbers: numbers as number[], doubt }]));
  const wrong: string[] = [];
  const matched = new Set<number>();
  for (const [index, event] of events.entries()) {
    const { numbers = [], doubt = null } = found.get(String(index)) ?? {};
    for (const [number, pattern] of patterns.entries()) {
      const isMatch = matches(pattern, event);
      if (isMatch) matched.add(number);
      const isUncertain = doubt === "a number cannot be compared exactly";
      if (isMatch !== numbers.includes(number + 1) && !isUncertain)
        wrong.push(`${compiled[number]?.detection.pattern}: ${isMatch}: ${JSON.stringify(event).slice(0, 1_000)}`);
    }
  }

  expect(wrong.slice(0, 3)).toEqual([]);
  expect(found.size).toBe(count);
  expect(matched.size).toBeGreaterThan(compiled.length * 0.8);
});

test("only a detection of another table is refused", () => {
  expect(compileDetections(detections).refused.map(({ detection }) => detection.id)).toEqual(
    detections.map(({ id }) => id).filter((id) => id === "call-volume-unusual"),
  );
});

test("backtest --athena reports the same alarms, callers, accounts and calls as a backtest of the files", async () => {
  const archive = await localArchive(sharedSession);
  const result = await backtestWithAthena(archive, reach(day), { yes: true }, () => detections);
  const backtest = new Backtest(detections, { from: day, to: day });
  backtest.take([...events, ...events.slice(0, 1)], (reason) => expect(reason).toBe(""));
  const expected = backtest.tallies.map((tally) => detectionResult(tally, 1));

  expect(result.detections).toEqual(expected);
  expect(result.detections.filter(({ alarms }) => (alarms ?? 0) > 0).length).toBeGreaterThan(40);
  expect(result.read).toMatchObject({ days: 1, queries: 1, dollars: 0 });
  // The estimate contains the region of the files, and also the next day, because late events arrive on that day
  expect(result.read.estimatedBytes).toBeGreaterThan(100_000);
});

test("an event that differs from CloudTrail's documentation is reported, so that it cannot hide from a detection", async () => {
  const rows = await ask(`${matchedRelations(compiled, reach(oddDay))}\nSELECT eventid, doubt FROM matched`, oddDay);
  const named = Object.fromEntries(rows.map(([id, doubt]) => [id, doubt]));

  expect(oddities.map((_, index) => named[`odd-${index}`])).toEqual(oddities.map(([reason]) => reason));

  const archive = await localArchive(sharedSession);
  const { problems } = await backtestWithAthena(archive, reach(oddDay), { yes: true }, () => detections);
  expect(problems.count).toBe(oddities.length);
});
