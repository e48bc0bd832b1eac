import { Callers } from "../events/callers";
import { type Call, type Caller, type CloudTrailEvent, eventOf } from "../events/event";
import { account } from "../values";

/** Example events of one detection. */
export interface Examples {
  /** Events that the detection must match. */
  readonly fires: readonly CloudTrailEvent[];

  /** Near misses: events that the detection must not match. */
  readonly quiet: readonly CloudTrailEvent[];
}

const callers = new Callers("aws");

/** Callers in the examples. */
export const who = {
  root: callers.root(account(3), "203.0.113.10"),
  user: callers.user(account(3), "build-agent", "203.0.113.66"),
  administrator: callers.role(account(3), "Admin", "mallory", { address: "203.0.113.99", agent: "Boto3/1.40.0" }),
  person: callers.person(account(3), "ada@example.com", "198.51.100.7"),
  pipeline: callers.pipeline(account(3)),
  config: callers.configRecorder(account(3)),
  service: (principal: string) => callers.service(principal),
} satisfies Record<string, Caller | ((principal: string) => Caller)>;

/** An event in the format of CloudTrail. By default, it is an allowed call of an administrator of a member account in the home region. */
export function event(service: string, name: string, more: Partial<Call> = {}): CloudTrailEvent {
  const call = { caller: who.administrator, service, name, account: account(3), region: "eu-west-1", ...more };
  let id = 0;
  const nextId = () => `00000000-0000-4000-8000-${String(++id).padStart(11, "0")}x`;
  return eventOf(call, new Date("2026-01-15T12:00:00Z"), nextId);
}

/** Error of a denied call. */
export const refused = { error: { code: "AccessDenied", message: "User is not authorized to perform this action" } };
