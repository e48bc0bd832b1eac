import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAlarms, readEstimate, readJson } from "../../../../cli/report/given-files";
import { reportDataSchema } from "../../../../cli/report/report-data";
import { sampleReport } from "../../../../dev/docs/pictures/sample-report";

const folder = mkdtempSync(join(tmpdir(), "report-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(value: unknown): string {
  const path = join(folder, "file.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

const change = (Timestamp: string, stateValue: string) => ({
  AlarmName: "acme-root-use",
  Timestamp,
  HistoryItemType: "StateUpdate",
  HistoryData: JSON.stringify({ version: "1.0", oldState: { stateValue: "OK" }, newState: { stateValue } }),
});
const days = { from: "2026-11-16", to: "2026-11-22" };

test("the history of alarms is read in the format of the AWS CLI, within the days", () => {
  const AlarmHistoryItems = [
    change("2026-11-15T23:59:59.999000+00:00", "ALARM"),
    change("2026-11-16T00:00:00+00:00", "ALARM"),
    change("2026-11-22T23:59:59.999000+00:00", "OK"),
    change("2026-11-23T00:00:00+00:00", "ALARM"),
    { AlarmName: "acme-root-use", Timestamp: "2026-11-18T00:00:00Z", HistoryData: "not JSON" },
  ];

  expect(readAlarms(fileOf({ AlarmHistoryItems }), days)).toEqual([
    { name: "acme-root-use", time: "2026-11-16T00:00:00Z", state: "ALARM" },
    { name: "acme-root-use", time: "2026-11-22T23:59:59Z", state: "OK" },
  ]);
});

test("the estimate of a month is read in the format of `trailkeeper cost`", () => {
  const lines = [{ item: "alarms", setting: "detections", quantity: 97, unit: "alarms", amount: 9.7 }];

  expect(readEstimate(fileOf({ month: 1, total: 9.7, lines }))).toEqual({
    total: 9.7,
    lines: [{ item: "alarms", amount: 9.7 }],
  });
});

test.each([
  ["{", /cannot read .*file\.json: .*; expected the output of trailkeeper cost --json/],
  [{ lines: [] }, /file\.json is not the output of trailkeeper cost --json:\n {2}total: /],
])("another file is refused: %j", (value, message) => {
  expect(() => readEstimate(fileOf(value))).toThrow(message);
});

test("saved data can be read again", () => {
  expect(readJson(fileOf(sampleReport()), reportDataSchema, "data")).toEqual(sampleReport());
});

test("data of another version is refused", () => {
  expect(() => readJson(fileOf({ ...sampleReport(), version: 2 }), reportDataSchema, "data")).toThrow(
    /version: expected version 1/,
  );
});
