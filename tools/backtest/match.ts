import { principalOf } from "./principal";

/** What is counted of an event that detections matched, worked out once for all of them. */
export interface Match {
  /** ISO 8601 in UTC, and the same in milliseconds since 1970. */
  readonly time: string;
  readonly milliseconds: number;
  readonly principal: string;
  readonly account: string;

  /** Service and call. */
  readonly call: string;
}

/** @param account of the event, which may be any value */
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
