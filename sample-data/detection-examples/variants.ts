import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";
import type { Detection } from "../../detections/detection";
import type { CloudTrailEvent } from "../events/event";
import { examples } from "./all";

/** Names of the calls in the examples of a detection that the detection still matches after a change of the event. */
export function firesAfter(
  { id, pattern }: Detection,
  change: (event: CloudTrailEvent) => CloudTrailEvent,
): readonly string[] {
  const parsed = parseFilterPattern(pattern);
  const fires = examples[id]?.fires ?? [];
  return fires.filter((event) => matches(parsed, change(event))).map(({ eventName }) => eventName);
}

/** The same call, but denied. */
export const notAllowed = (event: CloudTrailEvent): CloudTrailEvent => ({ ...event, errorCode: "AccessDenied" });

/** The same call, but made by CloudFormation. */
export const fromService = (event: CloudTrailEvent): CloudTrailEvent => ({
  ...event,
  sourceIPAddress: "cloudformation.amazonaws.com",
});

/** The same request, but of a call that does not exist. */
export const otherCall = (event: CloudTrailEvent): CloudTrailEvent => ({ ...event, eventName: "ListNothing" });

/** The same call, but of a service that does not exist. */
export const otherService = (event: CloudTrailEvent): CloudTrailEvent => ({
  ...event,
  eventSource: "elsewhere.amazonaws.com",
});

/** Names of calls in the pattern of a detection that no example of the detection contains. */
export function namesWithoutExample({ id, pattern }: Detection): readonly string[] {
  const names = [...pattern.matchAll(/\$\.eventName = "([^"]+)"/g)].map(([, name = ""]) => name);
  const had = (examples[id]?.fires ?? []).map(({ eventName }) => eventName);
  return names.filter((name) => {
    const form = new RegExp(`^${name.replaceAll("*", ".*")}$`);
    return !had.some((eventName) => form.test(eventName));
  });
}
