import { alarmTable, table } from "../../../local-aws/day-report";
import type { AlarmReport } from "../../../local-aws/alarm-report";
import { Callers } from "../../../sample-data/events/callers";
import { type Caller, eventOf } from "../../../sample-data/events/event";
import { account, arn, partition } from "../../../sample-data/values";

const wasTerminal = process.stdout.isTTY;
const terminal = (isTTY: boolean) => Object.assign(process.stdout, { isTTY });
beforeEach(() => {
  terminal(false);
  jest.replaceProperty(process, "env", { ...process.env, NO_COLOR: undefined });
});
afterEach(() => terminal(wasTerminal));

/** Returns the cells of a table row by row, without its borders. */
const cellsOf = (drawn: string) =>
  drawn
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("│")
        .map((text) => text.trim()),
    );

const callers = new Callers(partition);
const event = (caller: Caller) =>
  eventOf(
    { caller, service: "iam", name: "CreateUser", region: "us-east-1", account: account(3) },
    new Date(0),
    () => "id",
  );
const report = (alarm: string, times: number, by: readonly Caller[] = []): AlarmReport => ({
  alarm,
  topic: "acme-audit-page",
  events: by.map(event),
  firing: Array.from({ length: times }, (_, i) => `2026-03-04T0${i}:00:00.000Z`),
});

describe("table", () => {
  test("prints a head and rows in their order", () => {
    expect(
      cellsOf(
        table(
          ["a", "b"],
          [
            ["3", "4"],
            ["1", "2"],
          ],
        ),
      ),
    ).toEqual([
      ["a", "b"],
      ["3", "4"],
      ["1", "2"],
    ]);
  });

  test.each<[unknown, string]>([
    ["text", "text"],
    [null, ""],
    [undefined, ""],
    [0, "0"],
    [false, "false"],
    ["", ""],
    [["a", 1], '["a",1]'],
    [{ a: null }, '{"a":null}'],
  ])("prints %j as %o", (value, cell) => {
    expect(cellsOf(table(["a"], [[value]]))[1]).toEqual([cell]);
  });

  test.each([
    [60, "x".repeat(60)],
    [61, `${"x".repeat(59)}…`],
    [500, `${"x".repeat(59)}…`],
  ])("cuts a cell of %i characters to 60", (length, cell) => {
    expect(cellsOf(table(["a"], [["x".repeat(length)]]))[1]).toEqual([cell]);
  });

  test.each([
    [true, undefined, true],
    [true, "1", false],
    [true, "", false],
    [false, undefined, false],
  ])("prints colours only on a terminal (%o), with NO_COLOR %o", (isTTY, noColor, isColoured) => {
    terminal(isTTY);
    jest.replaceProperty(process, "env", { ...process.env, TERM: "dumb", NO_COLOR: noColor });

    expect(table(["a"], [["b"]]).includes("\u001b[")).toBe(isColoured);
  });
});

describe("alarmTable", () => {
  test("contains the topic, the number and the first time of an alarm, the number of events, and the callers", () => {
    const thief = callers.user(account(3), "build-agent", "203.0.113.66");
    const service = callers.service("lambda.amazonaws.com");
    const drawn = alarmTable([report("acme-root-use", 2, [thief, thief, service])], false);

    expect(cellsOf(drawn)).toEqual([
      ["alarm", "topic", "in ALARM", "events", "first", "principal"],
      [
        "acme-root-use",
        "acme-audit-page",
        "2 times",
        "3",
        "2026-03-04T00:00:00.000Z",
        `${arn("iam", "", account(3), "user/build-agent")}, lambda.amazonaws.com`.slice(0, 59) + "…",
      ],
    ]);
  });

  test("contains no caller for an event without an identity, because events of other logs may have none", () => {
    const [one] = report("acme-root-use", 1, [callers.user(account(3), "build-agent", "203.0.113.66")]).events;
    const events = [undefined, null, "text", {}].map((userIdentity) => Object.assign({}, one, { userIdentity }));
    const drawn = alarmTable([{ ...report("acme-root-use", 1), events: events as never }], false);

    expect(cellsOf(drawn)[1]?.at(-1)).toBe("unknown");
  });

  const quietRow = ["acme-vpc-changes", "acme-audit-page", "quiet", "0", "", ""];
  test.each([
    [0, ""],
    [1, "1 more alarms were not raised; --all lists them"],
    [2, "2 more alarms were not raised; --all lists them"],
  ])("counts %i alarms that were not raised", (count, more) => {
    const quiet = Array.from({ length: count }, () => report("acme-vpc-changes", 0));
    const drawn = alarmTable([report("acme-root-use", 1), ...quiet], false);

    expect(cellsOf(drawn).map(([name]) => name)).toEqual(["alarm", "acme-root-use"]);
    expect(drawn.split("└")[1]?.split("\n")[1] ?? "").toBe(more);
  });

  test("alarmTable with --all also lists alarms that were not raised, as quiet", () => {
    const drawn = alarmTable([report("acme-vpc-changes", 0)], true);

    expect(cellsOf(drawn)[1]).toEqual(quietRow);
    expect(drawn).not.toContain("--all");
  });

  test("sorts by the number of times raised, then by name, without changing the reports", () => {
    const reports = [report("b", 0), report("c", 1), report("a", 0), report("d", 3), report("b2", 1)];
    const names = cellsOf(alarmTable(reports, true)).map(([name]) => name);

    expect(names).toEqual(["alarm", "d", "b2", "c", "a", "b"]);
    expect(reports.map(({ alarm }) => alarm)).toEqual(["b", "c", "a", "d", "b2"]);
  });
});
