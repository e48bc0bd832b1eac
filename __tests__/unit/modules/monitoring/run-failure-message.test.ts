import { lakehouseRunFailure } from "../../../../detections/run-failures";
import { runFailureChatMessage, runFailureMessage } from "../../../../modules/monitoring/run-failure-message";
import { transform } from "../../../../aws-semantics/eventbridge/input-template";
import { account } from "../../../../sample-data/values";

const failure = lakehouseRunFailure(account(2));
const runbook = `https://wiki.example.com/${failure.runbook}.md`;

/** The caller of a run chooses this name. No message may contain it. */
const jobRunName = '"}, {"What": "nothing';
const event = {
  account: account(2),
  time: "2026-11-01T12:00:00Z",
  detail: { jobRunId: "00f1", applicationId: "00a1", jobRunName, state: "FAILED", previousState: "RUNNING" },
};

test("the message of a failed run contains the account, the run and its state", () => {
  const { body, isDelivered } = transform(runFailureMessage(failure, "https://wiki.example.com"), event);

  expect(isDelivered).toBe(true);
  expect(JSON.parse(body)).toEqual({
    What: `${failure.title}. ${failure.why}`,
    Account: account(2),
    Application: "00a1",
    Run: "00f1",
    State: "FAILED",
    "Time (UTC)": "2026-11-01T12:00:00Z",
    Runbook: runbook,
  });
});

test("the message for chat channels contains the same facts", () => {
  const { body, isDelivered } = transform(runFailureChatMessage(failure, "https://wiki.example.com"), event);
  const { content } = JSON.parse(body);

  expect(isDelivered).toBe(true);
  expect(content.title).toBe(failure.title);
  for (const part of [failure.why, account(2), "00a1", "00f1", "FAILED", event.time, runbook]) {
    expect(content.description).toContain(part);
  }
});
