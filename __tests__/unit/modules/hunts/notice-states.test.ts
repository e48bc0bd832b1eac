import type { HuntStatement } from "../../../../modules/hunts/definition-props";
import { huntDefinition } from "../../../../modules/hunts/hunt-definition";
import { account, arn, partition } from "../../../../sample-data/values";
import { type Execution, type TaskAnswer, execute } from "../../../support/state-machine";

const topic = (name: string) => arn("sns", "eu-west-1", account(1), `acme-audit-${name}`);
const quietDays = 7;
const definition = huntDefinition({
  partition,
  prefix: "acme",
  passes: [{ source: "cloudtrail", sql: "INSERT 1", parameters: [] }],
  selection: { sql: "SELECT 1", parameters: [] } as HuntStatement,
  days: 2,
  workgroupName: "acme-hunts",
  databaseName: "acme_audit",
  registerName: "acme-hunt-notices",
  topicArns: { page: topic("page"), notify: topic("notify") },
  chatTopicArns: { page: topic("chat"), notify: topic("chat-notify") },
  hunts: ["asks", "reads"].map((name) => ({
    name,
    severity: "notify",
    description: "Finds it.",
    meaning: "It is there.",
    first: "Look.",
    threshold: "",
    subject: ["event"],
    quietDays,
    parameters: "",
    queryName: `hunt-${name}`,
    runbook: `docs/runbooks/hunt-${name}.md`,
  })),
  sendsWeek: true,
  accounts: [],
});

const cells = (...values: string[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) });
const row = (notice: string) => [notice, "", "", "", "1", "once", "", "", "", notice];
const result = {
  ResultSet: {
    Rows: [
      cells("hunt", "found"),
      cells("asks", JSON.stringify([row("n1"), row("n2")])),
      cells("reads", JSON.stringify([row("n3")])),
    ],
  },
};
const succeeded = { QueryExecution: { Status: { State: "SUCCEEDED" } } };
const broken = new Error("broken");

interface Notice {
  readonly claimedBy: string;
  readonly claimedAt: number;
  isSent: boolean;
  expires: number;
}

/** The table of notices and the topics, which several executions share. */
class World {
  /** Notices of each message to people and to chat channels. */
  readonly messages: string[][] = [];
  readonly inChat: string[] = [];

  /** Messages about a week, and the number of notices that were counted. */
  readonly weeks: string[] = [];
  counted = 0;
  private readonly notices = new Map<string, Notice>();

  /** Returns the results of the tasks. The listed tasks fail. */
  answers(...failing: readonly string[]): Record<string, readonly TaskAnswer[]> {
    const well: Record<string, TaskAnswer> = {
      ScanCloudtrail: { QueryExecutionId: "s" },
      ScanCloudtrailRead: succeeded,
      Query: { QueryExecutionId: "q" },
      QueryRead: succeeded,
      Page: result,
      Claim: (given) => this.claim(given),
      Notify: ({ Message }) => {
        this.messages.push(JSON.parse(Message).Rows.map(({ event }: { event: string }) => event));
        return {};
      },
      Sent: ({ TransactItems }) => this.mark(TransactItems),
      NotifyChat: ({ Message }) => {
        this.inChat.push(Message);
        return {};
      },
      Count: ({ MetricData }) => {
        this.counted += MetricData[0].Value;
        return {};
      },
      WeekClaim: (given) => this.claim(given),
      WeekCount: { MetricDataResults: [] },
      WeekNotify: ({ Subject }) => {
        this.weeks.push(Subject);
        return {};
      },
      WeekSent: ({ TransactItems }) => this.mark(TransactItems),
    };
    return Object.fromEntries(
      Object.entries(well).map(([state, answer]) => [state, [failing.includes(state) ? broken : answer]]),
    );
  }

  run(time: string, id: string, ...failing: readonly string[]): Promise<Execution> {
    return execute(definition, time, this.answers(...failing), id);
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- the arguments of an API
  private mark(items: any): Record<string, unknown> {
    for (const { Update } of items) {
      const notice = this.notices.get(Update.Key.notice.S);
      if (notice) notice.isSent = true;
      if (notice) notice.expires = Number(Update.ExpressionAttributeValues[":expires"].N);
    }
    return {};
  }

  /** Evaluates the condition of the claim. Another test asserts its string. */
  // oxlint-disable-next-line typescript/no-explicit-any -- the arguments of an API
  private claim({ Item, ExpressionAttributeValues: values }: any): Record<string, unknown> | Error {
    const there = this.notices.get(Item.notice.S);
    const isFree =
      there === undefined ||
      there.expires < Number(values[":now"].N) ||
      (!there.isSent && (there.claimedBy === values[":me"].S || there.claimedAt < Number(values[":dead"].N)));
    if (!isFree) return Object.assign(new Error("known"), { name: "DynamoDb.ConditionalCheckFailedException" });
    this.notices.set(Item.notice.S, {
      claimedBy: Item.claimedBy.S,
      claimedAt: Number(Item.claimedAt.N),
      isSent: Item.isSent.BOOL,
      expires: Number(Item.expires.N),
    });
    return {};
  }
}

const today = "2026-11-23T05:30:00Z";
const later = (minutes: number) => new Date(Date.parse(today) + minutes * 60_000).toISOString();
const day = 24 * 60;
const ofWeek = ["WeekClaim", "WeekCount", "WeekNotify", "WeekSent"];
const tasks = ["ScanCloudtrail", "Query", "Page", "Claim", "Notify", "Sent", "NotifyChat", "Count", ...ofWeek];
const everything = [["n1", "n2"], ["n3"]];

test.each(tasks)("an execution that fails at %s and is redriven notifies of each row once", async (state) => {
  const world = new World();
  const failed = await world.run(today, "one", state);
  const redriven = await failed.redrive(world.answers());
  const next = await world.run(later(day), "two");

  expect([failed, redriven, next].map(({ outcome }) => outcome)).toEqual(["failed", "succeeded", "succeeded"]);
  expect(world.messages).toEqual(everything);
  expect(world.inChat).toHaveLength(2);
  expect(world.counted).toBe(3);
  expect(world.weeks).toEqual(["acme: hunts of the week of 2026-11-16"]);
});

test.each([
  [later(60), 1],
  [later(day), 1],
  [later(7 * day), 2],
])("a run at %s after a run on Monday leaves %d messages about weeks", async (time, count) => {
  const world = new World();
  await world.run(today, "one");
  await world.run(time, "two");

  expect(world.weeks).toHaveLength(count);
});

test.each(tasks)(
  "the next run notifies of each row if an execution that fails at %s is not redriven",
  async (state) => {
    const world = new World();
    await world.run(today, "one", state);
    await world.run(later(day), "two");

    // SNS accepted the message before the table of notices failed, so it is sent again. The opposite order could lose it.
    expect(world.messages).toEqual(state === "Sent" ? [["n1", "n2"], ...everything] : everything);
  },
);

test.each([
  // The first execution claimed only the notices of the first hunt
  [1, [["n3"]]],
  [60, [["n3"]]],
  [61, everything],
])("a run %d minutes after a run that could not publish notifies of %j", async (minutes, messages) => {
  const world = new World();
  await world.run(today, "one", "Notify");
  await world.run(later(minutes), "two");

  expect(world.messages).toEqual(messages);
});

test("only one of two simultaneous runs notifies", async () => {
  const world = new World();
  const stuck = await world.run(today, "one", "Notify");
  await world.run(today, "two");
  await stuck.redrive(world.answers());

  expect(world.messages.toSorted()).toEqual(everything);
});

test.each([
  [quietDays * day, 2],
  [quietDays * day + 1, 4],
])("%d minutes after the first notification of a row, the number of messages is %d", async (minutes, count) => {
  const world = new World();
  await world.run(today, "one");
  await world.run(later(minutes), "two");

  expect(world.messages).toHaveLength(count);
});
