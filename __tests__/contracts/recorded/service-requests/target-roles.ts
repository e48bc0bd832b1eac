import type { Statement } from "../../../../aws-semantics/iam/document";
import { arn } from "../../../../sample-data/values";
import { type FactTable, stackd } from "../fact-table";
import { owner } from "./service-fact";

/** A condition of a queue or a topic, and whether it matches when EventBridge delivers with the role of a target. */
export interface TargetRoleFact {
  readonly what: string;
  readonly condition: NonNullable<Statement["Condition"]>;
  readonly met: boolean;
}

export const targetRole = arn("iam", "", owner, "role/owned");

const absent = (key: string): TargetRoleFact => ({
  what: `${key} is absent`,
  condition: { Null: { [key]: "true" } },
  met: true,
});

/** With a role, EventBridge calls only as this role. The request contains no rule and no service. */
export const targetRoles: FactTable<TargetRoleFact> = {
  source: stackd("docs/eventbridge.md"),
  rows: [
    { what: "the caller is the role", condition: { ArnEquals: { "aws:PrincipalArn": targetRole } }, met: true },
    { what: "the caller is no service", condition: { Bool: { "aws:PrincipalIsAWSService": "false" } }, met: true },
    { what: "the caller is a service", condition: { Bool: { "aws:PrincipalIsAWSService": "true" } }, met: false },
    absent("aws:SourceArn"),
    absent("aws:SourceAccount"),
    absent("aws:PrincipalServiceName"),
  ],
};
