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
  [["logSources", "awsConfig", "aggregator"], { logSources: { awsConfig: { aggregator: { register: false } } } }],
  [["trail", "lake"], { trail: { lake: { existingCustomer: true } } }],
])("%j has no effect because `enabled` is missing, and this is reported", (path, raw) => {
  expect(missingEnabled(raw)).toEqual([{ path, message }]);
});

test.each([
  ["`enabled` is true", { search: { enabled: true, size: "large" } }],
  ["`enabled` is false", { search: { enabled: false, size: "large" } }],
  ["the section has no other setting", { search: {} }],
  ["the section is enabled by default", { notifications: { weeklySummary: { schedule: "cron(0 7 ? * MON *)" } } }],
  ["the value is not a configuration", { serach: { size: "large" } }],
  ["it is empty", { search: null }],
  ["the top level of the file is not a map", ["search"]],
])("nothing is reported if %s", (_, raw) => {
  expect(missingEnabled(raw)).toEqual([]);
});

test("a missing `enabled` is reported with its line beside other problems, but not if its section has a problem", () => {
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
