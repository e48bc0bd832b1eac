import type { QueryFailure } from "../../../../detections/query-failures";
import { queryFailureChatMessage, queryFailureMessage } from "../../../../modules/monitoring/query-failure-message";
import { transform } from "../../../../aws-semantics/eventbridge/input-template";
import { account } from "../../../../sample-data/values";

const failure: QueryFailure = {
  id: "log-unreadable",
  title: "A query failed",
  why: "Nobody knows.",
  runbook: "look-here",
  eventPattern: "{}",
};
const runbook = "https://wiki.example.com/look-here.md";

/** A name of an object that its writer chose. */
const reason = 'Failed to read s3://b/a"}, {"What": "nothing\n<account>\\.gz';
const detail = { workgroupName: "acme-audit", queryExecutionId: "q-1", currentState: "FAILED" };
const event = {
  account: account(2),
  time: "2026-11-01T12:00:00Z",
  detail: { ...detail, athenaError: { errorMessage: reason } },
};

test("the message of a failed query contains the account, the query and the reason, whatever the name of the object", () => {
  const { body, isDelivered } = transform(queryFailureMessage(failure, "https://wiki.example.com"), event);

  expect(isDelivered).toBe(true);
  expect(JSON.parse(body)).toEqual({
    What: "A query failed. Nobody knows.",
    Account: account(2),
    Workgroup: "acme-audit",
    Query: "q-1",
    State: "FAILED",
    Reason: reason,
    "Time (UTC)": "2026-11-01T12:00:00Z",
    Runbook: runbook,
  });
});

test("the message for chat channels contains the same facts", () => {
  const { body, isDelivered } = transform(queryFailureChatMessage(failure, "https://wiki.example.com"), event);
  const { content } = JSON.parse(body);

  expect(isDelivered).toBe(true);
  expect(content.title).toBe("A query failed");
  for (const part of ["Nobody knows.", account(2), "acme-audit", "q-1", "FAILED", reason, event.time, runbook]) {
    expect(content.description).toContain(part);
  }
});

test.each([queryFailureMessage, queryFailureChatMessage])(
  "the message of a cancelled query is delivered without a reason: %o",
  (messageOf) => {
    expect(transform(messageOf(failure, "docs/runbooks"), { ...event, detail }).isDelivered).toBe(true);
  },
);
