import { Backtest } from "../../../../cli/backtest/backtest";
import { deployedDetections } from "../../../../cli/backtest/detections";
import type { Found } from "../../../../cli/backtest/reading/log-file";
import { Reading } from "../../../../cli/backtest/reading/reading";
import { resultOf } from "../../../../cli/backtest/result";
import { drawResult } from "../../../../cli/backtest/result-table";
import { account } from "../../../../sample-data/values";

const escape = "\u001B]0;owned\u0007\u009B2J";
const stopped = {
  eventTime: "2026-03-04T10:00:00Z",
  eventID: "1",
  eventSource: "cloudtrail.amazonaws.com",
  eventName: "StopLogging",
  recipientAccountId: account(1),
  userIdentity: { type: "IAMUser", arn: `ana${escape}\nroot-use: all is well`, accountId: account(1) },
};

test("control characters in logs and file names have no effect on the terminal", async () => {
  const reading = new Reading(new Backtest(deployedDetections()));
  reading.backtest.take([stopped], () => {});
  async function* found(): AsyncGenerator<Found> {
    yield { kind: "unreadable", name: `a${escape}.json`, reason: `not\r${escape}` };
  }
  await reading.run(found());
  const drawn = drawResult(resultOf(reading, {}), { width: 200, isColoured: false, isAll: false });

  expect(drawn).toContain("ana\\u001b]0;owned\\u0007\\u009b2J\\u000aroot-use: all is well");
  expect(drawn).toContain("  a\\u001b]0;owned\\u0007\\u009b2J.json: not\\u000d\\u001b]0;owned");
  expect(drawn.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});
