import { type Hunt, parseHunt } from "../../hunts/hunt";
import { rowColumns } from "../../hunts/rows-table";
import { rowFields, rowLimit } from "../../hunts/message-rows";
import { type TunedHunt, withDefaults } from "../../hunts/tuned-hunt";
import { account, arn } from "../../sample-data/values";
import { EventsInTrino } from "./support/events-in-trino";
import { HuntsInTrino } from "./support/hunts-in-trino";

const trino = new EventsInTrino();
const days = ["2026/11/20", "2026/11/21"] as const;
const reader = arn("iam", "", account(3), "role/reader");

/** Returns a call of a session, with changes. */
function call(eventID: string, change: object = {}) {
  return {
    eventID,
    eventTime: "2026-11-20T10:00:00Z",
    eventSource: "ec2.amazonaws.com",
    eventName: "DescribeInstances",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.9",
    readOnly: true,
    recipientAccountId: account(3),
    userIdentity: {
      type: "AssumedRole",
      arn: arn("sts", "", account(3), "assumed-role/reader/any-name"),
      sessionContext: { sessionIssuer: { type: "Role", arn: reader } },
    },
    ...change,
  };
}

const hunt = (name: string, parts: { readonly match?: string; readonly subject?: string; readonly by?: string } = {}) =>
  parseHunt(
    name,
    `-- Finds it.
-- source: cloudtrail
-- schedule: daily
-- severity: notify
-- techniques: T1580
-- row: It is there.
-- first: Look.
-- by: ${parts.by ?? "account, principal"}
-- quiet: 7 days
-- ? least = 2: calls at least
-- match
${parts.match ?? "is_reading"}
-- subject
${parts.subject ?? "account, principal"}
-- measure
format('%d calls of %d kinds', count(*), count(DISTINCT event_name))
-- when
count(*) >= ?least
`,
  );
const tuned = (one: Hunt, changes: Partial<TunedHunt> = {}) => ({ ...withDefaults(one), ...changes });

/** Returns an event of a role with another name. */
const callOf = (role: string, eventID: string, change: object = {}) =>
  call(eventID, {
    userIdentity: {
      type: "AssumedRole",
      sessionContext: { sessionIssuer: { type: "Role", arn: arn("iam", "", account(3), `role/${role}`) } },
    },
    ...change,
  });

const fieldsOf = (row: readonly string[]) =>
  Object.fromEntries(rowFields.map((field, i) => [field, row[i]])) as Record<(typeof rowFields)[number], string>;

let tables = 0;

/** Returns the rows of hunts over events, by hunt. The events of the first day are first. */
async function rowsOf(hunts: readonly TunedHunt[], first: readonly object[], second: readonly object[] = []) {
  const table = await trino.table(`events_${tables++}`, {
    [days[0]]: first as Readonly<Record<string, unknown>>[],
    [days[1]]: second as Readonly<Record<string, unknown>>[],
  });
  const run = { run: "run", from: days[0], to: days[1] };
  const inTrino = await HuntsInTrino.create(trino, `rows_${tables++}`);
  const found = await inTrino.run(hunts, { source: "cloudtrail", tables: [table] }, run);
  const withFields = (row: string[]) => Object.assign(fieldsOf(row), { subject: row.slice(rowFields.length) });
  return Object.fromEntries(Object.entries(found).map(([name, rows]) => [name, rows.map(withFields)])) as Record<
    string,
    (Record<(typeof rowFields)[number], string> & { subject: string[] })[]
  >;
}

beforeAll(() => trino.start());
afterAll(() => trino.removeTables());

test("an event that is delivered twice counts once, but an event without an id counts each time", async () => {
  const twice = [call("a"), call("a"), call("b")];
  const without = [call("c", { eventID: null }), call("d", { eventID: null }), call("e", { eventID: null })];
  const { calls } = await rowsOf([tuned(hunt("calls"))], [...twice, ...without]);

  expect(calls?.map(({ events, measure }) => [events, measure])).toEqual([["5", "5 calls of 1 kinds"]]);
});

test("the thresholds and the numbers of the configuration are exact", async () => {
  const events = [call("a"), call("b", { eventName: "DescribeVpcs" })];
  const at = (least: number) => rowsOf([tuned(hunt("calls"), { values: { least } })], events);

  expect((await at(1))["calls"]).toHaveLength(1);
  expect((await at(2))["calls"]?.[0]?.measure).toBe("2 calls of 2 kinds");
  expect((await at(3))["calls"]).toBeUndefined();
});

test("a row contains the first and the last event, the caller, the place and the source addresses", async () => {
  const { calls } = await rowsOf(
    [tuned(hunt("calls"))],
    [call("b", { eventTime: "2026-11-20T11:00:00Z" }), call("a", { sourceIPAddress: "203.0.113.7" })],
    [call("c", { eventTime: "2026-11-21T01:02:03Z" })],
  );

  expect(calls).toEqual([
    {
      notice: expect.stringMatching(/^[0-9a-f]{64}$/),
      more: "",
      first: "2026-11-20 10:00:00",
      last: "2026-11-21 01:02:03",
      events: "3",
      measure: "3 calls of 1 kinds",
      regions: "eu-west-1",
      addresses: "203.0.113.7 203.0.113.9",
      ids: "a b c",
      subject: [account(3), reader],
    },
  ]);
});

test("a late file enlarges a row, whose notice stays the same", async () => {
  const yesterday = [call("a"), call("b")];
  const before = await rowsOf([tuned(hunt("calls"))], [], yesterday);
  const after = await rowsOf([tuned(hunt("calls"))], [...yesterday, call("late")]);

  expect([before, after].map(({ calls }) => calls?.[0]?.events)).toEqual(["2", "3"]);
  expect(after["calls"]?.[0]?.notice).toBe(before["calls"]?.[0]?.notice);
});

test("the notice depends only on the hunt and on the columns that identify a row", async () => {
  const one = hunt("one", { subject: "account, principal, event_name", by: "account, principal" });
  const events = ["a", "b"].flatMap((id) => [call(id), call(`${id}2`, { eventName: "DescribeVpcs" })]);
  const { one: rows, two: others } = await rowsOf([tuned(one), tuned(hunt("two"))], events);
  const inOther = events.map((event) => Object.assign({}, event, { recipientAccountId: account(4) }));
  const movedRows = await rowsOf([tuned(one)], inOther);

  expect(rows).toHaveLength(2);
  expect(new Set(rows?.map(({ notice }) => notice)).size).toBe(1);
  expect(others?.[0]?.notice).not.toBe(rows?.[0]?.notice);
  expect(movedRows["one"]?.[0]?.notice).not.toBe(rows?.[0]?.notice);
});

test("exclusions exclude the whole role or account, and no caller without an ARN", async () => {
  const other = arn("iam", "", account(3), "role/reader-2");
  const by = (issuer: string, id: string) =>
    call(id, {
      userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", arn: issuer } } },
    });
  const nobody = (id: string) => call(id, { userIdentity: {} });
  const away = (id: string) => call(id, { recipientAccountId: account(4) });
  const events = ["1", "2"].flatMap((n) => [by(reader, `r${n}`), by(other, `o${n}`), nobody(`n${n}`), away(`a${n}`)]);
  const exclusions = [{ principalArn: reader }, { account: account(5) }];
  const { calls } = await rowsOf([tuned(hunt("calls"), { exclusions })], events);
  const without = await rowsOf([tuned(hunt("calls"), { exclusions: [{ account: account(3) }] })], events);

  expect(calls?.map(({ subject }) => subject[1]).toSorted()).toEqual(["", other]);
  expect(without["calls"]?.map(({ subject }) => subject)).toEqual([[account(4), reader]]);
});

test("a value that a caller chose is short, and contains no special character", async () => {
  const hostile = `"},{\\"<https://example.com|click>${"x".repeat(500)}\u0000é`;
  const { calls } = await rowsOf(
    [tuned(hunt("calls", { subject: "user_agent, account", by: "user_agent" }))],
    ["a", "b"].map((id) => call(id, { userAgent: hostile, sourceIPAddress: hostile, eventName: hostile })),
  );
  const [row] = calls ?? [];

  for (const text of [row?.addresses, row?.subject[0]]) {
    expect(text).toMatch(/^[ !#-;=?-[\]-~]{200}$/);
    expect(text).toContain("https://example.com|click?");
  }
});

test.each([
  [rowLimit - 1, ""],
  [rowLimit, ""],
  [rowLimit + 1, "1"],
  [rowLimit + 9, "9"],
])("the latest of %d rows and the number of omitted rows are returned: %j", async (count, more) => {
  const second = (i: number) => new Date(Date.parse("2026-11-20T00:00:00Z") + i * 60_000).toISOString();
  const events = Array.from({ length: count }, (_, i) =>
    ["a", "b"].map((id) => call(`${id}${i}`, { eventName: `Describe${i}`, eventTime: second(i) })),
  ).flat();
  const { calls = [] } = await rowsOf([tuned(hunt("calls", { subject: "event_name", by: "event_name" }))], events);
  const whole = calls.filter((row) => row.more === "");

  expect(whole.map(({ subject }) => subject[0])).toEqual(
    Array.from({ length: Math.min(count, rowLimit) }, (_, i) => `Describe${count - 1 - i}`),
  );
  expect(calls.slice(whole.length).map((row) => row.more)).toEqual(more === "" ? [] : [more]);
});

test("a hunt has the same result in its own statement and in a statement with other hunts", async () => {
  const events = ["a", "b", "c"].map((id) => call(id));
  const hunts = [hunt("one"), hunt("two", { match: "NOT is_reading" }), hunt("three", { match: "is_public" })].map(
    (one) => tuned(one),
  );
  const together = await rowsOf(hunts, events);
  const alone = await Promise.all(hunts.map((one) => rowsOf([one], events)));

  expect(Object.keys(together).toSorted()).toEqual(["one", "three"]);
  expect(Object.assign({}, ...alone)).toEqual(together);
});

describe("rows that are written again", () => {
  const run = { run: "run", from: days[0], to: days[1] };
  const before = { run: "before", from: "2026/11/19", to: "2026/11/19" };
  const dayAfter = "2026/11/22";
  const used = (name: string, values: object, match = "is_reading AND error_code IS NULL") => ({
    ...tuned(hunt(name, { subject: "principal, event_name", by: "principal, event_name", match })),
    firstUse: "event_name",
    values: { days: 1, known: 1, least: 1, ...values },
  });
  const firstUses = [
    used("first-use", {}),
    used("refused-too", {}, "is_reading"),
    used("history-of-too-few-days", { days: 2 }),
    used("caller-of-too-few-days", { known: 2 }),
  ];
  const silent = { ...tuned(hunt("silence")), silent: "principal", values: { known: 1, within: 1, least: 1 } };
  const hunts = [tuned(hunt("calls")), { ...tuned(hunt("routine")), leavesOutRoutine: true }, ...firstUses, silent];
  let source: { readonly source: "cloudtrail"; readonly tables: readonly string[] };
  let inTrino: HuntsInTrino;
  let once: Record<string, string[][]>;

  beforeAll(async () => {
    const onDayBefore = { eventTime: "2026-11-19T10:00:00Z" };
    const tried = call("t", { ...onDayBefore, eventName: "DescribeVpcs", errorCode: "AccessDenied" });
    const known = ["a", "b"].map((id) => call(id, onDayBefore)).concat(tried);
    const gone = ["g", "h"].map((id) => callOf("gone", id, onDayBefore));
    const first = ["c", "d"].flatMap((id) => [call(id), callOf("silent", `s${id}`)]);
    const second = ["e", "f"].map((id) => call(id, { eventName: "DescribeVpcs", eventTime: "2026-11-21T18:00:00Z" }));
    const again = ["y", "z"].map((id) => callOf("silent", id, { eventTime: "2026-11-22T10:00:00Z" }));
    const table = await trino.table("repeated", {
      [before.from]: [...known, ...gone],
      [days[0]]: first,
      [days[1]]: second,
      [dayAfter]: again,
    });
    source = { source: "cloudtrail", tables: [table] };
    inTrino = await HuntsInTrino.create(trino, "rows_repeated");
    await inTrino.pass(hunts, source, before);
    once = await inTrino.run(hunts, source, run);
  });

  test("exist for each kind of hunt", () => {
    expect(Object.keys(once)).toEqual(["calls", "first-use", "routine", "silence"]);
    expect(once["first-use"]?.map((row) => row.slice(rowFields.length))).toEqual([[reader, "DescribeVpcs"]]);
    expect(once["silence"]).toHaveLength(1);
  });

  test("rows that are written again do not contain accounts that were excluded later", async () => {
    const excluded = { ...silent, exclusions: [{ account: account(3) }] };

    expect(await inTrino.select([excluded], run)).toEqual({});
  });

  const columns = rowColumns.map(({ name }) => name);
  const copy = (list: readonly string[]) =>
    trino.query(`INSERT INTO ${inTrino.rows} SELECT ${list.join(", ")} FROM ${inTrino.rows}`);

  // Each call begins when the previous call ends
  test.each<[string, () => Promise<unknown>]>([
    ["by the same run after a redrive", () => inTrino.pass(hunts, source, run)],
    ["by another run of the same days", () => inTrino.pass(hunts, source, { ...run, run: "other" })],
    ["by the run of the next day", () => inTrino.pass(hunts, source, { run: "next", from: days[1], to: dayAfter })],
    ["by another run, in the history", () => inTrino.pass(hunts, source, { ...before, run: "history" })],
    ["in all of these ways", () => copy(columns)],
    ["by a statement that stopped halfway", () => copy(columns.map((name) => (name === "events" ? "1" : name)))],
  ])("change no result: %s", async (_, again) => {
    await again();

    expect(await inTrino.select(hunts, run)).toEqual(once);
  });
});

describe("activity on every day", () => {
  const routine = { ...tuned(hunt("calls")), leavesOutRoutine: true };
  const on = (day: 20 | 21, time: string, count = 2) =>
    Array.from({ length: count }, (_, i) =>
      call(`${day}-${time}-${i}`, { eventTime: `2026-11-${day}T${time}:0${i}Z` }),
    );
  const found = async (first: readonly object[], second: readonly object[], one: TunedHunt = routine) =>
    (await rowsOf([one], first, second))["calls"]?.map(({ events }) => events);

  test("activity on every day is omitted if it begins within the same hour on both days", async () => {
    expect(await found(on(20, "10:00"), on(21, "11:00"))).toBeUndefined();
    expect(await found(on(20, "10:00"), on(21, "11:01"))).toEqual(["4"]);
    expect(await found(on(20, "11:01"), on(21, "10:00"))).toEqual(["4"]);
  });

  test("activity on every day is found if the hunt does not compare the hours", async () => {
    expect(await found(on(20, "10:00"), on(21, "10:00"), tuned(hunt("calls")))).toEqual(["4"]);
  });

  test("counts only if it reaches the threshold on each day, so that new activity on one day is found", async () => {
    expect(await found([], on(21, "10:00"))).toEqual(["2"]);
    expect(await found(on(20, "10:00"), [])).toEqual(["2"]);
    expect(await found(on(20, "10:00", 1), on(21, "10:00", 3))).toEqual(["4"]);
    expect(await found(on(20, "10:00", 1), on(21, "10:00", 1))).toEqual(["2"]);
  });

  test("activity on every day is compared by the columns that identify a row, whatever the other columns", async () => {
    const hourly = tuned(hunt("calls", { subject: "account, principal, hour(event_time) AS hour" }));
    const two = { ...hourly, leavesOutRoutine: true };
    const burst = [...on(20, "10:00"), ...on(20, "15:00")];

    expect(await found(burst, on(21, "10:30"), two)).toBeUndefined();
    expect(await found(burst, on(21, "15:00"), two)).toEqual(["4", "2"]);
  });

  test("hides no other caller", async () => {
    const other = arn("iam", "", account(3), "role/other");
    const someone = on(21, "10:00").map((event) =>
      Object.assign({}, event, {
        eventID: `other-${event.eventID}`,
        userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", arn: other } } },
      }),
    );
    const rows = await rowsOf([routine], on(20, "10:00"), [...on(21, "10:00"), ...someone]);

    expect(rows["calls"]?.map(({ subject }) => subject[1])).toEqual([other]);
  });
});
