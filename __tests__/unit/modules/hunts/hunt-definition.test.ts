import { huntDays } from "../../../../hunts/hunt";
import { rowFields, rowLimit } from "../../../../hunts/message-rows";
import type { HuntDefinitionProps, HuntPass, HuntStatement } from "../../../../modules/hunts/definition-props";
import { huntDefinition } from "../../../../modules/hunts/hunt-definition";
import { type TaskAnswer, execute } from "../../../support/state-machine";
import { account, arn, partition } from "../../../../sample-data/values";

const topicArns = {
  page: arn("sns", "eu-west-1", account(1), "acme-audit-page"),
  notify: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
};
const texts = {
  severity: "notify",
  description: "Somebody who asks many different things.",
  meaning: "A caller made many calls.",
  first: "Ask the owner.",
  threshold: "least = 60: calls at least",
  subject: ["account", "principal"],
  quietDays: 7,
  parameters: ", least = 60",
} as const;
const hunt = (name: string, changes: object = {}) => ({
  ...texts,
  name,
  queryName: `hunt-${name}`,
  runbook: `docs/runbooks/hunt-${name}.md`,
  ...changes,
});
const props = {
  partition,
  prefix: "acme",
  passes: [{ source: "cloudtrail", sql: "INSERT 1", parameters: ["from", "to", "run"] }] as HuntPass[],
  selection: { sql: "SELECT 1", parameters: ["run", "from"] } as HuntStatement,
  days: huntDays,
  workgroupName: "acme-hunts",
  databaseName: "acme_audit",
  registerName: "acme-hunt-notices",
  topicArns,
  hunts: [hunt("asks"), hunt("reads", { severity: "page", subject: ["hour"] })],
  sendsWeek: false,
  accounts: [{ id: account(3), name: "payments" }],
};
type Changes = Partial<HuntDefinitionProps>;
const definition = (changes: Changes = {}) => huntDefinition({ ...props, ...changes });

/** The time when a run begins. */
const now = "2026-11-23T05:30:07.123Z";
const seconds = Math.floor(Date.parse(now) / 1000);

const role = arn("iam", "", account(3), "role/reader");
const row = (notice: string, ...subject: string[]) => [
  notice,
  "",
  "2026-11-22 10:00:00",
  "2026-11-22 10:59:00",
  "81",
  "75 different calls",
  "eu-west-1",
  "203.0.113.9",
  "e1 e2 e3",
  ...subject,
];
const rowAbout = (notice: string) => row(notice, account(3), role);
const cells = (...values: string[]) => ({ Data: values.map((VarCharValue) => ({ VarCharValue })) });
const header = cells("hunt", "found");
const found = (name: string, ...rows: string[][]) => cells(name, JSON.stringify(rows));
const page = (Rows: object[], NextToken?: string) => ({
  ResultSet: { Rows },
  ...(NextToken !== undefined && { NextToken }),
});
const ended = (State: string, StateChangeReason?: string) => ({
  QueryExecution: { Status: { State, ...(StateChangeReason !== undefined && { StateChangeReason }) } },
});
const known = Object.assign(new Error("The conditional request failed"), {
  name: "DynamoDb.ConditionalCheckFailedException",
});

const well = {
  ScanCloudtrail: [{ QueryExecutionId: "s1" }],
  ScanCloudtrailRead: [ended("SUCCEEDED")],
  ScanFlowLogs: [{ QueryExecutionId: "s2" }],
  ScanFlowLogsRead: [ended("SUCCEEDED")],
  Query: [{ QueryExecutionId: "q1" }],
  QueryRead: [ended("SUCCEEDED")],
  Page: [page([header])],
  Claim: [{}],
  Notify: [{ MessageId: "m" }],
  Sent: [{}],
};
const two: HuntPass[] = [...props.passes, { source: "flow-logs", sql: "INSERT 2", parameters: ["from", "to"] }];
type Answers = Readonly<Record<string, readonly TaskAnswer[]>>;
const run = (answers: Answers = {}, changes: Changes = {}) =>
  execute(definition(changes), now, { ...well, ...answers });
const callsOf = async (state: string, answers: Answers, changes: Changes = {}) => {
  const { outcome, calls, error, cause } = await run(answers, changes);
  expect({ outcome, error, cause }).toEqual({ outcome: "succeeded", error: undefined, cause: undefined });
  return calls.filter((call) => call.state === state).map((call) => call.arguments);
};
const messageOf = async (answers: Answers, changes: Changes = {}) => {
  const messages = await callsOf("Notify", answers, changes);
  expect(messages).toHaveLength(1);
  return { ...messages[0], Message: JSON.parse(messages[0].Message) };
};

describe("a run of hunts with a lakehouse", () => {
  const lakehouse = {
    sql: "INSERT COLUMNS",
    parameters: ["from"] as const,
    tables: ["cloudtrail", "cloudtrail_outside"],
  };
  const withLakehouse = {
    loaded: { sql: "SELECT LOADED", parameters: ["today", "from", "to"] as const },
    passes: [
      { source: "cloudtrail", sql: "INSERT 1", parameters: ["from"], inLakehouse: lakehouse },
      ...two.slice(1),
    ] as HuntPass[],
  };
  const answers = (...loaded: string[]) => ({
    Loaded: [{ QueryExecutionId: "l1" }],
    LoadedRead: [ended("SUCCEEDED")],
    LoadedTables: [page([cells("table_name"), ...loaded.map((name) => cells(name))])],
    ScanCloudtrailLakehouse: [{ QueryExecutionId: "c1" }],
    ScanCloudtrailLakehouseRead: [ended("SUCCEEDED")],
  });
  const scansOf = async (given: Answers) => {
    const { outcome, calls } = await run(given, withLakehouse);
    expect(outcome).toBe("succeeded");
    return calls.map(({ arguments: { QueryString } }) => QueryString).filter((sql) => sql?.startsWith("INSERT"));
  };

  test("queries which tables have logs of today, and no unparsed lines of the days of the run", async () => {
    const [call] = await callsOf("Loaded", answers(), withLakehouse);

    expect(call).toMatchObject({
      QueryString: "SELECT LOADED",
      ExecutionParameters: ["'2026/11/23'", "'2026/11/21'", "'2026/11/22'"],
    });
  });

  test("reads the columns if all tables of a source are loaded, and other sources from the archive", async () => {
    expect(await scansOf(answers("cloudtrail_outside", "cloudtrail"))).toEqual(["INSERT COLUMNS", "INSERT 2"]);
  });

  test.each([
    ["no table is loaded", answers()],
    ["one of two tables is loaded", answers("cloudtrail")],
    ["the other of two tables is loaded", answers("cloudtrail_outside", "flow_logs")],
    ["the query of the loaded tables fails", { ...answers("cloudtrail"), LoadedRead: [ended("FAILED", "no table")] }],
    ["the query of the loaded tables is cancelled", { ...answers(), LoadedRead: [ended("CANCELLED")] }],
  ])("reads the archive if %s", async (_, given) => {
    expect(await scansOf(given)).toEqual(["INSERT 1", "INSERT 2"]);
  });

  test("reads the archive if the query over the columns fails", async () => {
    const failing = { ScanCloudtrailLakehouseRead: [ended("FAILED", "ICEBERG_BAD_DATA")] };

    expect(await scansOf({ ...answers("cloudtrail", "cloudtrail_outside"), ...failing })).toEqual([
      "INSERT COLUMNS",
      "INSERT 1",
      "INSERT 2",
    ]);
  });
});

describe("a run of hunts", () => {
  test("sends no message if no hunt finds a row", async () => {
    const { outcome, calls, path } = await run();

    expect(outcome).toBe("succeeded");
    expect(path.at(-1)).toBe("Done");
    expect(calls.map(({ state }) => state)).toEqual([
      "ScanCloudtrail",
      "ScanCloudtrailRead",
      "Query",
      "QueryRead",
      "Page",
    ]);
  });

  test("reads the whole days before it, and then the rows that it wrote", async () => {
    const common = { WorkGroup: "acme-hunts", QueryExecutionContext: { Database: "acme_audit" } };

    expect(await callsOf("ScanCloudtrail", {})).toEqual([
      {
        ...common,
        QueryString: "INSERT 1",
        ExecutionParameters: ["'2026/11/21'", "'2026/11/22'", "'execution-of-this-test'"],
      },
    ]);
    expect(await callsOf("Query", {})).toEqual([
      { ...common, QueryString: "SELECT 1", ExecutionParameters: ["'execution-of-this-test'", "'2026/11/21'"] },
    ]);
  });

  test("reads the sources one after the other, each once", async () => {
    const { outcome, path } = await run({}, { passes: two });

    expect(outcome).toBe("succeeded");
    expect(path.filter((state) => /^Scan[A-Za-z]+$|^Query$/.test(state) && !/Wait|Read|Done/.test(state))).toEqual([
      "ScanCloudtrail",
      "ScanFlowLogs",
      "Query",
    ]);
  });

  test.each(["ScanCloudtrail", "Query"])("waits until the query of %s ends", async (state) => {
    const { path } = await run({ [`${state}Read`]: [ended("QUEUED"), ended("RUNNING"), ended("SUCCEEDED")] });

    expect(path.filter((one) => one === `${state}Wait`)).toHaveLength(3);
  });

  test("describes a row: who, where, when, how unusual, the first step, and the link to details", async () => {
    const message = await messageOf({ Page: [page([header, found("asks", rowAbout("n1"))])] });

    expect(message).toEqual({
      TopicArn: topicArns.notify,
      Subject: "acme: hunt asks",
      Message: {
        What: texts.description,
        Meaning: texts.meaning,
        "Unusual from": texts.threshold,
        "What to do first": texts.first,
        Rows: [
          {
            account: `${account(3)} payments`,
            principal: role,
            "how unusual": "75 different calls",
            events: "81",
            "first (UTC)": "2026-11-22 10:00:00",
            "last (UTC)": "2026-11-22 10:59:00",
            regions: "eu-west-1",
            addresses: "203.0.113.9",
            "event ids": "e1 e2 e3",
          },
        ],
        Runbook: "docs/runbooks/hunt-asks.md",
        "Query for all rows": `hunt-asks with from = 2026/11/21, to = 2026/11/22, account = ${account(3)}, least = 60`,
        Hunt: "asks",
      },
    });
  });

  test("publishes to the topic of the hunt's severity", async () => {
    const message = await messageOf({ Page: [page([header, found("reads", row("n1", "10"))])] });

    expect(message.TopicArn).toBe(topicArns.page);
    expect(message.Message.Rows).toMatchObject([{ hour: "10" }]);
    expect(message.Message["Query for all rows"]).toContain("account = %, least");
  });

  test("sends one message for each hunt, whatever the number of rows", async () => {
    const other = row("n3", account(4), role);
    const rows = [header, found("asks", rowAbout("n1"), rowAbout("n2"), other), found("reads", row("n4", "10"))];
    const messages = await callsOf("Notify", { Page: [page(rows)] });

    expect(messages.map(({ Subject }) => Subject)).toEqual(["acme: hunt asks", "acme: hunt reads"]);
    const { Rows, "Query for all rows": query } = JSON.parse(messages[0].Message);
    expect(Rows.map((one: { account: string }) => one.account)).toEqual([
      `${account(3)} payments`,
      `${account(3)} payments`,
      account(4),
    ]);
    expect(query).toContain("account = %");
  });

  test("reads every page of the result", async () => {
    const messages = await callsOf("Notify", {
      Page: [page([header], "t1")],
      NextPage: [page([found("asks", rowAbout("n1"))], "t2"), page([found("reads", row("n2", "10"))])],
    });
    const pages = await callsOf("NextPage", {
      Page: [page([header], "t1")],
      NextPage: [page([], "t2"), page([])],
    });

    expect(messages).toHaveLength(2);
    expect(pages.map(({ NextToken }) => NextToken)).toEqual(["t1", "t2"]);
  });

  test("includes the number of omitted rows in the message", async () => {
    const rows = [...Array.from({ length: rowLimit }, (_, i) => rowAbout(`n${i}`)), ["more", "12"]];
    const { Message } = await messageOf({ Page: [page([header, found("asks", ...rows)])] });

    expect(Message.Rows).toHaveLength(rowLimit);
    expect(Message["Further rows"]).toBe("12 more: this is only a part, run the query below");
  });

  test("includes the number of omitted rows even if all other rows are known", async () => {
    const answers = { Page: [page([header, found("asks", rowAbout("n1"), ["more", "12"])])], Claim: [known, {}] };
    const { Message } = await messageOf(answers);

    expect(Message.Rows).toEqual([]);
    expect(Message["Further rows"]).toContain("12 more");
  });

  test("accepts a result of the largest rows in its state, and their message in a topic", async () => {
    const largest = (i: number) => [
      String(i).padStart(64, "0"),
      "",
      ...rowFields.slice(2).map(() => "x".repeat(200)),
      ...Array.from({ length: 6 }, () => "y".repeat(200)),
    ];
    const rows = Array.from({ length: rowLimit }, (_, i) => largest(i));
    // There are as many hunts as rows in a page of the result
    const { Arguments } = definition().States.Page ?? {};
    const { MaxResults } = Arguments as { MaxResults: number };
    const names = Array.from({ length: MaxResults }, (_, i) => `hunt-${i}`);
    const hunts = names.map((name) => hunt(name, { subject: ["a", "b", "c", "d", "e", "f"] }));
    const pages = [page(names.map((name) => found(name, ...rows)))];
    const messages = await callsOf("Notify", { Page: [page([header], "t")], NextPage: pages }, { hunts });

    expect(messages).toHaveLength(MaxResults);
    for (const { Message } of messages) expect(Buffer.byteLength(Message)).toBeLessThan(262_144);
  });
});

describe("no notice is sent twice:", () => {
  const page1 = page([header, found("asks", rowAbout("n1"), rowAbout("n2"))]);

  test("a notice is claimed if it is free, and marked as sent after its message", async () => {
    const [claim] = await callsOf("Claim", { Page: [page1] });
    const [sent] = await callsOf("Sent", { Page: [page1] });

    expect(claim).toEqual({
      TableName: "acme-hunt-notices",
      Item: {
        notice: { S: "n1" },
        hunt: { S: "asks" },
        claimedBy: { S: "execution-of-this-test" },
        claimedAt: { N: String(seconds) },
        isSent: { BOOL: false },
        expires: { N: String(seconds + 7 * 86_400) },
      },
      ConditionExpression:
        "attribute_not_exists(notice) OR expires < :now OR (isSent = :no AND (claimedBy = :me OR claimedAt < :dead))",
      ExpressionAttributeValues: {
        ":now": { N: String(seconds) },
        ":no": { BOOL: false },
        ":me": { S: "execution-of-this-test" },
        ":dead": { N: String(seconds - definition().TimeoutSeconds) },
      },
    });
    expect(sent.TransactItems).toEqual(
      ["n1", "n2"].map((notice) => ({
        Update: {
          TableName: "acme-hunt-notices",
          Key: { notice: { S: notice } },
          UpdateExpression: "SET isSent = :yes, expires = :expires",
          ExpressionAttributeValues: { ":yes": { BOOL: true }, ":expires": { N: String(seconds + 7 * 86_400) } },
        },
      })),
    );
  });

  test("a known row is not in the message, and is not claimed again", async () => {
    const { calls } = await run({ Page: [page1], Claim: [known, {}] });
    const message = calls.find(({ state }) => state === "Notify");

    expect(calls.filter(({ state }) => state === "Claim")).toHaveLength(2);
    expect(JSON.parse(message?.arguments.Message).Rows).toHaveLength(1);
    expect(calls.find(({ state }) => state === "Sent")?.arguments.TransactItems).toHaveLength(1);
  });

  test("no message is sent if all rows are known", async () => {
    const { outcome, calls } = await run({ Page: [page1], Claim: [known] });

    expect(outcome).toBe("succeeded");
    expect(calls.some(({ state }) => state === "Notify" || state === "Sent")).toBe(false);
  });

  test("both names that the error has in different kinds of task are recognized", async () => {
    const other = Object.assign(new Error("failed"), { name: "DynamoDB.ConditionalCheckFailedException" });

    expect((await run({ Page: [page1], Claim: [other] })).outcome).toBe("succeeded");
  });

  test("a notice is not marked as sent if its message was not published", async () => {
    const { outcome, calls } = await run({ Page: [page1], Notify: [new Error("KMS throttles")] });

    expect(outcome).toBe("failed");
    expect(calls.some(({ state }) => state === "Sent")).toBe(false);
  });
});

describe("messages in chat channels", () => {
  const chatTopicArns = {
    page: arn("sns", "eu-west-1", account(1), "acme-audit-chat"),
    notify: arn("sns", "eu-west-1", account(1), "acme-audit-chat-notify"),
  };
  const inChat = (answers: Answers, changes: Changes = {}) =>
    callsOf("NotifyChat", { NotifyChat: [{ MessageId: "c" }], ...answers }, { ...changes, chatTopicArns } as object);
  const contentOf = async (rows: string[][], changes: Changes = {}) => {
    const [message] = await inChat({ Page: [page([header, found("asks", ...rows)])] }, changes);
    return JSON.parse(message.Message);
  };

  test("messages in chat channels have the same content in the format of chat, and are sent after the notices are marked", async () => {
    const answers = { NotifyChat: [{ MessageId: "c" }], Page: [page([header, found("asks", rowAbout("n1"))])] };
    const { path } = await run(answers, { chatTopicArns } as object);
    const messages = await inChat(answers);

    expect(path.slice(path.indexOf("Notify"))).toEqual([
      "Notify",
      "Sent",
      "NotifyChat",
      "NextHunt",
      "MoreHunts",
      "AllRead",
      "Done",
    ]);
    expect(messages.map(({ TopicArn }) => TopicArn)).toEqual([chatTopicArns.notify]);
    expect(JSON.parse(messages[0].Message)).toEqual({
      version: "1.0",
      source: "custom",
      content: {
        textType: "client-markdown",
        title: "acme: hunt asks",
        description: [
          texts.description,
          texts.meaning,
          `- account \`${account(3)}\` payments, principal \`${role}\`, \`75 different calls\`, 2026-11-22 10:00:00 to 2026-11-22 10:59:00 UTC`,
          "What to do first: Ask the owner.",
          "Runbook: docs/runbooks/hunt-asks.md",
          "Query for all rows: hunt-asks with from = 2026/11/21, to = 2026/11/22",
        ].join("\n"),
      },
    });
  });

  test("messages in chat channels are published to the topic of each severity", async () => {
    const messages = await inChat({ Page: [page([header, found("reads", row("n1", "10"))])] });

    expect(messages.map(({ TopicArn }) => TopicArn)).toEqual([chatTopicArns.page]);
  });

  test("messages in chat channels contain three rows and the number of the others, including rows that no run reads", async () => {
    const rows = Array.from({ length: 5 }, (_, i) => rowAbout(`n${i}`));
    const lines = async (more: string[][]) => {
      const { content } = await contentOf([...rows, ...more]);
      return content.description.split("\n").filter((line: string) => line.startsWith("- "));
    };

    expect(await lines([])).toEqual([expect.any(String), expect.any(String), expect.any(String), "- and 2 more"]);
    expect((await lines([["more", "12"]])).at(-1)).toBe("- and 14 more");
  });

  test("print the values of callers as code, and a value cannot end the code or exceed the length of a Slack section", async () => {
    const text = `\`[click](https://example.com) ${"x".repeat(200)}`;
    const subject = ["a", "b", "c", "d", "e", "f"];
    const rows = Array.from({ length: rowLimit }, (_, i) =>
      row(`n${i}`, ...subject.map(() => text)).map((cell, place) => (place === 5 ? text : cell)),
    );
    const { content } = await contentOf(rows, { hunts: [hunt("asks", { subject })] });

    expect(content.description).toContain(`a \`?[click](https://example.com) ${"x".repeat(70)}\`, b`);
    expect(content.description.length).toBeLessThan(3_000);
    expect(content.title.length).toBeLessThanOrEqual(100);
  });

  test("cause the execution to fail if they cannot be sent, but do not notify people again", async () => {
    const answers = { Page: [page([header, found("asks", rowAbout("n1"))])], NotifyChat: [new Error("no such topic")] };
    const { outcome, calls } = await run(answers, { chatTopicArns } as object);

    expect(outcome).toBe("failed");
    expect(calls.filter(({ state }) => state === "Sent")).toHaveLength(1);
  });

  test("messages in chat channels do not exist without channels", async () => {
    expect(definition().States).not.toHaveProperty("NotifyChat");
  });
});

describe("a failure is always reported:", () => {
  test.each([
    ["FAILED", "Query exhausted resources at this scale factor"],
    ["CANCELLED", "Bytes scanned limit was exceeded"],
    ["CANCELLED", undefined],
    ["AN_UNKNOWN_STATE", "Somebody invented it"],
  ])("the execution fails after a query that ends as %s because of %s", async (state, reason) => {
    const { outcome, error, cause, calls } = await run({ QueryRead: [ended("RUNNING"), ended(state, reason)] });

    expect({ outcome, error }).toEqual({ outcome: "failed", error: "HuntsWithoutAnswer" });
    expect(cause).toBe(
      `Nobody was notified of what hunts found from 2026/11/21 to 2026/11/22. Athena ended the query q1 as ${state}: ${reason ?? "Athena gives no reason"}`,
    );
    expect(calls.some((call) => call.state === "Page")).toBe(false);
  });

  test.each([
    ["ScanCloudtrail", "cloudtrail", "s1"],
    ["ScanFlowLogs", "flow-logs", "s2"],
  ])(
    "the hunts of other sources still notify if %s fails, and then the execution fails",
    async (state, source, query) => {
      const failed = { [`${state}Read`]: [ended("FAILED", "Query exhausted resources")] };
      const answers = { ...failed, Page: [page([header, found("asks", rowAbout("n1"))])] };
      const { outcome, error, cause, calls } = await run(answers, { passes: two });

      expect({ outcome, error }).toEqual({ outcome: "failed", error: "HuntsWithoutAnswer" });
      expect(cause).toBe(
        `No hunt looked at 2026/11/21 to 2026/11/22 in ${source}: Athena ended the query ${query} as FAILED: Query exhausted resources`,
      );
      expect(calls.map((call) => call.state)).toEqual(
        expect.arrayContaining(["ScanCloudtrail", "ScanFlowLogs", "Sent"]),
      );
    },
  );

  test("the error contains the failures of all sources", async () => {
    const failed = [ended("CANCELLED", "Bytes scanned limit was exceeded")];
    const { cause } = await run({ ScanCloudtrailRead: failed, ScanFlowLogsRead: failed }, { passes: two });

    expect(cause).toMatch(/ in cloudtrail: Athena ended .+; flow-logs: Athena ended /);
  });

  test.each(["ScanCloudtrail", "ScanCloudtrailRead", "Query", "QueryRead", "Page", "Claim", "Notify", "Sent"])(
    "%s is tried seven times, and then the execution fails",
    async (state) => {
      const answers = { Page: [page([header, found("asks", rowAbout("n1"))])] };
      const throttled = new Error("Rate exceeded");
      const failed = await run({ ...answers, [state]: [throttled] });
      const recovered = await run({ ...answers, [state]: [throttled, throttled, (well as Answers)[state]?.[0] ?? {}] });

      expect(failed.outcome).toBe("failed");
      expect(failed.calls.filter((call) => call.state === state)).toHaveLength(7);
      expect(recovered.outcome).toBe("succeeded");
    },
  );

  test.each([
    ["invalid JSON", "[[", undefined],
    ["an unknown hunt", "[]", "nobody"],
  ])(
    "a result with %s notifies nobody, and the execution fails or the result is empty",
    async (_, text, name = "asks") => {
      const { calls } = await run({ Page: [page([header, cells(name, text)])] }).catch(() => ({ calls: [] }));

      expect(calls.some(({ state }: { state: string }) => state === "Notify")).toBe(false);
    },
  );
});

test("a statement is refused if the response of Athena, which repeats it, would be too long", () => {
  const quotes = '"'.repeat(99_999);

  const selection = (sql: string) => definition({ selection: { sql, parameters: [] } });
  const pass = (sql: string) => definition({ passes: [{ source: "cloudtrail", sql, parameters: [] }] });

  for (const refuses of [selection, pass]) {
    expect(() => refuses(quotes)).not.toThrow();
    expect(() => refuses(`${quotes}"`)).toThrow("has 200002 bytes, and a state can contain at most 200000");
  }
});

test("account names that do not fit are omitted", async () => {
  const accounts = Array.from({ length: 9_000 }, (_, i) => ({ id: String(5e11 + i), name: "n".repeat(10) }));
  const { States } = definition({ accounts });

  expect(States.Names?.Assign).toEqual({ accounts: {} });
  expect(definition().States.Names?.Assign).toEqual({ accounts: { [account(3)]: "payments" } });
});
