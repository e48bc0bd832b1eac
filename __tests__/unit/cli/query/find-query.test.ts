import { parse } from "../../config/configuration";
import { CommandError } from "../../../../shared/child-process";
import { checkTables, findQuery } from "../../../../cli/query/find-query";

const queries = ["cost-events", "identity-denied-calls", "identity-root-activity"].map((name) => ({ name }));

describe("findQuery", () => {
  test.each(queries)("finds the saved query $name", (wanted) => {
    expect(findQuery(queries, wanted.name)).toBe(wanted);
  });

  test.each([
    ["identity-root-activty", "did you mean identity-root-activity? To list all, run"],
    ["Cost-Events", "did you mean cost-events? To list all, run"],
    ["cost-evnts", "did you mean cost-events? To list all, run"],
    ["x", "to list all, run"],
    ["", "to list all, run"],
  ])("fails for %j with the most similar name, if there is one: %s", (name, hint) => {
    expect(() => findQuery(queries, name)).toThrow(
      new CommandError(`unknown saved query ${name}; ${hint} npx trailkeeper query`),
    );
  });
});

test.each([
  ["SELECT 1 FROM waf_logs", false, true],
  ["SELECT 1 FROM waf_logs", true, false],
  ["SELECT 1 FROM cloudtrail", false, false],
])("a missing log source of %j is reported with webAclLogs enabled %s: %s", (sql, enabled, isRefused) => {
  const query = { name: "network-web", description: "What.", sql, parameters: [] };
  const check = () => checkTables(query, parse({ "logSources.webAclLogs.enabled": enabled }));

  if (!isRefused) expect(check).not.toThrow();
  else {
    expect(check).toThrow(
      "query network-web reads table waf_logs, which exists only if logSources.webAclLogs.enabled is true; set logSources.webAclLogs.enabled to true, or run another query",
    );
  }
});
