import type { Detection } from "../../../../../detections/detection";
import { addCounts } from "../../../../../cli/backtest/athena/counts";
import { mostRows } from "../../../../../cli/backtest/athena/counting-query";
import { Problems } from "../../../../../cli/backtest/problems";
import { detectionResult } from "../../../../../cli/backtest/result";
import { Tally } from "../../../../../cli/backtest/tally";
import type { QueryAnswer } from "../../../../../cli/query/query-engine";

const detection = (threshold: number, periodSeconds: number): Detection => ({
  id: "own",
  title: "",
  why: "",
  severity: "notify",
  track: "pager",
  controls: [],
  pattern: "{ $.a = b }",
  threshold,
  periodSeconds,
});
const answer = (rows: QueryAnswer["rows"]): QueryAnswer => ({ columns: [], types: [], rows, scannedBytes: 0 });
const period = (start: string, events: string): QueryAnswer["rows"][number] => {
  const time = new Date(Date.parse(start)).toISOString().replace(".000Z", "Z");
  return ["1", "period", String(Date.parse(start) / 1_000), events, time, time];
};

/** Rows of three periods with 2, 1 and 2 matches. */
const rows = [
  period("2026-01-01T00:00:00Z", "2"),
  period("2026-01-01T00:05:00Z", "1"),
  period("2026-01-01T00:10:00Z", "2"),
];

function resultFrom(threshold: number, ...answers: QueryAnswer[]) {
  const tally = new Tally(detection(threshold, 300));
  for (const one of answers) addCounts(one, [tally], new Problems());
  return detectionResult(tally, 1);
}

test.each([
  [1, 1],
  [2, 2],
  [3, 0],
])("an alarm with threshold %i is raised by periods of 2, 1 and 2 matches %i times", (threshold, alarms) => {
  expect(resultFrom(threshold, answer(rows))).toMatchObject({
    events: 5,
    alarms,
    firstEvent: "2026-01-01T00:00:00Z",
    lastEvent: "2026-01-01T00:10:00Z",
  });
});

test("matches of one period in two queries are added", () => {
  const half = [period("2026-01-01T00:00:00Z", "1")];

  expect(resultFrom(2, answer(half))).toMatchObject({ alarms: 0 });
  expect(resultFrom(2, answer(half), answer(half))).toMatchObject({ alarms: 1, events: 2 });
});

test("the result contains the numbers of events by caller, account and call", () => {
  const named = ["principal", "account", "call"].map((kind) => ["1", kind, `some ${kind}`, "4", "", ""]);
  const result = resultFrom(1, answer([...named, period("2026-01-01T00:00:00Z", "5")]));

  expect(result.principals).toEqual({ top: [{ name: "some principal", events: 4 }], otherEvents: 1 });
  expect(result.calls.top).toEqual([{ name: "some call", events: 4 }]);
  expect(result.accounts.top).toEqual([{ name: "some account", events: 4 }]);
});

test("uncertain events are a problem of their account, and not a match", () => {
  const problems = new Problems();
  const tally = new Tally(detection(1, 300));
  const doubts = ["period", "principal", "account", "call"].map((kind) => [
    "0",
    kind,
    "111 eventname is not a text",
    "3",
    "",
    "",
  ]);
  addCounts(answer(doubts), [tally], problems);

  expect([problems.count, tally.events]).toEqual([3, 0]);
  expect(problems.list()).toEqual([
    {
      file: "events of account 111",
      reason: "eventname is not a text, so the result may differ",
      position: "",
      count: 3,
    },
  ]);
});

test("a result with as many rows as the limit is refused, because rows may be missing", () => {
  expect(() => addCounts({ ...answer([]), rows: { length: mostRows } as never }, [], new Problems())).toThrow(
    "the query returned 10,000,000 rows, which is the maximum, so rows are missing; select fewer days, accounts or detections",
  );
});

test("a row of an unknown detection is refused", () => {
  expect(() => addCounts(answer([["7", "period", "0", "1", "", ""]]), [], new Problems())).toThrow("7");
});
