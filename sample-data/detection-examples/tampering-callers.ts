import { Callers } from "../events/callers";
import type { Caller } from "../events/event";
import { account, partition } from "../values";

const callers = new Callers(partition);

/** A caller on whose behalf a service calls, such as CloudFormation or Control Tower. */
export const onBehalf = (caller: Caller, principal: string): Caller => ({
  identity: { ...caller.identity, invokedBy: principal },
  address: principal,
  agent: principal,
});

/** A service that deletes its own resources with its service-linked role. */
export function serviceLinked(service: string, role: string): Caller {
  const principal = `${service}.amazonaws.com`;
  const name = `aws-service-role/${principal}/AWSServiceRoleFor${role}`;
  return callers.role(account(3), name, "housekeeping", { address: principal, agent: principal });
}

/** The crawler that updates the tables of open logs. */
export const crawler = callers.role(account(2), "acme-log-crawler", "AWS-Crawler", {
  address: "glue.amazonaws.com",
  agent: "glue.amazonaws.com",
});
