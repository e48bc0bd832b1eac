import { unreadableLogChatMessage, unreadableLogMessage } from "../../../../modules/monitoring/unreadable-log-message";
import { transform } from "../../../../tools/event-bridge/input-template";
import { account } from "../../../support/values";

/** Whoever wrote the object chose its name. */
const reason = 'Failed to read s3://b/a"}, {"What": "nothing\n<account>\\.gz';
const event = {
  account: account(2),
  time: "2026-11-01T12:00:00Z",
  detail: { workgroupName: "acme-audit", queryExecutionId: "q-1", athenaError: { errorMessage: reason } },
};

test("the message of an unreadable log names the account, the query and the reason, with any object name", () => {
  const { body, isDelivered } = transform(unreadableLogMessage("https://wiki.example.com"), event);

  expect(isDelivered).toBe(true);
  expect(JSON.parse(body)).toEqual({
    What: expect.stringMatching(/^A query could not read a log\. \S.*\.$/),
    Account: account(2),
    Workgroup: "acme-audit",
    Query: "q-1",
    Reason: reason,
    "Time (UTC)": "2026-11-01T12:00:00Z",
    Runbook: "https://wiki.example.com/log-unreadable.md",
  });
});

test("the message for chat channels has the same facts", () => {
  const { body, isDelivered } = transform(unreadableLogChatMessage("https://wiki.example.com"), event);
  const { content } = JSON.parse(body);

  expect(isDelivered).toBe(true);
  expect(content.title).toBe("A query could not read a log");
  for (const said of [
    account(2),
    "acme-audit",
    "q-1",
    reason,
    event.time,
    "https://wiki.example.com/log-unreadable.md",
  ]) {
    expect(content.description).toContain(said);
  }
});
