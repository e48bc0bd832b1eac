import { account } from "../values";
import type { Caller } from "../events/event";
import { who } from "./example";

/** A service that calls on behalf of a principal, such as CloudFormation for a person who deploys a stack. */
export const onBehalf = (principal: string): Caller => ({
  ...who.pipeline,
  identity: { ...who.pipeline.identity, invokedBy: principal },
  address: principal,
  agent: principal,
});

/** CloudFormation, on behalf of a pipeline. */
export const stack = onBehalf("cloudformation.amazonaws.com");

/** A person in a console. CloudTrail records the calls of this console with `signin.amazonaws.com` in `invokedBy`. */
export const oldConsole: Caller = {
  ...who.person,
  identity: { ...who.person.identity, invokedBy: "signin.amazonaws.com" },
};

/** An account outside the organization. */
export const partner = account(9);
