import { type FactTable, stackd } from "../fact-table";

/** Whether CloudWatch Logs accepted a subscription with a role. CloudWatch Logs first writes a test message. */
export interface SubscriptionFact {
  readonly what: string;

  /** The service in the trust policy of the role, and its condition. Undefined if there is no role. */
  readonly trusts: string | undefined;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;

  /** The action on the stream that the role had. */
  readonly action: string | undefined;
  readonly accepted: boolean;
}

const logs = "logs.amazonaws.com";
const put = "kinesis:PutRecord";

/** The trust policy of the recording contains the log groups of the account: `<logs>:<region>:<account>:*`. */
export const accountLogs = "the account's log groups";
const ofAccount = { ArnLike: { "aws:SourceArn": accountLogs } };

export const streams: FactTable<SubscriptionFact> = {
  source: stackd("testdata/aws/logs/kinesis-subscriptions.json"),
  rows: [
    { what: "direct-nonexistent-role", trusts: undefined, action: put, accepted: false },
    { what: "direct-bad-trust", trusts: "ec2.amazonaws.com", action: put, accepted: false },
    { what: "direct-no-stream-permission", trusts: logs, condition: ofAccount, action: undefined, accepted: false },
    { what: "direct, with the permission", trusts: logs, condition: ofAccount, action: put, accepted: true },
  ],
};

/** CloudWatch Logs writes to Firehose with `PutRecord`. */
export const firehose: FactTable<SubscriptionFact> = {
  source: stackd("docs/firehose.md"),
  rows: [{ what: "Firehose's own PutRecord", trusts: logs, action: "firehose:PutRecord", accepted: true }],
};
