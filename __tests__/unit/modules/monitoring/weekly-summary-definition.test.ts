import { detections as catalog } from "../../../../detections/catalog/all";
import {
  type WeeklySummaryDefinitionProps,
  weeklySummaryDefinition,
} from "../../../../modules/monitoring/weekly-summary-definition";
import { type TaskAnswer, execute } from "../../../support/state-machine";
import { account, arn, partition } from "../../../../sample-data/values";

const topicArn = arn("sns", "eu-west-1", account(1), "acme-audit-notify");
const detections: WeeklySummaryDefinitionProps["detections"] = [
  { id: "root-use", title: "The root user acted", severity: "page" },
  { id: "iam-policy-changes", title: "IAM policies were changed", severity: "notify" },
  { id: "copies-made-of-data", title: "Copies were made", severity: "watch" },
  { id: "trail-changes", title: "A trail was changed", severity: "page" },
  { id: "data-access-changes", title: "Resource policies were changed", severity: "watch" },
];

const definition = (props: Partial<WeeklySummaryDefinitionProps> = {}) =>
  weeklySummaryDefinition({ partition, prefix: "acme", topicArn, detections, runbookUrl: "docs/runbooks", ...props });

const now = "2026-11-23T07:00:01.500Z";

/** Returns a page of sums by the index of the detection. Each list contains one sum for each day. */
const page = (sums: Readonly<Record<number, readonly number[]>>, NextToken?: string): TaskAnswer => ({
  MetricDataResults: Object.entries(sums).map(([i, Values]) => ({
    Id: `d${i}`,
    Label: "x",
    Values,
    StatusCode: "Complete",
  })),
  Messages: [],
  ...(NextToken && { NextToken }),
});

const run = (
  answers: Readonly<Record<string, readonly TaskAnswer[]>>,
  props: Partial<WeeklySummaryDefinitionProps> = {},
) => execute(definition(props), now, { Notify: [{ MessageId: "m" }], ...answers });

const notified = async (...parameters: Parameters<typeof run>): Promise<{ Subject: string; Message: string }> => {
  const { outcome, calls } = await run(...parameters);
  expect(outcome).toBe("succeeded");
  return calls.at(-1)?.arguments;
};

describe("the weekly summary", () => {
  test("lists severity watch first, then alarms, each sorted by count, and the number of detections without events", async () => {
    const call = await notified({ Count: [page({ 0: [1], 1: [40, 2], 2: [7], 3: [], 4: [1000, 234] })] });

    expect(call).toEqual({
      TopicArn: topicArn,
      Subject: "acme: the week of 2026-11-16",
      Message: [
        "What the detections counted from 2026-11-16 to 2026-11-22 (UTC).",
        "",
        "Watched, without an alarm:",
        "     1,234  Resource policies were changed",
        "            docs/runbooks/data-access-changes.md",
        "         7  Copies were made",
        "            docs/runbooks/copies-made-of-data.md",
        "",
        "Alarming:",
        "        42  [notify] IAM policies were changed",
        "            docs/runbooks/iam-policy-changes.md",
        "         1  [page] The root user acted",
        "            docs/runbooks/root-use.md",
        "",
        "1 of 5 detections counted nothing.",
      ].join("\n"),
    });
  });

  test("requests one sum for each day and detection, over the last seven whole days", async () => {
    const { calls } = await run({ Count: [page({})] });

    expect(calls[0]?.arguments).toEqual({
      MetricDataQueries: detections.map(({ id }, i) => ({
        Id: `d${i}`,
        ReturnData: true,
        MetricStat: { Metric: { Namespace: "LogMetrics", MetricName: id }, Period: 86_400, Stat: "Sum" },
      })),
      StartTime: "2026-11-16T00:00:00.000Z",
      EndTime: "2026-11-23T00:00:00Z",
    });
  });

  test("reads every page, and adds the sums of several pages", async () => {
    const { calls } = await run({
      Count: [page({ 0: [1], 2: [5] }, "second")],
      CountMore: [page({ 2: [6], 3: [2] }, "third"), page({ 4: [9] })],
    });

    expect(calls.map(({ state }) => state)).toEqual(["Count", "CountMore", "CountMore", "Notify"]);
    expect(calls.map((call) => call.arguments.NextToken)).toEqual([undefined, "second", "third", undefined]);
    expect(calls[1]?.arguments).toEqual({ ...calls[0]?.arguments, NextToken: "second" });
    expect(calls.at(-1)?.arguments.Message).toMatch(/ {8}11 {2}Copies were made\n[^]* 9 {2}Resource policies/);
  });

  test("warns about the trail when no event was counted", async () => {
    const { Message } = await notified({ Count: [page({})] });

    expect(Message).toContain("Watched, without an alarm:\n         0  nothing\n\nAlarming:\n         0  nothing\n");
    expect(Message).toMatch(/5 of 5 detections counted nothing\.\nThat is unusual: is the trail delivering\?$/);
  });

  test("does not warn about the trail when one event was counted", async () => {
    const { Message } = await notified({ Count: [page({ 4: [1] })] });

    expect(Message).toMatch(/4 of 5 detections counted nothing\.$/);
  });

  test("fails when CloudWatch returns an error", async () => {
    expect(await run({ Count: [new Error("InternalServiceFault")] })).toMatchObject({
      outcome: "failed",
      error: "States.TaskFailed",
    });
  });

  test("the weekly summary is within SNS's 256 KiB and the 100 characters of a subject for the whole catalog", async () => {
    const everything = page(Object.fromEntries(catalog.map((_, i) => [i, [1e9, 1e9]])));
    const runbookUrl = "https://example.com/".padEnd(300, "a");
    const { Subject, Message } = await notified(
      { Count: [everything] },
      { detections: catalog, prefix: "a".repeat(21), runbookUrl },
    );

    expect(Message.split(`${runbookUrl}/`)).toHaveLength(catalog.length + 1);
    expect(Message).toContain(`0 of ${catalog.length} detections counted nothing.`);
    expect(Buffer.byteLength(Message)).toBeLessThan(262_144);
    expect(Subject.length).toBeLessThanOrEqual(100);
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      id: `d-${i}`,
      title: "A title",
      severity: "page" as const,
    }));

  test("accepts 500 detections, and requests the sums of each of them", async () => {
    const { calls } = await run({ Count: [page({})] }, { detections: many(500) });

    expect(calls[0]?.arguments.MetricDataQueries).toHaveLength(500);
  });

  test("fails with 501 detections", () => {
    expect(() => definition({ detections: many(501) })).toThrow(
      "a weekly summary may have at most 500 detections, got 501",
    );
  });
});
