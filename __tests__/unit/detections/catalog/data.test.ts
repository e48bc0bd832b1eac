import { cisDetections } from "../../../../detections/catalog/cis";
import { dataDetections } from "../../../../detections/catalog/data";
import { dataLossDetections } from "../../../../detections/catalog/data-loss";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { Callers } from "../../../../sample-data/events/callers";
import { eventOf } from "../../../../sample-data/events/event";
import { ordinaryHour } from "../../../../sample-data/events/ordinary-traffic";
import { Random } from "../../../../sample-data/events/random";
import { account } from "../../../../sample-data/values";
import { event } from "../../../../sample-data/detection-examples/example";
import { describeCallsOf } from "../../../../sample-data/detection-examples/calls-of";
import { firesAfter, notAllowed, otherService } from "../../../../sample-data/detection-examples/variants";

const withSeverity = (severity: string) =>
  dataDetections.filter((row) => row.severity === severity).map(({ id }) => id);

test("only data that becomes public pages", () => {
  expect(withSeverity("page")).toEqual(["bucket-made-public", "copy-made-public", "resource-opened-to-everybody"]);
  expect(withSeverity("watch")).toEqual(["copies-made-of-data", "data-access-changes"]);
});

test("the detection of secrets that are read in bulk has a high threshold", () => {
  const thresholds = dataDetections.filter(({ threshold }) => threshold).map(({ id, threshold }) => [id, threshold]);

  expect(thresholds).toEqual([["secrets-read-in-bulk", 20]]);
});

/** The calls that each row must match. */
const known: Record<string, string> = {
  "bucket-made-public": "PutBucketPolicy PutBucketAcl CreateBucket",
  "copy-made-public": `ModifySnapshotAttribute ModifyImageAttribute ModifyDBSnapshotAttribute
    ModifyDBClusterSnapshotAttribute ModifyDocumentPermission`,
  "resource-opened-to-everybody": "Put* Set* *Queue*",
  "bucket-ways-out": `PutBucketReplication PutBucketWebsite CreateAccessPoint* PutAccessPointPolicy*
    CreateMultiRegionAccessPoint PutMultiRegionAccessPointPolicy CreateAccessGrant CreateJob`,
  "shared-with-other-accounts": `ModifySnapshotAttribute ModifyImageAttribute ModifyDB* *ResourceShare Add*
    AuthorizeSnapshotAccess AuthorizeDataShare`,
  "data-exported": `CreateStoreImageTask ExportImage CreateInstanceExportTask StartExportTask ExportTableToPointInTime
    ExportServerlessCacheSnapshot CreateExportTask StartMailboxExportJob`,
  "data-movers-set-up": `CreateLocation* CreateTask StartTaskExecution CreateServer CreateUser CreateConnector
    ImportSshPublicKey ActivateGateway CreateNFSFileShare CreateSMBFileShare CreateJob CreateEndpoint
    CreateReplicationTask CreateReplicationConfig CreateFlow`,
  "database-made-reachable": `*DBInstance* *Cluster* ModifyDBInstance ModifyDBCluster ModifyCluster
    AuthorizeDBSecurityGroupIngress`,
  "secrets-read-in-bulk": "GetSecretValue BatchGetSecretValue GetParameter* GetPasswordData",
  "copies-made-of-data": `SharedSnapshot* CreateSnapshot CreateSnapshots CopySnapshot StartSnapshot CreateImage CopyImage
    CreateDBSnapshot CreateDBClusterSnapshot CopyDBSnapshot CopyDBClusterSnapshot RestoreDB* RestoreTable*
    RestoreFromClusterSnapshot CreateVolume AttachVolume CreateReplaceRootVolumeTask StartCopyJob StartRestoreJob`,
  "data-access-changes": `PutResourcePolicy PutKeyPolicy SetRepositoryPolicy PutFileSystemPolicy
    PutBackupVaultAccessPolicy PutPermission AddPermission* GrantPermissions *ResourceShare EnableSharing*
    UpdateDistribution* CreateOriginAccessControl SetQueueAttributes SetTopicAttributes Update*`,
};

describeCallsOf(dataDetections, known);

describe.each(dataDetections)("$id", (row) => {
  test("does not match refused calls, unless a refused call alone is suspicious", () => {
    const expected: Record<string, readonly string[]> = {
      "copies-made-of-data": ["SharedSnapshotCopyInitiated"],
      "data-access-changes": ["SetQueueAttributes", "SetTopicAttributes", "UpdateDomainConfig"],
      "secrets-read-in-bulk": firesAfter(row, (same) => same),
    };

    expect(firesAfter(row, notAllowed)).toEqual(expected[row.id] ?? []);
  });
});

test.each([
  ["resource-opened-to-everybody", ["SetQueueAttributes", "CreateQueue"]],
  ["copies-made-of-data", ["SharedSnapshotCopyInitiated"]],
  ["data-access-changes", ["SetQueueAttributes", "SetTopicAttributes", "UpdateDomainConfig"]],
])("%s matches %s in one service only, and its other calls in any service", (id, names) => {
  const row = dataDetections.find((other) => other.id === id);

  expect(row && firesAfter(row, otherService).filter((name) => names.includes(name))).toEqual([]);
});

test("a bucket policy that pages also matches the compliance detection", () => {
  const compliance = cisDetections.find(({ id }) => id === "bucket-policy-changes");
  const policy = event("s3", "PutBucketPolicy", {
    request: { bucketPolicy: { Statement: [{ Effect: "Allow", Principal: "*" }] } },
  });
  const rows = [compliance, dataDetections.find(({ id }) => id === "bucket-made-public")];

  expect(rows.map((row) => row && matches(parseFilterPattern(row.pattern), policy))).toEqual([true, true]);
});

test("no detection of data matches events of an ordinary day", () => {
  const random = new Random("2026-01-15");
  const callers = new Callers("aws");
  const people = ["ada", "grace"];
  const places = [1, 2, 3].map((digit) => ({ account: account(digit), region: "eu-west-1", people }));
  const day = places.flatMap((place) =>
    Array.from({ length: 24 }, (_, hour) => ordinaryHour(place, hour, callers, random)).flat(),
  );
  const events = day.map((call) => eventOf(call, new Date("2026-01-15T12:00:00Z"), random.uuid));
  const patterns = [...dataDetections, ...dataLossDetections].map(({ pattern }) => parseFilterPattern(pattern));

  expect(events.length).toBeGreaterThan(300);
  expect(events.filter((one) => patterns.some((pattern) => matches(pattern, one)))).toEqual([]);
});
