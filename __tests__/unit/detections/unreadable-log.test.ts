import { complexityProblem, eventPatternProblem } from "../../../detections/event-pattern/limits";
import { unreadableLogPattern } from "../../../detections/unreadable-log";
import { account } from "../../support/values";

test("the pattern of queries that could not read a log names their account, their workgroups, and an object of S3 or an error of the reader", () => {
  const pattern = unreadableLogPattern({ accountId: account(2), workgroupNames: ["acme-audit", "acme-responders"] });

  expect(JSON.parse(pattern)).toEqual({
    source: ["aws.athena"],
    "detail-type": ["Athena Query State Change"],
    account: [account(2)],
    detail: {
      currentState: ["FAILED"],
      workgroupName: ["acme-audit", "acme-responders"],
      athenaError: { errorMessage: [{ wildcard: "*s3://*" }, { wildcard: "*HIVE_*" }] },
    },
  });
  expect([eventPatternProblem(pattern), complexityProblem(pattern)]).toEqual([undefined, undefined]);
});
