import { complexityProblem, eventPatternProblem } from "../../../aws-semantics/event-pattern/limits";
import { lakehouseRunFailure } from "../../../detections/run-failures";
import { account } from "../../../sample-data/values";

const { eventPattern } = lakehouseRunFailure(account(2));

test("failed and cancelled runs of any name match only in the account of the job", () => {
  expect(JSON.parse(eventPattern)).toEqual({
    source: ["aws.emr-serverless"],
    "detail-type": ["EMR Serverless Job Run State Change"],
    account: [account(2)],
    detail: { state: ["FAILED", "CANCELLED"] },
  });
});

test("EventBridge accepts the pattern", () => {
  expect([eventPatternProblem(eventPattern), complexityProblem(eventPattern)]).toEqual([undefined, undefined]);
});
