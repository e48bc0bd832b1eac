import { silenceCheckDefinition } from "../../../../modules/monitoring/silence-check-definition";
import { type TaskAnswer, execute } from "../../../support/state-machine";
import { account, arn, partition } from "../../../../sample-data/values";

const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-notify");
const accounts = [
  { id: account(1), name: "management" },
  { id: account(2), name: "log-archive" },
  { id: account(3), name: "payments" },
];

const props = {
  partition,
  prefix: "acme",
  logGroupName: "acme-organization-trail",
  topicArn,
  accounts,
  runbook: "docs/runbooks/account-or-region-silent.md",
};
const definition = (members: readonly { id: string; name: string }[] = accounts) =>
  silenceCheckDefinition({ ...props, accounts: members });

/** The time of the check, and days before it. */
const now = "2026-11-21T06:00:07.123Z";
const seconds = Date.parse(now) / 1000;
const day = (back: number) => new Date((seconds - back * 86_400) * 1000).toISOString().slice(0, 10);

type Row = Readonly<Record<string, string>>;

/** Returns a response of CloudWatch Logs Insights. */
const answer = (rows: readonly Row[], Status = "Complete"): TaskAnswer => ({
  Status,
  Results: rows.map((row) => Object.entries(row).map(([Field, Value]) => ({ Field, Value }))),
});
const seen = (...ids: string[]) => ids.map((recipientAccountId) => ({ recipientAccountId, events: "12" }));
const busy = (awsRegion: string, ...back: number[]) =>
  back.map((days) => ({ awsRegion, "bin(1d)": `${day(days)} 00:00:00.000`, events: "34" }));
const week = [8, 7, 6, 5, 4, 3, 2];

const everybody = seen(account(1), account(2), account(3));
const well = {
  Accounts: [{ QueryId: "q1" }],
  AccountsRead: [answer(everybody)],
  Regions: [{ QueryId: "q2" }],
  RegionsRead: [answer([...busy("eu-west-1", ...week, 1), ...busy("us-east-1", ...week, 1)])],
  LastSeen: [{ QueryId: "q3" }],
  LastSeenRead: [answer([])],
  Notify: [{ MessageId: "m" }],
};

const check = (answers: Readonly<Record<string, readonly TaskAnswer[]>> = {}, members = accounts) =>
  execute(definition(members), now, { ...well, ...answers });

const notified = async (answers: Readonly<Record<string, readonly TaskAnswer[]>>, members = accounts) => {
  const { outcome, calls } = await check(answers, members);
  expect(outcome).toBe("succeeded");
  const messages = calls.filter(({ resource }) => resource.endsWith(":sns:publish"));
  expect(messages).toHaveLength(1);
  return messages[0]?.arguments as { TopicArn: string; Subject: string; Message: string };
};

/** Returns this number of accounts, with names of this length. */
const organizationOf = (count: number, nameLength = 8) =>
  Array.from({ length: count }, (_, i) => ({ id: String(5e11 + i), name: "n".repeat(nameLength) }));
const begin = (members: readonly { id: string; name: string }[]) =>
  definition(members).States.Begin?.Assign as { quiet: string[]; parts: string[] };
const queriesOf = async (answers: Readonly<Record<string, readonly TaskAnswer[]>> = {}) =>
  (await check(answers)).calls.filter(({ resource }) => resource.endsWith(":startQuery")).map((call) => call.arguments);

describe("the silence check", () => {
  test("sends no message if no account and no region is silent", async () => {
    const { outcome, path, calls } = await check();

    expect(outcome).toBe("succeeded");
    expect(path.at(-1)).toBe("AllWell");
    expect(calls.map(({ state }) => state)).toEqual(["Accounts", "AccountsRead", "Regions", "RegionsRead"]);
  });

  test("lists each silent account with the time of its last event", async () => {
    const last = [
      { recipientAccountId: account(2), last: String(Date.parse("2026-11-19T21:15:00Z")) },
      { recipientAccountId: account(3), last: "2026-11-18 07:45:12.000" },
    ];
    const { Message, ...call } = await notified({
      AccountsRead: [answer(seen(account(1)))],
      LastSeenRead: [answer(last)],
    });

    expect(call).toEqual({ TopicArn: topicArn, Subject: "acme: silent accounts: 2, silent regions: 0" });
    expect(Message).toBe(
      "Accounts without an event in the last 24 hours:\n" +
        `- ${account(2)} log-archive: last event 2026-11-19 21:15 UTC\n` +
        `- ${account(3)} payments: last event 2026-11-18 07:45 UTC\n\n` +
        "Runbook: docs/runbooks/account-or-region-silent.md",
    );
  });

  test("reports an account without events for a month or longer", async () => {
    const { Message } = await notified({ AccountsRead: [answer(seen(account(1), account(2)))] });

    expect(Message).toContain(`- ${account(3)} payments: no event in 30 days\n`);
    expect(Message).not.toContain(account(2));
  });

  test("reports a region with events on each of seven days and none on the last day", async () => {
    const { Subject, Message } = await notified({
      RegionsRead: [
        answer([...busy("us-east-1", ...week), ...busy("eu-west-1", ...week, 1), ...busy("ap-south-1", ...week)]),
      ],
    });

    expect(Subject).toBe("acme: silent accounts: 0, silent regions: 2");
    expect(Message).toBe(
      "Regions busy on each of 7 days, without an event on the last whole day (UTC):\n- ap-south-1\n- us-east-1\n\n" +
        "Runbook: docs/runbooks/account-or-region-silent.md",
    );
  });

  test("lists accounts and regions in one message", async () => {
    const { Message } = await notified({
      AccountsRead: [answer([])],
      RegionsRead: [answer(busy("us-east-1", ...week))],
    });

    expect(Message.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(4);
    expect(Message).toMatch(/^Accounts without [^]*\nRegions busy [^]*\n- us-east-1\n\nRunbook/);
  });

  test.each(week)("does not report a region that was also without events %i days ago", async (quiet) => {
    const days = week.filter((back) => back !== quiet);

    expect((await check({ RegionsRead: [answer(busy("us-east-1", ...days))] })).path.at(-1)).toBe("AllWell");
  });

  test("does not report an account that is not in the configuration", async () => {
    expect((await check({ AccountsRead: [answer([...everybody, ...seen(account(9))])] })).path.at(-1)).toBe("AllWell");
  });

  test("waits while a query is scheduled or running, and uses its complete result", async () => {
    const { path } = await check({
      AccountsRead: [answer([], "Scheduled"), answer(seen(account(1)), "Running"), answer(everybody)],
      RegionsRead: [answer(busy("us-east-1", ...week), "Running"), answer(busy("us-east-1", ...week, 1))],
    });

    expect(path.filter((state) => state === "AccountsWait")).toHaveLength(3);
    expect(path.filter((state) => state === "RegionsWait")).toHaveLength(2);
    expect(path.at(-1)).toBe("AllWell");
  });

  test.each(["Failed", "Cancelled", "Timeout", "Unknown"])(
    "fails when a query ends as %s, and sends no message",
    async (status) => {
      for (const state of ["AccountsRead", "RegionsRead", "LastSeenRead"]) {
        const silent: Record<string, TaskAnswer[]> = state === "LastSeenRead" ? { AccountsRead: [answer([])] } : {};
        const { outcome, error, cause } = await check({ ...silent, [state]: [answer(everybody, status)] });

        expect({ outcome, error }).toEqual({ outcome: "failed", error: "QueryWithoutAnswer" });
        expect(cause).toMatch(new RegExp(`ended the query q\\d with status ${status}$`));
      }
    },
  );

  test("retries a task six times, and then fails", async () => {
    const throttled = new Error("ThrottlingException");
    const six = Array.from({ length: 6 }, () => throttled);

    expect((await check({ Accounts: [...six, { QueryId: "q1" }] })).outcome).toBe("succeeded");
    expect((await check({ Accounts: [throttled] })).calls).toHaveLength(7);
    expect(await check({ Accounts: [throttled] })).toMatchObject({ outcome: "failed", error: "States.TaskFailed" });
  });

  test("queries the trail's log group for the last day, for eight whole days, and for a month", async () => {
    const [queriedAccounts, queriedRegions, queriedLastSeen] = await queriesOf({ AccountsRead: [answer([])] });
    const start = Math.floor(seconds);
    const midnight = Date.parse("2026-11-21T00:00:00Z") / 1000;
    const inLogGroup = { LogGroupName: "acme-organization-trail", Limit: 10_000 };

    expect(queriedAccounts).toEqual({
      ...inLogGroup,
      QueryString: "stats count(*) as events by recipientAccountId | limit 10000",
      StartTime: start - 86_400,
      EndTime: start,
    });
    expect(queriedRegions).toEqual({
      ...inLogGroup,
      QueryString: "stats count(*) as events by awsRegion, bin(1d) | limit 10000",
      StartTime: midnight - 8 * 86_400,
      EndTime: midnight - 1,
    });
    expect(queriedLastSeen).toEqual({
      ...inLogGroup,
      QueryString:
        `filter recipientAccountId in ["${account(1)}","${account(2)}","${account(3)}"]` +
        " | stats max(@timestamp) as last by recipientAccountId | limit 10000",
      StartTime: start - 30 * 86_400,
      EndTime: start,
    });
  });

  test("accepts any runbook URL", async () => {
    const runbook = `https://example.com/a'b"c\\d`;
    const answers = { ...well, AccountsRead: [answer([])] };
    const { calls } = await execute(silenceCheckDefinition({ ...props, runbook }), now, answers);

    expect(calls.at(-1)?.arguments.Message).toContain(`\nRunbook: ${runbook}`);
  });

  test("queries the last event of silent accounts only", async () => {
    const [, , queriedLastSeen] = await queriesOf({ AccountsRead: [answer(seen(account(1), account(3)))] });

    expect(queriedLastSeen.QueryString).toMatch(new RegExp(`^filter recipientAccountId in \\["${account(2)}"\\] `));
  });
});

describe("the silence check of a large organization", () => {
  test.each([1, 1_999, 2_000])("runs one query for %i accounts", (count) => {
    expect(begin(organizationOf(count)).parts).toEqual([
      "stats count(*) as events by recipientAccountId | limit 10000",
    ]);
  });

  test.each([
    [2_001, ["012345678", "9"]],
    [10_000, ["01", "23", "45", "67", "89"]],
  ])("queries %i accounts in parts of at most 2,000, by the last digit of their ids", (count, digits) => {
    expect(begin(organizationOf(count)).parts).toEqual(
      digits.map(
        (part) =>
          `filter recipientAccountId like /[${part}]$/ | stats count(*) as events by recipientAccountId | limit 10000`,
      ),
    );
  });

  const most = organizationOf(10_000, 50);
  const ids = most.map(({ id }) => id);
  const part = (digits: string, but = "none") =>
    answer(seen(...ids.filter((id) => digits.includes(id.slice(-1)) && id !== but)));

  test("queries every part, and finds the one silent account of 10,000", async () => {
    const silent = String(ids[9_999]);
    const parts = ["01", "23", "45", "67"].map((digits) => part(digits));
    const { Message } = await notified({ AccountsRead: [...parts, part("89", silent)] }, most);

    expect(Message.split("\n").slice(0, 2)).toEqual([
      "Accounts without an event in the last 24 hours:",
      `- ${silent}: no event in 30 days`,
    ]);
  });

  test("lists a hundred accounts when all 10,000 are silent, and counts the others, within SNS's 256 KiB", async () => {
    const { Subject, Message } = await notified({ AccountsRead: [answer([])] }, most);

    expect(Subject).toBe("acme: silent accounts: 10000, silent regions: 0");
    expect(Subject.length).toBeLessThanOrEqual(100 - "acme".length);
    expect(Message.match(/^- \d{12}/gm)).toHaveLength(100);
    expect(Message).toContain("\n- and 9900 more\n");
    expect(Buffer.byteLength(Message)).toBeLessThan(262_144);
  });

  test.each([100, 101])(
    "the silence check of a large organization with %i silent accounts, counts only the accounts that it does not list",
    async (count) => {
      const { Message } = await notified({ AccountsRead: [answer([])] }, organizationOf(count));

      expect(Message.match(/^- \d{12}/gm)).toHaveLength(100);
      expect(Message.includes("and 1 more")).toBe(count === 101);
    },
  );

  test("keeps the list within the size limit of a variable, without names if names would not fit", () => {
    const [small, large] = [begin(organizationOf(1_000, 50)).quiet, begin(most).quiet];

    expect(small[0]).toBe(`${5e11} ${"n".repeat(50)}`);
    expect(large[0]).toBe(`${5e11}`);
    expect(Buffer.byteLength(JSON.stringify(large))).toBeLessThan(262_144);
    expect(Buffer.byteLength(JSON.stringify(definition(most)))).toBeLessThan(1_000_000);
  });

  test("fails when a result is larger than Step Functions accepts", async () => {
    expect(await check({ AccountsRead: [part("0123456789")] }, most)).toMatchObject({
      outcome: "failed",
      error: "States.DataLimitExceeded",
    });
  });
});

describe("accounts that the configuration does not list", () => {
  const checkWith = (answers: Readonly<Record<string, readonly TaskAnswer[]>>, otherAccounts: readonly string[] = []) =>
    execute(silenceCheckDefinition({ ...props, otherAccounts }), now, { ...well, ...answers });
  const messageOf = async (...options: Parameters<typeof checkWith>) => {
    const { outcome, calls } = await checkWith(...options);
    expect(outcome).toBe("succeeded");
    return calls.find(({ state }) => state === "Notify")?.arguments as { Subject: string; Message: string } | undefined;
  };

  test("accounts that the configuration does not list are reported when they have events, each once", async () => {
    const rows = seen(account(1), account(2), account(3), account(5), account(4));
    // The state machine computes the variables after each poll
    const message = await messageOf({ AccountsRead: [answer(rows, "Running"), answer(rows)] });

    expect(message).toEqual({
      TopicArn: topicArn,
      Subject: "acme: silent accounts: 0, silent regions: 0, unlisted accounts: 2",
      Message: `Accounts with events that the configuration does not list:\n- ${account(4)}\n- ${account(5)}\n\nRunbook: ${props.runbook}`,
    });
  });

  test("accounts that the configuration does not list are reported beside the silent accounts", async () => {
    const message = await messageOf({ AccountsRead: [answer(seen(account(1), account(2), account(4)))] });

    expect(message?.Message).toMatch(
      new RegExp(`^Accounts without [^]*- ${account(3)} payments: [^]*does not list:\n- ${account(4)}\n\nRunbook`),
    );
  });

  test("include neither known accounts, nor accounts that may be silent, nor rows without an account", async () => {
    const rows = [...seen(account(1), account(2), account(3), account(4)), { events: "1" }];

    expect(await messageOf({ AccountsRead: [answer(rows)] }, [account(4)])).toBeUndefined();
  });

  test("accounts that the configuration does not list are not reported without the list of the other accounts", async () => {
    const { path } = await check({ AccountsRead: [answer(seen(account(1), account(2), account(3), account(4)))] });

    expect(path.at(-1)).toBe("AllWell");
  });

  test.each([100, 101])(
    "accounts that the configuration does not list are counted, not listed, after the first hundred: %i",
    async (count) => {
      const strangers = organizationOf(count).map(({ id }) => id);
      const message = await messageOf({ AccountsRead: [answer([...everybody, ...seen(...strangers)])] });

      expect(message?.Message.match(/^- \d{12}/gm)).toHaveLength(100);
      expect(message?.Message.includes("- and 1 more")).toBe(count === 101);
    },
  );

  test("accounts that the configuration does not list are found in every part of a large organization, within the limits of Step Functions", async () => {
    const many = organizationOf(10_000);
    const large = silenceCheckDefinition({
      ...props,
      accounts: many.slice(0, 9_000),
      otherAccounts: many.slice(9_000).map(({ id }) => id),
    });
    const { parts } = (large.States.Begin?.Assign ?? {}) as { parts: string[] };
    const answers = parts.map((query) => {
      const digits = /\[(\d+)\]/.exec(query)?.[1] ?? "";
      const rows = many.filter(({ id }) => digits.includes(id.at(-1) ?? "")).map(({ id }) => id);
      return answer(seen(...rows, `99999999999${digits[0]}`));
    });
    const { calls } = await execute(large, now, {
      ...well,
      Accounts: parts.map((_, i) => ({ QueryId: `q${i}` })),
      AccountsRead: answers,
    });
    const message = calls.find(({ state }) => state === "Notify")?.arguments as { Subject: string };

    expect(message.Subject).toBe(`acme: silent accounts: 0, silent regions: 0, unlisted accounts: ${parts.length}`);
    expect(Buffer.byteLength(JSON.stringify(large))).toBeLessThan(1_000_000);
  });
});
