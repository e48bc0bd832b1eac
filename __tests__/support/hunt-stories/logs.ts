import type { Caller, CloudTrailEvent } from "../../../sample-data/events/event";
import { account } from "../../../sample-data/values";
import { at, callers, type HuntStories, minute, refused, times, who } from "./story";

const stop = (id: string, name: string, more: object = {}): CloudTrailEvent =>
  at("10:00", callers.pipeline(id), "config", name, { account: id, ...more });
const read = (caller: Caller, index: number, more: object = {}): CloudTrailEvent =>
  at(minute(10, index), caller, "logs", "FilterLogEvents", { request: { logGroupName: `/app/${index}` }, ...more });

/** Stories of logs that are stopped or read. */
export const logs: HuntStories = {
  "log-sources-stopped-in-turn": {
    found: [
      stop(account(3), "StopConfigurationRecorder"),
      stop(account(4), "DeleteFlowLogs"),
      stop(account(5), "UpdateDetector", { request: { detectorId: "d", enable: false } }),
    ],
    nearMisses: {
      "one account too few": [
        stop(account(3), "StopConfigurationRecorder"),
        stop(account(4), "DeleteFlowLogs"),
        stop(account(4), "DeleteFlowLogs"),
      ],
      "denied calls": [3, 4, 5].map((digit) => stop(account(digit), "DeleteFlowLogs", refused)),
      "log sources that are enabled": [3, 4, 5].map((digit) => stop(account(digit), "StartConfigurationRecorder")),
    },
  },
  "logs-read-in-bulk": {
    found: times(12, (i) => read(who.thief, i)),
    nearMisses: {
      "one log group too few, again and again": times(50, (i) => read(who.thief, i % 11)),
      "denied reads of log groups": times(50, (i) => read(who.thief, i, refused)),
      "a service": times(50, (i) => read(who.config, i)),
      "too few log groups in each hour": times(5, (hour) =>
        times(10, (i) =>
          at(minute(9 + hour, i), who.person, "logs", "StartQuery", {
            request: { logGroupName: `/app/${hour * 10 + i}` },
          }),
        ),
      ),
    },
  },
};
