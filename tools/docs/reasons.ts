/** Reasons why no detection and no saved query covers a technique, and what covers it instead. */
export const reasons = {
  reading:
    "Calls that everybody makes all day and that change nothing. One caller's sum tells more than a filter can count: a saved question, or GuardDuty.",
  dataEvents: "Reads, lists or writes objects: only in data events, which are off until `trail.dataEvents` names them.",
  network: "Traffic, no call: flow logs, DNS logs, AWS Shield and the bill show it.",
  outside: "Happens inside an application: its own logs, AWS WAF and GuardDuty Runtime Monitoring show it.",
  image: "An image that somebody starts looks like any other: AWS Config tells of images that are not approved.",
  theft:
    "The theft or forgery leaves no event; what is done with it does, as the calls of whoever was robbed. GuardDuty knows the usual places of a credential.",
  push: "AWS asks for a code or a touch, and pushes nothing that could be sent again and again.",
  provider: "A flaw of AWS itself, which no customer's log shows.",
} as const;

export type Reason = keyof typeof reasons;
