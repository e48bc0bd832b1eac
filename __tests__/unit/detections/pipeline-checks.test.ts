import { detections } from "../../../detections/catalog/all";
import * as exported from "../../../detections/pipeline-checks";

const { pipelineChecks, ...groups } = exported;

test("the list contains every check", () => {
  expect(new Set(pipelineChecks)).toEqual(new Set(Object.values(groups).flat()));
});

test("each check has a unique id, also among detections, because ids are part of alarm names", () => {
  const ids = [...pipelineChecks, ...detections].map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of pipelineChecks) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test.each(pipelineChecks)("$id has periods that CloudWatch evaluates", ({ periodSeconds, periods }) => {
  expect(periodSeconds % 60).toBe(0);
  // At most one day with periods below an hour, and one week with longer periods
  expect(periodSeconds * periods).toBeLessThanOrEqual(periodSeconds < 3600 ? 86_400 : 604_800);
});

test.each(pipelineChecks)(
  "the description of $id fits into the 1,024 characters of an alarm description",
  ({ title, why, runbook }) => {
    expect(title.length + why.length + runbook.length + 300 + " . Runbook: /.md".length).toBeLessThanOrEqual(1024);
  },
);

test("failed deliveries of each topic notify the other topic", () => {
  const [page, notify] = ["page-topic-failing", "notify-topic-failing"].map(
    (id) => pipelineChecks.find((check) => check.id === id)?.severity,
  );

  expect({ page, notify }).toEqual({ page: "notify", notify: "page" });
});

test("checks for the loss of evidence or of every alarm page", () => {
  const silences = pipelineChecks.filter(({ sign }) => sign === "silence");

  expect(silences.filter(({ severity }) => severity === "page").map(({ id }) => id)).toEqual([
    "trail-log-group-silent",
    "archive-delivery-silent",
    "replica-silent",
  ]);
});
