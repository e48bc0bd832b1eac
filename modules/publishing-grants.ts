import type { PolicyStatement } from "./policy-document";

/**
 * Lets CloudWatch alarms and EventBridge rules publish to encrypted topics.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function alarmPublishing(accountId: string): PolicyStatement[] {
  return [
    publishing("AllowCloudWatchAlarms", "cloudwatch.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": accountId },
    }),
    // No condition: AWS supports neither aws:SourceAccount nor aws:SourceArn for EventBridge and an encrypted topic.
    // The topic's own policy names the rules of this account instead.
    publishing("AllowEventBridgeRules", "events.amazonaws.com"),
  ];
}

/** Lets one trail publish its delivery notices to an encrypted topic. */
export function trailPublishing(trailArn: string): PolicyStatement {
  return publishing("AllowTrailNotices", "cloudtrail.amazonaws.com", { StringEquals: { "aws:SourceArn": trailArn } });
}

function publishing(Sid: string, service: string, Condition?: PolicyStatement["Condition"]): PolicyStatement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    // In a key policy, the key the policy belongs to
    Resource: "*",
    ...(Condition && { Condition }),
  };
}
