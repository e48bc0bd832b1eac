import { type FactTable, stackd } from "../fact-table";

/** Whether CloudWatch Logs accepted a subscription with a role: it writes a test message first. */
export interface SubscriptionFact {
  readonly what: string;

  /** Service that the role trusted, and the condition of its trust; undefined for no role. */
  readonly trusts: string | undefined;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;

  /** Action that the role had on the stream. */
  readonly action: string | undefined;
  readonly accepted: boolean;
}

const logs = "logs.amazonaws.com";
const put = "kinesis:PutRecord";

/** The trust of the recording names log groups by the account: `<logs>:<region>:<account>:*`. */
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

/** Logs writes to Firehose by `PutRecord`. */
export const firehose: FactTable<SubscriptionFact> = {
  source: stackd("docs/firehose.md"),
  rows: [{ what: "Firehose's own PutRecord", trusts: logs, action: "firehose:PutRecord", accepted: true }],
};
