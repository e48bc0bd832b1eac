import type { Statement } from "../../../../aws-semantics/iam/document";
import { type FactTable, stackd } from "../fact-table";
import { type ServiceFact, from, grant, owner, rule, stranger } from "./service-fact";

/** EventBridge sends to a queue on behalf of a rule. Its principal type is then `User`. */
const send = (what: string, Condition: Statement["Condition"], allowed: boolean): ServiceFact => ({
  what,
  service: "events.amazonaws.com",
  action: "sqs:SendMessage",
  sends: { ...from(rule), "aws:PrincipalType": "User" },
  statements: [grant("events.amazonaws.com", "sqs:SendMessage", Condition)],
  allowed,
});

/**
 * A message that the policy of the queue allows arrives in the queue. Every other message is moved to the dead-letter
 * queue with the error NO_PERMISSIONS.
 */
export const rulesToQueues: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/eventbridge/delivery.json"),
  rows: [
    send("service-principal", undefined, true),
    send("source-arn", { ArnEquals: { "aws:SourceArn": rule } }, true),
    send("wrong-source-arn", { ArnEquals: { "aws:SourceArn": `${rule}-other` } }, false),
    send("source-account", { StringEquals: { "aws:SourceAccount": owner } }, true),
    send("wrong-source-account", { StringEquals: { "aws:SourceAccount": stranger } }, false),
    send("principal-service-name", { StringEquals: { "aws:PrincipalServiceName": "events.amazonaws.com" } }, true),
    send("principal-is-service", { Bool: { "aws:PrincipalIsAWSService": "true" } }, true),
    send("principal-type", { StringEquals: { "aws:PrincipalType": "AWSService" } }, false),
  ],
};

/** Of all principal types of AWS, EventBridge has an unexpected one. */
export const typeOfEventBridge: FactTable<ServiceFact> = {
  source: stackd("testdata/aws/eventbridge/principal_types.json"),
  rows: [
    ...["Service", "Account", "AssumedRole", "Role", "User", "Anonymous"].map((type) =>
      send(`principal-type-${type}`, { StringEquals: { "aws:PrincipalType": type } }, type === "User"),
    ),
    send("principal-type-null-true", { Null: { "aws:PrincipalType": "true" } }, false),
    send("principal-type-null-false", { Null: { "aws:PrincipalType": "false" } }, true),
  ],
};
