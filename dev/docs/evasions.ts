/** A known way to evade detections: the change, and the reason why other controls still find the attack. */
export interface Evasion {
  readonly detections: readonly string[];
  readonly what: string;
  readonly why: string;
}

/** Choices of a caller that keep a detection silent. Tests cover all others (`evasion.test.ts`). */
export const evasions: readonly Evasion[] = [
  {
    detections: ["attack-tool-used"],
    what: "another user agent",
    why: "The detection finds tools with an unchanged user agent. No other field of an event identifies the tool. Other detections match the calls of the tool.",
  },
  {
    detections: ["resource-opened-to-everybody"],
    what: "a condition in the statement that is always true",
    why: "AWS's own default policies of topics, queues and keys allow everybody if a condition is true. A filter cannot evaluate a condition, but IAM Access Analyzer can. `data-access-changes` counts each of these calls.",
  },
  {
    detections: [
      "secrets-read-in-bulk",
      "unusual-compute-started",
      "service-abuse-probes",
      "organization-reach-widened",
    ],
    what: "the credentials of a workload or a pipeline",
    why: "Workloads read their secrets and start their machines all day. GuardDuty detects credentials of a machine that are used outside this machine.",
  },
  {
    detections: ["refused-calls-burst", "identities-enumerated"],
    what: "reading with the credentials of a console session",
    why: "A page of the console sends calls that its user is not allowed to send. So these detections count only calls that change resources.",
  },
  {
    detections: ["administrator-user-made", "organization-access-role-assumed", "console-sign-in-without-mfa"],
    what: "a group, role or policy with another name and the same permissions",
    why: "A filter compares names, not permissions. `administrator-rights-granted` and `user-credentials-made` match the calls that grant the permissions.",
  },
  {
    detections: ["bucket-made-public"],
    what: "a policy with more than two statements, for the alarm only",
    why: "A metric filter reads an entry of a list by its number. The event pattern of the urgent event reads every statement.",
  },
  {
    detections: ["data-deleted-in-bulk", "mass-deletion", "secrets-read-in-bulk", "refused-calls-burst"],
    what: "fewer calls in five minutes than the threshold",
    why: "One such call is ordinary work. Saved queries count calls over days.",
  },
];
