import { detections } from "../../../detections/catalog/all";
import {
  type PipelineCheck,
  archiveChecks,
  configCopyChecks,
  overwriteRunChecks,
  managementChecks,
  silenceRunChecks,
  weeklySummaryChecks,
} from "../../../detections/pipeline-checks";

const checks: readonly PipelineCheck[] = [
  ...managementChecks,
  ...silenceRunChecks,
  ...weeklySummaryChecks,
  ...archiveChecks,
  ...configCopyChecks,
  ...overwriteRunChecks,
];

test("no check has the id of another check or of a detection, because ids name alarms", () => {
  const ids = [...checks, ...detections].map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  for (const { id } of checks) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test.each(checks)("$id has periods that CloudWatch evaluates", ({ periodSeconds, periods }) => {
  expect(periodSeconds % 60).toBe(0);
  // A day at most with periods below an hour, a week with longer ones
  expect(periodSeconds * periods).toBeLessThanOrEqual(periodSeconds < 3600 ? 86_400 : 604_800);
});

test.each(checks)("$id fits into the 1,024 characters of an alarm's description", ({ title, why, runbook }) => {
  expect(title.length + why.length + runbook.length + 300 + " . Runbook: /.md".length).toBeLessThanOrEqual(1024);
});

test("each topic's failures notify the other topic", () => {
  const [page, notify] = ["page-topic-failing", "notify-topic-failing"].map(
    (id) => checks.find((check) => check.id === id)?.severity,
  );

  expect({ page, notify }).toEqual({ page: "notify", notify: "page" });
});

test("checks on the loss of evidence or of every alarm page", () => {
  const silences = checks.filter(({ sign }) => sign === "silence");

  expect(silences.filter(({ severity }) => severity === "page").map(({ id }) => id)).toEqual([
    "trail-log-group-silent",
    "archive-delivery-silent",
  ]);
});
