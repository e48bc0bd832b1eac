/** An attack that no metric filter can match, and the service that detects it instead. */
export interface BlindSpot {
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** Limits of the patterns, and the services that cover the rest. */
export const blindSpots: readonly BlindSpot[] = [
  {
    what: "A foreign account, by its id",
    why: "a pattern would need a list of the organization's accounts, which would exceed its limit of 1,024 characters",
    instead:
      "policy conditions on the organization; IAM Access Analyzer, which finds resources that are shared outside the organization; saved queries",
  },
  {
    what: "Reading, writing and deleting of objects and items, and use of secrets",
    why: "data events are disabled by default, because AWS charges for each event",
    instead: "`trail.dataEvents` for the important buckets; Amazon Macie and GuardDuty for the other buckets",
  },
  {
    what: "A call that is unusual for this caller, account or hour",
    why: "a filter does not know earlier events",
    instead: "`trail.insights` of CloudTrail, GuardDuty, saved queries over weeks",
  },
  {
    what: "The number of calls of one caller",
    why: "a metric counts all accounts together; with the caller as a dimension, each caller would be a metric, and CloudWatch Logs disables a filter that creates 1,000 metrics in an hour",
    instead: "thresholds above the ordinary work of all accounts together; saved queries by principal",
  },
  {
    what: "A sequence of calls",
    why: "a filter evaluates one event at a time",
    instead: "the runbooks name the calls that usually precede and follow the event; saved queries follow a caller",
  },
  {
    what: "A comparison of two fields, such as the caller and the user for whom it creates a key",
    why: "a pattern compares a field only with a constant",
    instead: "the detection matches all such calls, and the runbook explains how to distinguish them",
  },
  {
    what: "An entry beyond the first of a list in a list",
    why: "a selector can contain `[*]` once; deeper lists need an index",
    instead: "the pattern compares the first two entries; AWS Config evaluates the result",
  },
  {
    what: "SQL, scripts and policies inside a string, such as `UNLOAD` in a statement",
    why: "a pattern finds words in a string but cannot parse the string, and at most five patterns of a log group may contain a regular expression",
    instead:
      "a regular expression in the patterns for the most important policies; audit logs of the database, which contain the SQL",
  },
  {
    what: "A resource that has always been public or unencrypted",
    why: "no call changes it, so CloudTrail records nothing",
    instead:
      "AWS Config rules and Security Hub for the state, IAM Access Analyzer for resources that are reachable from outside",
  },
  {
    what: "A notification within seconds, with the event in the message",
    why: "CloudTrail delivers to a log group after about five minutes, and an alarm names neither caller nor account",
    instead: "EventBridge rules; the query of each runbook",
  },
  {
    what: "Network traffic, DNS queries, and processes on a machine",
    why: "these are not AWS API calls",
    instead: "flow logs and DNS logs in the archive, GuardDuty and its Runtime Monitoring",
  },
];
