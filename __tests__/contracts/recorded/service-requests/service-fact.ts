import type { Statement } from "../../../../aws-semantics/iam/document";
import { account, arn } from "../../../../sample-data/values";

type Context = Readonly<Record<string, string>>;

/** The answer of AWS to one of its services, with the policy of the resource at that time. */
export interface ServiceFact {
  readonly what: string;
  readonly service: string;
  readonly action: string;

  /** Condition keys that the service is recorded to send. */
  readonly sends: Context;
  readonly statements: readonly Statement[];
  readonly allowed: boolean;
}

export const owner = account(1);
export const stranger = account(9);
export const region = "us-east-1";
export const topic = arn("sns", region, owner, "owned");
export const rule = arn("events", region, owner, "rule/owned/owned");
export const alarm = arn("cloudwatch", region, owner, "alarm:owned-alarm");
export const bucket = arn("s3", "", "", "owned");
export const organization = "o-a1b2c3d4e5";

/** A grant of an action to a service, on the resource of the policy. */
export function grant(
  service: string,
  Action: string | readonly string[],
  Condition?: Statement["Condition"],
): Statement {
  return { Effect: "Allow", Principal: { Service: service }, Action, Resource: "*", ...(Condition && { Condition }) };
}

/** The resource and the account on whose behalf a service is recorded to send the request. */
export const from = (sourceArn: string, sourceAccount = owner): Context => ({
  "aws:SourceArn": sourceArn,
  "aws:SourceAccount": sourceAccount,
});

/** The encryption context of SNS for a message of a service: the topic, and the source of the service's request. */
export const topicContext = (sourceArn: string): Context => ({
  "kms:EncryptionContext:aws:sns:topicArn": topic,
  "kms:EncryptionContext:aws:sns:sourceArn": sourceArn,
  "kms:EncryptionContext:aws:sns:sourceAccount": owner,
});
