import { archivePrefixes } from "../../../../log-sources/archive-prefixes";
import { ownWritersOf, writerEncryption, writerStatements } from "../../../../modules/archive/archive-writers";
import type { ArchiveWriters } from "../../../../modules/archive/log-writer";
import { account, arn } from "../../../../sample-data/values";
import {
  type Row,
  archiveOf,
  bucketArn,
  effectOn,
  effectOnKey,
  organizationId,
  rows,
  trailArn,
} from "../../../support/written-archive";

describe.each(Object.entries(rows))("the writer %s", (name, row) => {
  const others: ArchiveWriters = Object.assign(
    {},
    ...Object.entries(rows).flatMap(([other, { writers }]) => (other === name ? [] : [writers])),
  );

  test(`the writer ${name} may write to the bucket and encrypt with the key`, () => {
    const archive = archiveOf(row.writers);

    expect(effectOn(writerStatements(archive), bucketArn, row)).toBe("allow");
    expect(effectOnKey(writerEncryption([archive]), row.caller, row.encrypts ?? {})).toBe("allow");
  });

  test(`the writer ${name} may not write if its log source is disabled, even if other log sources are enabled`, () => {
    expect(effectOn(writerStatements(archiveOf(others)), bucketArn, row)).toBe("implicit deny");
    expect(effectOn(writerStatements(archiveOf({})), bucketArn, row)).toBe("implicit deny");
    expect(effectOnKey(writerEncryption([archiveOf({})]), row.caller, row.encrypts ?? {})).toBe("implicit deny");
  });

  test(`the writer ${name} may not write below the path of another account, or for another organization`, () => {
    const statements = writerStatements(archiveOf(row.writers));
    const otherPath = row.path.replace(account(3), account(4)).replace(organizationId, "o-z9y8x7w6v5");
    const foreign = writerStatements(archiveOf(row.foreignWriters ?? row.writers, { organizationId: "o-z9y8x7w6v5" }));

    expect(otherPath).not.toBe(row.path);
    expect(effectOn(statements, bucketArn, { ...row, path: otherPath })).toBe("implicit deny");
    expect(effectOn(foreign, bucketArn, row)).toBe("implicit deny");
  });
});

test("the writers use the prefixes of the archive", () => {
  const prefixes = { ...archivePrefixes, flowLogs: "network/flow-logs" };
  const row = rows["flowLogs"] as Row;

  expect(effectOn(writerStatements(archiveOf(row.writers, { prefixes })), bucketArn, row)).toBe("implicit deny");
  expect(
    effectOn(writerStatements(archiveOf(row.writers, { prefixes })), bucketArn, {
      ...row,
      path: `network/${row.path}`,
    }),
  ).toBe("allow");
});

test("recorders with the service-linked role deliver as a service, and their earlier role may not write", () => {
  const row = rows["awsConfig"] as Row;
  const archive = archiveOf({ awsConfig: "serviceLinkedRole" });

  expect(effectOn(writerStatements(archive), bucketArn, row)).toBe("implicit deny");
  expect(writerStatements(archive).map(({ Sid }) => Sid)).toEqual([
    "AWSConfigServiceBucketCheck",
    "AWSConfigServiceDelivery",
  ]);
  expect(ownWritersOf(archive).roleArns).toEqual([]);
});

test("nodes of the archive's own account may write transcripts only if its sessions are recorded", () => {
  const prefixes = (sessions: ArchiveWriters["sessions"]) => ownWritersOf(archiveOf({ sessions })).prefixes;

  expect(prefixes(true)).toEqual([`ssm-logs/AWSLogs/${account(2)}/sessions`]);
  expect(prefixes("otherAccounts")).toEqual([]);
  expect(writerStatements(archiveOf({ sessions: "otherAccounts" }))).toEqual(
    writerStatements(archiveOf({ sessions: true })),
  );
});

test("log files from before the archive may have the bucket as their encryption context", () => {
  const sids = (hasEarlierLogs: boolean) =>
    writerEncryption([archiveOf({ trailArn }, { hasEarlierLogs })]).map(({ Sid }) => Sid);

  expect(sids(true)).toHaveLength(sids(false).length + 1);
});

test.each([
  ["another account needs a grant", 2, ["ReplicationCheck", "Replication"], []],
  ["the archive's own account is only an own writer", 3, [], [arn("iam", "", account(3), "role/replication")]],
])("a replicating role of %s", (_, owner, sids, own) => {
  const roleArn = arn("iam", "", account(3), "role/replication");
  const replicator = { partition: roleArn.split(":")[1] ?? "", accountId: account(3), roleArn, bucketArn };
  const archive = archiveOf({ replicator }, { accountId: account(owner) });

  expect(writerStatements(archive).map(({ Sid }) => Sid)).toEqual(sids);
  expect(ownWritersOf(archive).roleArns).toEqual(own);
});
