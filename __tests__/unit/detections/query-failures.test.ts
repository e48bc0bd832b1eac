import { complexityProblem, eventPatternProblem } from "../../../aws-semantics/event-pattern/limits";
import { queryFailures } from "../../../detections/query-failures";
import { account } from "../../../sample-data/values";

const workgroupNames = ["acme-audit", "acme-responders"];
const [unreadable, overwritten, ...others] = queryFailures({
  accountId: account(2),
  workgroupNames,
  checkWorkgroupName: "acme-checks",
});
const ofAthena = {
  source: ["aws.athena"],
  "detail-type": ["Athena Query State Change"],
  account: [account(2)],
};

test("a query that could not read a log is found by the name of an S3 object or an error of the reader", () => {
  expect(JSON.parse(unreadable?.eventPattern ?? "")).toEqual({
    ...ofAthena,
    detail: {
      currentState: ["FAILED"],
      workgroupName: workgroupNames,
      athenaError: { errorMessage: [{ wildcard: "*s3://*" }, { wildcard: "*HIVE_*" }] },
    },
  });
});

test("a check that failed or was cancelled is found, whatever the reason", () => {
  expect(JSON.parse(overwritten?.eventPattern ?? "")).toEqual({
    ...ofAthena,
    detail: { currentState: ["FAILED", "CANCELLED"], workgroupName: ["acme-checks"] },
  });
  expect(others).toEqual([]);
});

test("only the queries of people are watched without checks", () => {
  const { length } = queryFailures({ accountId: account(2), workgroupNames, checkWorkgroupName: undefined });

  expect(length).toBe(1);
});

test("EventBridge accepts each pattern", () => {
  for (const { eventPattern } of [unreadable, overwritten].filter((one) => one !== undefined)) {
    expect([eventPatternProblem(eventPattern), complexityProblem(eventPattern)]).toEqual([undefined, undefined]);
  }
});
