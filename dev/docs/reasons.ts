/** Reasons why no detection and no saved query covers a technique, and the control that covers it instead. */
export const reasons = {
  reading:
    "The pages of the console send the same read-only calls for every user. Detections and hunts find the sign-in, and calls that read many resources.",
  dataEvents:
    "The attack reads, lists or writes objects. Only data events record this, and CloudTrail records them only for the buckets in `trail.dataEvents`.",
  network:
    "The attack is network traffic and not an API call. It comes from so many addresses that a hunt cannot distinguish it from visitors. AWS Shield, AWS WAF and flow logs show it.",
  outside:
    "The attack happens inside an application. The logs of the application, AWS WAF and GuardDuty Runtime Monitoring show it.",
  image:
    "The start of a malicious image looks like the start of any image. AWS Config finds images that are not approved.",
  theft:
    "The theft or forgery itself causes no event. Later calls are recorded as calls of the victim. GuardDuty detects credentials that are used from unusual locations.",
  push: "AWS requires a code or a touch. It sends no push message that an attacker could send again and again.",
  provider: "A vulnerability of AWS itself, which no log of a customer shows.",
} as const;

export type Reason = keyof typeof reasons;
