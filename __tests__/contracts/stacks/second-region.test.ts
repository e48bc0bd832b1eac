import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { KmsReplicaKey } from "@cdktf/provider-aws/lib/kms-replica-key";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { replicaOfBuckets } from "../../../config/derived/second-region";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { account, arn } from "../../../sample-data/values";
import { type Change, organization } from "../../support/organization";

const example = "config/examples/second-region.yaml";
const of = (change: Change = {}) => {
  const { config, stacks } = organization(example, change);
  const stack = (name: string) => {
    const found = stacks.get(name);
    if (found === undefined) throw new Error(`no stack ${name}`);
    return found;
  };
  return { config, second: stack("second-region"), replication: stack("replication"), home: stack("log-archive") };
};
const { config, second, replication } = of();

describe("the replication", () => {
  const rules = replication.all(S3BucketReplicationConfigurationA);

  test("replicates each archive to its replica", () => {
    expect(new Map(rules.map(({ bucket, rule }) => [bucket, rule[0].destination.bucket]))).toEqual(
      new Map([...replicaOfBuckets(config)].map(([source, replica]) => [source, arn("s3", "", "", replica)])),
    );
  });

  test.each(rules.map((one) => [one.bucket, one] as const))(
    "replication of %s replicates everything except deletions and changes of replicas",
    (_, { rule }) => {
      expect(rule).toHaveLength(1);
      expect(rule[0]).toMatchObject({
        status: "Enabled",
        filter: { prefix: "" },
        delete_marker_replication: { status: "Disabled" },
        destination: { metrics: { status: "Enabled" }, replication_time: { status: "Enabled", time: { minutes: 15 } } },
      });
      expect(JSON.stringify(rule)).not.toContain("replica_modifications");
    },
  );

  test("has no time control, if it is disabled", () => {
    const without = of({ archive: { secondRegion: { timeControl: false } } }).replication;

    for (const { rule } of without.all(S3BucketReplicationConfigurationA)) {
      expect(rule[0].destination).not.toHaveProperty("replication_time");
    }
  });
});

describe("the alarms of the replication", () => {
  const alarms = replication.all(CloudwatchMetricAlarm);
  const inRegion = (metric: string) => [
    ...new Set(alarms.filter(({ metric_name }) => metric_name === metric).map(({ provider }) => provider ?? "home")),
  ];

  test("the alarms of the replication are in the region in which S3 publishes the metric: failures in the home region, lag in the second region", () => {
    expect(inRegion("OperationsFailedReplication")).toEqual(["home"]);
    expect(inRegion("ReplicationLatency")).toEqual(["aws.eu-central-1"]);
    expect(alarms).toHaveLength(11);
  });

  test("publish to topics of their own region, which have subscribers", () => {
    for (const { provider, alarm_actions } of alarms) {
      const [topic] = alarm_actions;
      if (provider === undefined)
        expect(topic).toMatch(new RegExp(`^${arn("sns", "eu-west-1", account(1), "acme-audit-")}`));
      else expect(topic).toMatch(/^\$\{aws_sns_topic\.(Page|Notify)Topic_/);
    }
    expect(replication.all(SnsTopicSubscription).map(({ provider, endpoint }) => [provider, endpoint])).toEqual([
      ["aws.eu-central-1", "on-call@example.com"],
      ["aws.eu-central-1", "security@example.com"],
    ]);
  });

  test.each([
    [true, 900],
    [false, 3600],
  ])(
    "the alarms for lag of the replication with time control %s are raised after %i seconds",
    (timeControl, seconds) => {
      const late = of({ archive: { secondRegion: { timeControl } } })
        .replication.all(CloudwatchMetricAlarm)
        .filter(({ alarm_name }) => alarm_name.includes("replica-late"));

      expect(new Set(late.map(({ threshold }) => threshold))).toEqual(new Set([seconds]));
    },
  );
});

describe("the locks of the replicas", () => {
  const daysOf = (change: Change) =>
    of(change)
      .second.all(S3BucketObjectLockConfigurationA)
      .filter(({ bucket }) => bucket.includes("Replicas_AccessLogs_"))
      .map(({ rule }) => rule.default_retention.days);

  test("exist on every replica, except on buckets that S3 or Athena could not use with a lock", () => {
    const locked = second
      .all(S3BucketObjectLockConfigurationA)
      .map(({ bucket }) => /Replicas_(\w+?)_/.exec(bucket)?.[1]);

    expect(locked.toSorted()).toEqual(["AccessLogs", "Config", "ServiceLogs", "Trail", "WebAclLogs"]);
  });

  test.each([
    [364, 364],
    [365, 365],
    [366, 365],
  ])("the locks of the replicas of logs that are kept for %i days last %i days", (expireDays, expected) => {
    expect(daysOf({ archive: { accessLogs: { expireDays } } })).toEqual([expected]);
  });

  test("end before any class of logs in the bucket expires", () => {
    const retention = { loadBalancerLogs: { expireDays: 40 } };

    expect(daysOf({ archive: { accessLogs: { expireDays: 200 }, retention } })).toEqual([40]);
  });
});

test("the bucket of an archive that is no longer replicated stays in AWS", () => {
  const { removed } = of({ archive: { secondRegion: { archives: ["trail"] } } }).second.json;

  expect(removed.map(({ from }: { from: string }) => from)).toContainEqual(
    expect.stringMatching(/^aws_s3_bucket\.Replicas_Config_[0-9A-F]{8}$/),
  );
  expect(removed.every(({ lifecycle }: { lifecycle: { destroy: boolean } }) => !lifecycle.destroy)).toBe(true);
});

test("a multi-Region key has its primary in the archive, and a replica with its own policy in the second region", () => {
  const { home, second: there } = of({
    archive: {
      kmsKeyDeletionRoleArns: [],
      secondRegion: { account: account(2), multiRegionKey: true },
    },
  });

  expect(home.one(KmsKey).multi_region).toBe(true);
  expect(there.all(KmsKey)).toEqual([]);
  expect(there.one(KmsReplicaKey)).toMatchObject({
    primary_key_arn: expect.stringMatching(/^\$\{data\.aws_kms_key\.ArchiveKey-/),
    policy: expect.stringContaining("DenyLoss"),
  });
  expect(Object.values<{ provider: string }>(there.json.data.aws_kms_key)[0]?.provider).toBe("aws.eu-west-1");
  expect(of().home.one(KmsKey)).not.toHaveProperty("multi_region");
});

test("only roles of the account of the replicas are exempt from its denial of deletion, because S3 knows no other role there", () => {
  const [own, home] = [account(4), account(2)].map((id) => arn("iam", "", id, "role/Deleter")) as [string, string];
  const { config: changed, second: stack } = of({ archive: { lock: { bypassRoleArns: [own, home] } } });
  const denials = stack
    .all(S3BucketPolicy)
    .flatMap(({ policy }): PolicyStatement[] => JSON.parse(policy).Statement)
    .filter(({ Sid }) => Sid === "DenyDeletion")
    .map(({ Condition }) => JSON.stringify(Condition))
    .filter((condition) => condition.includes("role/Deleter"));

  expect(changed.archive.secondRegion?.account).toBe(account(4));
  expect(denials.length).toBeGreaterThan(2);
  for (const condition of denials) {
    expect(condition).toContain(own);
    expect(condition).not.toContain(home);
  }
});
