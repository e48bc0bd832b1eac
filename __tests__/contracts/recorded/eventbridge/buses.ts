import type { RuleTarget } from "../../../../aws-semantics/eventbridge/rule-target";
import { account, arn } from "../../../../sample-data/values";
import { type FactTable, stackd } from "../fact-table";

/** A request to EventBridge, and the reason of its refusal. Without a reason, EventBridge accepted the request. */
interface Answered {
  /** The name of the observation in the source. */
  readonly what: string;
  readonly refused?: string;
}

/** A bus as the target of a rule. */
export interface BusTargetFact extends Answered {
  readonly target: RuleTarget;
}

/** A statement of the policy of a bus. */
export interface BusPolicyFact extends Answered {
  readonly statement: object;
}

const bus = (name: string, region = "us-east-1", owner = account(1)) =>
  arn("events", region, owner, `event-bus/${name}`);

/** The bus of the rules, and of the policies. */
export const sourceBus = bus("a");

const RoleArn = arn("iam", "", account(1), "role/good");
const toBus = (what: string, Arn: string, more: Partial<RuleTarget> = {}, refused?: string): BusTargetFact => ({
  what,
  target: { Arn, ...more },
  ...(refused !== undefined && { refused }),
});
const role = { RoleArn };
const noRole = "RoleArn is required";
const noInput = "Modifying the input";

/** Answers of `PutTargets`. EventBridge does not check whether the role exists, and does not check its permissions. */
export const busTargets: FactTable<BusTargetFact> = {
  source: stackd("testdata/aws/eventbridge/bus_forwarding.json"),
  rows: [
    toBus("plain", bus("b"), {}, noRole),
    toBus("good", bus("b"), role),
    toBus("nogrant", bus("b"), { RoleArn: arn("iam", "", account(1), "role/nogrant") }),
    toBus("badtrust", bus("b"), { RoleArn: arn("iam", "", account(1), "role/badtrust") }),
    toBus("missing", bus("b"), { RoleArn: arn("iam", "", account(1), "role/missing") }),
    toBus(
      "admission: good",
      bus("b"),
      { ...role, RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } },
      "Retry policy is not supported for Event bus targets",
    ),
    toBus("input", bus("b"), { ...role, Input: '{"source":"x","detail-type":"changed","detail":{}}' }, noInput),
    toBus("inputpath", bus("b"), { ...role, InputPath: "$.detail" }, noInput),
    toBus(
      "transformer",
      bus("b"),
      {
        ...role,
        InputTransformer: { InputPathsMap: { detail: "$.detail" }, InputTemplate: '{"source":"x","detail":<detail>}' },
      },
      noInput,
    ),
    toBus("retention-change-arn", bus("c"), {}, noRole),
    toBus("absent", bus("absent"), role),
    toBus("self", sourceBus, role, "Source EventBus and Target EventBus must not be the same"),
    toBus("fakeaccount", bus("absent", "us-east-1", account(9)), role),
    toBus("badregion", bus("absent", "moon-1"), role, "Provided Arn is not in correct format"),
    toBus("west-good", bus("west", "us-west-2"), role),
    toBus("west-norole", bus("west", "us-west-2"), {}, noRole),
    toBus("member-good", bus("member", "us-east-1", account(2)), role),
    toBus("member-norole", bus("member", "us-east-1", account(2)), {}, noRole),
  ],
};

const granted = (what: string, change: object, refused?: string): BusPolicyFact => ({
  what,
  statement: {
    Sid: "validation",
    Effect: "Allow",
    Principal: { AWS: account(2) },
    Action: "events:PutEvents",
    Resource: sourceBus,
    ...change,
  },
  ...(refused !== undefined && { refused }),
});

/** Answers of `PutPermission` to whole policies with one statement each. */
export const busPolicies: FactTable<BusPolicyFact> = {
  source: stackd("testdata/aws/eventbridge/permissions.json"),
  rows: [
    granted("full-missing-resource", { Resource: undefined }, "Missing required field Resource"),
    granted("full-other-resource", { Resource: `${sourceBus}-other` }, "is invalid for ARN"),
    granted("full-wildcard-resource", { Resource: "*" }),
    granted("full-iam-action", { Action: "iam:ListUsers" }, "inconsistent with specified vendor"),
    granted("full-unknown-event-action", { Action: "events:NoSuchAction" }, "action names are invalid"),
    granted("full-wildcard-action", { Action: "events:*" }),
    granted("full-service-principal", { Principal: { Service: "events.amazonaws.com" } }),
    granted("full-propagating-role-principal", { Principal: { AWS: RoleArn } }),
    granted("full-string-principal", { Principal: "*" }),
    granted("full-deny", { Effect: "Deny" }),
  ],
};
