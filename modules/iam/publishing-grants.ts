import { type PolicyStatement, allow } from "./policy-document";

/**
 * Allows CloudWatch alarms of the given accounts, and EventBridge rules, to publish to encrypted topics.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function alarmPublishing(...accountIds: readonly string[]): PolicyStatement[] {
  return [
    cloudWatchPublishing(...accountIds),
    // The statement has no condition, because AWS supports neither aws:SourceAccount nor aws:SourceArn for EventBridge and an encrypted topic.
    // The topic policy allows only the rules of this account.
    allowPublishing("AllowEventBridgeRules", "events.amazonaws.com"),
  ];
}

/** Allows CloudWatch alarms of the given accounts to publish to encrypted topics. */
export function cloudWatchPublishing(...accountIds: readonly string[]): PolicyStatement {
  return allowPublishing("AllowCloudWatchAlarms", "cloudwatch.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": accountIds },
  });
}

/**
 * Allows EventBridge to encrypt the rules of one bus, and events that do not come from AWS.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html
 */
export function eventBusEncryption(busArn: string, accountId: string): PolicyStatement[] {
  const Principal = { Service: "events.amazonaws.com" };
  return [
    // The statement has no condition, as in the documentation of AWS. The action returns only metadata of the key
    { Sid: "AllowEventBridgeDescribeKey", Effect: "Allow", Principal, Action: "kms:DescribeKey", Resource: "*" },
    {
      Sid: "AllowEventBridgeEncryptBus",
      Effect: "Allow",
      Principal,
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        StringEquals: {
          "aws:SourceAccount": accountId,
          "aws:SourceArn": busArn,
          "kms:EncryptionContext:aws:events:event-bus:arn": busArn,
        },
      },
    },
  ];
}

/**
 * Allows log delivery to decrypt the logs of encrypted state machines.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function machineLogDelivery(partition: string, region: string, accountId: string): PolicyStatement {
  return {
    Sid: "AllowStateMachineLogs",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: "kms:Decrypt*",
    Resource: "*",
    // The role of the state machine encrypts with this encryption context
    Condition: {
      StringEquals: { "kms:EncryptionContext:SourceArn": `arn:${partition}:logs:${region}:${accountId}:*` },
    },
  };
}

/** Allows one trail to publish its delivery notices to an encrypted topic. */
export function trailPublishing(trailArn: string): PolicyStatement {
  return allowPublishing("AllowTrailNotices", "cloudtrail.amazonaws.com", {
    StringEquals: { "aws:SourceArn": trailArn },
  });
}

function allowPublishing(Sid: string, service: string, Condition?: PolicyStatement["Condition"]): PolicyStatement {
  return {
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    // In a key policy, "*" means the key to which the policy belongs
    Resource: "*",
    ...(Condition && { Condition }),
  };
}

/** Allows a role of the topic's account to publish to one encrypted topic. */
export function topicPublishing(topicArn: string, kmsKeyArn: string): PolicyStatement[] {
  return [
    allow("PublishMessage", ["sns:Publish"], topicArn),
    allow("EncryptMessage", ["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArn, {
      StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn },
    }),
  ];
}

/** Allows a role to publish to encrypted topics of another account. The ARN of their key is not known in this account. */
export function otherTopicPublishing(partition: string, topicArns: readonly string[]): PolicyStatement[] {
  const places = topicArns.map((topicArn) => topicArn.split(":").slice(3, 5).join(":"));
  return [
    allow("PublishMessage", ["sns:Publish"], topicArns),
    allow(
      "EncryptMessage",
      ["kms:Decrypt", "kms:GenerateDataKey"],
      [...new Set(places)].map((place) => `arn:${partition}:kms:${place}:key/*`),
      { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArns } },
    ),
  ];
}

/** Allows roles of another account to publish to topics that the key encrypts. A role may not exist yet. */
export function rolePublishing(
  partition: string,
  roleArns: readonly string[],
  topicArns: readonly string[],
): PolicyStatement {
  const [roleArn, ...more] = roleArns;
  const accountIds = [...new Set(roleArns.map((arn) => arn.split(":")[4]))];
  if (roleArn === undefined || accountIds.length > 1) {
    throw new Error(`roleArns must be roles of one account, got roles of ${accountIds.length} accounts`);
  }
  return {
    Sid: "AllowRolePublishing",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::${accountIds.join("")}:root` },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": more.length === 0 ? roleArn : roleArns },
      StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArns },
    },
  };
}
