import { lakehouseChecks } from "../../../detections/lakehouse-checks";

const notLoaded = (intervalHours: number) => lakehouseChecks(intervalHours).find(({ sign }) => sign === "silence");

test.each([1, 2, 3, 4, 6, 8, 12, 24])(
  "the silence lasts two intervals and the duration of a run, with %i hours between runs",
  (hours) => {
    const { periodSeconds = 0, periods = 0 } = notLoaded(hours) ?? {};

    expect(periodSeconds * periods).toBe((2 * hours + 1) * 3600);
    // CloudWatch evaluates at most one week
    expect(periodSeconds * periods).toBeLessThanOrEqual(604_800);
  },
);

test("no check pages, because the archive still contains every log", () => {
  expect(new Set(lakehouseChecks(1).map(({ severity }) => severity))).toEqual(new Set(["notify"]));
});

test("only the check of silence depends on the interval", () => {
  const others = (hours: number) => lakehouseChecks(hours).filter(({ sign }) => sign !== "silence");

  expect(others(24)).toEqual(others(1));
});
