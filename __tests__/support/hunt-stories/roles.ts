import type { Caller, CloudTrailEvent } from "../../../sample-data/events/event";
import { account, arn } from "../../../sample-data/values";
import { at, callers, type HuntStories, member, refused, roleArn, who } from "./story";

const agent = "Boto3/1.40.0";
const outside = callers.role(account(9), "worker", "w", { address: "203.0.113.66", agent });

const created = (time: string, name: string) =>
  at(time, who.insider, "iam", "CreateRole", {
    request: { roleName: name, assumeRolePolicyDocument: "{}" },
    response: { role: { arn: roleArn(member, name), roleName: name } },
  });
const assumed = (time: string, caller: Caller, name: string, more: object = {}) =>
  at(time, caller, "sts", "AssumeRole", {
    request: { roleArn: roleArn(member, name), roleSessionName: "s" },
    response: { credentials: { accessKeyId: `ASIA${name}` } },
    ...more,
  });

/** A chain of sessions. Each session assumes the next role. */
const chain = (...names: string[]): CloudTrailEvent[] => chainFrom(who.insider, ...names);

function chainFrom(first: Caller, ...names: string[]): CloudTrailEvent[] {
  const events: CloudTrailEvent[] = [];
  let caller = first;
  for (const [i, name] of names.entries()) {
    events.push(assumed(`10:0${i}`, caller, name));
    const next = callers.role(member, name, "s", { address: "203.0.113.66", agent });
    caller = { ...next, identity: { ...next.identity, accessKeyId: `ASIA${name}` } };
  }
  return events;
}

const administrator = callers.awsPolicy("AdministratorAccess");
const policy = (time: string, name: string, roleName = "worker", more: object = {}) =>
  at(time, who.insider, "iam", name, { request: { roleName, policyArn: administrator }, ...more });

/** Stories of roles that other accounts can assume, of role chains, and of permissions that a role has for a short time. */
export const roles: HuntStories = {
  "role-opened-then-assumed": {
    found: [created("10:00", "support"), assumed("10:20", outside, "support")],
    alsoFound: {
      "a role whose trust was changed": [
        at("10:00", who.insider, "iam", "UpdateAssumeRolePolicy", { request: { roleName: "support" } }),
        assumed("10:20", outside, "support"),
      ],
    },
    nearMisses: {
      "a role that its own account assumes": [created("10:00", "support"), assumed("10:20", who.pipeline, "support")],
      "a role that a service assumes": [
        created("10:00", "function"),
        assumed("10:20", callers.service("lambda.amazonaws.com"), "function"),
      ],
      "an older role of another name": [created("10:00", "support"), assumed("10:20", outside, "vendor")],
      "a role that was assumed before its trust changed": [
        assumed("09:00", outside, "vendor"),
        at("10:00", who.insider, "iam", "UpdateAssumeRolePolicy", { request: { roleName: "vendor" } }),
      ],
      "a denied attempt": [created("10:00", "support"), assumed("10:20", outside, "support", refused)],
    },
  },
  "long-chain-of-roles": {
    found: chain("one", "two", "three"),
    nearMisses: {
      "a service that assumes its roles": chainFrom(who.config, "one", "two", "three").map((event) =>
        Object.assign({}, event, {
          userIdentity: { ...who.config.identity, accessKeyId: event.userIdentity.accessKeyId },
        }),
      ),
      "two roles in a row": chain("one", "two"),
      "three roles from one session": [
        ...chain("one"),
        assumed("10:11", who.insider, "two"),
        assumed("10:12", who.insider, "three"),
      ],
      "two people with two roles each": [...chain("one", "two"), ...chain("three", "four")],
    },
  },
  "permissions-for-a-moment": {
    found: [policy("10:00", "AttachRolePolicy"), policy("10:30", "DetachRolePolicy")],
    alsoFound: {
      "an inline policy": [
        at("10:00", who.insider, "iam", "PutUserPolicy", {
          request: {
            userName: "u",
            policyName: "p",
            policyDocument: '{"Statement":[{"Effect":"Allow","Action":["iam:*"]}]}',
          },
        }),
        at("10:30", who.insider, "iam", "DeleteUserPolicy", { request: { userName: "u", policyName: "p" } }),
      ],
      "a policy that another role removes": [
        policy("10:00", "AttachRolePolicy"),
        { ...policy("10:30", "DetachRolePolicy"), userIdentity: who.pipeline.identity },
      ],
    },
    nearMisses: {
      "a service": [policy("10:00", "AttachRolePolicy"), policy("10:30", "DetachRolePolicy")].map((event) =>
        Object.assign({}, event, { userIdentity: { type: "AWSService", invokedBy: "sso.amazonaws.com" } }),
      ),
      "a customer managed policy": ["AttachRolePolicy", "DetachRolePolicy"].map((name, i) =>
        at(`1${i}:00`, who.insider, "iam", name, {
          request: { roleName: "preview", policyArn: arn("iam", "", member, "policy/AdministratorAccess") },
        }),
      ),
      "a policy that is not removed": [policy("10:00", "AttachRolePolicy")],
      "a policy that is replaced": [policy("10:00", "DetachRolePolicy"), policy("10:30", "AttachRolePolicy")],
      "another role": [policy("10:00", "AttachRolePolicy"), policy("10:30", "DetachRolePolicy", "other")],
      "a denied attempt": [policy("10:00", "AttachRolePolicy", "worker", refused), policy("10:30", "DetachRolePolicy")],
    },
  },
};
