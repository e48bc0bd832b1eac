import { account } from "../values";
import type { CloudTrailEvent } from "../events/event";
import { flow } from "./network";
import { at, before, callers, type HuntStories, type LogRecord } from "./story";

/** Logs of an account. They end `silentDays` days before the last day of a run, and contain `days` days. */
type Logs = readonly [digit: number, silentDays: number, days?: number];

const wholeDays = 26;
const daysOf = ([, silentDays, days = wholeDays]: Logs): number[] =>
  Array.from({ length: days }, (_, i) => silentDays + i);

const events = (...accounts: readonly Logs[]): CloudTrailEvent[] =>
  accounts.flatMap((logs) => {
    const id = account(logs[0]);
    return daysOf(logs).map((days) =>
      before(days, at("10:00", callers.configRecorder(id), "config", "DescribeConfigRules", { account: id })),
    );
  });
const flows = (...accounts: readonly Logs[]): LogRecord[] =>
  accounts.flatMap((logs) => daysOf(logs).map((daysBefore) => flow({ account: account(logs[0]), daysBefore })));

/** Story and near misses for any kind of logs. */
const stories = <Log extends CloudTrailEvent | LogRecord>(
  make: (...accounts: readonly Logs[]) => Log[],
  onDays: (accounts: Log[], isWanted: (daysBefore: number) => boolean) => Log[],
) => ({
  found: make([3, 1], [4, 3], [5, 5], [6, 0]),
  alsoFound: {
    "within seven days, of logs of 18 of 20 days": [...make([3, 1], [4, 1], [5, 7, 18]), ...make([6, 0])],
  },
  rows: 3,
  nearMisses: {
    "two accounts": make([3, 1], [4, 3], [6, 0]),
    "an account that fell silent earlier": make([3, 1], [4, 3], [5, 8], [6, 0]),
    "an account that has logs again later": make([3, 1], [4, 3], [5, 5], [5, 0, 1], [6, 0]),
    "an account with logs of too few days": make([3, 1], [4, 3], [5, 5, 17], [6, 0]),
    "all accounts, which means that no logs are delivered": make([3, 1], [4, 1], [5, 1]),
    "accounts without logs on two days of seven": [
      ...onDays(make([3, 1], [4, 1], [5, 1]), (daysBefore) => daysBefore % 7 > 1),
      ...make([6, 0]),
    ],
  },
});

const daysSince = (time: string): number => Math.round((Date.parse("2026-01-15T10:00:00Z") - Date.parse(time)) / 864e5);

/** Stories of logs that become silent. The last account has logs of every day. */
export const silences: HuntStories = {
  "accounts-silent-in-turn": stories(events, (list, isWanted) =>
    list.filter(({ eventTime }) => isWanted(daysSince(eventTime))),
  ),
  "flow-logs-silent-in-turn": stories(flows, (list, isWanted) =>
    list.filter(({ start }) => isWanted(daysSince(new Date(Number(start) * 1_000).toISOString()))),
  ),
};
