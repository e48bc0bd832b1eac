/** An attack that no metric filter can match, and what detects it instead. */
export interface BlindSpot {
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Limits of the patterns, and the services that cover the rest. */
export const blindSpots: readonly BlindSpot[] = [
  {
    what: "A foreign account, by its id",
    why: "a pattern has no list of accounts, and the organization's would outgrow 1,024 characters",
    instead:
      "conditions of the organization in policies; IAM Access Analyzer finds what is shared beyond it; saved questions",
  },
  {
    what: "Reading, writing and deleting of objects, items and secrets' use",
    why: "data events are off by default, because they are paid for by the event",
    instead: "`trail.dataEvents` for the buckets that matter; Amazon Macie and GuardDuty for the others",
  },
  {
    what: "What is unusual for this caller, account or hour",
    why: "a filter knows no yesterday",
    instead: "`trail.insights` of CloudTrail, GuardDuty, saved questions over weeks",
  },
  {
    what: "How often one caller did something",
    why: "a metric counts for all accounts at once; a dimension for each caller is a metric for each, and is switched off at 1,000 an hour",
    instead: "thresholds that ordinary work stays below, in all accounts together; saved questions by principal",
  },
  {
    what: "One call after another",
    why: "a filter sees one event at a time",
    instead: "the runbooks say what usually comes before and after; saved questions follow a caller",
  },
  {
    what: "Two fields compared, such as a caller who makes a key for somebody else",
    why: "a pattern compares a field with a constant",
    instead: "all of them are told of, and the runbook says how to tell them apart",
  },
  {
    what: "An entry beyond the first of a list in a list",
    why: "`[*]` is accepted once in a selector; what is nested further needs a number",
    instead: "the first two entries are looked at; AWS Config looks at the result",
  },
  {
    what: "SQL, scripts and policies inside a text, such as `UNLOAD` in a statement",
    why: "a pattern finds words in a text but does not read it, and five patterns of a log group may hold an expression",
    instead: "the policies that matter most have such an expression; audit logs of the database for SQL",
  },
  {
    what: "What is public or unencrypted and always was",
    why: "no call is made, so nothing is logged",
    instead: "AWS Config rules and Security Hub for the state, IAM Access Analyzer for what is reachable from outside",
  },
  {
    what: "Something told within seconds, with the event in the message",
    why: "CloudTrail delivers to a log group after about five minutes, and an alarm names neither caller nor account",
    instead: "EventBridge rules; the query of each runbook",
  },
  {
    what: "Traffic, names that are asked for, and what runs on a machine",
    why: "none of it is a call of AWS",
    instead: "flow logs and DNS logs in the archive, GuardDuty and its Runtime Monitoring",
  },
];
