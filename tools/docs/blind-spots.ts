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
    why: "a pattern has no list of accounts, and a list of the organization's accounts would exceed 1,024 characters",
    instead:
      "conditions of the organization in policies; IAM Access Analyzer finds resources that are shared outside it; saved queries",
  },
  {
    what: "Reading, writing and deleting of objects and items, and use of secrets",
    why: "data events are disabled by default, because AWS charges for each event",
    instead: "`trail.dataEvents` for the buckets that matter; Amazon Macie and GuardDuty for the others",
  },
  {
    what: "A call that is unusual for this caller, account or hour",
    why: "a filter does not know earlier events",
    instead: "`trail.insights` of CloudTrail, GuardDuty, saved queries over weeks",
  },
  {
    what: "How often one caller did something",
    why: "a metric counts all accounts together; with the caller as a dimension, each caller would be a metric, and CloudWatch Logs disables a filter with 1,000 of them in an hour",
    instead: "thresholds above the ordinary work of all accounts together; saved queries by principal",
  },
  {
    what: "One call after another",
    why: "a filter sees one event at a time",
    instead: "the runbooks name the calls that are usual before and after; saved queries follow a caller",
  },
  {
    what: "Two fields compared, such as a caller who creates a key for somebody else",
    why: "a pattern compares a field with a constant",
    instead: "the detection matches all of them, and the runbook explains how to distinguish them",
  },
  {
    what: "An entry beyond the first of a list in a list",
    why: "a selector can contain `[*]` once; deeper lists need an index",
    instead: "the pattern compares the first two entries; AWS Config evaluates the result",
  },
  {
    what: "SQL, scripts and policies inside a text, such as `UNLOAD` in a statement",
    why: "a pattern finds words in a text but cannot parse it, and at most five patterns of a log group may contain a regular expression",
    instead:
      "patterns for the most important policies have such an expression; audit logs of the database contain the SQL",
  },
  {
    what: "A resource that has always been public or unencrypted",
    why: "there is no call, so nothing is recorded",
    instead: "AWS Config rules and Security Hub for the state, IAM Access Analyzer for what is reachable from outside",
  },
  {
    what: "A notification within seconds, with the event in the message",
    why: "CloudTrail delivers to a log group after about five minutes, and an alarm names neither caller nor account",
    instead: "EventBridge rules; the query of each runbook",
  },
  {
    what: "Network traffic, DNS queries, and processes on a machine",
    why: "these are no AWS API calls",
    instead: "flow logs and DNS logs in the archive, GuardDuty and its Runtime Monitoring",
  },
];
