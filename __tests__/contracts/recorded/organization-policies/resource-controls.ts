import type { Statement } from "../../../../aws-semantics/iam/document";
import { account, arn } from "../../../../sample-data/values";
import { type Source, type FactTable, stackd } from "../fact-table";

const source: Source = stackd("testdata/aws/iam/resource_controls.json");

/** The answer of AWS Organizations to a resource control policy. */
export interface SyntaxFact {
  readonly what: string;
  readonly statement: Omit<Statement, "Effect"> & { readonly Effect: string };
  readonly accepted: boolean;
}

export const [management, member] = [account(1), account(2)];
export const queue = (owner: string) => arn("sqs", "us-east-1", owner, "OWNED_RESOURCE");
const send = { Effect: "Deny", Principal: "*", Action: "sqs:SendMessage", Resource: queue(member) } as const;
const { Principal: _everybody, ...withoutPrincipal } = send;
const { Action: _send, ...withoutAction } = send;
const { Resource: _queue, ...withoutResource } = send;

export const syntax: FactTable<SyntaxFact> = {
  source,
  rows: [
    { what: "syntax_valid", statement: send, accepted: true },
    { what: "syntax_allow", statement: { ...send, Effect: "Allow" }, accepted: false },
    { what: "syntax_action_star", statement: { ...send, Action: "*" }, accepted: false },
    { what: "syntax_unknown_service", statement: { ...send, Action: "stackdprobe:Read" }, accepted: false },
    { what: "syntax_iam_service", statement: { ...send, Action: "iam:CreateUser" }, accepted: false },
    { what: "syntax_unknown_action", statement: { ...send, Action: "sqs:StackdProbe" }, accepted: true },
    { what: "syntax_uppercase_service", statement: { ...send, Action: "SQS:SendMessage" }, accepted: true },
    { what: "syntax_principal_object", statement: { ...send, Principal: { AWS: "*" } }, accepted: true },
    {
      what: "syntax_principal_account",
      statement: { ...send, Principal: { AWS: arn("iam", "", member, "root") } },
      accepted: false,
    },
    { what: "syntax_not_action", statement: { ...withoutAction, NotAction: "sqs:SendMessage" }, accepted: false },
    { what: "syntax_not_principal", statement: { ...withoutPrincipal, NotPrincipal: "*" }, accepted: false },
    { what: "syntax_not_resource", statement: { ...withoutResource, NotResource: queue(member) }, accepted: true },
  ],
};

/** Answers of AWS while a policy of the member's account denied these actions. */
export interface RequestFact {
  readonly what: string;
  readonly action: string;
  readonly caller: "member" | "management";
  readonly owner: "member" | "management";
  readonly resource: string;
  readonly denied: boolean;
}

const key = arn("kms", "us-east-1", member, "key/d77565f1-e272-45c4-a478-f9fd7a3ebc46");

export const requests: FactTable<RequestFact> = {
  source,
  rows: [
    {
      what: "restricted_member_send",
      action: "sqs:SendMessage",
      caller: "member",
      owner: "member",
      resource: queue(member),
      denied: true,
    },
    {
      what: "restricted_management_send",
      action: "sqs:SendMessage",
      caller: "management",
      owner: "member",
      resource: queue(member),
      denied: true,
    },
    {
      what: "restricted_member_to_management",
      action: "sqs:SendMessage",
      caller: "member",
      owner: "management",
      resource: queue(management),
      denied: false,
    },
    {
      what: "restricted_encrypt",
      action: "kms:Encrypt",
      caller: "member",
      owner: "member",
      resource: key,
      denied: true,
    },
    {
      what: "restricted_assume",
      action: "sts:AssumeRole",
      caller: "management",
      owner: "member",
      resource: arn("iam", "", member, "role/OWNED_RESOURCE"),
      denied: true,
    },
    {
      what: "retire_grant_exemption",
      action: "kms:RetireGrant",
      caller: "member",
      owner: "member",
      resource: key,
      denied: false,
    },
  ],
};
