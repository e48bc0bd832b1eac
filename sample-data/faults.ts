/** A fault of a deployment, and the guarantee of `trailkeeper verify` that reports it. */
export interface Fault {
  readonly what: string;
  readonly guarantee: string;

  /** The root that is verified. */
  readonly root: string;

  /**
   * Region that is verified.
   *
   * @default the home region
   */
  readonly region?: string;
}

const ofRoot =
  (root: string) =>
  (guarantee: string, ...whats: readonly string[]): Fault[] =>
    whats.map((what) => ({ what, guarantee, root }));

const archive = ofRoot("log-archive");
const management = ofRoot("management");
const payments = ofRoot("member-payments");
const website = ofRoot("member-website");

/** Faults that tests cause in a complete deployment on the local AWS, one at a time. */
export const deployedFaults: readonly Fault[] = [
  archive(
    "bucket-policy",
    "a statement of a bucket policy is removed",
    "a statement that allows another account to read is added to a bucket policy",
    "the condition of a denial in a bucket policy is removed",
    "a bucket policy is deleted",
  ),
  archive(
    "bucket-not-public",
    "one of the four settings of a public access block is disabled",
    "the public access block of a bucket is deleted",
  ),
  archive("bucket-encryption", "a bucket encrypts without the archive key"),
  archive("bucket-versioning", "the versioning of a bucket is suspended"),
  archive(
    "bucket-lock",
    "the default retention of a bucket is shortened",
    "the default retention of a bucket is removed",
  ),
  archive(
    "bucket-lifecycle",
    "the lifecycle of a bucket is shortened",
    "a lifecycle rule that deletes logs after a day is added",
    "the lifecycle of a bucket is deleted",
  ),
  archive("bucket-ownership", "the writers of objects in a bucket own them"),
  archive(
    "bucket-access-logs",
    "the access logs of an archive are disabled",
    "the access logs of an archive have another prefix",
  ),
  archive(
    "bucket-replication",
    "a replication rule is disabled",
    "a replication rule has another destination bucket",
    "the replication of a bucket is deleted",
  ),
  archive("bucket-version-list", "the list of versions of an archive is deleted"),
  archive("bucket-request-metrics", "the request metrics of the trail archive are deleted"),
  archive("key-enabled", "the archive key is disabled", "the archive key is scheduled for deletion"),
  archive("key-rotates", "the archive key no longer rotates"),
  archive("key-policy", "a statement is added to the policy of the archive key"),
  management("key-policy", "a statement is removed from the policy of a key"),
  management("trail-logging", "the trail is stopped"),
  management(
    "trail-settings",
    "the trail records one region",
    "the trail writes no digests",
    "the trail delivers to no log group",
  ),
  management("trail-selectors", "the trail records only write events"),
  management("trail-trusted-access", "the organization no longer trusts CloudTrail"),
  management(
    "alarm-settings",
    "an alarm is deleted",
    "the threshold of an alarm is raised",
    "an alarm notifies nobody",
    "an alarm watches another metric",
  ),
  management("alarm-actions", "the actions of an alarm are disabled"),
  archive("alarm-settings", "missing data no longer raises an alarm"),
  management(
    "metric-filter",
    "a metric filter is deleted",
    "the pattern of a metric filter is narrowed",
    "a metric filter counts under another name",
  ),
  management(
    "topic-policy",
    "a statement of the policy of a topic is removed",
    "a statement that allows everybody to publish is added to a topic policy",
  ),
  management("topic-key", "a topic is encrypted without its key"),
  management("subscription-confirmed", "a subscription is deleted"),
  management("subscription-unfiltered", "a subscription has a filter that matches nothing"),
  management(
    "event-rule",
    "an event rule is disabled",
    "the pattern of an event rule is narrowed",
    "an event rule is deleted",
  ),
  [
    {
      what: "an event rule of a member is disabled in us-east-1",
      guarantee: "event-rule",
      root: "member-payments",
      region: "us-east-1",
    },
  ],
  payments(
    "event-target",
    "the target of an event rule is removed",
    "an event rule sends to another bus",
    "the target of an event rule has no dead-letter queue",
  ),
  management("event-bus", "the event bus has no dead-letter queue"),
  management("event-bus-policy", "a statement of the policy of the event bus is removed"),
  management(
    "queue-policy",
    "a statement that allows everybody to receive is added to the policy of a dead-letter queue",
  ),
  management("queue-settings", "the retention of a dead-letter queue is shortened"),
  management("dead-letters", "an event is in the dead-letter queue"),
  payments("recorder-records", "a recorder is stopped"),
  payments("recorder-settings", "a recorder records fewer types"),
  payments("delivery-channel", "a delivery channel writes snapshots at other times"),
  payments("config-rule", "a rule of AWS Config is deleted"),
  ofRoot("config-aggregator")("aggregator", "the aggregator is deleted"),
  management("delegated-administrator", "an account is no longer the delegated administrator of AWS Config"),
  payments("flow-log", "the flow log of a VPC is deleted", "a VPC is created without a flow log"),
  payments(
    "session-document",
    "sessions are no longer recorded in the archive",
    "session logs are no longer encrypted",
  ),
  website("stream-settings", "a stream writes to another prefix", "a stream is deleted"),
  website("log-group", "the retention of a log group is shortened", "a log group is encrypted without its key"),
  website(
    "account-subscription",
    "the subscription of all log groups is deleted",
    "a log group is excluded from the subscription of all log groups",
  ),
  archive("table", "a table reads another location", "a table is deleted"),
  archive("workgroup", "a workgroup no longer enforces its settings", "the limit of a workgroup is raised"),
  archive("saved-query", "the SQL of a saved query is changed"),
  archive("crawler", "a crawler has no schedule"),
  management(
    "schedule",
    "a schedule is disabled",
    "a schedule has another target",
    "a schedule has an end in the past",
  ),
  management("state-machine", "the state machine of a scheduled check always succeeds"),
  payments("role-trust", "a statement that allows everybody to assume a role is added to its trust policy"),
  payments("role-policy", "an inline policy of a role is deleted", "an inline policy of a role is changed"),
  payments("role-grants", "an inline policy is added to a role", "a managed policy is attached to a role"),
  payments("role-boundary", "a role has a permissions boundary"),
  payments("managed-policy", "a managed policy has a new default version"),
  archive("digests-arrive", "an account and region is silent"),
  payments("config-arrives", "AWS Config of an account is silent"),
  website("role-not-assumable", "the role of an account no longer trusts the management account"),
].flat();

/** Faults that cannot be caused on the local AWS. Unit tests return the responses of AWS for these faults. */
export const recordedFaults: readonly Fault[] = [
  management(
    "trail-delivery",
    "the archive denies the last delivery of the trail",
    "the archive denies the last digest of the trail",
    "the log group denies the last delivery of the trail",
    "the topic denies the last notification of the trail",
    "the trail has delivered nothing for hours",
    "the trail has written no digest for hours",
  ),
  management("trail-insights", "the trail no longer records Insights events"),
  management("event-data-store", "the event data store is pending deletion"),
  management("subscription-confirmed", "a subscription is not confirmed"),
  management("guardrail-policy", "a guardrail is deleted", "a statement of a guardrail is removed"),
  management("guardrail-attached", "a guardrail is detached from an organizational unit"),
  archive("saved-query", "a saved query is deleted"),
  archive(
    "build-project",
    "a build project is deleted",
    "a build project has an environment variable",
    "a build project has another role",
  ),
  management("alarm-unmuted", "an alarm is muted"),
  management("alarm-data", "an alarm has been without data for two days"),
  archive("alarm-settings", "an alarm watches another expression"),
  archive("mfa-delete", "a bucket has MFA delete"),
  archive("replica-written", "an object of a replicated bucket is not replicated"),
  archive(
    "bucket-notification",
    "an archive sends no notifications of new files",
    "an archive sends notifications of the wrong files to a feed",
  ),
  archive("log-resource-policy", "the resource policy of CloudWatch Logs is deleted"),
  archive("crawler", "the last run of a crawler failed"),
  payments("recorder-records", "the last record of a recorder failed"),
  payments("config-delivery", "the archive denies the last snapshot of AWS Config"),
  payments("flow-log-delivery", "the archive denies the last delivery of a flow log"),
  payments("flow-logs-arrive", "the flow logs of a region are silent"),
  payments("dns-logs-arrive", "the DNS queries of a VPC are silent"),
  payments("web-acl-logging", "a web ACL is no longer logged", "the logs of a web ACL are filtered"),
  payments("log-masking", "a log group no longer masks data"),
  payments("log-subscription", "the subscription of a log group is deleted"),
  payments("log-subscription-delivery", "the events of a log group cannot be delivered"),
  payments("stream-delivery", "a stream throttles records", "a stream has no access to its key"),
  ofRoot("member-security-tooling")(
    "event-delivery",
    "an event rule fails to invoke its target",
    "an event rule loses events",
  ),
  ofRoot("config-aggregator")("aggregator", "the aggregator cannot read an account"),
].flat();
