import {
  hasWriter,
  isOnlyTrail,
  isOverwritable,
  ownWritersOf,
  writerEncryption,
} from "../../../../modules/archive/archive-writers";
import type { ArchiveWriters } from "../../../../modules/archive/log-writer";
import { account, arn } from "../../../../sample-data/values";
import { accessLogRows, archiveOf, rows, trailArn } from "../../../support/written-archive";

test("this test has a row for every writer", () => {
  const all: Record<keyof ArchiveWriters, true> = {
    trailArn: true,
    flowLogs: true,
    transitGatewayFlowLogs: true,
    dnsQueryLogs: true,
    webAclLogs: true,
    awsConfig: true,
    sessions: true,
    securityHubFindings: true,
    externalTrails: true,
    replicator: true,
    applicationLogs: true,
    accessLogAccountIds: true,
    loadBalancerAccountIds: true,
    loggedBucketArns: true,
    listedBucketArns: true,
  };

  expect([...Object.keys(rows), ...Object.keys(accessLogRows), "replicator"].toSorted()).toEqual(
    Object.keys(all).toSorted(),
  );
});

test("a role of the archive's own account may write only if it delivers logs", () => {
  const ownRole = (name: string) => arn("iam", "", account(2), `role/${name}`);

  expect(ownWritersOf(archiveOf({ flowLogs: true }))).toEqual({ accountId: account(2), roleArns: [], prefixes: [] });
  expect(
    ownWritersOf(archiveOf({ awsConfig: true, applicationLogs: true, securityHubFindings: true })).roleArns,
  ).toEqual([
    ownRole("acme-config-recorder"),
    ownRole("acme-securityhub-findings-to-archive"),
    ownRole("acme-app-logs-to-archive"),
  ]);
});

test("a log can be overwritten if a role of an account writes it", () => {
  const overwritable = Object.entries(rows).filter(([, { writers }]) => isOverwritable(writers));

  expect(overwritable.map(([name]) => name)).toEqual([
    "awsConfig",
    "sessions",
    "securityHubFindings",
    "applicationLogs",
  ]);
});

test("the trail is the only writer if no other log source writes to the archive", () => {
  const onlyTrail = Object.entries({ ...rows, ...accessLogRows }).filter(([, { writers }]) =>
    isOnlyTrail({ trailArn, ...writers }),
  );

  expect(onlyTrail.map(([name]) => name)).toEqual(["trailArn", "externalTrails", ...Object.keys(accessLogRows)]);
  expect(isOnlyTrail({ flowLogs: true })).toBe(false);
});

test("the writers of archives with one key have the order of the log sources in its policy, not the order of the archives", () => {
  const archives = [archiveOf({ applicationLogs: true }), archiveOf({ awsConfig: true })];
  const sids = writerEncryption(archives).map(({ Sid }) => Sid);

  expect(sids).toEqual(["AllowConfigServiceEncrypt", "AllowConfigRoleEncrypt", "AllowFirehoseAppLogsEncrypt"]);
});

test.each<[ArchiveWriters, boolean]>([
  [{}, false],
  [{ flowLogs: false, loggedBucketArns: [] }, false],
  [{ flowLogs: true }, true],
  [{ sessions: "otherAccounts" }, true],
  [{ accessLogAccountIds: [account(3)] }, true],
])("whether %j has a writer is %s", (writers, expected) => {
  expect(hasWriter(writers)).toBe(expected);
});
