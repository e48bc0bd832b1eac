import { missingEnabled } from "../../../config/missing-enabled";
import { parseConfig } from "../../../config/load";
import { parse, stringify } from "yaml";
import { readFileSync } from "node:fs";

const example = readFileSync("config/example.yaml", "utf8");
const message =
  "these settings have no effect, because enabled is missing and defaults to false; add enabled: true, or enabled: false to keep them for later";

test.each([
  [["search"], { search: { size: "large" } }],
  [["logSources", "sessions"], { logSources: { sessions: { idleTimeoutMinutes: 5 } } }],
  [["logSources", "sessions", "runAs"], { logSources: { sessions: { enabled: true, runAs: { defaultUser: "ops" } } } }],
  [["logSources", "applicationLogs"], { logSources: { applicationLogs: { logGroups: [{ name: "/app" }] } } }],
  [["logSources", "config", "aggregator"], { logSources: { config: { aggregator: { register: false } } } }],
  [["trail", "lake"], { trail: { lake: { existingCustomer: true } } }],
])("%j is reported because enabled is missing and defaults to false", (path, raw) => {
  expect(missingEnabled(raw)).toEqual([{ path, message }]);
});

test.each([
  ["it is on", { search: { enabled: true, size: "large" } }],
  ["it is off for now", { search: { enabled: false, size: "large" } }],
  ["there is nothing in it", { search: {} }],
  ["it is on by default", { notifications: { weeklySummary: { schedule: "cron(0 7 ? * MON *)" } } }],
  ["it is no part of a configuration", { serach: { size: "large" } }],
  ["it is empty", { search: null }],
  ["the file holds no settings", ["search"]],
])("nothing is reported if %s", (_, raw) => {
  expect(missingEnabled(raw)).toEqual([]);
});

test("it is reported with its line, beside other problems, and not if its section has a problem", () => {
  const text = stringify({
    ...parse(example),
    prefix: "ACME",
    search: { size: "large" },
    logSources: { webAclLogs: { webAcls: ["no ARN"] } },
  });
  const problems = () => parseConfig(text, "audit.yaml");

  expect(problems).toThrow(/prefix \(line \d+\): /);
  expect(problems).toThrow(new RegExp(`search \\(line \\d+\\): ${message}`));
  expect(problems).not.toThrow(new RegExp(`webAclLogs \\(line \\d+\\): ${message}`));
});
