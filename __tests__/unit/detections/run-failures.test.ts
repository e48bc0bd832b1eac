import { complexityProblem, eventPatternProblem } from "../../../detections/event-pattern/limits";
import { lakehouseRunFailure } from "../../../detections/run-failures";
import { account } from "../../../tools/sample-data/values";

const { eventPattern } = lakehouseRunFailure(account(2));

test("runs that failed or were ended are recognized in the account of the job alone, whatever they are called", () => {
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
