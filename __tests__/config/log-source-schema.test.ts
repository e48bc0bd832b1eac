import { parse, problemsOf, settingAt } from "./configuration";

describe.each([
  ["logSources.config.recorder", ["create", "adopt", "none"]],
  ["logSources.config.recordingFrequency", ["CONTINUOUS", "DAILY"]],
  ["logSources.config.snapshotFrequency", ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"]],
])("%s", (path, choices) => {
  test.each(choices)("may be %s", (value) => {
    expect(settingAt(parse({ [path]: value }), path)).toBe(value);
  });

  test.each(["", "HOURLY", "daily", "one_hour", 24, null])("fails when it is %j", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([
      `${path}: expected one of ${choices.join(", ")}; got ${JSON.stringify(value)}`,
    ]);
  });
});

describe.each([
  "logSources.config.dailyForChurnyTypes",
  "logSources.config.aggregator.enabled",
  "logSources.config.aggregator.register",
  "logSources.vendedLogs.enabled",
])("%s", (path) => {
  test.each([true, false])("may be %j", (value) => {
    expect(settingAt(parse({ [path]: value }), path)).toBe(value);
  });

  test.each(["off", "false", 0, null])("fails when it is %j", (value) => {
    expect(problemsOf({ [path]: value })).toEqual([`${path}: expected a boolean; got ${JSON.stringify(value)}`]);
  });
});
