import { readFileSync } from "node:fs";
import { z } from "zod";
import { CommandError } from "../../shared/child-process";
import type { Period } from "./period";
import type { ReportData } from "./report-data";

/** The fields of `aws cloudwatch describe-alarm-history --history-item-type StateUpdate` that the report reads. */
const alarmHistory = z.object({
  AlarmHistoryItems: z.array(
    z.object({ AlarmName: z.string(), Timestamp: z.string(), HistoryData: z.string().default("{}") }),
  ),
});

const stateChange = z.object({ newState: z.object({ stateValue: z.string() }) });

/** The fields of `trailkeeper cost --json` that the report reads. */
const estimate = z.object({
  total: z.number(),
  lines: z.array(z.object({ item: z.string(), amount: z.number() })),
});

/**
 * Reads a JSON file and validates it with a schema.
 *
 * @throws {CommandError} that lists up to ten problems
 */
export function readJson<T>(path: string, schema: z.ZodType<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new CommandError(`cannot read ${path}: ${reason}; expected ${what}`);
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.slice(0, 10).map(({ path: place, message }) => `\n  ${place.join(".")}: ${message}`);
  throw new CommandError(`${path} is not ${what}:${problems.join("")}`);
}

/** Reads the state changes of alarms in the days of a report. */
export function readAlarms(path: string, { from, to }: Period): NonNullable<ReportData["alarms"]> {
  const what = "the output of aws cloudwatch describe-alarm-history --history-item-type StateUpdate";
  return readJson(path, alarmHistory, what).AlarmHistoryItems.flatMap(({ AlarmName, Timestamp, HistoryData }) => {
    const time = new Date(Timestamp);
    if (Number.isNaN(time.getTime())) throw new CommandError(`${path}: ${Timestamp} is not a time`);
    const day = time.toISOString().slice(0, 10);
    const state = stateOf(HistoryData);
    if (state === undefined || day < from || day > to) return [];
    return [{ name: AlarmName, time: `${time.toISOString().slice(0, 19)}Z`, state }];
  });
}

function stateOf(historyData: string): string | undefined {
  try {
    return stateChange.safeParse(JSON.parse(historyData)).data?.newState.stateValue;
  } catch {
    return undefined;
  }
}

/** Reads the cost estimate of a month. */
export const readEstimate = (path: string): NonNullable<ReportData["cost"]> =>
  readJson(path, estimate, "the output of trailkeeper cost --json");
