import { accessLogWriters } from "../../../../modules/archive/access-log-writers";
import { ownWritersOf, writerEncryption, writerStatements } from "../../../../modules/archive/archive-writers";
import type { AccessLogWriters } from "../../../../modules/archive/log-writer";
import { account, arn } from "../../../../sample-data/values";
import { accessLogBucketArn, accessLogRows, archiveOf, effectOn } from "../../../support/written-archive";

const accessArchive = (writers: AccessLogWriters) => archiveOf(writers, { bucketArn: accessLogBucketArn });

describe.each(Object.entries(accessLogRows))("the writer %s", (_, row) => {
  test("a writer of access logs may write to the access-log bucket, but not to the archive", () => {
    const archive = archiveOf(row.writers);

    expect(effectOn(writerStatements(accessArchive(row.writers), accessLogWriters), accessLogBucketArn, row)).toBe(
      "allow",
    );
    expect(writerStatements(archive)).toEqual([]);
    expect(writerEncryption([archive])).toEqual([]);
  });

  test("a writer may not write if its account is not listed", () => {
    expect(effectOn(writerStatements(accessArchive({}), accessLogWriters), accessLogBucketArn, row)).toBe(
      "implicit deny",
    );
    expect(
      effectOn(
        writerStatements(
          accessArchive({ accessLogAccountIds: [account(4)], loadBalancerAccountIds: [account(4)] }),
          accessLogWriters,
        ),
        accessLogBucketArn,
        row,
      ),
    ).toBe("implicit deny");
  });
});

test("the statements have the order of the writers", () => {
  const writers: AccessLogWriters = Object.assign({}, ...Object.values(accessLogRows).map((row) => row.writers));
  const sids = writerStatements(accessArchive(writers), accessLogWriters).map(({ Sid }) => Sid);

  const order = [
    "LoadBalancerLogDelivery",
    "NetworkLoadBalancerLogCheck",
    "NetworkLoadBalancerLogDelivery",
    "S3ServerAccessLogsPolicy",
    "VersionListDelivery",
    "AccessLogReplicationCheck",
    "AccessLogReplication",
    "DenyRelativeAccessLogKeys",
  ];
  expect(sids).toEqual(order);
});

test("the replicating role of the archive's own account may write only if that account replicates", () => {
  const own = (accountId: string) =>
    ownWritersOf(accessArchive({ accessLogAccountIds: [accountId] }), accessLogWriters).roleArns;

  expect(own(account(2))).toEqual([arn("iam", "", account(2), "role/acme-access-log-replication")]);
  expect(own(account(3))).toEqual([]);
});
