import type { Caller, CloudTrailEvent } from "../events/event";
import { account, arn } from "../values";
import { event, who } from "./example";

/** A caller on whose behalf a service calls. CloudTrail records the service instead of an address. */
export const through = (principal: string, caller: Caller = who.pipeline): Caller => ({
  identity: { ...caller.identity, invokedBy: principal },
  address: principal,
  agent: principal,
});

/** IAM Identity Center, which updates its roles and its identity provider in a member account with its service-linked role. */
export const identityCenter = through("sso.amazonaws.com", {
  ...who.config,
  identity: {
    ...who.config.identity,
    arn: arn("sts", "", account(3), "assumed-role/AWSServiceRoleForSSO/AWS-SSO"),
  },
});

/** CloudFormation that deploys with the permissions of its caller. */
export const cloudFormation = through("cloudformation.amazonaws.com");

/** A person at the console. Calls from the console always have an address, and some have a service in `invokedBy`. */
export const atConsole: Caller = {
  ...who.user,
  identity: { ...who.user.identity, invokedBy: "signin.amazonaws.com" },
  fromConsole: true,
};

/** A principal of another account, as recorded in the account whose role the principal assumes. */
export const otherAccount: Caller = {
  identity: { type: "AWSAccount", principalId: "AROAVENDOREXAMPLEEXA:sync", accountId: account(7) },
  address: "203.0.113.40",
  agent: "Boto3/1.40.0",
};

/** The event with other fields, for forms of events that few services write. */
export const notified = (base: CloudTrailEvent, more: object): CloudTrailEvent => ({ ...base, ...more });

/** The event with a session of `GetFederationToken` as the caller. */
export const byFederatedUser = (base: CloudTrailEvent): CloudTrailEvent =>
  notified(base, {
    userIdentity: {
      type: "FederatedUser",
      principalId: `${account(3)}:backup`,
      arn: arn("sts", "", account(3), "federated-user/backup"),
      accountId: account(3),
      sessionContext: { sessionIssuer: { type: "IAMUser", userName: "build-agent" } },
    },
  });

/** One of the events that CloudTrail records for a sign-in to IAM Identity Center. */
export const directorySignIn = (step: string, result: "Success" | "Failure", CredentialType: string): CloudTrailEvent =>
  notified(event("signin", step, { type: "AwsServiceEvent" }), {
    userIdentity: {
      type: "Unknown",
      principalId: account(1),
      accountId: account(1),
      userName: "ada@example.com",
      onBehalfOf: {
        userId: "f12bb510-a011-702f-10dd-5607e2776dbc",
        identityStoreArn: arn("identitystore", "", account(1), "identitystore/d-9a670c546e"),
      },
    },
    additionalEventData: { AuthWorkflowID: "7a4ef12c", CredentialType, LoginTo: "https://acme.awsapps.com/start/" },
    serviceEventDetails: { [step]: result },
  });
