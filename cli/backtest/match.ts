import { principalOf } from "./principal";

/** The counted values of a matching event, computed once for all detections that match. */
export interface Match {
  /** Time of the event as ISO 8601 in UTC, and in milliseconds since 1970. */
  readonly time: string;
  readonly milliseconds: number;
  readonly principal: string;
  readonly account: string;

  /** Service and API call. */
  readonly call: string;
}

/** @param account account of the event. In a malformed event it can be any JSON value */
export function matchOf(event: Readonly<Record<string, unknown>>, time: string, account: unknown): Match {
  const { userIdentity, eventSource, eventName } = event;
  return {
    time,
    milliseconds: Date.parse(time),
    principal: principalOf(userIdentity),
    account: textOf(account),
    call: `${textOf(eventSource)} ${textOf(eventName)}`,
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "none");
