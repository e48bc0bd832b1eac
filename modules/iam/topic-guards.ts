import type { PolicyStatement } from "./policy-document";

/** Denies publishing over plain HTTP. */
export function denyPlainHttpPublish(topicArn: string): PolicyStatement {
  return {
    Sid: "DenyPlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
