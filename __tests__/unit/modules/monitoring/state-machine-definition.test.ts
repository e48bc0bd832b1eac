import { insightsQueryStates, jsonata, retry } from "../../../../modules/monitoring/state-machine-definition";
import { execute } from "../../../support/state-machine";
import { partition } from "../../../../sample-data/values";

const states = insightsQueryStates({
  partition,
  name: "Ask",
  logGroupName: "acme-organization-trail",
  queryString: "stats count(*)",
  from: "100",
  until: "200",
  keep: { rows: "$count($states.result.Results)" },
  next: "End",
  failed: "Bad",
});
const ask = (...statuses: string[]) =>
  execute(
    {
      Comment: "Asks",
      QueryLanguage: "JSONata",
      TimeoutSeconds: 60,
      StartAt: "Ask",
      States: {
        ...states,
        End: { Type: "Succeed", Output: jsonata("$rows") },
        Bad: { Type: "Fail", Error: "Bad", Cause: jsonata("$queryStatus") },
      },
    },
    "2026-11-21T06:00:00Z",
    { Ask: [{ QueryId: "q" }], AskRead: statuses.map((Status) => ({ Status, Results: [[], []] })) },
  );

test("an expression is one line between its delimiters, escaped for Terraform", () => {
  expect(jsonata("\n  $a\n    & $b\n")).toBe("{% $a & $b %}");
  expect(jsonata("{ 'a': 1 }")).not.toMatch(/[%$]\{/);
});

test("every task is retried when AWS throttles its request", () => {
  const tasks = Object.values(states).filter(({ Type }) => Type === "Task");

  expect(tasks).toHaveLength(2);
  for (const task of tasks) expect(task.Retry).toBe(retry);
});

test("the query states start, poll and read a query", async () => {
  const { outcome, path, calls } = await ask("Scheduled", "Running", "Complete");
  const turn = ["AskWait", "AskRead", "AskDone"];

  expect(outcome).toBe("succeeded");
  expect(path).toEqual(["Ask", ...turn, ...turn, ...turn, "End"]);
  expect(calls.slice(0, 2).map((call) => call.arguments)).toEqual([
    {
      LogGroupName: "acme-organization-trail",
      QueryString: "stats count(*)",
      StartTime: 100,
      EndTime: 200,
      Limit: 10_000,
    },
    { QueryId: "q" },
  ]);
});

test.each(["Failed", "Cancelled", "Timeout", "Unknown"])(
  "a query that ends as %s continues with the state for failures",
  async (status) => {
    expect(await ask("Running", status)).toMatchObject({ outcome: "failed", error: "Bad", cause: status });
  },
);
