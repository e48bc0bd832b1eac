/** A known way to evade a detection, and what detects it nevertheless. */
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
    why: "It finds tools whose users did not change it, and nothing else says which tool called. What the tool does has detections of its own.",
  },
  {
    detections: ["resource-opened-to-everybody"],
    what: "a condition in the statement itself that always holds",
    why: "AWS's own default policies of topics, queues and keys allow everybody under a condition. No filter can evaluate one; IAM Access Analyzer does. `data-access-changes` counts each of these calls.",
  },
  {
    detections: [
      "secrets-read-in-bulk",
      "unusual-compute-started",
      "service-abuse-probes",
      "organization-reach-widened",
    ],
    what: "the credentials of a workload or a pipeline",
    why: "Workloads read their secrets and start their machines all day. GuardDuty notices credentials of a machine used elsewhere.",
  },
  {
    detections: ["refused-calls-burst", "identities-enumerated"],
    what: "reading with the credentials of a console session",
    why: "A page of the console asks for more than its viewer may see. Calls that change something are counted.",
  },
  {
    detections: ["administrator-user-made", "organization-access-role-assumed", "console-sign-in-without-mfa"],
    what: "a group, role or policy of another name with the same rights",
    why: "A filter knows names, not rights. `administrator-rights-granted` and `user-credentials-made` notice how the rights are given.",
  },
  {
    detections: ["bucket-made-public"],
    what: "for the alarm: more than two statements",
    why: "A filter reads an entry of a list by its number. The urgent event reads every statement.",
  },
  {
    detections: ["data-deleted-in-bulk", "mass-deletion", "secrets-read-in-bulk", "refused-calls-burst"],
    what: "patience: fewer calls in five minutes than the threshold",
    why: "One such call is ordinary work. Saved queries count over days.",
  },
];
