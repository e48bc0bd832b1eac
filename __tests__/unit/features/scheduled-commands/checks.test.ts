import { digestRunChecks, guaranteeRunChecks } from "../../../../features/scheduled-commands/checks";

const checks = [...digestRunChecks, ...guaranteeRunChecks];

test("digests that are not authentic or not verified page, because evidence may be lost", () => {
  expect(checks.filter(({ severity }) => severity === "page").map(({ id }) => id)).toEqual([
    "digests-not-authentic",
    "digests-not-verified",
  ]);
});

test("each command has an alarm for builds that found a problem, that failed and that are missing", () => {
  const signs = (all: typeof checks) => all.map(({ metricName, sign }) => `${metricName}: ${sign}`);

  expect(signs(digestRunChecks)).toEqual([
    "digests-not-authentic: trouble",
    "FailedBuilds: trouble",
    "SucceededBuilds: silence",
  ]);
  expect(signs(guaranteeRunChecks)).toEqual([
    "guarantees-not-held: trouble",
    "FailedBuilds: trouble",
    "SucceededBuilds: silence",
  ]);
});
