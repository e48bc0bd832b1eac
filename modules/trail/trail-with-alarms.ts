import { Construct } from "constructs";
import { forms } from "../../aws-semantics/values/forms";
import { partitionOf } from "../../aws-semantics/values/partition-of";
import { cisDetections } from "../../detections/catalog/cis";
import type { AlarmSeverity, Detection } from "../../detections/detection";
import { archivePrefixes } from "../../log-sources/archive-prefixes";
import { EncryptionKey } from "../iam/encryption-key";
import { accountAdministration } from "../iam/grants/key-administration";
import { logGroupEncryption } from "../iam/grants/log-groups";
import { OrganizationGuard } from "../iam/organization-guard";
import { alarmPublishing } from "../iam/publishing-grants";
import {
  type InputProblem,
  checkInput,
  eachFormed,
  eachKnown,
  checkForm,
  logRetention,
  notEmpty,
} from "../input/input";
import { AlarmTopic } from "../monitoring/alarm-topic";
import { TrailAlarms, detectionProblems } from "../monitoring/trail-alarms";
import { type DataEvents, recordingProblems } from "./event-selectors";
import { OrganizationTrail } from "./organization-trail";

export interface TrailWithAlarmsProps {
  /** Prefix of the names of the trail, the topics, the alarms, the role and the key. */
  readonly namePrefix: string;
  readonly organizationId: string;

  /** The management account. */
  readonly accountId: string;

  /** Region of the provider, and home region of the trail. */
  readonly region: string;

  /**
   * Destination of log files: the bucket and the key of an `AuditArchive`, which must have the trail as a writer. Its bucket of access
   * logs is `<bucketName>-access-logs` by default.
   */
  readonly archive: { readonly bucketName: string; readonly keyArn: string; readonly accessLogBucketName?: string };

  /** Subscribers to the alarms of each severity: e-mail addresses, and URLs that begin with https://. Each must confirm. */
  readonly subscribers: Readonly<Record<AlarmSeverity, readonly string[]>>;

  /** URL of the runbooks, without a slash at its end. The description of an alarm contains `<URL>/<id of the detection>.md`. */
  readonly runbookUrl: string;

  /**
   * Detections to deploy. A detection of severity `watch` has a metric filter and no alarm.
   *
   * @default the detections of the CIS benchmark
   */
  readonly detections?: readonly Detection[];

  /**
   * Name of the trail and of its log group. The policies of the archive contain the ARN of the trail.
   *
   * @default `<namePrefix>-organization-trail`
   */
  readonly trailName?: string;

  /**
   * Key prefix of the log files in the archive.
   *
   * @default cloudtrail-logs
   */
  readonly prefix?: string;

  /**
   * Days that events are kept in the log group. CloudWatch Logs accepts only some periods.
   *
   * @default 365
   */
  readonly logGroupRetentionDays?: number;

  /**
   * Services whose read-only management events are not recorded: `kms.amazonaws.com`, `rdsdata.amazonaws.com`.
   *
   * @default none: every management event is recorded
   */
  readonly excludedSources?: readonly string[];

  /**
   * Data events to record, in addition to management events.
   *
   * @default none
   */
  readonly dataEvents?: readonly DataEvents[];

  /**
   * Buckets that data events never record. The delivery of a log file is also a data event, so recording it would cause another
   * delivery.
   *
   * @default the buckets of `archive`
   */
  readonly archiveBucketArns?: readonly string[];

  /**
   * Insights to record: `ApiCallRateInsight`, `ApiErrorRateInsight`.
   *
   * @default none
   */
  readonly insights?: readonly string[];

  /**
   * Whether Terraform refuses to destroy the trail and the key.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/**
 * The trail of the whole organization with its alarms: a log group and its role, a metric filter for each detection, alarms, a
 * topic for each severity, and the key that encrypts the log group and the messages. Before Terraform changes a resource, it checks
 * that the account is in the organization and that CloudTrail has trusted access.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export class TrailWithAlarms extends Construct {
  public readonly trailArn: string;
  public readonly logGroupName: string;

  /** Key that encrypts the log group and the messages of the topics. */
  public readonly keyArn: string;

  /** Topic of each severity. */
  public readonly topicArns: Readonly<Record<AlarmSeverity, string>>;

  constructor(scope: Construct, id: string, props: TrailWithAlarmsProps) {
    super(scope, id);

    const { namePrefix, accountId, region, organizationId, preventDestroy = true } = props;
    const { trailName = `${namePrefix}-organization-trail`, logGroupRetentionDays = 365, archive } = props;
    checkInput(this, inputProblems({ ...props, trailName, logGroupRetentionDays }));

    const partition = partitionOf(region);
    const ownArn = (service: string, resource: string) =>
      `arn:${partition.name}:${service}:${region}:${accountId}:${resource}`;
    const logGroupArn = ownArn("logs", `log-group:${trailName}`);
    const { bucketName, accessLogBucketName = `${bucketName}-access-logs` } = archive;
    const ownBucketArns = [bucketName, accessLogBucketName].map((name) => `arn:${partition.name}:s3:::${name}`);
    const guard = new OrganizationGuard(this, "Organization", {
      organizationId,
      trustedServices: ["cloudtrail.amazonaws.com"],
    });
    const { keyArn } = new EncryptionKey(this, "Key", {
      aliasName: `alias/${namePrefix}-monitoring`,
      description: "Encrypts the log group of the trail and the messages of its alarms",
      grants: [
        accountAdministration(partition.name, accountId),
        logGroupEncryption(`logs.${region}.${partition.dnsSuffix}`, logGroupArn),
        ...alarmPublishing(accountId),
      ],
      preventDestroy,
    });
    const trail = new OrganizationTrail(this, "Trail", {
      trailName,
      trailArn: ownArn("cloudtrail", `trail/${trailName}`),
      organizationId,
      accountId,
      region,
      bucketName,
      prefix: props.prefix ?? archivePrefixes.trail,
      archiveKeyArn: archive.keyArn,
      monitoringKeyArn: keyArn,
      logGroupName: trailName,
      logGroupArn,
      logGroupRetentionDays,
      logRoleName: `${namePrefix}-trail-to-logs`,
      excludedSources: props.excludedSources ?? [],
      dataEvents: props.dataEvents ?? [],
      archiveBucketArns: props.archiveBucketArns ?? ownBucketArns,
      insights: props.insights ?? [],
      preventDestroy,
      dependsOn: [guard.checked],
    });

    const topicOf = (severity: AlarmSeverity) =>
      new AlarmTopic(this, `Topic-${severity}`, {
        partition: partition.name,
        accountId,
        region,
        topicName: `${namePrefix}-audit-${severity}`,
        prefix: namePrefix,
        kmsKeyArn: keyArn,
        emails: props.subscribers[severity].filter((subscriber) => !isUrl(subscriber)),
        httpsEndpoints: props.subscribers[severity].filter(isUrl),
      }).topicArn;
    const topicArns = { page: topicOf("page"), notify: topicOf("notify") };
    new TrailAlarms(this, "Alarms", {
      prefix: namePrefix,
      logGroupName: trail.logGroupName,
      detections: props.detections ?? cisDetections,
      topicArns,
      runbookUrl: props.runbookUrl,
    });

    this.trailArn = trail.trailArn;
    this.logGroupName = trail.logGroupName;
    this.keyArn = keyArn;
    this.topicArns = topicArns;
  }
}

const isUrl = (subscriber: string): boolean => subscriber.includes("://");

const subscriber = {
  pattern: /^(?:https:\/\/\S+|[^\s@/]+@[^\s@]+\.[^\s@]+)$/,
  expected: "expected an e-mail address, or a URL that begins with https://",
};

/** Values that CloudTrail, CloudWatch Logs and SNS would refuse, and alarms without a subscriber. */
function inputProblems(
  props: TrailWithAlarmsProps & { readonly trailName: string; readonly logGroupRetentionDays: number },
): InputProblem[] {
  const { archive, dataEvents = [], excludedSources = [], archiveBucketArns = [], insights = [] } = props;
  return [
    checkForm("namePrefix", props.namePrefix, forms.namePrefix),
    checkForm("organizationId", props.organizationId, forms.organizationId),
    checkForm("accountId", props.accountId, forms.accountId),
    checkForm("region", props.region, forms.publicRegion),
    checkForm("archive.bucketName", archive.bucketName, forms.bucketName),
    checkForm("archive.keyArn", archive.keyArn, forms.kmsKeyArn),
    ...subscriberProblems("page", props),
    ...subscriberProblems("notify", props),
    checkForm("trailName", props.trailName, forms.trailName),
    checkForm("prefix", props.prefix, forms.keyPrefix),
    logRetention("logGroupRetentionDays", props.logGroupRetentionDays),
    ...recordingProblems({ excludedSources, dataEvents, archiveBucketArns }),
    ...eachKnown("insights", insights, ["ApiCallRateInsight", "ApiErrorRateInsight"]),
    ...detectionProblems(props.detections ?? cisDetections, props.runbookUrl),
  ];
}

/** The subscribers of a severity may be missing if the caller is written in JavaScript. */
function subscriberProblems(severity: AlarmSeverity, { subscribers }: TrailWithAlarmsProps): InputProblem[] {
  return [
    notEmpty(`subscribers.${severity}`, subscribers[severity] ?? [], "e-mail address or URL"),
    ...eachFormed(`subscribers.${severity}`, subscribers[severity], subscriber),
  ];
}
