import { detectionsOf } from "../../../../config/derived/detections-of";
import { drillPlan } from "../../../../cli/drill/drill-plan";
import type { DetectionResult } from "../../../../cli/drill/drill-result";
import { planTable, resultTable } from "../../../../cli/drill/report";
import { drillNames } from "../../../support/drill-events";
import { organization } from "../../../support/organization";

const drawing = { width: 120, isColoured: false };
const one: DetectionResult = {
  id: "trail-changes",
  severity: "notify",
  call: "cloudtrail:StopLogging",
  times: 1,
  refusal: "TrailNotFoundException",
  seconds: { event: 61.24, metric: 70, alarm: 75, topic: 75.5 },
  missing: [],
  outcome: "arrived",
};
const result = (detections: DetectionResult[]) =>
  resultTable({ drill: drillNames.name, account: "1", region: "eu-west-1", principal: "someone", detections }, drawing);

test("the table contains the seconds of each step, and the missing steps", () => {
  const text = result([
    one,
    { ...one, id: "b", times: 30, seconds: { event: 5 }, missing: ["metric"], outcome: "incomplete" },
  ]);

  expect(text).toMatch(/trail-changes .*TrailNotFoundException .*61\.2 .*70\.0 .*75\.0 .*75\.5 .*arrived/);
  expect(text).toMatch(/b .*30 × cloudtrail:StopLogging .*5\.0 .*missing .*incomplete/);
  expect(text).toContain("1 of 2 arrived, calls from 1 in eu-west-1");
});

test("an alarm that was already raised is not a failure", () => {
  expect(result([{ ...one, outcome: "raised before" }])).toContain("1 of 1 arrived");
});

test("control characters in a response of AWS are not printed", () => {
  expect(result([{ ...one, refusal: "Denied\u001B[31m" }])).not.toContain("\u001B");
});

test("the plan lists every call, and every detection that is not drilled", () => {
  const plan = drillPlan(detectionsOf(organization().config), drillNames);
  const text = planTable(plan, drillNames, drawing);

  for (const { operation } of plan.calls) expect(text).toContain(`:${operation}`);
  for (const { id } of plan.undrilled) expect(text).toContain(`not drilled: ${id}. `);
});
