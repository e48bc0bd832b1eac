import { anyOf, anyOfPatterns, apiCalls } from "../calls";
import type { Detection } from "../detection";
import { harmless } from "../drill";

/** Names of the topics and alarms of this project, as values of a filter pattern. */
export interface AlarmNames {
  /** ARNs of the topics. */
  readonly topics: readonly string[];

  /** ARNs of the subscriptions of the topics. */
  readonly subscriptions: readonly string[];

  /** Prefix of the names of the alarms. */
  readonly prefix: string;
}

/** Patterns of the default names in any organization, for the catalog. A deployment replaces them with its own names. */
export const anyAlarm: AlarmNames = {
  topics: ["*-audit-page", "*-audit-notify"],
  subscriptions: ["*-audit-page:*", "*-audit-notify:*"],
  prefix: "*",
};

/** Alarms that an attacker would disable first. The detection `alerting-tampered` covers all alarms of this project. */
const alarms = ["trail-changes", "trail-blinded", "root-use"];

/** A call on a subscription that does not exist. */
const topicDrill = harmless({
  service: "sns",
  operation: "Unsubscribe",
  because: "The topic has no subscription with this id.",
  input: ({ topicArn, uuid }) => ({
    SubscriptionArn: `${topicArn}:${uuid}`,
  }),
});

/** Someone disables notifications: changes the topics of the alarms, or the most important alarms. */
export function alarmTopicTampering({ topics, subscriptions, prefix }: AlarmNames): Detection {
  const field = (name: string) => (value: string) => `$.requestParameters.${name} = "${value}"`;
  return {
    id: "alarm-topic-tampering",
    title: "The alarms of this project or their topics were silenced, or somebody tried to",
    why: "An alarm that notifies nobody is useless.",
    severity: "page",
    track: "pager",
    drill: topicDrill,
    controls: ["ATT&CK T1685", "NIST 800-53 AU-5", "NIST 800-53 SI-4", "PCI DSS 4 10.7.2", "SOC 2 CC7.2"],
    pattern: anyOfPatterns(
      apiCalls(
        "sns",
        ["DeleteTopic", "Unsubscribe", "Set*", "*Permission", "PutDataProtectionPolicy"],
        anyOf([
          ...topics.map(field("topicArn")),
          ...subscriptions.map(field("subscriptionArn")),
          ...topics.map(field("resourceArn")),
        ]),
      ),
      apiCalls(
        "monitoring",
        ["DeleteAlarms", "DisableAlarmActions"],
        anyOf(alarms.map((name) => field("alarmNames[*]")(`${prefix}-${name}`))),
      ),
    ),
  };
}
