import { account } from "../../../sample-data/values";
import type { CloudTrailEvent } from "../../../sample-data/events/event";
import { flow } from "./network";
import { lookup } from "./other-logs";
import { at, before, callers, type HuntStories, type LogRecord, storyDay } from "./story";

/** Logs of an account. They end `silentDays` days before the last day of a run, and contain `days` days. */
type Logs = readonly [digit: number, silentDays: number, days?: number];

const wholeDays = 26;
const dayMilliseconds = 86_400_000;
const storyTime = Date.parse(`${storyDay}T10:00:00Z`);
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

/** The time in the middle of the story, some days before. */
const timeBefore = (days: number): string => new Date(storyTime - days * dayMilliseconds).toISOString();
const lookups = (...accounts: readonly Logs[]): LogRecord[] =>
  accounts.flatMap((logs) =>
    daysOf(logs).map((daysBefore) => {
      const time = timeBefore(daysBefore);
      return lookup("example.com.", {
        account: account(logs[0]),
        vpc: `vpc-0a1b2c3d4e5f6071${logs[0]}`,
        day: time.slice(0, 10).replaceAll("-", "/"),
        query_timestamp: time,
      });
    }),
  );

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

const daysSince = (time: string): number => Math.round((storyTime - Date.parse(time)) / dayMilliseconds);

/** Stories of logs that become silent. The last account has logs of every day. */
export const silences: HuntStories = {
  "accounts-silent-in-turn": stories(events, (list, isWanted) =>
    list.filter(({ eventTime }) => isWanted(daysSince(eventTime))),
  ),
  "flow-logs-silent-in-turn": stories(flows, (list, isWanted) =>
    list.filter(({ start }) => isWanted(daysSince(new Date(Number(start) * 1_000).toISOString()))),
  ),
  "dns-logs-silent-in-turn": stories(lookups, (list, isWanted) =>
    list.filter(({ query_timestamp: time }) => isWanted(daysSince(String(time)))),
  ),
};
