import { huntDefinition } from "../../../../modules/hunts/hunt-definition";
import { account, arn, partition } from "../../../../sample-data/values";
import { type TaskAnswer, execute, machineId } from "../../../support/state-machine";

const topicArns = {
  page: arn("sns", "eu-west-1", account(1), "acme-audit-page"),
  notify: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
};
const hunt = (name: string, severity: "page" | "notify" = "notify") => ({
  name,
  severity,
  description: `Finds who ${name}.`,
  meaning: "It is there.",
  first: "Look.",
  threshold: "",
  subject: ["event"],
  quietDays: 7,
  parameters: "",
  queryName: `hunt-${name}`,
  runbook: `docs/runbooks/hunt-${name}.md`,
});
const definition = (sendsWeek = true) =>
  huntDefinition({
    partition,
    prefix: "acme",
    passes: [{ source: "cloudtrail", sql: "INSERT 1", parameters: [] }],
    selection: { sql: "SELECT 1", parameters: [] },
    days: 2,
    workgroupName: "acme-hunts",
    databaseName: "acme_audit",
    registerName: "acme-hunt-notices",
    topicArns,
    hunts: [hunt("asks"), hunt("reads", "page"), hunt("writes")],
    sendsWeek,
    accounts: [],
  });

const monday = "2026-11-23T05:30:07.123Z";
const ended = (State: string) => ({ QueryExecution: { Status: { State } } });
const cells = (...values: string[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) });
const row = (notice: string) => [notice, "", "", "", "1", "once", "", "", "", notice];
const known = Object.assign(new Error("known"), { name: "DynamoDb.ConditionalCheckFailedException" });

/** The answer about metrics. Each list contains one sum for each day. */
const sums = (values: Readonly<Record<string, readonly number[]>>): TaskAnswer => ({
  MetricDataResults: Object.entries(values).map(([Id, Values]) => ({ Id, Values, StatusCode: "Complete" })),
});
const well = {
  ScanCloudtrail: [{ QueryExecutionId: "s" }],
  ScanCloudtrailRead: [ended("SUCCEEDED")],
  Query: [{ QueryExecutionId: "q" }],
  QueryRead: [ended("SUCCEEDED")],
  Page: [{ ResultSet: { Rows: [cells("hunt", "found")] } }],
  Claim: [{}],
  Notify: [{}],
  Sent: [{}],
  Count: [{}],
  WeekClaim: [{}],
  WeekCount: [sums({ h0: [1, 2], h1: [], h2: [1_204], runs: [1, 1, 1, 1, 1, 1, 1] })],
  WeekNotify: [{}],
  WeekSent: [{}],
};
const run = (time = monday, answers: Readonly<Record<string, readonly TaskAnswer[]>> = {}, sendsWeek = true) =>
  execute(definition(sendsWeek), time, { ...well, ...answers });
const argumentsOf = async (state: string, ...parameters: Parameters<typeof run>) => {
  const { calls } = await run(...parameters);
  return calls.filter((call) => call.state === state).map((call) => call.arguments);
};

test("a message on Mondays has the numbers of the week, the largest first, and the number of runs", async () => {
  expect(await argumentsOf("WeekNotify")).toEqual([
    {
      TopicArn: topicArns.notify,
      Subject: "acme: hunts of the week of 2026-11-16",
      Message: [
        "What hunts notified of from 2026-11-16 to 2026-11-22 (UTC). A number is the number of new rows.",
        "",
        "     1,204  [notify] writes: Finds who writes.",
        "            docs/runbooks/hunt-writes.md",
        "         3  [notify] asks: Finds who asks.",
        "            docs/runbooks/hunt-asks.md",
        "",
        "1 of 3 hunts notified of nothing.",
        "7 runs read every source.",
      ].join("\n"),
    },
  ]);
});

test("a week without a notice and with failed runs is also a message", async () => {
  const [{ Message }] = await argumentsOf("WeekNotify", monday, { WeekCount: [sums({ runs: [1, 1, 1, 1, 1, 1] })] });

  expect(Message.split("\n").slice(2)).toEqual([
    "         0  nothing",
    "",
    "3 of 3 hunts notified of nothing.",
    "6 runs read every source. There should be 7: read the failed executions of the state machine.",
  ]);
});

test("the numbers are those of the seven whole days before, of each hunt and of this state machine", async () => {
  const [request] = await argumentsOf("WeekCount");
  const stat = (Id: string, Metric: object) => ({
    Id,
    ReturnData: true,
    MetricStat: { Metric, Period: 86_400, Stat: "Sum" },
  });

  expect(request).toEqual({
    MetricDataQueries: [
      ...["asks", "reads", "writes"].map((MetricName, i) => stat(`h${i}`, { Namespace: "HuntNotices", MetricName })),
      stat("runs", {
        Namespace: "AWS/States",
        MetricName: "ExecutionsSucceeded",
        Dimensions: [{ Name: "StateMachineArn", Value: machineId }],
      }),
    ],
    StartTime: "2026-11-16T00:00:00.000Z",
    EndTime: "2026-11-23T00:00:00Z",
  });
});

test.each([
  ["2026-11-22T23:59:59Z", 0],
  ["2026-11-23T00:00:00Z", 1],
  ["2026-11-23T23:59:59Z", 1],
  ["2026-11-24T00:00:00Z", 0],
  ["2027-03-01T05:30:00Z", 1],
])("a run at %s sends %d messages about a week", async (time, count) => {
  expect(await argumentsOf("WeekNotify", time)).toHaveLength(count);
});

test("no message is sent twice on a day", async () => {
  expect(await argumentsOf("WeekNotify", monday, { WeekClaim: [known] })).toEqual([]);
});

test("the message is also sent if a source could not be read, and then the execution fails", async () => {
  const { outcome, calls } = await run(monday, { ScanCloudtrailRead: [ended("FAILED")] });

  expect(outcome).toBe("failed");
  expect(calls.map(({ state }) => state)).toContain("WeekSent");
});

test("the new rows of each hunt are counted after their message", async () => {
  const found = cells("asks", JSON.stringify([row("n1"), row("n2"), row("n3")]));
  const answers = { Page: [{ ResultSet: { Rows: [cells("hunt", "found"), found] } }], Claim: [{}, known, {}] };
  const { path } = await run(monday, answers);

  expect(path.indexOf("Count")).toBeGreaterThan(path.indexOf("Sent"));
  expect(await argumentsOf("Count", monday, answers)).toEqual([
    { Namespace: "HuntNotices", MetricData: [{ MetricName: "asks", Value: 2, Unit: "Count" }] },
  ]);
});

test("nothing is counted and no message is sent without a weekly summary", async () => {
  const { path } = await run(monday, {}, false);

  expect(path.filter((state) => /^(Week|Count)/.test(state))).toEqual([]);
});
