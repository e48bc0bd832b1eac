import jsonata from "jsonata";
import {
  countWeek,
  countedLines,
  endOfWeek,
  linesOf,
  notifyOfWeek,
  sentenceOfWeek,
} from "../../../../modules/monitoring/weekly-message";

const evaluate = (template: unknown, bindings: object) =>
  jsonata(String(template).replace(/^\{%\s*|\s*%\}$/g, "")).evaluate(undefined, { ...bindings });

const until = "2026-11-09T00:00:00Z";
const rows = [
  { count: 3, severity: "page", title: "Few", runbook: "docs/few.md" },
  { count: 12_000, severity: "notify", title: "Many", runbook: "docs/many.md" },
];
const notify = notifyOfWeek(
  {
    partition: "aws-us-gov",
    topicArn: "the-topic",
    subject: "acme: the week of",
    variables: `  $lines := ${countedLines};`,
    lines: [sentenceOfWeek("What happened", " All of it."), linesOf("$rows", true), linesOf("$none", false)],
  },
  { Next: "Sent" },
);

test("the week ends at the last midnight", async () => {
  const states = { context: { Execution: { StartTime: "2026-11-09T07:30:12Z" } } };

  expect(await evaluate(endOfWeek, { states })).toBe(until);
});

test("metrics are summed over the seven days before", async () => {
  const state = countWeek({
    partition: "aws-us-gov",
    queries: "$queries",
    page: { NextToken: "token" },
    assign: { sums: "{% $s %}" },
    next: "After",
  });
  const { StartTime, EndTime, ...others } = state["Arguments"] as Record<string, unknown>;

  expect(state).toMatchObject({
    Resource: "arn:aws-us-gov:states:::aws-sdk:cloudwatch:getMetricData",
    Assign: { sums: "{% $s %}" },
    Next: "After",
  });
  expect([await evaluate(StartTime, { until }), await evaluate(EndTime, { until })]).toEqual([
    "2026-11-02T00:00:00.000Z",
    until,
  ]);
  expect(others).toEqual({ MetricDataQueries: "{% $queries %}", NextToken: "token" });
});

test("a message has the days of the week, and its rows with the largest count first", async () => {
  const { TopicArn, Subject, Message } = notify["Arguments"] as Record<string, unknown>;

  expect([notify["Resource"], TopicArn, notify["Next"]]).toEqual([
    "arn:aws-us-gov:states:::sns:publish",
    "the-topic",
    "Sent",
  ]);
  expect(await evaluate(Subject, { until })).toBe("acme: the week of 2026-11-02");
  expect(await evaluate(Message, { until, rows })).toBe(
    [
      "What happened from 2026-11-02 to 2026-11-08 (UTC). All of it.",
      "    12,000  [notify] Many",
      "            docs/many.md",
      "         3  [page] Few",
      "            docs/few.md",
      "         0  nothing",
    ].join("\n"),
  );
});
