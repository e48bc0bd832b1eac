import type { CloudTrailEvent } from "../../sample-data/events/event";
import { event } from "../../sample-data/detection-examples/example";
import { account, arn } from "../../sample-data/values";
import type { AttackFact, RecordedCall } from "../contracts/recorded/emulated-attacks/emulated-attacks";

/** The callers, by kind. The names come from this project's tests. */
const callers: Readonly<Record<RecordedCall["type"], object>> = {
  AssumedRole: {
    type: "AssumedRole",
    arn: arn("sts", "", account(3), "assumed-role/emulated/session"),
    sessionContext: { sessionIssuer: { type: "Role", userName: "emulated" } },
  },
  FederatedUser: { type: "FederatedUser", arn: arn("sts", "", account(3), "federated-user/emulated") },
  IAMUser: { type: "IAMUser", arn: arn("iam", "", account(3), "user/emulated"), userName: "emulated" },
};

/** Returns the events of an attack, without the user agent of the tool. */
export function attackEvents({ calls }: AttackFact): CloudTrailEvent[] {
  return calls.flatMap(({ type, times = 1, eventSource, eventName, ...more }) => {
    const plain = event(eventSource.replace(".amazonaws.com", ""), eventName);
    const one: CloudTrailEvent = Object.assign(
      {},
      plain,
      { userIdentity: callers[type], userAgent: "aws-cli/2.32.0" },
      more,
    );
    return Array.from({ length: times }, () => one);
  });
}
