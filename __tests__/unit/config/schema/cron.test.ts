import { cronSchedule } from "../../../../config/schema/cron";

const example = "cron(0 7 ? * MON *)";
const messagesOf = (text: string) =>
  cronSchedule(example)
    .safeParse(text)
    .error?.issues.map(({ message }) => message) ?? [];
const cron = (changes: Partial<Record<"minutes" | "hours" | "day" | "month" | "weekday" | "year", string>>) => {
  const { minutes = "0", hours = "7", day = "*", month = "*", weekday = "?", year = "*" } = changes;
  return `cron(${minutes} ${hours} ${day} ${month} ${weekday} ${year})`;
};

test.each([
  example,
  "cron(15 3 * * ? *)",
  "cron(0/30 8-18 ? * MON-FRI 2026)",
  "cron(0,15,30,45 0 L * ? *)",
  "cron(0 0 LW * ? *)",
  "cron(0 0 15W JAN,JUL ? 2026-2030)",
  "cron(0 0 ? * 6#3 *)",
  "cron(0 0 ? * MON#5 *)",
  "cron(0 0 ? * 6L *)",
  "cron(*/10 * ? * SUN,7 *)",
])("%s is accepted", (text) => {
  expect(messagesOf(text)).toEqual([]);
});

test.each([
  ["minutes", "0", "59", ["60", "-1", "MON", "5-1", "1-2-3", "0/0", "0/15/2", "", "1,", "?", "L", "*-5"]],
  ["hours", "0", "23", ["24", "99", "23-24"]],
  ["day", "1", "31", ["0", "32", "32W", "WL", "MON"]],
  ["month", "1", "12", ["0", "13", "JANU", "dec", "MON"]],
  ["year", "1970", "2199", ["1969", "2200", "26", "20260"]],
] as const)("the field %s accepts its range, and refuses other values", (field, least, most, wrong) => {
  for (const value of [least, most, `${least}-${most}`]) expect(messagesOf(cron({ [field]: value }))).toEqual([]);
  for (const value of wrong) expect([value, messagesOf(cron({ [field]: value })).length]).not.toEqual([value, 0]);
});

test.each(["0", "8", "8L", "MON#6", "1#0", "FOO", "mon", "SAT-SUN"])("the day of week %s is refused", (weekday) => {
  expect(messagesOf(cron({ day: "?", weekday }))).toHaveLength(1);
});

test.each([
  ["neither day is ?", { day: "*", weekday: "*" }],
  ["both days are ?", { day: "?", weekday: "?" }],
  ["the day of month is ? among others", { day: "?,1", weekday: "MON" }],
])("a schedule is refused when %s, because EventBridge refuses it", (_, changes) => {
  expect(messagesOf(cron(changes)).join()).toMatch(/exactly one of day of month and day of week|day of month from/);
});

test("every invalid field is reported by name", () => {
  expect(messagesOf("cron(99 99 32 13 ? 1900)")).toEqual([
    "expected minutes from 0 to 59, but the schedule has 99",
    "expected hours from 0 to 23, but the schedule has 99",
    "expected day of month from 1 to 31, but the schedule has 32",
    "expected month from 1 to 12, but the schedule has 13",
    "expected year from 1970 to 2199, but the schedule has 1900",
  ]);
});

test.each([
  "",
  "0 7 ? * MON *",
  "rate(1 day)",
  "cron()",
  "cron(0 7 ? * MON)",
  "cron(0 7 ? * MON * *)",
  "cron(0  7 ? * MON *)",
  "cron( 0 7 ? * MON *)",
  "xcron(0 7 ? * MON *)",
  "cron(0 7 ? * MON *) x",
])("%j is refused, and the message contains an example", (text) => {
  expect(messagesOf(text)).toEqual([`expected six fields in a schedule such as ${example}`]);
});
