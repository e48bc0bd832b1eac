/** Reasons why no detection and no saved query covers a technique, and what covers it instead. */
export const reasons = {
  reading:
    "The pages of the console make the same read-only calls for everybody who looks. Detections and hunts notice the sign-in, and what is read in bulk.",
  dataEvents:
    "Reads, lists or writes objects. Only data events record this, and they are disabled unless `trail.dataEvents` names the buckets.",
  network:
    "Network traffic, not an API call, from so many addresses that a hunt cannot tell it from visitors. AWS Shield, AWS WAF and flow logs show it.",
  outside: "Happens inside an application. Its own logs, AWS WAF and GuardDuty Runtime Monitoring show it.",
  image: "The start of a malicious image looks like any other. AWS Config finds images that are not approved.",
  theft:
    "The theft or forgery itself leaves no event. Later calls are recorded as calls of the victim. GuardDuty detects credentials that are used from unusual places.",
  push: "AWS requires a code or a touch. It sends no push message that an attacker could repeat.",
  provider: "A vulnerability of AWS itself, which no log of a customer shows.",
} as const;

export type Reason = keyof typeof reasons;
